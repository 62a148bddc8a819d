package storetest

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/go-cmp/cmp"

	"guichet/tickets"
)

var eventTests = []test{
	{"FirstSeen/is true once for a key", func(d *desk) {
		for _, step := range []struct {
			key  string
			want bool
		}{{"a", true}, {"a", false}, {"b", true}, {"A", true}, {"a ", true}, {"", true}, {"", true}} {
			d.update(func(ctx context.Context, tx tickets.Tx) error {
				got, err := tx.FirstSeen(ctx, step.key)
				if got != step.want {
					d.Errorf("%q: got %v, want %v", step.key, got, step.want)
				}
				return err
			})
		}
	}},
	{"FirstSeen/of fifty deliveries of one event at once exactly one is first", func(d *desk) {
		var first atomic.Int64
		var wg sync.WaitGroup
		for range 50 {
			wg.Go(func() {
				mine := false
				if err := d.try(func(ctx context.Context, tx tickets.Tx) (err error) {
					mine, err = tx.FirstSeen(ctx, "Ev012ABC")
					return err
				}); err != nil {
					d.Errorf("first seen: %v", err)
				}
				if mine {
					first.Add(1)
				}
			})
		}
		wg.Wait()
		if first.Load() != 1 {
			d.Errorf("%d were first, want 1", first.Load())
		}
	}},
	{"Alone/of fifty who look first and then add, one adds", func(d *desk) {
		var wg sync.WaitGroup
		for range 50 {
			wg.Go(func() {
				if err := d.try(func(ctx context.Context, tx tickets.Tx) error {
					if err := tx.Alone(ctx, "opening slack:alice"); err != nil {
						return err
					}
					n, err := tx.CountTickets(ctx, tickets.Query{Requester: "slack:alice"})
					if err != nil || n > 0 {
						return err
					}
					return tx.InsertTicket(ctx, &tickets.Ticket{Kind: tickets.Incident, State: tickets.New, Requester: "slack:alice", Summary: "noir"})
				}); err != nil {
					d.Errorf("alone: %v", err)
				}
			})
		}
		wg.Wait()
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			n, err := tx.CountTickets(ctx, tickets.Query{Requester: "slack:alice"})
			if n != 1 {
				d.Errorf("%d tickets, want 1", n)
			}
			return err
		})
	}},
	{"Prune/keeps event keys for a week", func(d *desk) {
		seen := func(want bool) {
			d.Helper()
			d.update(func(ctx context.Context, tx tickets.Tx) error {
				if err := tx.Prune(ctx); err != nil {
					return err
				}
				got, err := tx.FirstSeen(ctx, "event")
				if got != want {
					d.Errorf("got %v, want %v", got, want)
				}
				return err
			})
		}
		seen(true)
		d.Clock.Add(7 * 24 * time.Hour)
		seen(false)
		d.Clock.Add(time.Second)
		seen(true)
	}},
	{"Reaction/is what was last seen", func(d *desk) {
		eyes := tickets.Reaction{On: tickets.MessageRef{Space: "slack", Channel: "C1", Message: "1.2", Thread: "any"}, Name: "eyes", By: "slack:tessa"}
		when := exact(7)
		expect := func(r tickets.Reaction, present bool, at time.Time) {
			d.Helper()
			d.view(func(ctx context.Context, tx tickets.Tx) error {
				p, a, err := tx.Reaction(ctx, r)
				if p != present || a != at {
					d.Errorf("got %v at %v, want %v at %v", p, a, present, at)
				}
				return err
			})
		}
		set := func(present bool, at time.Time) {
			d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.SetReaction(ctx, eyes, present, at) })
		}
		expect(eyes, false, time.Time{})
		set(true, rough(7))
		expect(eyes, true, when)
		elsewhere := eyes
		elsewhere.On.Thread = "ignored"
		expect(elsewhere, true, when)
		set(false, when.Add(time.Second))
		expect(eyes, false, when.Add(time.Second))
		for _, other := range []func(r *tickets.Reaction){
			func(r *tickets.Reaction) { r.On.Space = "discord" }, func(r *tickets.Reaction) { r.On.Channel = "C2" },
			func(r *tickets.Reaction) { r.On.Message = "1.3" }, func(r *tickets.Reaction) { r.Name = "hand" },
			func(r *tickets.Reaction) { r.By = "slack:tom" },
		} {
			r := eyes
			other(&r)
			expect(r, false, time.Time{})
		}
	}},
	{"Reactions/lists who is present, by name of the reaction", func(d *desk) {
		card := tickets.MessageRef{Space: "slack", Channel: "C1", Message: "1.2"}
		another := tickets.MessageRef{Space: "slack", Channel: "C1", Message: "1.3"}
		d.update(func(ctx context.Context, tx tickets.Tx) error {
			for i, r := range []struct {
				on      tickets.MessageRef
				name    string
				by      tickets.UserID
				present bool
			}{
				{card, "eyes", "slack:tom", true},
				{card, "eyes", "slack:tessa", true},
				{card, "hand", "slack:alice", true},
				{card, "eyes", "slack:benoit", false},
				{another, "eyes", "slack:chloe", true},
			} {
				if err := tx.SetReaction(ctx, tickets.Reaction{On: r.on, Name: r.name, By: r.by}, r.present, exact(i)); err != nil {
					return err
				}
			}
			return nil
		})
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			got, err := tx.Reactions(ctx, card)
			want := map[string][]tickets.UserID{"eyes": {"slack:tom", "slack:tessa"}, "hand": {"slack:alice"}}
			if diff := cmp.Diff(want, got); diff != "" {
				d.Errorf("want → got\n%s", diff)
			}
			return err
		})
	}},
}
