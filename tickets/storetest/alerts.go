package storetest

import (
	"context"
	"slices"
	"time"

	"guichet/tickets"
)

// saidAndHeld asks both questions about a budget.
func (d *desk) saidAndHeld(budget string, since, from, until time.Time, limit int) (said int, keys []string, total int) {
	d.Helper()
	d.view(func(ctx context.Context, tx tickets.Tx) (err error) {
		if said, err = tx.SaidAlerts(ctx, budget, since); err != nil {
			return err
		}
		var held []*tickets.Delivery
		held, total, err = tx.HeldAlerts(ctx, budget, from, until, limit)
		for _, h := range held {
			keys = append(keys, h.Key)
		}
		return err
	})
	return said, keys, total
}

var alertTests = []test{
	{"Alerts/counts what was said of a budget since an instant", func(d *desk) {
		alert := func(key, budget string) tickets.Delivery {
			return tickets.Delivery{Key: key, Ticket: 1, Purpose: "warn", Place: pool, Budget: budget}
		}
		start := d.now()
		d.enqueue(alert("a", "slack/pool"), alert("b", "discord/pool"), alert("c", ""))
		d.Clock.Add(time.Minute)
		d.enqueue(alert("d", "slack/pool"))
		for _, c := range []struct {
			budget string
			since  time.Time
			want   int
		}{{"slack/pool", start.Add(-time.Minute), 2}, {"slack/pool", start, 1}, {"discord/pool", start.Add(-1), 1}, {"", start.Add(-time.Hour), 0}} {
			if said, _, _ := d.saidAndHeld(c.budget, c.since, start, start, 9); said != c.want {
				d.Errorf("%q since %v: %d said, want %d", c.budget, c.since, said, c.want)
			}
		}
		if got := d.delivery("a").Budget; got != "slack/pool" {
			d.Errorf("budget %q came back", got)
		}
	}},
	{"Alerts/what is held back is listed, never due and never counted", func(d *desk) {
		start := d.now()
		for _, key := range []string{"one", "two", "three"} {
			d.enqueue(tickets.Delivery{Key: key, Ticket: 1, Purpose: "warn", Place: pool, Budget: "slack/pool", State: tickets.Held})
			d.Clock.Add(time.Minute)
		}
		d.enqueue(tickets.Delivery{Key: "one", Ticket: 1, Purpose: "warn", Place: pool, OnlyStale: true},
			tickets.Delivery{Key: "two", Ticket: 1, Purpose: "warn", Place: pool, Stale: true})
		if got := d.delivery("one"); got.State != tickets.Held || got.Generation != 1 {
			d.Errorf("made stale, it is %s in generation %d, want held still", got.State, got.Generation)
		}
		said, keys, total := d.saidAndHeld("slack/pool", start.Add(-time.Hour), start, start.Add(2*time.Minute), 1)
		if said != 0 || total != 2 || !slices.Equal(keys, []string{"one"}) {
			d.Errorf("%d said, %v of %d held; want none said and the first of two", said, keys, total)
		}
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			due, err := tx.NextDeliveries(ctx, "slack", 10)
			queued, parked, _, err2 := tx.QueueStats(ctx, "slack")
			if len(due)+queued+parked != 0 || err2 != nil {
				d.Errorf("%d due, %d queued, %d parked; %v", len(due), queued, parked, err2)
			}
			return err
		})
	}},
}
