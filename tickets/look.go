package tickets

import (
	"context"
	"errors"
)

// look runs f on a ticket without changing anything.
func (d *Desk) look(ctx context.Context, by Actor, number int64, f func(c *change) error) (*Ticket, error) {
	return d.lookAt(ctx, by, number, func(ctx context.Context, tx Tx) (*Ticket, error) { return tx.Ticket(ctx, number) }, f)
}

// lookAt is look at the ticket that locate finds; number is the one that was asked for.
func (d *Desk) lookAt(ctx context.Context, by Actor, number int64, locate func(ctx context.Context, tx Tx) (*Ticket, error), f func(c *change) error) (*Ticket, error) {
	var out *Ticket
	c := &change{act: Act{By: by, Via: viaLook}, policy: d.policy}
	err := d.store.View(ctx, func(tx Tx) error {
		t, err := locate(ctx, tx)
		if errors.Is(err, ErrNotFound) {
			return &Error{Code: NotFound}
		}
		if err != nil {
			return err
		}
		out = t
		c.tx, c.now, c.t = tx, tx.Now(), t
		return f(c)
	})
	if err != nil {
		return nil, d.record(ctx, c.act, number, c.asked, err)
	}
	return out, nil
}

// Ticket is a ticket that the person may see, and its journal, with those of the tickets merged
// into it that they may see as well, in the order of time; NotFound for all others.
func (d *Desk) Ticket(ctx context.Context, by Actor, number int64) (t *Ticket, journal []*Entry, err error) {
	t, err = d.look(ctx, by, number, func(c *change) error {
		if err := c.may(ActShow); err != nil {
			return err
		}
		journal, err = c.story(ctx)
		return err
	})
	return t, journal, err
}

// MayDo checks, without changing anything, that the actor may do the action and, when it is one
// that changes the state, that it is legal now: so that a form is not offered in vain.
func (d *Desk) MayDo(ctx context.Context, by Actor, number int64, a Action) (*Ticket, error) {
	return d.look(ctx, by, number, func(c *change) error {
		if err := c.may(a); err != nil {
			return err
		}
		if !ProcessOf(c.t.Kind).Knows(a) {
			return nil
		}
		return c.legal(a)
	})
}

// List lists tickets. What a person may see is the caller's to put into the query.
func (d *Desk) List(ctx context.Context, q Query) (ts []*Ticket, total int, err error) {
	err = d.store.View(ctx, func(tx Tx) error {
		if ts, err = tx.FindTickets(ctx, q); err != nil {
			return err
		}
		total, err = tx.CountTickets(ctx, q)
		return err
	})
	return ts, total, err
}
