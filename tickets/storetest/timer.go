package storetest

import (
	"context"
	"time"

	"github.com/google/go-cmp/cmp"

	"guichet/tickets"
)

func (d *desk) setTimers(ticket int64, timers ...tickets.Timer) {
	d.Helper()
	d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.SetTimers(ctx, ticket, timers) })
}

func (d *desk) expectDue(limit int, want ...tickets.Timer) {
	d.Helper()
	check := func(ctx context.Context, tx tickets.Tx) error {
		got, err := tx.DueTimers(ctx, limit)
		if diff := cmp.Diff(want, got); diff != "" {
			d.Errorf("due: want → got\n%s", diff)
		}
		return err
	}
	d.view(check)
	d.update(check)
}

var timerTests = []test{
	{"SetTimers/replaces the timers of the ticket and of no other", func(d *desk) {
		one, other := d.open(), d.open()
		timer := func(t *tickets.Ticket, key string) tickets.Timer {
			return tickets.Timer{Ticket: t.Number, Key: key, DueAt: d.now(), Clock: tickets.ClockResolve, Percent: 75}
		}
		d.setTimers(one.Number, tickets.Timer{Key: "a", DueAt: d.Clock.Now(), Clock: tickets.ClockResolve, Percent: 75}, timer(one, "b"))
		d.setTimers(other.Number, timer(other, "a"))
		d.expectDue(10, timer(one, "a"), timer(one, "b"), timer(other, "a"))
		d.setTimers(one.Number, timer(one, "c"), timer(one, "b"))
		d.expectDue(10, timer(one, "b"), timer(one, "c"), timer(other, "a"))
		d.setTimers(one.Number)
		d.expectDue(10, timer(other, "a"))
	}},
	{"DueTimers/lists what is due, soonest first, up to the limit", func(d *desk) {
		t := d.open()
		timer := func(key string, in time.Duration) tickets.Timer {
			return tickets.Timer{Ticket: t.Number, Key: key, DueAt: d.now().Add(in)}
		}
		late, now, soon := timer("late", -time.Hour), timer("now", 0), timer("soon", time.Millisecond)
		d.setTimers(t.Number, soon, now, late)
		d.expectDue(10, late, now)
		d.expectDue(1, late)
		d.Clock.Add(time.Millisecond)
		d.expectDue(10, late, now, soon)
	}},
	{"DeleteTimer/removes one and tells whether it was there", func(d *desk) {
		t := d.open()
		d.setTimers(t.Number, tickets.Timer{Key: "a"}, tickets.Timer{Key: "b"})
		for _, step := range []struct {
			key  string
			want bool
		}{{"a", true}, {"a", false}, {"c", false}} {
			d.update(func(ctx context.Context, tx tickets.Tx) error {
				got, err := tx.DeleteTimer(ctx, t.Number, step.key)
				if got != step.want {
					d.Errorf("%s: got %v, want %v", step.key, got, step.want)
				}
				return err
			})
		}
		d.expectDue(10, tickets.Timer{Ticket: t.Number, Key: "b"})
	}},
	{"NextTimer/is the soonest of all, due or not, zero if none", func(d *desk) {
		expect := func(want time.Time) {
			d.Helper()
			d.view(func(ctx context.Context, tx tickets.Tx) error {
				got, err := tx.NextTimer(ctx)
				if got != want {
					d.Errorf("got %v, want %v", got, want)
				}
				return err
			})
		}
		expect(time.Time{})
		one, other := d.open(), d.open()
		d.setTimers(one.Number, tickets.Timer{Key: "a", DueAt: d.now().Add(time.Hour)})
		expect(d.now().Add(time.Hour))
		d.setTimers(other.Number, tickets.Timer{Key: "a", DueAt: d.now().Add(-time.Hour)})
		expect(d.now().Add(-time.Hour))
	}},
	{"DueTimers/passes over what another update holds", func(d *desk) {
		if d.Serial {
			d.Skip("updates run one after another")
		}
		one, other := d.open(), d.open()
		first := tickets.Timer{Ticket: one.Number, Key: "a", DueAt: d.now().Add(-time.Hour)}
		second := tickets.Timer{Ticket: other.Number, Key: "a", DueAt: d.now()}
		d.setTimers(one.Number, first)
		d.setTimers(other.Number, second)
		d.update(func(ctx context.Context, tx tickets.Tx) error {
			held, err := tx.DueTimers(ctx, 1)
			if diff := cmp.Diff([]tickets.Timer{first}, held); diff != "" || err != nil {
				d.Errorf("held: %v, want → got\n%s", err, diff)
			}
			d.update(func(ctx context.Context, tx tickets.Tx) error {
				rest, err := tx.DueTimers(ctx, 10)
				if diff := cmp.Diff([]tickets.Timer{second}, rest); diff != "" {
					d.Errorf("passed over: want → got\n%s", diff)
				}
				return err
			})
			return nil
		})
	}},
	{"DueTimers/passes over a ticket that another update changes", func(d *desk) {
		if d.Serial {
			d.Skip("updates run one after another")
		}
		t := d.open()
		d.setTimers(t.Number, tickets.Timer{Key: "a"})
		d.update(func(ctx context.Context, tx tickets.Tx) error {
			if _, err := tx.Ticket(ctx, t.Number); err != nil {
				return err
			}
			d.update(func(ctx context.Context, tx tickets.Tx) error {
				if due, err := tx.DueTimers(ctx, 10); err != nil || len(due) != 0 {
					d.Errorf("got %v, %v; want none", due, err)
				}
				return nil
			})
			return tx.SetTimers(ctx, t.Number, nil)
		})
	}},
}
