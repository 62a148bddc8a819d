package storetest

import (
	"context"
	"errors"
	"time"

	"github.com/google/go-cmp/cmp"

	"guichet/tickets"
)

var bulkTests = []test{
	{"Bulk/comes back whole, with its items by state", func(d *desk) {
		instants := func(n int) time.Time { return stored(d.Clock.Now().Add(time.Duration(n) * time.Second)) }
		var b tickets.Bulk
		fill(&b, instants)
		b.State = tickets.BulkRunning
		var items []*tickets.BulkItem
		for i, state := range []tickets.BulkState{tickets.ItemTodo, tickets.ItemChanged, tickets.ItemTodo} {
			one := &tickets.BulkItem{}
			fill(one, instants)
			one.Bulk, one.Ticket, one.State = b.ID, int64(i+1), state
			items = append(items, one)
		}
		d.update(func(ctx context.Context, tx tickets.Tx) error {
			if err := tx.SaveBulk(ctx, &b); err != nil {
				return err
			}
			for _, i := range items {
				if err := tx.SaveBulkItem(ctx, i); err != nil {
					return err
				}
			}
			return nil
		})
		items[2].State = tickets.ItemSkipped
		d.update(func(ctx context.Context, tx tickets.Tx) error {
			got, err := tx.BulkItem(ctx, b.ID, 3)
			if err != nil {
				return err
			}
			got.State = tickets.ItemSkipped
			return tx.SaveBulkItem(ctx, got)
		})
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			got, err := tx.Bulk(ctx, b.ID)
			if diff := cmp.Diff(&b, got); diff != "" {
				d.Errorf("%v (-want +got):\n%s", err, diff)
			}
			open, err := tx.OpenBulks(ctx)
			if len(open) != 1 || err != nil {
				d.Errorf("%d are open (%v)", len(open), err)
			}
			mine, err := tx.BulksBy(ctx, b.By, 5)
			if len(mine) != 1 || err != nil {
				d.Errorf("%d are mine (%v)", len(mine), err)
			}
			for _, c := range []struct {
				state tickets.BulkState
				limit int
				want  []*tickets.BulkItem
			}{{"", 0, items}, {tickets.ItemTodo, 9, items[:1]}, {"", 2, items[:2]}} {
				got, err := tx.BulkItems(ctx, b.ID, c.state, c.limit)
				if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
					d.Errorf("%q %d: %v (-want +got):\n%s", c.state, c.limit, err, diff)
				}
			}
			if _, err := tx.Bulk(ctx, "nothing"); !errors.Is(err, tickets.ErrNotFound) {
				d.Errorf("a bulk that is not there: %v", err)
			}
			return nil
		})
	}},
}
