package discord

import (
	"context"
	"net/http"

	"guichet/adapters/discord/rest"
	"guichet/tickets"
)

// Pin pins a message in its channel.
// https://docs.discord.com/developers/resources/message#pin-message
func (a *Adapter) Pin(ctx context.Context, at tickets.MessageRef) error {
	return a.api.Do(ctx, rest.Call{Method: http.MethodPut, Path: "/channels/" + at.Channel + "/messages/pins/" + at.Message})
}
