package storetest

import (
	"context"
	"errors"

	"github.com/google/go-cmp/cmp"

	"guichet/tickets"
)

var journalTests = []test{
	{"Append/sets the id, every field comes back", func(d *desk) {
		t := d.open()
		var in, want tickets.Entry
		fill(&in, rough)
		fill(&want, exact)
		in.Ticket, want.Ticket = t.Number, t.Number
		clocks := *in.Detail.Clocks
		d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.Append(ctx, &in) })
		if in.ID == 0 {
			d.Fatal("no id")
		}
		if diff := cmp.Diff(clocks, *in.Detail.Clocks); diff != "" || len(in.Detail.Files) == 0 {
			d.Errorf("the caller's row was changed:\n%s", diff)
		}
		want.ID = in.ID
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			one, err := tx.Entry(ctx, in.ID)
			if err != nil {
				return err
			}
			if diff := cmp.Diff(&want, one); diff != "" {
				d.Errorf("Entry: want → got\n%s", diff)
			}
			if l := local(one); len(l) > 0 {
				d.Errorf("instants that are not in UTC: %v", l)
			}
			all, err := tx.Journal(ctx, t.Number)
			if diff := cmp.Diff([]*tickets.Entry{&want}, all); diff != "" {
				d.Errorf("Journal: want → got\n%s", diff)
			}
			return err
		})
	}},
	{"Journal/lists the rows of the ticket, oldest first, with their words", func(d *desk) {
		one, other := d.open(), d.open()
		var ids []int64
		for _, words := range []string{"premier", "", "troisième"} {
			d.update(func(ctx context.Context, tx tickets.Tx) error {
				for _, number := range []int64{other.Number, one.Number} {
					e := &tickets.Entry{Ticket: number, At: tx.Now(), Kind: tickets.Said, Words: words}
					if err := tx.Append(ctx, e); err != nil {
						return err
					}
					ids = append(ids, e.ID)
				}
				return nil
			})
		}
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			rows, err := tx.Journal(ctx, one.Number)
			if err != nil {
				return err
			}
			var words []string
			last := int64(0)
			for _, e := range rows {
				words = append(words, e.Words)
				if e.ID <= last {
					d.Errorf("row %d after row %d", e.ID, last)
				}
				last = e.ID
			}
			if diff := cmp.Diff([]string{"premier", "", "troisième"}, words); diff != "" {
				d.Errorf("want → got\n%s", diff)
			}
			return nil
		})
	}},
	{"Journal/what is not there", func(d *desk) {
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			if _, err := tx.Entry(ctx, 4711); !errors.Is(err, tickets.ErrNotFound) {
				d.Errorf("entry: %v, want ErrNotFound", err)
			}
			if rows, err := tx.Journal(ctx, 4711); err != nil || len(rows) != 0 {
				d.Errorf("journal: %d rows, %v; want none", len(rows), err)
			}
			return nil
		})
		err := d.try(func(ctx context.Context, tx tickets.Tx) error {
			return tx.Append(ctx, &tickets.Entry{Ticket: 4711, Kind: tickets.Noted})
		})
		if err == nil {
			d.Error("a row was appended to a ticket that does not exist")
		}
	}},
}
