package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/google/go-cmp/cmp"

	"guichet/tickets"
)

var durabilityTests = []test{
	{"Update/what it confirmed is there after a restart", func(d *desk) {
		t := d.open()
		d.update(func(ctx context.Context, tx tickets.Tx) error {
			if err := tx.Append(ctx, &tickets.Entry{Ticket: t.Number, Kind: tickets.Opened, At: tx.Now(), Words: "bonjour"}); err != nil {
				return err
			}
			if _, err := tx.FirstSeen(ctx, "event"); err != nil {
				return err
			}
			return tx.Enqueue(ctx, &tickets.Delivery{Key: "card", Ticket: t.Number, Place: pool})
		})
		d.setTimers(t.Number, tickets.Timer{Key: "warn"})
		fence, _ := d.lease("slack", "a")
		before := d.ticket(t.Number)

		d.Store = d.Reopen(d.T)
		if diff := cmp.Diff(before, d.ticket(t.Number)); diff != "" {
			d.Errorf("before → after\n%s", diff)
		}
		d.expectNext("card")
		d.expectDue(10, tickets.Timer{Ticket: t.Number, Key: "warn"})
		d.update(func(ctx context.Context, tx tickets.Tx) error {
			if rows, err := tx.Journal(ctx, t.Number); err != nil || len(rows) != 1 || rows[0].Words != "bonjour" {
				d.Errorf("journal: %+v, %v", rows, err)
			}
			if first, err := tx.FirstSeen(ctx, "event"); err != nil || first {
				d.Errorf("the event was forgotten: %v", err)
			}
			return nil
		})
		d.Clock.Add(ttl)
		if after, ok := d.lease("slack", "b"); !ok || after <= fence {
			d.Errorf("fence %d after %d", after, fence)
		}
		if next := d.open(); next.Number <= t.Number {
			d.Errorf("number %d after %d", next.Number, t.Number)
		}
	}},
	{"Close/waits for updates under way and refuses later ones", func(d *desk) {
		inside, finish, closed := make(chan struct{}), make(chan struct{}), make(chan error, 1)
		updated := make(chan error, 1)
		go func() {
			updated <- d.try(func(ctx context.Context, tx tickets.Tx) error {
				close(inside)
				<-finish
				return tx.SetValue(ctx, "k", "v")
			})
		}()
		<-inside
		go func() { closed <- d.Store.Close() }()
		for d.Store.Ping(context.Background()) == nil { // until Close has begun
		}
		select {
		case err := <-closed:
			d.Errorf("closed during an update: %v", err)
		default:
		}
		close(finish)
		if err := errors.Join(<-updated, <-closed); err != nil {
			d.Errorf("update and close: %v", err)
		}
		if err := d.Store.Close(); err != nil {
			d.Errorf("closed again: %v", err)
		}
		nothing := func(tickets.Tx) error { return nil }
		if d.Store.Update(context.Background(), nothing) == nil || d.Store.View(context.Background(), nothing) == nil ||
			d.Store.Ping(context.Background()) == nil {
			d.Error("a closed store answers")
		}
		d.Store = d.Reopen(d.T)
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			v, err := tx.Value(ctx, "k")
			if v != "v" {
				d.Errorf("got %q, want the value that was being written", v)
			}
			return err
		})
	}},
	{"Close/of updates that wait, those confirmed are there and the others are not", func(d *desk) {
		const n = 60
		results := make([]error, n)
		var wg sync.WaitGroup
		for i := range n {
			wg.Go(func() {
				results[i] = d.try(func(ctx context.Context, tx tickets.Tx) error {
					return tx.SetValue(ctx, fmt.Sprint("k", i), "v")
				})
			})
		}
		if err := d.Store.Close(); err != nil {
			d.Errorf("close: %v", err)
		}
		wg.Wait()
		d.Store = d.Reopen(d.T)
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			for i, failed := range results {
				v, err := tx.Value(ctx, fmt.Sprint("k", i))
				if err != nil {
					return err
				}
				if (v == "v") != (failed == nil) {
					d.Errorf("update %d ended with %v and left %q", i, failed, v)
				}
			}
			return nil
		})
	}},
}
