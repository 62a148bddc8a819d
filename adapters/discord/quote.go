package discord

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"guichet/bot"
	"guichet/tickets"
)

// quoted is a message somebody pointed at, or put 🎫 on. What an app wrote has no person. An
// app's words are often in embeds. words turns content into the desk's own Markdown.
func (m message) quoted(guildID string, words func(string) string) *bot.Quoted {
	q := &bot.Quoted{
		Ref: tickets.MessageRef{Space: Space, Channel: m.ChannelID, Message: m.ID}, By: userID(m.Author.ID),
		Text: words(m.Content), Files: files(m.Attachments), Link: link(guildID, m.ChannelID, m.ID), Named: m.named(),
	}
	if m.Author.Bot || m.WebhookID != "" || m.Author.ID == "" {
		q.By, q.Name = "", member{User: m.Author}.name()
	}
	if strings.TrimSpace(q.Text) == "" && len(m.Embeds) > 0 {
		q.Text = words(strings.TrimSpace(m.Embeds[0].Title + "\n" + m.Embeds[0].Description))
	}
	return q
}

// link is the address of a message in Discord's clients.
func link(guildID, channelID, id string) string {
	return strings.Join([]string{"https://discord.com/channels", cmp.Or(guildID, "@me"), channelID, id}, "/")
}

// Link is the address of a message in Discord's clients.
func (a *Adapter) Link(at tickets.MessageRef) string {
	return link(a.directory.guild(), at.Channel, at.Message)
}

// Quote reads one message, whoever wrote it: forbidden without the message content intent, as
// Discord leaves its words out. The menu on a message brings them all the same.
// https://docs.discord.com/developers/events/gateway#message-content-intent
func (a *Adapter) Quote(ctx context.Context, at tickets.MessageRef) (bot.Quoted, error) {
	if !a.hears() {
		return bot.Quoted{}, &bot.PlatformError{Fault: bot.Forbidden, Reason: "no_message_content"}
	}
	m, err := a.message(ctx, at)
	if err != nil {
		return bot.Quoted{}, err
	}
	m.ID, m.ChannelID = at.Message, at.Channel
	return *m.quoted(a.directory.guild(), a.words), nil
}

// Takes tells whether 🎫 means something in the channel, or in a thread of it.
func (a *Adapter) Takes(channel string) bool {
	if len(a.directory.space.Watched) == 0 {
		return true
	}
	if t, ok := a.directory.thread(channel); ok && t.ParentID != "" {
		channel = t.ParentID
	}
	return slices.Contains(a.Watched(), channel)
}

// Watched lists the configured channels that are there.
func (a *Adapter) Watched() []string {
	d := a.directory
	d.mu.RLock()
	defer d.mu.RUnlock()
	var out []string
	for _, name := range d.configured() {
		if id := d.places[name]; id != "" && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// Marked reads the latest messages of a channel and lists those that bear the emoji; none where
// no message can be read.
func (a *Adapter) Marked(ctx context.Context, channel, emoji string, since time.Time) ([]tickets.MessageRef, error) {
	if !a.hears() {
		return nil, nil
	}
	var page []message
	q := url.Values{"limit": {strconv.Itoa(maxMessagesPerRead)}}
	if err := a.get(ctx, "/channels/"+channel+"/messages", q, &page); err != nil {
		return nil, err
	}
	var out []tickets.MessageRef
	for _, m := range page {
		for _, r := range m.Reactions {
			if reactionName(r.Emoji) == emoji && !timeOf(m.ID).Before(since) {
				out = append(out, tickets.MessageRef{Space: Space, Channel: channel, Message: m.ID})
			}
		}
	}
	return out, nil
}
