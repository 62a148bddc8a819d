package web

import (
	"context"
	"slices"
	"time"

	"guichet/adapters/web/chat"
	"guichet/bot"
	"guichet/tickets"
)

// quoted is a message somebody pointed at, or put 🎫 on. The bot is no person.
func quoted(m chat.Message) *bot.Quoted {
	q := &bot.Quoted{Ref: ref(m), By: userID(m.By), Text: written(m.Words), Files: ticketFiles(m.Files)}
	if m.By == chat.BotID {
		q.By, q.Name = "", chat.BotID
	}
	return q
}

// Quote reads one message, whoever wrote it.
func (a *Adapter) Quote(ctx context.Context, at tickets.MessageRef) (bot.Quoted, error) {
	if err := a.calling(ctx, "read"); err != nil {
		return bot.Quoted{}, err
	}
	m, err := a.chat.Message(at.Message)
	if err != nil || m.Channel != at.Channel {
		return bot.Quoted{}, classify(chat.ErrGone)
	}
	return *quoted(m), nil
}

// Takes tells whether 🎫 means something in the channel: wherever several people talk.
func (a *Adapter) Takes(channel string) bool {
	ch, err := a.chat.Channel(channel)
	return err == nil && (ch.Kind == chat.Public || ch.Kind == chat.Private)
}

// Watched lists the channels.
func (a *Adapter) Watched() []string {
	var out []string
	for _, ch := range a.chat.Places(chat.BotID) {
		if a.Takes(ch.ID) {
			out = append(out, ch.ID)
		}
	}
	return out
}

// Marked lists the latest messages of a channel that bear the emoji.
func (a *Adapter) Marked(ctx context.Context, channel, emoji string, since time.Time) ([]tickets.MessageRef, error) {
	if err := a.calling(ctx, "read"); err != nil {
		return nil, err
	}
	page, err := a.chat.Messages(chat.BotID, channel, "", 0, readMost)
	if err != nil {
		return nil, classify(err)
	}
	var out []tickets.MessageRef
	for _, m := range page.Messages {
		if !m.At.Before(since) && slices.ContainsFunc(m.Reactions, func(r chat.Reaction) bool { return r.Name == emoji }) {
			out = append(out, ref(m))
		}
	}
	return out, nil
}
