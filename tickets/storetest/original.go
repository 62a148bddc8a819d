package storetest

import (
	"context"
	"errors"
	"time"

	"github.com/google/go-cmp/cmp"

	"guichet/tickets"
)

// row appends a journal row of a ticket.
func (d *desk) row(number int64, kind tickets.EntryKind, words string) *tickets.Entry {
	d.Helper()
	e := &tickets.Entry{Ticket: number, At: d.now(), Kind: kind, Words: words}
	d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.Append(ctx, e) })
	return e
}

var originalTests = []test{
	{"Original/comes back whole, by its row and by its message", func(d *desk) {
		t := d.open()
		var o tickets.Original
		fill(&o, exact)
		o.Ticket, o.Entry, o.Gone = t.Number, d.row(t.Number, tickets.Said, "un").ID, false
		d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.SaveOriginal(ctx, o) })
		expect := func(want *tickets.Original, got *tickets.Original, err error) {
			d.Helper()
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				d.Errorf("%v; want → got\n%s", err, diff)
			}
		}
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			got, err := tx.OriginalOf(ctx, o.Entry)
			expect(&o, got, err)
			got, err = tx.OriginalAt(ctx, tickets.MessageRef{Space: o.Ref.Space, Channel: o.Ref.Channel, Message: o.Ref.Message})
			expect(&o, got, err)
			for _, at := range []tickets.MessageRef{{Space: "other", Channel: o.Ref.Channel, Message: o.Ref.Message}, {Space: o.Ref.Space, Channel: o.Ref.Channel, Message: "0"}} {
				if _, err := tx.OriginalAt(ctx, at); !errors.Is(err, tickets.ErrNotFound) {
					d.Errorf("%+v: %v, want ErrNotFound", at, err)
				}
			}
			if _, err := tx.OriginalOf(ctx, o.Entry+1); !errors.Is(err, tickets.ErrNotFound) {
				d.Errorf("another row: %v, want ErrNotFound", err)
			}
			return nil
		})
		// Changed, then taken into another row: the newest row counts for the message.
		o.ChangedAt, o.Latest, o.Gone = d.now(), d.row(t.Number, tickets.Retracted, "").ID, true
		again := o
		again.Entry, again.Latest, again.Gone = d.row(t.Number, tickets.Replied, "deux").ID, 0, false
		d.update(func(ctx context.Context, tx tickets.Tx) error {
			return errors.Join(tx.SaveOriginal(ctx, o), tx.SaveOriginal(ctx, again))
		})
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			got, err := tx.OriginalOf(ctx, o.Entry)
			expect(&o, got, err)
			got, err = tx.OriginalAt(ctx, o.Ref)
			expect(&again, got, err)
			return nil
		})
	}},
	{"Originals/lists what stands of a ticket in a place", func(d *desk) {
		t, other := d.open(), d.open()
		save := func(number int64, channel, message string, after time.Duration, gone bool) tickets.Original {
			o := tickets.Original{
				Entry: d.row(number, tickets.Said, message).ID, Ticket: number, Author: "slack:alice", At: d.now().Add(after), Gone: gone,
				Ref: tickets.MessageRef{Space: "slack", Channel: channel, Message: message, Thread: "1.1"},
			}
			d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.SaveOriginal(ctx, o) })
			return o
		}
		save(t.Number, "D1", "old", -time.Hour, false)
		first := save(t.Number, "D1", "first", 0, false)
		save(t.Number, "D2", "elsewhere", 0, false)
		save(other.Number, "D1", "another ticket", 0, false)
		save(t.Number, "D1", "gone", 0, true)
		second := save(t.Number, "D1", "second", time.Minute, false)
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			got, err := tx.Originals(ctx, t.Number, "slack", "D1", d.now())
			if diff := cmp.Diff([]*tickets.Original{&first, &second}, got); diff != "" {
				d.Errorf("want → got\n%s", diff)
			}
			return err
		})
	}},
}
