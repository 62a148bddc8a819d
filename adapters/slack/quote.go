package slack

import (
	"context"
	"slices"
	"strings"
	"time"

	slackapi "github.com/slack-go/slack"

	"guichet/bot"
	"guichet/bot/markup"
	"guichet/tickets"
)

// quoted is a message somebody pointed at, or put 🎫 on. What an app wrote has no person.
func quoted(at tickets.MessageRef, user, botID, app, text string, files []tickets.File, names markup.Names) *bot.Quoted {
	q := &bot.Quoted{Ref: at, By: userID(user), Text: written(text, names), Files: files}
	if user == "" || botID != "" || user == slackbot {
		q.By, q.Name = "", orDefault(app, "Slack")
	}
	return q
}

// Quote reads one message, whoever wrote it.
func (a *Adapter) Quote(ctx context.Context, at tickets.MessageRef) (bot.Quoted, error) {
	m, err := a.one(ctx, at)
	if err != nil {
		return bot.Quoted{}, err
	}
	if m == nil {
		return bot.Quoted{}, &bot.PlatformError{Fault: bot.Gone, Reason: "message_not_found"}
	}
	app := m.Username
	if m.BotProfile != nil {
		app = orDefault(app, m.BotProfile.Name)
	}
	q := quoted(ref(at.Channel, m.Timestamp, m.ThreadTimestamp), m.User, m.BotID, app, m.Text, apiFiles(m.Files), a.names())
	q.Link, q.Named = a.permalink(q.Ref), a.mentioned(ctx, q.Text)
	return *q, nil
}

// permalink is the address of a message in Slack's clients, "" before the bot knows its
// workspace. It has the form that chat.getPermalink answers, without the call.
// https://docs.slack.dev/reference/methods/chat.getPermalink
func (a *Adapter) permalink(at tickets.MessageRef) string {
	me := a.self.Load()
	if me == nil || !strings.HasPrefix(me.url, "https://") {
		return ""
	}
	link := strings.TrimSuffix(me.url, "/") + "/archives/" + at.Channel + "/p" + strings.ReplaceAll(at.Message, ".", "")
	if at.Thread != "" {
		link += "?thread_ts=" + at.Thread + "&cid=" + at.Channel
	}
	return link
}

// Link is the address of a message in Slack's clients.
func (a *Adapter) Link(at tickets.MessageRef) string { return a.permalink(at) }

// Takes tells whether 🎫 means something in the channel. Slack tells of reactions only where
// the bot is a member.
func (a *Adapter) Takes(channel string) bool {
	return len(a.roster.cfg.Watched) == 0 || slices.Contains(a.Watched(), channel)
}

// Watched lists the configured channels that the bot is in.
func (a *Adapter) Watched() []string { return a.roster.present() }

// Marked reads the latest messages of a channel and lists those that bear the emoji.
func (a *Adapter) Marked(ctx context.Context, channel, emoji string, since time.Time) ([]tickets.MessageRef, error) {
	msgs, _, err := a.page(ctx, tickets.MessageRef{Space: space, Channel: channel}, stamp(since), "")
	if err != nil {
		return nil, err
	}
	var out []tickets.MessageRef
	for _, m := range msgs {
		if slices.ContainsFunc(m.Reactions, func(r slackapi.ItemReaction) bool { return canonical(r.Name) == emoji }) {
			out = append(out, ref(channel, m.Timestamp, m.ThreadTimestamp))
		}
	}
	return out, nil
}
