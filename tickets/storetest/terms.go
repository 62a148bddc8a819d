package storetest

import (
	"context"
	"slices"

	"github.com/google/go-cmp/cmp"

	"guichet/tickets"
)

var termTests = []test{
	{"SetTerms/replaces, forgets and comes back", func(d *desk) {
		a, b := d.open(), d.open()
		d.update(func(ctx context.Context, tx tickets.Tx) error {
			if err := tx.SetTerms(ctx, a.Number, false, []string{"bloqu", "imprim"}); err != nil {
				return err
			}
			return tx.SetTerms(ctx, b.Number, true, []string{"imprim", "é\x00té"})
		})
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			got, err := tx.TermsOf(ctx, []int64{a.Number, b.Number, 999})
			for _, terms := range got {
				slices.Sort(terms)
			}
			if diff := cmp.Diff(map[int64][]string{a.Number: {"bloqu", "imprim"}, b.Number: {"imprim", "été"}}, got); diff != "" {
				d.Errorf("stored → loaded:\n%s", diff)
			}
			announced, _ := tx.AnnouncedTickets(ctx, 10)
			if !slices.Equal(announced, []int64{b.Number}) {
				d.Errorf("announced: %v", announced)
			}
			return err
		})
		d.update(func(ctx context.Context, tx tickets.Tx) error {
			if err := tx.SetTerms(ctx, b.Number, false, []string{"ecran"}); err != nil {
				return err
			}
			return tx.SetTerms(ctx, a.Number, false, nil)
		})
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			got, err := tx.TermsOf(ctx, []int64{a.Number, b.Number})
			if diff := cmp.Diff(map[int64][]string{b.Number: {"ecran"}}, got); diff != "" {
				d.Errorf("replaced:\n%s", diff)
			}
			if announced, _ := tx.AnnouncedTickets(ctx, 10); len(announced) > 0 {
				d.Errorf("announced: %v", announced)
			}
			return err
		})
	}},
	{"CountTerms, WithTerms/count up to a bound, newest first", func(d *desk) {
		var all []int64
		for range 5 {
			t := d.open()
			all = append(all, t.Number)
			d.update(func(ctx context.Context, tx tickets.Tx) error {
				return tx.SetTerms(ctx, t.Number, false, []string{"vpn"})
			})
		}
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			counts, err := tx.CountTerms(ctx, []string{"vpn", "wifi"}, 3)
			if diff := cmp.Diff(map[string]int{"vpn": 3, "wifi": 0}, counts); err != nil || diff != "" {
				d.Errorf("counts, %v:\n%s", err, diff)
			}
			with, err := tx.WithTerms(ctx, []string{"wifi", "vpn"}, 2)
			if diff := cmp.Diff(map[string][]int64{"vpn": {all[4], all[3]}}, with); diff != "" {
				d.Errorf("with vpn:\n%s", diff)
			}
			if none, err := tx.WithTerms(ctx, nil, 2); err != nil || len(none) > 0 {
				d.Errorf("nothing asked: %v, %v", none, err)
			}
			return err
		})
	}},
}
