package app

import (
	"context"
	"slices"
	"strings"

	"guichet/bot"
	"guichet/tickets"
)

// managersKept is how many managers of a space are remembered, and mentioned by name where
// the platform cannot mention them as a group.
const managersKept = 8

func managersKey(space string) string { return "managers:" + space }

// metManager remembers that somebody acted as a manager. It writes only when that is new.
func (d *directory) metManager(ctx context.Context, u tickets.UserID) {
	if slices.Contains(d.rememberedManagers(ctx, u.Space()), u) {
		return
	}
	err := d.app.store.Update(ctx, func(tx tickets.Tx) error {
		list, err := tx.Value(ctx, managersKey(u.Space()))
		if err != nil {
			return err
		}
		all := append(strings.Fields(list), string(u))
		return tx.SetValue(ctx, managersKey(u.Space()), strings.Join(all[max(0, len(all)-managersKept):], " "))
	})
	if err != nil {
		d.app.log.Warn().Err(err).Msg("a manager could not be remembered")
	}
}

func (d *directory) rememberedManagers(ctx context.Context, space string) []tickets.UserID {
	var list string
	err := d.app.store.View(ctx, func(tx tickets.Tx) (err error) {
		list, err = tx.Value(ctx, managersKey(space))
		return err
	})
	if err != nil {
		return nil
	}
	var out []tickets.UserID
	for _, u := range strings.Fields(list) {
		out = append(out, tickets.UserID(u))
	}
	return out
}

// managers are the remembered people who still are managers. It asks the platform: never on
// the way to an answer.
func (d *directory) managers(ctx context.Context, p bot.Platform) []tickets.UserID {
	return slices.DeleteFunc(d.rememberedManagers(ctx, p.Space()), func(u tickets.UserID) bool {
		roles, err := p.Roles(ctx, u)
		return err != nil || !roles.Manager
	})
}
