package storetest

import (
	"context"
	"errors"
	"time"

	"github.com/google/go-cmp/cmp"

	"guichet/tickets"
)

var conversationTests = []test{
	{"Person/comes back whole, with the time it was saved", func(d *desk) {
		var p tickets.Person
		fill(&p, exact)
		expect := func(want tickets.Person, at time.Time) {
			d.Helper()
			d.view(func(ctx context.Context, tx tickets.Tx) error {
				got, saved, err := tx.Person(ctx, p.ID)
				if err != nil {
					return err
				}
				if diff := cmp.Diff(&want, got); diff != "" || saved != at {
					d.Errorf("saved at %v, want %v; want → got\n%s", saved, at, diff)
				}
				return nil
			})
		}
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			if _, _, err := tx.Person(ctx, p.ID); !errors.Is(err, tickets.ErrNotFound) {
				d.Errorf("got %v, want ErrNotFound", err)
			}
			return nil
		})
		d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.SavePerson(ctx, p) })
		expect(p, d.now())
		d.Clock.Add(time.Hour)
		changed := tickets.Person{ID: p.ID, Name: "Alice"}
		d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.SavePerson(ctx, changed) })
		expect(changed, d.now())
	}},
	{"Counter/is found by its person and by its place", func(d *desk) {
		t, newer := d.open(), d.open()
		thread := tickets.Counter{Ticket: t.Number, User: "slack:alice", Channel: "D1", Thread: "1.1", Kind: "dm"}
		other := tickets.Counter{Ticket: newer.Number, User: "slack:alice", Channel: "D1", Thread: "2.2", Kind: "dm"}
		d.update(func(ctx context.Context, tx tickets.Tx) error {
			return errors.Join(tx.SaveCounter(ctx, thread), tx.SaveCounter(ctx, other))
		})
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			c, err := tx.Counter(ctx, t.Number, "slack:alice")
			if diff := cmp.Diff(&thread, c); diff != "" {
				d.Errorf("by person: %v, want → got\n%s", err, diff)
			}
			c, err = tx.CounterAt(ctx, "slack", "D1", "2.2")
			if diff := cmp.Diff(&other, c); diff != "" {
				d.Errorf("by place: %v, want → got\n%s", err, diff)
			}
			for _, place := range [][3]string{{"slack", "D1", ""}, {"slack", "D1", "3.3"}, {"discord", "D1", "1.1"}, {"slack", "D2", "1.1"}} {
				if _, err := tx.CounterAt(ctx, place[0], place[1], place[2]); !errors.Is(err, tickets.ErrNotFound) {
					d.Errorf("%v: %v, want ErrNotFound", place, err)
				}
			}
			if _, err := tx.Counter(ctx, t.Number, "slack:benoit"); !errors.Is(err, tickets.ErrNotFound) {
				d.Errorf("another person: %v, want ErrNotFound", err)
			}
			return nil
		})
	}},
	{"SaveCounter/replaces the counter of the person", func(d *desk) {
		t := d.open()
		moved := tickets.Counter{Ticket: t.Number, User: "discord:alice", Channel: "D2", Kind: "dm"}
		d.update(func(ctx context.Context, tx tickets.Tx) error {
			old := tickets.Counter{Ticket: t.Number, User: "discord:alice", Channel: "T1", Kind: "thread"}
			return errors.Join(tx.SaveCounter(ctx, old), tx.SaveCounter(ctx, moved))
		})
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			if _, err := tx.CounterAt(ctx, "discord", "T1", ""); !errors.Is(err, tickets.ErrNotFound) {
				d.Errorf("the old place: %v, want ErrNotFound", err)
			}
			c, err := tx.CounterAt(ctx, "discord", "D2", "")
			if diff := cmp.Diff(&moved, c); diff != "" {
				d.Errorf("want → got\n%s", diff)
			}
			return err
		})
	}},
	{"Draft/is kept until it expires, byte for byte", func(d *desk) {
		typed := []byte("{\"a\":\"\x00\xff\"}")
		d.update(func(ctx context.Context, tx tickets.Tx) error {
			return errors.Join(
				tx.SaveDraft(ctx, "a", []byte("first"), d.now().Add(time.Hour)), tx.SaveDraft(ctx, "a", typed, d.now().Add(time.Minute)),
				tx.SaveDraft(ctx, "empty", nil, d.now().Add(time.Minute)), tx.SaveDraft(ctx, "gone", typed, d.now().Add(time.Minute)),
				tx.DeleteDraft(ctx, "gone"), tx.DeleteDraft(ctx, "never there"),
			)
		})
		expect := func(id string, want []byte, missing bool) {
			d.Helper()
			d.view(func(ctx context.Context, tx tickets.Tx) error {
				got, err := tx.Draft(ctx, id)
				if string(got) != string(want) || errors.Is(err, tickets.ErrNotFound) != missing || (err != nil && !missing) {
					d.Errorf("%s: got %q, %v", id, got, err)
				}
				return nil
			})
		}
		expect("a", typed, false)
		expect("empty", nil, false)
		expect("gone", nil, true)
		d.Clock.Add(time.Minute - time.Millisecond)
		expect("a", typed, false)
		d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.Prune(ctx) })
		expect("a", typed, false)
		d.Clock.Add(time.Millisecond)
		expect("a", nil, true)
		d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.Prune(ctx) })
		d.Clock.Add(-time.Minute)
		expect("a", nil, true) // pruned, not only out of date
	}},
	{"Value/is the empty text until it is set", func(d *desk) {
		expect := func(key, want string) {
			d.Helper()
			d.view(func(ctx context.Context, tx tickets.Tx) error {
				got, err := tx.Value(ctx, key)
				if got != want {
					d.Errorf("%s: got %q, want %q", key, got, want)
				}
				return err
			})
		}
		expect("hash", "")
		for _, value := range []string{"abc", "def"} {
			d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.SetValue(ctx, "hash", value) })
			expect("hash", value)
		}
		expect("other", "")
	}},
}
