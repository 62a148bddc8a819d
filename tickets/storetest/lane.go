package storetest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/google/go-cmp/cmp"

	"guichet/tickets"
)

// next lists the keys of the deliveries that may go out now.
func (d *desk) next(space string, limit int) []string {
	d.Helper()
	var keys []string
	d.view(func(ctx context.Context, tx tickets.Tx) error {
		found, err := tx.NextDeliveries(ctx, space, limit)
		for _, del := range found {
			keys = append(keys, del.Key)
		}
		return err
	})
	return keys
}

func (d *desk) expectNext(want ...string) {
	d.Helper()
	if diff := cmp.Diff(want, d.next("slack", 100)); diff != "" {
		d.Errorf("next deliveries: want → got\n%s", diff)
	}
}

// later makes a delivery one that failed and is tried again in an hour.
func (d *desk) later(del *tickets.Delivery) { del.DueAt = d.now().Add(time.Hour) }

var laneTests = []test{
	{"NextDeliveries/lists what is due in the space, in the order of happening", func(d *desk) {
		discord := tickets.Place{Space: "discord", Kind: tickets.PlacePool}
		d.enqueue(
			tickets.Delivery{Key: "a", Ticket: 2, Place: pool}, tickets.Delivery{Key: "b", Ticket: 1, Place: pool},
			tickets.Delivery{Key: "elsewhere", Ticket: 1, Place: discord}, tickets.Delivery{Key: "c", Ticket: 2, Place: pool},
			tickets.Delivery{Key: "sent", Ticket: 3, Place: pool}, tickets.Delivery{Key: "parked", Ticket: 4, Place: pool},
			tickets.Delivery{Key: "d", Ticket: 3, Place: pool}, tickets.Delivery{Key: "e", Ticket: 4, Place: pool},
			tickets.Delivery{Key: "tomorrow", Ticket: 5, Place: pool, DueAt: d.now().Add(24 * time.Hour)},
		)
		d.save("sent", sent)
		d.save("parked", func(del *tickets.Delivery) { del.State = tickets.Parked })
		d.expectNext("a", "b", "c", "d", "e")
		if got := d.next("slack", 2); len(got) != 2 || got[0] != "a" || got[1] != "b" {
			d.Errorf("the first two: %v", got)
		}
		d.Clock.Add(24 * time.Hour)
		d.expectNext("a", "b", "c", "d", "e", "tomorrow")
	}},
	{"NextDeliveries/an unsent one that is not due holds back its ticket on its space only", func(d *desk) {
		discord := tickets.Place{Space: "discord", Kind: tickets.PlacePool}
		d.enqueue(
			tickets.Delivery{Key: "before", Ticket: 1, Place: pool}, tickets.Delivery{Key: "failed", Ticket: 1, Place: pool},
			tickets.Delivery{Key: "held", Ticket: 1, Place: tickets.Place{Space: "slack", Kind: tickets.PlaceCounter, User: "slack:alice"}},
			tickets.Delivery{Key: "other", Ticket: 2, Place: pool}, tickets.Delivery{Key: "elsewhere", Ticket: 1, Place: discord},
		)
		d.save("failed", d.later)
		d.expectNext("before", "other")
		if diff := cmp.Diff([]string{"elsewhere"}, d.next("discord", 100)); diff != "" {
			d.Errorf("discord: want → got\n%s", diff)
		}
		d.Clock.Add(time.Hour)
		d.expectNext("before", "failed", "held", "other")
	}},
	{"NextDeliveries/what goes beside waits for others, and none waits for it", func(d *desk) {
		d.enqueue(
			tickets.Delivery{Key: "said", Ticket: 1, Place: pool}, tickets.Delivery{Key: "files", Ticket: 1, Place: pool, Beside: true},
			tickets.Delivery{Key: "after", Ticket: 1, Place: pool},
		)
		if !d.delivery("files").Beside || d.delivery("said").Beside {
			d.Errorf("what goes beside is not known to")
		}
		d.save("files", d.later)
		d.expectNext("said", "after")
		d.Clock.Add(time.Hour)
		d.expectNext("said", "files", "after")
		d.save("said", d.later)
		d.expectNext()
	}},
	{"NextDeliveries/what waits for its channel lets the others pass", func(d *desk) {
		d.enqueue(tickets.Delivery{Key: "card", Ticket: 1, Place: pool}, tickets.Delivery{Key: "notice", Ticket: 1, Place: pool})
		d.save("card", func(del *tickets.Delivery) {
			d.later(del)
			del.Reason = tickets.ChannelMissing
		})
		d.expectNext("notice")
		d.Clock.Add(time.Hour)
		d.expectNext("card", "notice")
	}},
	{"NextDeliveries/a parked one holds back nothing", func(d *desk) {
		d.enqueue(tickets.Delivery{Key: "failed", Ticket: 1, Place: pool}, tickets.Delivery{Key: "after", Ticket: 1, Place: pool})
		d.save("failed", d.later)
		d.expectNext()
		d.save("failed", func(del *tickets.Delivery) { del.State = tickets.Parked })
		d.expectNext("after")
	}},
	{"NextDeliveries/edits neither wait nor hold back", func(d *desk) {
		d.enqueue(
			tickets.Delivery{Key: "card", Ticket: 1, Place: pool}, tickets.Delivery{Key: "failed", Ticket: 1, Place: pool},
			tickets.Delivery{Key: "notice", Ticket: 1, Place: pool}, tickets.Delivery{Key: "old", Ticket: 1, Place: pool},
		)
		d.save("card", sent)
		d.save("old", sent)
		d.enqueue(tickets.Delivery{Key: "card", Place: pool, Stale: true}, tickets.Delivery{Key: "old", Place: pool, Stale: true})
		d.save("card", d.later)
		d.expectNext("failed", "notice", "old") // the card's edit is not due: nothing waits for it
		d.save("failed", d.later)
		d.expectNext("old") // "notice" waits, the edit of an old message does not
	}},
	{"NextDeliveries/what belongs to no ticket has no lane", func(d *desk) {
		d.enqueue(tickets.Delivery{Key: "failed", Place: pool}, tickets.Delivery{Key: "after", Place: pool})
		d.save("failed", d.later)
		d.expectNext("after")
	}},
	{"NextDeliveries/agrees with a model", func(d *desk) {
		random := rand.New(rand.NewPCG(3, 4))
		for round := range 25 {
			place := tickets.Place{Space: fmt.Sprintf("space%d", round), Kind: tickets.PlacePool}
			var all []*tickets.Delivery
			for i := range 24 {
				key := fmt.Sprintf("%d-%d", round, i)
				d.enqueue(tickets.Delivery{Key: key, Ticket: int64(random.IntN(4)), Place: place})
				d.save(key, func(del *tickets.Delivery) {
					if random.IntN(3) == 0 {
						sent(del)
					}
					del.State = pick(random, tickets.Queued, tickets.Queued, tickets.Queued, tickets.Sent, tickets.Parked)
					if random.IntN(4) == 0 {
						d.later(del)
					}
				})
				all = append(all, d.delivery(key))
			}
			limit := 1 + random.IntN(12)
			if diff := cmp.Diff(nextModel(all, d.now(), limit), d.next(place.Space, limit)); diff != "" {
				d.Fatalf("round %d: want → got\n%s", round, diff)
			}
		}
	}},
}

// nextModel is the contract of NextDeliveries in Go, on the deliveries of one space.
func nextModel(all []*tickets.Delivery, now time.Time, limit int) []string {
	var keys []string
	blocked := map[int64]bool{}
	for _, del := range all {
		if del.State != tickets.Queued {
			continue
		}
		due, unsent := !del.DueAt.After(now), del.Ref.Message == ""
		if unsent && !due && del.Ticket != 0 && del.Reason != tickets.ChannelMissing {
			blocked[del.Ticket] = true
		}
		if due && (!unsent || !blocked[del.Ticket]) && len(keys) < limit {
			keys = append(keys, del.Key)
		}
	}
	return keys
}
