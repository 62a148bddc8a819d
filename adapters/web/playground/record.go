package playground

import (
	"context"
	"errors"
	"sync"
	"time"

	"guichet/tickets"
)

// record is the desk's journal as the page needs it.
type record struct {
	store tickets.Store
	saw   func(e *tickets.Entry)

	last   int64 // id of the newest row looked at
	latest time.Time

	once sync.Once
	rung chan struct{}
}

// journalShown is how many tickets the journal drawer lists.
const journalShown = 100

// Tickets lists the newest tickets.
func (r *record) Tickets(ctx context.Context) (ts []*tickets.Ticket, err error) {
	err = r.store.View(ctx, func(tx tickets.Tx) error {
		ts, err = tx.FindTickets(ctx, tickets.Query{Order: tickets.ByNewest, Limit: journalShown})
		return err
	})
	return ts, err
}

// Rows are the journal of a ticket.
func (r *record) Rows(ctx context.Context, number int64) (rows []*tickets.Entry, err error) {
	err = r.store.View(ctx, func(tx tickets.Tx) error {
		rows, err = tx.Journal(ctx, number)
		return err
	})
	return rows, err
}

// gap is how many ids may be missing between two rows.
const gap = 3

// read hands every new row to f.
func (r *record) read(ctx context.Context, f func(e *tickets.Entry)) error {
	return r.store.View(ctx, func(tx tickets.Tx) error {
		for id := r.last + 1; id <= r.last+gap; id++ {
			e, err := tx.Entry(ctx, id)
			if errors.Is(err, tickets.ErrNotFound) {
				continue
			}
			if err != nil {
				return err
			}
			f(e)
			r.last = id
			if e.At.After(r.latest) {
				r.latest = e.At
			}
		}
		return nil
	})
}

// skip passes over what is recorded already.
func (r *record) skip(ctx context.Context) error { return r.read(ctx, func(*tickets.Entry) {}) }

// look hands out what is new.
func (r *record) look(ctx context.Context) error { return r.read(ctx, r.saw) }

func (r *record) bell() chan struct{} {
	r.once.Do(func() { r.rung = make(chan struct{}, 1) })
	return r.rung
}

// ring says that there may be a new row.
func (r *record) ring() {
	select {
	case r.bell() <- struct{}{}:
	default:
	}
}
