package slack

import (
	"context"

	slackapi "github.com/slack-go/slack"

	"guichet/tickets"
)

// Pin pins a message in its channel. https://docs.slack.dev/reference/methods/pins.add
func (a *Adapter) Pin(ctx context.Context, at tickets.MessageRef) error {
	return a.call(ctx, methodPin, at.Channel, func(ctx context.Context) error {
		err := a.api.AddPinContext(ctx, at.Channel, slackapi.NewRefToMessage(at.Channel, at.Message))
		if err != nil && err.Error() == "already_pinned" {
			return nil
		}
		return err
	})
}
