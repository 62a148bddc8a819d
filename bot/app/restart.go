package app

import (
	"context"
	"strconv"
	"time"

	"guichet/bot"
	"guichet/tickets"
)

// A process that was killed may have used up a platform's pace a moment before: the next one
// cannot know how much of it, only that it was alive. So it keeps still for as long as the
// platforms count (Discord: 5 s for messages of a channel, and between two identifications;
// https://docs.discord.com/developers/topics/rate-limits).
const paceWindow = 5 * time.Second

func aliveKey(space string) string     { return "alive:" + space }
func connectedKey(space string) string { return "connected:" + space }

// noteTime stores the present instant under the key.
func (a *App) noteTime(ctx context.Context, key string) {
	err := a.store.Update(ctx, func(tx tickets.Tx) error {
		return tx.SetValue(ctx, key, strconv.FormatInt(time.Now().UnixMilli(), 10))
	})
	if err != nil && ctx.Err() == nil {
		a.log.Warn().Err(err).Str("what", key).Msg("an instant could not be remembered")
	}
}

func (a *App) notedTime(ctx context.Context, key string) time.Time {
	var text string
	err := a.store.View(ctx, func(tx tickets.Tx) (err error) {
		text, err = tx.Value(ctx, key)
		return err
	})
	ms, bad := strconv.ParseInt(text, 10, 64)
	if err != nil || bad != nil {
		return time.Time{}
	}
	return time.UnixMilli(ms)
}

// keepStill makes the platform keep still after a process that ended a moment ago, and waits
// until it may connect.
func (a *App) keepStill(ctx context.Context, p bot.Platform) {
	quiet, ok := p.(bot.Quiet)
	if !ok {
		return
	}
	now := time.Now()
	// Whether alive was noted long before the end is not known, but not longer than leaseRenew.
	if alive := a.notedTime(ctx, aliveKey(p.Space())); !alive.IsZero() {
		last := alive.Add(leaseRenew)
		if last.After(now) {
			last = now
		}
		quiet.Quiet(last.Add(paceWindow))
	}
	if connected := a.notedTime(ctx, connectedKey(p.Space())); now.Sub(connected) < paceWindow {
		sleep(ctx, connected.Add(paceWindow).Sub(now))
	}
}
