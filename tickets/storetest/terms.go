package storetest

import (
	"context"
	"slices"

	"github.com/google/go-cmp/cmp"

	"guichet/tickets"
	"guichet/tickets/search"
)

var termTests = []test{
	{"SetTerms/replaces, forgets and comes back", func(d *desk) {
		a, b := d.open(), d.open()
		terms := func(want map[int64][]string) {
			d.Helper()
			d.view(func(ctx context.Context, tx tickets.Tx) error {
				for _, t := range []int64{a.Number, b.Number, 999} {
					got, err := tx.TermsOf(ctx, t)
					if err != nil || !slices.Equal(got, want[t]) {
						d.Errorf("ticket %d has the terms %q, %v; want %q", t, got, err, want[t])
					}
				}
				return nil
			})
		}
		d.update(func(ctx context.Context, tx tickets.Tx) error {
			if err := tx.SetTerms(ctx, a.Number, false, []string{"imprim", "bloqu"}); err != nil {
				return err
			}
			return tx.SetTerms(ctx, b.Number, true, []string{"imprim", "é\x00té"})
		})
		terms(map[int64][]string{a.Number: {"imprim", "bloqu"}, b.Number: {"imprim", "été"}})
		d.announced(map[int64][]string{b.Number: {"imprim", "été"}})
		d.update(func(ctx context.Context, tx tickets.Tx) error {
			if err := tx.SetTerms(ctx, b.Number, false, []string{"ecran", "été"}); err != nil {
				return err
			}
			if err := tx.SetTerms(ctx, 999, false, nil); err != nil {
				return err
			}
			return tx.SetTerms(ctx, a.Number, false, nil)
		})
		terms(map[int64][]string{b.Number: {"ecran", "été"}})
		d.announced(map[int64][]string{})
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			counts, err := tx.CountTerms(ctx, []string{"imprim", "bloqu", "été", "ecran"}, 10)
			if diff := cmp.Diff(map[string]int{"imprim": 0, "bloqu": 0, "été": 1, "ecran": 1}, counts); diff != "" {
				d.Errorf("what stands in the index of terms:\n%s", diff)
			}
			return err
		})
	}},
	{"CountTerms/counts up to a bound", func(d *desk) {
		d.termed(5, "vpn")
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			counts, err := tx.CountTerms(ctx, []string{"vpn", "wifi"}, 3)
			if diff := cmp.Diff(map[string]int{"vpn": 3, "wifi": 0}, counts); err != nil || diff != "" {
				d.Errorf("counts, %v:\n%s", err, diff)
			}
			none, err := tx.CountTerms(ctx, nil, 3)
			if len(none) > 0 {
				d.Errorf("nothing asked: %v", none)
			}
			return err
		})
	}},
	{"MostAlike/adds up weights, among the newest with each term", func(d *desk) {
		vpn := d.termed(5, "vpn")
		rare := d.termed(1, "vpn", "certificat")
		wifi := d.termed(1, "wifi")
		for _, c := range []struct {
			name        string
			asked       []search.Weighed
			except      int64
			each, limit int
			want        map[int64][]string
		}{
			{"the newest", []search.Weighed{{Term: "vpn", Weight: 10}}, 0, 2, 10, map[int64][]string{rare[0]: {"vpn", "certificat"}, vpn[4]: {"vpn"}}},
			{"except", []search.Weighed{{Term: "vpn", Weight: 10}}, rare[0], 2, 10, map[int64][]string{vpn[4]: {"vpn"}, vpn[3]: {"vpn"}}},
			{
				"the weight of several",
				[]search.Weighed{{Term: "vpn", Weight: 10}, {Term: "certificat", Weight: 10}, {Term: "wifi", Weight: 15}},
				0, 10, 2,
				map[int64][]string{rare[0]: {"vpn", "certificat"}, wifi[0]: {"wifi"}},
			},
			{"unknown", []search.Weighed{{Term: "badge", Weight: 10}}, 0, 10, 2, map[int64][]string{}},
			{"nothing", nil, 0, 10, 2, nil},
		} {
			d.view(func(ctx context.Context, tx tickets.Tx) error {
				got, err := tx.MostAlike(ctx, c.asked, c.except, c.each, c.limit)
				if diff := cmp.Diff(c.want, got); diff != "" {
					d.Errorf("%s:\n%s", c.name, diff)
				}
				return err
			})
		}
	}},
}

// termed opens tickets with the terms.
func (d *desk) termed(n int, terms ...string) (numbers []int64) {
	d.Helper()
	for range n {
		t := d.open()
		numbers = append(numbers, t.Number)
		d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.SetTerms(ctx, t.Number, false, terms) })
	}
	return numbers
}

// announced checks which tickets are stored as announced.
func (d *desk) announced(want map[int64][]string) {
	d.Helper()
	d.view(func(ctx context.Context, tx tickets.Tx) error {
		got, err := tx.AnnouncedTerms(ctx, 10)
		if diff := cmp.Diff(want, got); diff != "" {
			d.Errorf("announced:\n%s", diff)
		}
		return err
	})
}
