package slack

import (
	"context"
	"strings"
)

// identify asks who the bot token belongs to and what it may do.
func (a *Adapter) identify(ctx context.Context) error {
	return a.call(ctx, methodAuth, "", func(ctx context.Context) error {
		r, err := a.api.AuthTestContext(ctx)
		if err != nil {
			return err
		}
		me := &identity{userID: r.UserID, botID: r.BotID, name: r.User, url: r.URL}
		a.people.home(r.TeamID)
		for _, s := range strings.Split(r.Header.Get("X-OAuth-Scopes"), ",") {
			if s = strings.TrimSpace(s); s != "" {
				me.scopes = append(me.scopes, s)
			}
		}
		a.self.Store(me)
		return nil
	})
}
