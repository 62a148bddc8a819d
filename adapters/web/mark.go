package web

import (
	"context"

	"guichet/adapters/web/chat"
	"guichet/bot"
	"guichet/tickets"
)

var (
	_ bot.SentMarker   = (*Adapter)(nil)
	_ bot.ThreadFinder = (*Adapter)(nil)
)

// Mark puts the bot's own emoji on a message, or takes it off.
func (a *Adapter) Mark(ctx context.Context, at tickets.MessageRef, name string, on bool) error {
	if err := a.calling(ctx, "edit"); err != nil {
		return err
	}
	_, _, err := a.chat.React(at.Message, name, chat.BotID, on)
	return classify(err)
}

// ThreadOf is the thread under a card: a message and the answers to it.
func (a *Adapter) ThreadOf(card tickets.MessageRef) tickets.MessageRef {
	return tickets.MessageRef{Space: Space, Channel: card.Channel, Thread: card.Message}
}
