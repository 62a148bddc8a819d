package storetest

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/google/go-cmp/cmp"

	"guichet/tickets"
)

var ticketTests = []test{
	{"InsertTicket/sets number and version, every field comes back", func(d *desk) {
		var in, want tickets.Ticket
		fill(&in, rough)
		fill(&want, exact)
		d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.InsertTicket(ctx, &in) })
		if in.Number == 0 || in.Version == 0 {
			d.Fatalf("number %d, version %d", in.Number, in.Version)
		}
		want.Number, want.Version = in.Number, in.Version
		got := d.ticket(in.Number)
		if diff := cmp.Diff(&want, got); diff != "" {
			d.Errorf("stored → loaded:\n%s", diff)
		}
		if l := local(got); len(l) > 0 {
			d.Errorf("instants that are not in UTC: %v", l)
		}
	}},
	{"SaveTicket/every field comes back, zeros too", func(d *desk) {
		var t, want tickets.Ticket
		d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.InsertTicket(ctx, &t) })
		number, version := t.Number, t.Version
		fill(&t, rough)
		fill(&want, exact)
		t.Number, t.Version = number, version
		d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.SaveTicket(ctx, &t) })
		if t.Version <= version {
			d.Errorf("version was %d and is %d", version, t.Version)
		}
		want.Number, want.Version = number, t.Version
		if diff := cmp.Diff(&want, d.ticket(number)); diff != "" {
			d.Errorf("saved → loaded:\n%s", diff)
		}
		empty := tickets.Ticket{Number: number, Version: t.Version}
		d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.SaveTicket(ctx, &empty) })
		if diff := cmp.Diff(&empty, d.ticket(number)); diff != "" {
			d.Errorf("saved empty → loaded:\n%s", diff)
		}
	}},
	{"SaveTicket/a stale version is refused and changes nothing", func(d *desk) {
		t := d.open()
		first, second := *t, *t
		first.Summary, second.Summary = "first", "second"
		d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.SaveTicket(ctx, &first) })
		err := d.try(func(ctx context.Context, tx tickets.Tx) error { return tx.SaveTicket(ctx, &second) })
		if !errors.Is(err, tickets.ErrStale) {
			d.Errorf("got %v, want ErrStale", err)
		}
		if got := d.ticket(t.Number); got.Summary != "first" || got.Version != first.Version {
			d.Errorf("stored %q version %d, want %q version %d", got.Summary, got.Version, first.Summary, first.Version)
		}
	}},
	{"SaveTicket/a stale save can be survived inside the update", func(d *desk) {
		t := d.open()
		d.update(func(ctx context.Context, tx tickets.Tx) error {
			stale := *t
			stale.Version += 7
			if err := tx.SaveTicket(ctx, &stale); !errors.Is(err, tickets.ErrStale) {
				d.Errorf("got %v, want ErrStale", err)
			}
			return tx.SaveTicket(ctx, t)
		})
	}},
	{"Ticket/what is not there is ErrNotFound", func(d *desk) {
		d.update(func(ctx context.Context, tx tickets.Tx) error {
			if _, err := tx.Ticket(ctx, 4711); !errors.Is(err, tickets.ErrNotFound) {
				d.Errorf("load: %v, want ErrNotFound", err)
			}
			if err := tx.SaveTicket(ctx, &tickets.Ticket{Number: 4711, Version: 1}); !errors.Is(err, tickets.ErrNotFound) {
				d.Errorf("save: %v, want ErrNotFound", err)
			}
			return nil // finding nothing does not spoil the transaction
		})
	}},
	{"InsertTicket/a hundred at once have numbers of their own, in one sequence", func(d *desk) {
		const n = 100
		numbers := make([]int64, n)
		var wg sync.WaitGroup
		for i := range n {
			wg.Go(func() {
				t := &tickets.Ticket{Kind: tickets.Request, State: tickets.New}
				if err := d.try(func(ctx context.Context, tx tickets.Tx) error { return tx.InsertTicket(ctx, t) }); err != nil {
					d.Errorf("open: %v", err)
				}
				numbers[i] = t.Number
			})
		}
		wg.Wait()
		slices.Sort(numbers)
		if unique := slices.Compact(slices.Clone(numbers)); len(unique) != n {
			d.Errorf("%d numbers for %d tickets", len(unique), n)
		}
		if d.Serial && (numbers[0] != 1 || numbers[n-1] != n) {
			d.Errorf("numbers from %d to %d, want 1 to %d", numbers[0], numbers[n-1], n)
		}
	}},
	{"Ticket/of fifty claims at once exactly one wins", func(d *desk) {
		t := d.open()
		taken := errors.New("somebody was quicker")
		var won, lost atomic.Int64
		var wg sync.WaitGroup
		for i := range 50 {
			wg.Go(func() {
				err := d.try(func(ctx context.Context, tx tickets.Tx) error {
					t, err := tx.Ticket(ctx, t.Number)
					if err != nil {
						return err
					}
					if t.Assignee != "" {
						return taken
					}
					t.Assignee = tickets.UserID("slack:tech" + string(rune('A'+i)))
					return tx.SaveTicket(ctx, t)
				})
				switch {
				case err == nil:
					won.Add(1)
				case errors.Is(err, taken):
					lost.Add(1)
				default:
					d.Errorf("claim: %v", err)
				}
			})
		}
		wg.Wait()
		if won.Load() != 1 || lost.Load() != 49 {
			d.Errorf("%d won and %d lost, want 1 and 49", won.Load(), lost.Load())
		}
	}},
	{"Ticket/updates of one ticket are serialised", func(d *desk) {
		const people, times = 10, 10
		t := d.open()
		var wg sync.WaitGroup
		for range people {
			wg.Go(func() {
				for range times {
					if err := d.try(func(ctx context.Context, tx tickets.Tx) error {
						t, err := tx.Ticket(ctx, t.Number)
						if err != nil {
							return err
						}
						t.PeopleHit++
						return tx.SaveTicket(ctx, t)
					}); err != nil {
						d.Errorf("me too: %v", err)
					}
				}
			})
		}
		wg.Wait()
		if got := d.ticket(t.Number); got.PeopleHit != people*times {
			d.Errorf("%d people hit, want %d", got.PeopleHit, people*times)
		}
	}},
}
