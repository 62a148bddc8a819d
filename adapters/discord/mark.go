package discord

import (
	"context"
	"net/http"
	"net/url"

	"guichet/adapters/discord/rest"
	"guichet/bot"
	"guichet/tickets"
)

var (
	_ bot.SentMarker   = (*Adapter)(nil)
	_ bot.ThreadFinder = (*Adapter)(nil)
)

// Mark puts the bot's own emoji on a message, or takes it off. What is so already is no error.
// https://docs.discord.com/developers/resources/message#create-reaction
func (a *Adapter) Mark(ctx context.Context, at tickets.MessageRef, name string, on bool) error {
	for char, canonical := range reactionNames {
		if canonical != name {
			continue
		}
		method := http.MethodPut
		if !on {
			method = http.MethodDelete
		}
		return a.inOpenThread(ctx, at.Channel, true, func() error {
			return a.api.Do(ctx, rest.Call{Method: method, Path: messagePath(at) + "/reactions/" + url.PathEscape(char) + "/@me", AtOnce: true})
		})
	}
	return &bot.PlatformError{Fault: bot.Refused, Reason: "unknown_emoji"}
}

// ThreadOf is the thread under a card: it has the id of the card, once somebody has opened it.
func (a *Adapter) ThreadOf(card tickets.MessageRef) tickets.MessageRef {
	return tickets.MessageRef{Space: Space, Channel: card.Message}
}
