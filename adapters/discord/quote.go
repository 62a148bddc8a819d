package discord

import (
	"cmp"
	"context"
	"strings"

	"guichet/bot"
	"guichet/tickets"
)

// quoted is a message somebody pointed at, or put 🎫 on. What an app wrote has no person. An
// app's words are often in embeds.
func (m message) quoted(guildID string) *bot.Quoted {
	q := &bot.Quoted{
		Ref: tickets.MessageRef{Space: Space, Channel: m.ChannelID, Message: m.ID}, By: userID(m.Author.ID),
		Text: wordsOf(m.Content), Files: files(m.Attachments), Link: link(guildID, m.ChannelID, m.ID),
	}
	if m.Author.Bot || m.WebhookID != "" || m.Author.ID == "" {
		q.By, q.Name = "", member{User: m.Author}.name()
	}
	if strings.TrimSpace(q.Text) == "" && len(m.Embeds) > 0 {
		q.Text = strings.TrimSpace(m.Embeds[0].Title + "\n" + m.Embeds[0].Description)
	}
	return q
}

// link is the address of a message in Discord's clients.
func link(guildID, channelID, id string) string {
	return strings.Join([]string{"https://discord.com/channels", cmp.Or(guildID, "@me"), channelID, id}, "/")
}

// Quote reads one message, whoever wrote it. Without the message content intent Discord leaves
// its words out.
func (a *Adapter) Quote(ctx context.Context, at tickets.MessageRef) (bot.Quoted, error) {
	m, err := a.message(ctx, at)
	if err != nil {
		return bot.Quoted{}, err
	}
	m.ID, m.ChannelID = at.Message, at.Channel
	return *m.quoted(a.directory.guild()), nil
}
