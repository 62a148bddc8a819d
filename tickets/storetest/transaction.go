package storetest

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"time"

	"guichet/tickets"
)

var transactionTests = []test{
	{"Update/an error undoes everything and is returned as it is", func(d *desk) {
		mine := errors.New("mine")
		var number int64
		err := d.try(func(ctx context.Context, tx tickets.Tx) error {
			t := &tickets.Ticket{Kind: tickets.Incident, State: tickets.New}
			if err := tx.InsertTicket(ctx, t); err != nil {
				return err
			}
			number = t.Number
			if _, err := tx.FirstSeen(ctx, "event"); err != nil {
				return err
			}
			return mine
		})
		if err != mine { //nolint:errorlint // as it is, not wrapped
			d.Fatalf("got %v, want the closure's own error", err)
		}
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			if _, err := tx.Ticket(ctx, number); !errors.Is(err, tickets.ErrNotFound) {
				d.Errorf("the ticket of a failed update: %v, want ErrNotFound", err)
			}
			return nil
		})
		d.update(func(ctx context.Context, tx tickets.Tx) error {
			if first, err := tx.FirstSeen(ctx, "event"); err != nil || !first {
				d.Errorf("the event of a failed update was kept: %v, %v", first, err)
			}
			return nil
		})
	}},
	{"Update/sees its own changes, others see them after the commit", func(d *desk) {
		d.update(func(ctx context.Context, tx tickets.Tx) error {
			if err := tx.SetValue(ctx, "k", "v"); err != nil {
				return err
			}
			if v, err := tx.Value(ctx, "k"); err != nil || v != "v" {
				d.Errorf("inside: %q, %v", v, err)
			}
			d.view(func(ctx context.Context, tx tickets.Tx) error {
				v, err := tx.Value(ctx, "k")
				if v != "" {
					d.Errorf("outside, before the commit: %q", v)
				}
				return err
			})
			return nil
		})
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			v, err := tx.Value(ctx, "k")
			if v != "v" {
				d.Errorf("after the commit: %q", v)
			}
			return err
		})
	}},
	{"Update/a panic reaches its caller and undoes only its own changes", func(d *desk) {
		const others = 20
		var wg sync.WaitGroup
		for range others {
			wg.Go(func() {
				t := &tickets.Ticket{Kind: tickets.Incident, State: tickets.New}
				if err := d.try(func(ctx context.Context, tx tickets.Tx) error { return tx.InsertTicket(ctx, t) }); err != nil {
					d.Errorf("somebody else's update: %v", err)
				}
			})
			wg.Go(func() {
				defer func() {
					if got := recover(); got != "mine" {
						d.Errorf("recovered %v, want the closure's own panic", got)
					}
				}()
				_ = d.try(func(ctx context.Context, tx tickets.Tx) error {
					_ = tx.InsertTicket(ctx, &tickets.Ticket{Kind: tickets.Incident, State: tickets.New})
					panic("mine")
				})
			})
		}
		wg.Wait()
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			if n, err := tx.CountTickets(ctx, tickets.Query{}); err != nil || n != others {
				d.Errorf("%d tickets, %v; want %d", n, err, others)
			}
			return nil
		})
	}},
	{"Update/a goroutine that exits leaves the store usable", func(d *desk) {
		var wg sync.WaitGroup
		wg.Go(func() {
			_ = d.try(func(ctx context.Context, tx tickets.Tx) error {
				_ = tx.SetValue(ctx, "k", "left behind")
				runtime.Goexit() // what testing.T.FailNow does
				return nil
			})
		})
		wg.Wait()
		d.update(func(ctx context.Context, tx tickets.Tx) error {
			if v, err := tx.Value(ctx, "k"); err != nil || v != "" {
				d.Errorf("got %q, %v; want nothing", v, err)
			}
			return nil
		})
	}},
	{"Update/a context that has ended", func(d *desk) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		err := d.Store.Update(ctx, func(tx tickets.Tx) error { return tx.SetValue(ctx, "k", "v") })
		if !errors.Is(err, context.Canceled) {
			d.Errorf("got %v, want context.Canceled", err)
		}
		if err := d.Store.View(ctx, func(tx tickets.Tx) error { _, err := tx.Value(ctx, "k"); return err }); !errors.Is(err, context.Canceled) {
			d.Errorf("view: got %v, want context.Canceled", err)
		}
	}},
	{"Update/a context that ends half-way undoes this update and no other", func(d *desk) {
		const each = 20
		var wg sync.WaitGroup
		for i := range each {
			wg.Go(func() {
				if err := d.try(func(ctx context.Context, tx tickets.Tx) error {
					_, err := tx.FirstSeen(ctx, "kept"+string(rune('a'+i)))
					return err
				}); err != nil {
					d.Errorf("somebody else's update: %v", err)
				}
			})
			wg.Go(func() {
				ctx, cancel := context.WithCancel(context.Background())
				defer cancel()
				err := d.Store.Update(ctx, func(tx tickets.Tx) error {
					if err := tx.SetValue(ctx, "k", "half"); err != nil {
						return err
					}
					cancel()
					return tx.SetValue(ctx, "k", "whole")
				})
				if !errors.Is(err, context.Canceled) {
					d.Errorf("got %v, want context.Canceled", err)
				}
			})
		}
		wg.Wait()
		d.update(func(ctx context.Context, tx tickets.Tx) error {
			if v, err := tx.Value(ctx, "k"); err != nil || v != "" {
				d.Errorf("got %q, %v; want nothing", v, err)
			}
			for i := range each {
				if first, err := tx.FirstSeen(ctx, "kept"+string(rune('a'+i))); err != nil || first {
					d.Errorf("the update of somebody else was lost: %v, %v", first, err)
				}
			}
			return nil
		})
	}},
	{"View/is one consistent state", func(d *desk) {
		d.open()
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			before, err := tx.CountTickets(ctx, tickets.Query{})
			if err != nil {
				return err
			}
			d.open()
			if after, err := tx.CountTickets(ctx, tickets.Query{}); err != nil || after != before {
				d.Errorf("%d tickets, then %d, %v", before, after, err)
			}
			return nil
		})
	}},
	{"View/cannot write", func(d *desk) {
		err := d.Store.View(context.Background(), func(tx tickets.Tx) error {
			_ = tx.SetValue(context.Background(), "k", "v") // its failure fails the view
			return nil
		})
		if err == nil {
			d.Error("a view wrote")
		}
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			if v, err := tx.Value(ctx, "k"); err != nil || v != "" {
				d.Errorf("got %q, %v; want nothing", v, err)
			}
			return nil
		})
	}},
	{"Now/is one instant in UTC, to the millisecond", func(d *desk) {
		check := func(ctx context.Context, tx tickets.Tx) error {
			before := tx.Now()
			if before != stored(d.Clock.Now()) {
				d.Errorf("now is %v, want %v", before, stored(d.Clock.Now()))
			}
			d.Clock.Add(time.Second)
			if after := tx.Now(); after != before {
				d.Errorf("now was %v and is %v", before, after)
			}
			return nil
		}
		d.update(check)
		d.view(check)
		d.update(check)
	}},
	{"Ping/answers", func(d *desk) {
		if err := d.Store.Ping(context.Background()); err != nil {
			d.Error(err)
		}
	}},
}
