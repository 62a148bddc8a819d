package slack

import (
	"context"
	"errors"

	slackapi "github.com/slack-go/slack"

	"guichet/bot"
	"guichet/tickets"
)

var (
	_ bot.SentMarker   = (*Adapter)(nil)
	_ bot.ThreadFinder = (*Adapter)(nil)
)

// Mark puts the bot's own emoji on a message, or takes it off.
// https://docs.slack.dev/reference/methods/reactions.add
func (a *Adapter) Mark(ctx context.Context, at tickets.MessageRef, name string, on bool) error {
	method, do := methodReact, a.api.AddReactionContext
	if !on {
		method, do = methodUnreact, a.api.RemoveReactionContext
	}
	err := a.call(ctx, method, at.Channel, func(ctx context.Context) error {
		return do(ctx, name, slackapi.NewRefToMessage(at.Channel, at.Message))
	})
	var said slackapi.SlackErrorResponse
	if errors.As(err, &said) && (said.Err == "already_reacted" || said.Err == "no_reaction") {
		return nil
	}
	return err
}

// ThreadOf is the thread under a card: on Slack every message has one.
func (a *Adapter) ThreadOf(card tickets.MessageRef) tickets.MessageRef {
	return tickets.MessageRef{Space: space, Channel: card.Channel, Thread: card.Message}
}
