package slack

import (
	"context"

	slackapi "github.com/slack-go/slack"

	"guichet/bot"
	"guichet/tickets"
)

// homeView is the type of the view on the app's Home.
const homeView = "home"

var _ bot.HomeKeeper = (*Adapter)(nil)

// PublishHome replaces what somebody sees on the app's Home.
// https://docs.slack.dev/reference/methods/views.publish
func (a *Adapter) PublishHome(ctx context.Context, to tickets.UserID, m bot.Message) error {
	view := slackapi.HomeTabViewRequest{Type: homeView, Blocks: slackapi.Blocks{BlockSet: renderHome(m, a.directory())}}
	return a.call(ctx, methodPublishView, "", func(ctx context.Context) error {
		_, err := a.api.PublishViewContext(ctx, slackapi.PublishViewContextRequest{UserID: to.Local(), View: view})
		return err
	})
}

// renderHome turns a neutral message into the blocks of a view: it has room for twice as many as
// a message. It is a pure function.
func renderHome(m bot.Message, d directory) []slackapi.Block {
	w := &writer{dir: d, left: maxHomeText}
	for _, b := range m.Blocks {
		w.block(b)
	}
	return fit(w.blocks, maxViewBlocks)
}
