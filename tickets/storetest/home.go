package storetest

import (
	"context"
	"errors"
	"time"

	"github.com/google/go-cmp/cmp"

	"guichet/tickets"
)

var homeTests = []test{
	{"Home/comes back as it was saved last, those opened lately first", func(d *desk) {
		save := func(h tickets.Home) {
			d.Helper()
			d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.SaveHome(ctx, h) })
		}
		start := stored(d.Clock.Now())
		alice := tickets.Home{User: "slack:alice", OpenedAt: start, Filter: "own", Page: 1}
		tessa := tickets.Home{User: "slack:tessa", OpenedAt: start.Add(time.Minute), Filter: "pool", Page: 3, Shown: "abc"}
		save(tessa)
		save(alice)
		save(tickets.Home{User: "discord:bob", OpenedAt: start})
		alice.Shown, alice.Page = "def", 2
		save(alice)
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			got, err := tx.Home(ctx, "slack:alice")
			if diff := cmp.Diff(alice, got); diff != "" || err != nil {
				d.Errorf("%v (-want +got):\n%s", err, diff)
			}
			if _, err := tx.Home(ctx, "slack:nobody"); !errors.Is(err, tickets.ErrNotFound) {
				d.Errorf("nobody's home: %v", err)
			}
			return nil
		})
		for _, c := range []struct {
			since time.Time
			limit int
			want  []tickets.Home
		}{{start, 9, []tickets.Home{tessa, alice}}, {start, 1, []tickets.Home{tessa}}, {start.Add(time.Second), 9, []tickets.Home{tessa}}} {
			d.view(func(ctx context.Context, tx tickets.Tx) error {
				got, err := tx.Homes(ctx, "slack", c.since, c.limit)
				if diff := cmp.Diff(c.want, got); diff != "" {
					d.Errorf("since %v (-want +got):\n%s", c.since, diff)
				}
				return err
			})
		}
	}},
}
