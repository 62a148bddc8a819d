package web

import (
	"context"

	"guichet/adapters/web/chat"
	"guichet/bot"
	"guichet/tickets"
)

// quoted is a message somebody pointed at, or put 🎫 on. The bot is no person.
func quoted(m chat.Message) *bot.Quoted {
	q := &bot.Quoted{Ref: ref(m), By: userID(m.By), Text: m.Words, Files: ticketFiles(m.Files)}
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
