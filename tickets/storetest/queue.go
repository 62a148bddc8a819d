package storetest

import (
	"context"
	"errors"
	"time"

	"github.com/google/go-cmp/cmp"

	"guichet/tickets"
)

// enqueue stores deliveries and returns them as stored, without what only Enqueue reads.
func (d *desk) enqueue(all ...tickets.Delivery) {
	d.Helper()
	d.update(func(ctx context.Context, tx tickets.Tx) error {
		for i := range all {
			if err := tx.Enqueue(ctx, &all[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

func (d *desk) delivery(key string) (found *tickets.Delivery) {
	d.Helper()
	d.view(func(ctx context.Context, tx tickets.Tx) (err error) {
		found, err = tx.Delivery(ctx, key)
		return err
	})
	return found
}

// save changes a stored delivery.
func (d *desk) save(key string, change func(del *tickets.Delivery)) {
	d.Helper()
	del := d.delivery(key)
	change(del)
	d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.SaveDelivery(ctx, del) })
}

func (d *desk) now() time.Time { return stored(d.Clock.Now()) }

var pool = tickets.Place{Space: "slack", Kind: tickets.PlacePool}

// sent makes a delivery one whose message stands.
func sent(del *tickets.Delivery) {
	del.State = tickets.Sent
	del.Ref = tickets.MessageRef{Space: del.Place.Space, Channel: "C1", Message: "m-" + del.Key}
}

var queueTests = []test{
	{"Enqueue/stores a queued delivery, due now or when it says", func(d *desk) {
		place := tickets.Place{Space: "slack", Kind: tickets.PlaceCounter, User: "slack:alice"}
		later := d.now().Add(time.Hour)
		d.enqueue(
			tickets.Delivery{Key: "now", Ticket: 3, Entry: 9, Purpose: "opened", Place: place},
			tickets.Delivery{Key: "later", Place: pool, Purpose: "card", DueAt: later.Add(time.Microsecond)},
		)
		got := d.delivery("now")
		want := &tickets.Delivery{
			ID: got.ID, Key: "now", Ticket: 3, Entry: 9, Purpose: "opened", Place: place,
			State: tickets.Queued, Generation: got.Generation, DueAt: d.now(), CreatedAt: d.now(),
		}
		if diff := cmp.Diff(want, got); diff != "" {
			d.Errorf("want → got\n%s", diff)
		}
		if got := d.delivery("later").DueAt; got != later {
			d.Errorf("due at %v, want %v", got, later)
		}
	}},
	{"Enqueue/does nothing to a key that exists, unless stale", func(d *desk) {
		d.enqueue(tickets.Delivery{Key: "k", Ticket: 1, Place: pool})
		d.save("k", sent)
		before := d.delivery("k")
		d.Clock.Add(time.Minute)
		d.enqueue(tickets.Delivery{Key: "k", Ticket: 2, Purpose: "other", Place: pool})
		if diff := cmp.Diff(before, d.delivery("k")); diff != "" {
			d.Errorf("before → after\n%s", diff)
		}
	}},
	{"Enqueue/stale makes what was sent, failed or parked due again", func(d *desk) {
		for _, state := range []tickets.DeliveryState{tickets.Sent, tickets.Queued, tickets.Parked} {
			key := string(state)
			d.enqueue(tickets.Delivery{Key: key, Ticket: 1, Place: pool, Stale: true})
			tried := d.now()
			d.save(key, func(del *tickets.Delivery) {
				sent(del)
				del.State, del.Attempts, del.Reason = state, 4, "timeout"
				del.FirstAt, del.TriedAt, del.SentAt = tried, tried, tried
				del.DueAt = tried.Add(time.Hour)
			})
			before := d.delivery(key)
			d.Clock.Add(time.Minute)
			d.enqueue(tickets.Delivery{Key: key, Ticket: 1, Place: pool, Stale: true})
			after := d.delivery(key)
			if after.State != tickets.Queued || after.Generation <= before.Generation || after.Attempts != 0 ||
				after.DueAt != d.now() || !after.FirstAt.IsZero() {
				d.Errorf("%s: not due again: %+v", state, after)
			}
			if after.Ref != before.Ref || after.TriedAt != tried || after.SentAt != tried || after.CreatedAt != before.CreatedAt {
				d.Errorf("%s: forgot its message or its last try: %+v", state, after)
			}
		}
	}},
	{"Enqueue/only stale inserts nothing", func(d *desk) {
		d.enqueue(tickets.Delivery{Key: "k", Place: pool, OnlyStale: true})
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			if _, err := tx.Delivery(ctx, "k"); !errors.Is(err, tickets.ErrNotFound) {
				d.Errorf("got %v, want ErrNotFound", err)
			}
			return nil
		})
		d.enqueue(tickets.Delivery{Key: "k", Place: pool})
		d.save("k", sent)
		before := d.delivery("k")
		d.enqueue(tickets.Delivery{Key: "k", Place: pool, OnlyStale: true, DueAt: d.now().Add(time.Hour)})
		after := d.delivery("k")
		if after.State != tickets.Queued || after.Generation <= before.Generation || after.DueAt != d.now().Add(time.Hour) {
			d.Errorf("not due again: %+v", after)
		}
	}},
	{"SaveDelivery/stores what a try changes", func(d *desk) {
		d.enqueue(tickets.Delivery{Key: "k", Ticket: 1, Entry: 2, Purpose: "card", Place: pool})
		var in, want tickets.Delivery
		fill(&in, rough)
		fill(&want, exact)
		before := d.delivery("k")
		in.ID, in.Generation, in.State = before.ID, before.Generation, tickets.Parked
		d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.SaveDelivery(ctx, &in) })
		expected := *before
		expected.State, expected.Ref, expected.Reason, expected.Attempts = tickets.Parked, want.Ref, want.Reason, want.Attempts
		expected.DueAt, expected.FirstAt, expected.TriedAt, expected.SentAt = want.DueAt, want.FirstAt, want.TriedAt, want.SentAt
		if diff := cmp.Diff(&expected, d.delivery("k")); diff != "" {
			d.Errorf("want → got\n%s", diff)
		}
		if l := local(d.delivery("k")); len(l) > 0 {
			d.Errorf("instants that are not in UTC: %v", l)
		}
		err := d.try(func(ctx context.Context, tx tickets.Tx) error {
			return tx.SaveDelivery(ctx, &tickets.Delivery{ID: 4711})
		})
		if !errors.Is(err, tickets.ErrNotFound) {
			d.Errorf("saving what is not there: %v, want ErrNotFound", err)
		}
	}},
	{"SaveDelivery/what became stale while it was sent remains queued", func(d *desk) {
		d.enqueue(tickets.Delivery{Key: "k", Ticket: 1, Place: pool})
		sending := d.delivery("k")
		d.enqueue(tickets.Delivery{Key: "k", Ticket: 1, Place: pool, Stale: true})
		stale := d.delivery("k")
		sent(sending)
		sending.Attempts, sending.FirstAt, sending.TriedAt, sending.SentAt = 3, d.now(), d.now(), d.now()
		sending.DueAt, sending.Reason = d.now().Add(time.Hour), "late"
		d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.SaveDelivery(ctx, sending) })
		want := *stale
		want.Ref, want.TriedAt, want.SentAt, want.Reason = sending.Ref, d.now(), d.now(), "late"
		if diff := cmp.Diff(&want, d.delivery("k")); diff != "" {
			d.Errorf("want → got\n%s", diff)
		}
	}},
	{"DeliveryByMessage/finds the delivery whose message this is", func(d *desk) {
		d.enqueue(tickets.Delivery{Key: "a", Place: pool}, tickets.Delivery{Key: "b", Place: pool}, tickets.Delivery{Key: "unsent", Place: pool})
		d.save("a", sent)
		d.save("b", sent)
		find := func(m tickets.MessageRef) (key string, err error) {
			d.view(func(ctx context.Context, tx tickets.Tx) error {
				var found *tickets.Delivery
				if found, err = tx.DeliveryByMessage(ctx, m); err == nil {
					key = found.Key
				}
				return nil
			})
			return key, err
		}
		if key, err := find(tickets.MessageRef{Space: "slack", Channel: "C1", Message: "m-b"}); key != "b" {
			d.Errorf("got %q, %v", key, err)
		}
		for _, other := range []tickets.MessageRef{
			{Space: "discord", Channel: "C1", Message: "m-b"},
			{Space: "slack", Channel: "C2", Message: "m-b"},
			{Space: "slack", Channel: "C1", Message: "m-c"},
			{Space: "", Channel: "", Message: ""},
		} {
			if key, err := find(other); !errors.Is(err, tickets.ErrNotFound) {
				d.Errorf("%+v: got %q, %v; want ErrNotFound", other, key, err)
			}
		}
	}},
	{"NextDeliveryAt and QueueStats/tell of the queue of a space", func(d *desk) {
		start := d.now()
		expect := func(space string, queued, parked int, oldest, next time.Time) {
			d.Helper()
			d.view(func(ctx context.Context, tx tickets.Tx) error {
				q, p, o, err := tx.QueueStats(ctx, space)
				if err != nil {
					return err
				}
				n, err := tx.NextDeliveryAt(ctx, space)
				if q != queued || p != parked || o != oldest || n != next {
					d.Errorf("%d queued, %d parked, oldest %v, next %v; want %d, %d, %v, %v", q, p, o, n, queued, parked, oldest, next)
				}
				return err
			})
		}
		expect("slack", 0, 0, time.Time{}, time.Time{})
		soon, later := start.Add(time.Hour), start.Add(2*time.Hour)
		d.enqueue(tickets.Delivery{Key: "later", Place: pool, DueAt: later}, tickets.Delivery{Key: "soon", Place: pool, DueAt: soon})
		expect("slack", 2, 0, time.Time{}, soon) // nothing waits before its hour
		d.enqueue(tickets.Delivery{Key: "sent", Place: pool}, tickets.Delivery{Key: "parked", Place: pool})
		d.save("sent", sent)
		d.save("parked", func(del *tickets.Delivery) { del.State = tickets.Parked })
		expect("slack", 2, 1, time.Time{}, soon)
		d.enqueue(tickets.Delivery{Key: "due", Place: pool})
		d.save("due", func(del *tickets.Delivery) { del.DueAt = start.Add(time.Minute) }) // failed once
		expect("slack", 3, 1, start, start.Add(time.Minute))
		d.Clock.Add(30 * time.Minute)
		d.enqueue(tickets.Delivery{Key: "sent", Place: pool, Stale: true}) // an edit waits since now, not since it was made
		d.enqueue(tickets.Delivery{Key: "due", Place: pool, Stale: true})
		expect("slack", 4, 1, start, soon) // stale once more, it waits as long as before
		d.save("due", sent)
		expect("slack", 3, 1, d.now(), soon)
		expect("discord", 0, 0, time.Time{}, time.Time{})
	}},
}
