package app

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"guichet/bot"
	"guichet/bot/outbox"
	"guichet/bot/speech"
	"guichet/tickets"
)

// catchUpShare is the part of the platform's pace that catching up leaves to others: it waits
// this many times what the platform asks.
const catchUpShare = 2

// catchUpPage is how many open tickets are looked at in one go.
const catchUpPage = 200

// catchUps keeps one catch-up per space: a new connection starts it anew.
type catchUps struct {
	mu     sync.Mutex
	cancel map[string]context.CancelFunc
}

// begin ends the catch-up of the space that runs, and returns the context of a new one.
func (c *catchUps) begin(ctx context.Context, space string) (context.Context, context.CancelFunc) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if stop := c.cancel[space]; stop != nil {
		stop()
	}
	ctx, cancel := context.WithCancel(ctx)
	c.cancel[space] = cancel
	return ctx, cancel
}

// connected follows every connection: what happened meanwhile is caught up. With a message,
// only its reactions must be read again.
func (a *App) connected(e bot.Event) {
	space := e.Space
	p := a.platforms[space]
	if p == nil {
		return
	}
	if e.Where.Message != "" {
		a.later.do("read reactions again", func(ctx context.Context) error { return a.catchUpMessage(ctx, p, e.Where) })
		return
	}
	a.lanes[space].connected()
	a.noteTime(context.WithoutCancel(a.later.ctx), connectedKey(space))
	a.later.long(func(ctx context.Context) {
		ctx, cancel := a.catching.begin(ctx, space)
		defer cancel()
		a.lanes[space].nudge()
		a.people.findHandles(ctx, p)
		a.keepPanels(ctx, p)
		a.catchUp(ctx, p)
	})
}

// catchUp compares the reactions on open cards, and reads open counters, soonest deadline
// first, and honours what is new; then the counters of tickets that have ended lately, where
// somebody may have written that it was not the end; then the threads under the cards.
func (a *App) catchUp(ctx context.Context, p bot.Platform) {
	open := tickets.Query{Unfinished: true, Order: tickets.ByDeadline}
	a.catchUpAll(ctx, p, open, a.catchUpTicket)
	a.catchUpAll(ctx, p, tickets.Query{States: []tickets.State{tickets.ResolvedState}}, a.catchUpTicket)
	a.catchUpAll(ctx, p, tickets.Query{States: []tickets.State{tickets.ClosedState}, EndedSince: a.now().Add(-catchUpEnded)}, a.catchUpTicket)
	a.catchUpAll(ctx, p, open, a.catchUpThread)
	a.metrics.CatchUp(p.Space(), 0)
	a.catchUpMarks(ctx, p)
}

// catchUpAll does something for each of the tickets.
func (a *App) catchUpAll(ctx context.Context, p bot.Platform, q tickets.Query, each func(ctx context.Context, p bot.Platform, t *tickets.Ticket) error) {
	for page := 0; ctx.Err() == nil; page++ {
		q.Limit, q.Offset = catchUpPage, page*catchUpPage
		ts, total, err := a.desk.List(ctx, q)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			a.log.Error().Err(err).Msg("catching up: the tickets could not be listed")
			return
		}
		for i, t := range ts {
			a.metrics.CatchUp(p.Space(), total-page*catchUpPage-i)
			if t.State.Terminal() && !a.policy.Reopenable(t, a.now()) {
				continue
			}
			if err := each(ctx, p, t); err != nil && ctx.Err() == nil {
				a.log.Warn().Err(err).Str("space", p.Space()).Int64("ticket", t.Number).Msg("catching up failed for a ticket")
			}
		}
		if len(ts) < catchUpPage {
			return
		}
	}
}

// catchUpMessage compares the reactions on one message, when it is a card.
func (a *App) catchUpMessage(ctx context.Context, p bot.Platform, at tickets.MessageRef) error {
	card, err := a.deliveryAt(ctx, at)
	if errors.Is(err, tickets.ErrNotFound) || err == nil && speech.Purpose(card.Purpose) != speech.PurposeCard {
		return nil
	}
	if err != nil {
		return err
	}
	var seen map[string][]tickets.UserID
	if err := a.store.View(ctx, func(tx tickets.Tx) (err error) {
		seen, err = tx.Reactions(ctx, card.Ref)
		return err
	}); err != nil {
		return err
	}
	return a.catchUpCard(ctx, p, card, seen)
}

func (a *App) catchUpTicket(ctx context.Context, p bot.Platform, t *tickets.Ticket) error {
	var card *tickets.Delivery
	var seen map[string][]tickets.UserID
	var counters []tickets.Counter
	err := a.store.View(ctx, func(tx tickets.Tx) (err error) {
		for _, u := range t.Audience() {
			if c, err := tx.Counter(ctx, t.Number, u); err == nil && u.Space() == p.Space() && c.Channel != "" {
				counters = append(counters, *c)
			}
		}
		card, err = tx.Delivery(ctx, outbox.CardKey(t.Number, p.Space()))
		if errors.Is(err, tickets.ErrNotFound) {
			card = nil
			return nil
		}
		if err == nil && card.Ref.Message != "" {
			seen, err = tx.Reactions(ctx, card.Ref)
		}
		return err
	})
	if err != nil {
		return err
	}
	if card != nil && card.Ref.Message != "" && !t.State.Finished() {
		if err := a.catchUpCard(ctx, p, card, seen); err != nil {
			return err
		}
	}
	if misplaced(p, card, t) { // another configuration than before
		if err := a.moveCard(ctx, card, t); err != nil {
			return err
		}
	}
	if t.Announced() {
		if err := a.catchUpAnnouncement(ctx, p, t); err != nil {
			return err
		}
	}
	for _, c := range counters {
		if err := a.catchUpCounter(ctx, p, t, c); err != nil {
			return err
		}
	}
	return nil
}

// catchUpCard hands the difference between the reactions seen last and now as events: first
// those that were taken off, then new ones, the duty person's before the others'.
func (a *App) catchUpCard(ctx context.Context, p bot.Platform, card *tickets.Delivery, seen map[string][]tickets.UserID) error {
	at := card.Ref
	if err := slowly(ctx, p, at.Channel); err != nil {
		return err
	}
	now, err := p.Reactions(ctx, at, cardEmojis)
	if bot.FaultOf(err).Fault == bot.Gone && err != nil {
		if a.channelLost(p, at, err) {
			return nil // its cards stand, and are read when the channel is in reach again
		}
		return a.cardGone(ctx, card)
	}
	if err != nil {
		return err
	}
	duty := a.people.resolve(ctx, a.policy.OnDuty(1, a.now()))
	for _, on := range []bool{false, true} {
		for _, name := range cardEmojis {
			have, had := now[name], seen[name]
			if !on {
				have, had = had, have
			}
			fresh := slices.DeleteFunc(slices.Clone(have), func(u tickets.UserID) bool { return slices.Contains(had, u) })
			slices.SortStableFunc(fresh, func(x, y tickets.UserID) int { return first(y == duty) - first(x == duty) })
			for _, u := range fresh {
				if err := a.caughtReaction(ctx, p, at, name, u, on); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func first(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (a *App) caughtReaction(ctx context.Context, p bot.Platform, at tickets.MessageRef, name string, u tickets.UserID, on bool) error {
	roles, err := p.Roles(ctx, u)
	if err != nil && bot.FaultOf(err).Fault != bot.Gone {
		return err
	}
	return a.reaction(ctx, bot.Event{
		Kind: bot.ReactionEvent, Space: p.Space(), By: tickets.Person{ID: u}, Roles: roles,
		Where: at, Name: name, On: on, At: a.now(),
	}, bot.ViaCatchUp)
}

// catchUpEnded is how long ago a ticket has ended at most whose counters are still read, if it
// can be reopened at all.
const catchUpEnded = 31 * 24 * time.Hour

// slowly waits for the platform's pace, and as long again, so that catching up takes half.
func slowly(ctx context.Context, p bot.Platform, channel string) error {
	for wait := p.Pace(bot.OpRead, channel); wait > 0; wait = p.Pace(bot.OpRead, channel) {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait * catchUpShare):
		}
	}
	return ctx.Err()
}
