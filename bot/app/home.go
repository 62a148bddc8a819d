package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/tickets"
)

const (
	// homeSize is how many tickets the Home shows at once: with their buttons two blocks each,
	// of Slack's hundred (https://docs.slack.dev/reference/views/home-tab-views).
	homeSize = 15
	// homeFresh is how long after somebody looked at it their Home is kept up to date.
	homeFresh = 30 * time.Minute
	// homesMost bounds the homes that one round looks at, homesAtLeast how often they are
	// looked at when nothing changed here: another replica may have changed something, and
	// what was in time becomes late.
	homesMost    = 200
	homesAtLeast = 15 * time.Second
	homesEvery   = 2 * time.Second
)

// home takes the news that somebody looks at their Home: it is shown after the event.
func (a *App) home(ctx context.Context, e bot.Event) (bot.Answer, error) {
	h, err := a.homeOf(ctx, e.By.ID)
	if err != nil {
		return bot.Answer{}, err
	}
	h.OpenedAt = a.now()
	return bot.Answer{}, a.lookAt(ctx, e, h)
}

// turnHome takes a filter or page of the Home.
func (a *App) turnHome(ctx context.Context, e bot.Event, in grammar.Intent) (bot.Answer, error) {
	h := tickets.Home{User: e.By.ID, OpenedAt: a.now(), Filter: in.Arg, Page: max(int(in.Ticket), 1)}
	return bot.Answer{}, a.lookAt(ctx, e, h)
}

func (a *App) homeOf(ctx context.Context, u tickets.UserID) (h tickets.Home, err error) {
	err = a.store.View(ctx, func(tx tickets.Tx) error {
		h, err = tx.Home(ctx, u)
		return err
	})
	if errors.Is(err, tickets.ErrNotFound) {
		return tickets.Home{User: u, Page: 1}, nil
	}
	return h, err
}

// lookAt remembers what somebody looks at, and shows it. Shown is forgotten: Slack shows a Home
// that was never published as empty, and it may be another installation's.
func (a *App) lookAt(ctx context.Context, e bot.Event, h tickets.Home) error {
	h.Shown = ""
	if err := a.store.Update(ctx, func(tx tickets.Tx) error { return tx.SaveHome(ctx, h) }); err != nil {
		return err
	}
	if p, ok := a.platforms[e.Space].(bot.HomeKeeper); ok {
		a.later.do("publish a home", func(ctx context.Context) error {
			err := a.publish(ctx, p, h, e.Roles)
			if bot.FaultOf(err).Fault == bot.Limited {
				a.changed.Store(true) // the next round shows it
				return nil
			}
			return err
		})
	}
	return nil
}

// publish shows somebody their Home, unless it shows that already.
func (a *App) publish(ctx context.Context, p bot.HomeKeeper, h tickets.Home, roles tickets.Roles) error {
	m, err := a.homeFor(ctx, h, roles)
	if err != nil {
		return err
	}
	raw, err := json.Marshal(m)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(raw)
	shown := hex.EncodeToString(sum[:])
	if shown == h.Shown {
		return nil
	}
	if err := p.PublishHome(ctx, h.User, m); err != nil {
		return err
	}
	return a.store.Update(ctx, func(tx tickets.Tx) error {
		now, err := tx.Home(ctx, h.User)
		if err != nil || now.Filter != h.Filter || now.Page != h.Page {
			return err // they have turned the page meanwhile: that is published next
		}
		now.Shown = shown
		return tx.SaveHome(ctx, now)
	})
}

// homeFor renders somebody's Home with the rights they have now.
func (a *App) homeFor(ctx context.Context, h tickets.Home, roles tickets.Roles) (bot.Message, error) {
	who := a.people.known(ctx, h.User)
	if roles.Guest {
		return a.refusal(ctx, who, &tickets.Error{Code: tickets.Outsider}), nil
	}
	b, err := a.board(ctx, tickets.Actor{ID: h.User, Roles: roles}, grammar.Filter(h.Filter), h.Page, homeSize)
	if err != nil {
		return bot.Message{}, err
	}
	return a.speech.Home(a.boardScene(ctx, who, roles, b), b), nil
}

// homes keeps up to date what people looked at lately: at once when something changed here,
// else now and then.
func (a *App) homes(ctx context.Context) {
	changed := a.changed.Swap(false)
	if ctx.Err() != nil || !changed && a.now().Sub(a.homesAt) < homesAtLeast {
		return
	}
	a.homesAt = a.now()
	for _, p := range a.order {
		keeper, ok := p.(bot.HomeKeeper)
		if !ok {
			continue
		}
		if err := a.keepHomes(ctx, p, keeper); err != nil && ctx.Err() == nil {
			a.log.Warn().Err(err).Str("space", p.Space()).Msg("a home could not be kept up to date")
		}
	}
}

func (a *App) keepHomes(ctx context.Context, p bot.Platform, keeper bot.HomeKeeper) error {
	var open []tickets.Home
	err := a.store.View(ctx, func(tx tickets.Tx) (err error) {
		open, err = tx.Homes(ctx, p.Space(), tx.Now().Add(-homeFresh), homesMost)
		return err
	})
	if err != nil || len(open) == 0 {
		return err
	}
	mine := false
	err = a.store.Update(ctx, func(tx tickets.Tx) error {
		_, mine, err = tx.Lease(ctx, "homes:"+p.Space(), a.owner, homesAtLeast)
		return err
	})
	if err != nil || !mine {
		return err
	}
	var failed error
	for _, h := range open {
		roles, err := p.Roles(ctx, h.User)
		if err == nil {
			err = a.publish(ctx, keeper, h, roles)
		}
		if err != nil && bot.FaultOf(err).Fault == bot.Limited {
			a.changed.Store(true) // the others in the next round
			return failed
		}
		failed = errors.Join(failed, err)
	}
	return failed
}
