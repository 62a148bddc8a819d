package storetest

import (
	"cmp"
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"guichet/tickets"
)

var findTests = []test{
	{"FindTickets and CountTickets/agree with a model, whatever is asked", func(d *desk) {
		random := rand.New(rand.NewPCG(1, 2))
		all := randomTickets(d, random)
		for range 300 {
			q := randomQuery(random, d.Clock.Now())
			want := model(all, q)
			d.view(func(ctx context.Context, tx tickets.Tx) error {
				found, err := tx.FindTickets(ctx, q)
				if err != nil {
					return err
				}
				if diff := gocmp.Diff(want, numbers(found)); diff != "" {
					d.Errorf("%+v: want → got\n%s", q, diff)
				}
				count, err := tx.CountTickets(ctx, q)
				if err != nil {
					return err
				}
				whole := q
				whole.Limit, whole.Offset = 0, 0
				if n := len(model(all, whole)); count != n {
					d.Errorf("%+v: counted %d, want %d", q, count, n)
				}
				return nil
			})
		}
	}},
	{"CountByState/counts each state that occurs", func(d *desk) {
		for _, s := range []tickets.State{tickets.New, tickets.New, tickets.ClosedState} {
			d.open(func(t *tickets.Ticket) { t.State = s })
		}
		moved := d.open()
		moved.State = tickets.WaitingState
		d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.SaveTicket(ctx, moved) })
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			got, err := tx.CountByState(ctx)
			want := map[tickets.State]int{tickets.New: 2, tickets.ClosedState: 1, tickets.WaitingState: 1}
			if diff := gocmp.Diff(want, got); diff != "" {
				d.Errorf("want → got\n%s", diff)
			}
			return err
		})
	}},
	{"FindTickets/finds by followers as they are now", func(d *desk) {
		t := d.open()
		expect := func(who tickets.UserID, want ...int64) {
			d.Helper()
			d.view(func(ctx context.Context, tx tickets.Tx) error {
				found, err := tx.FindTickets(ctx, tickets.Query{Concerns: who})
				n, countErr := tx.CountTickets(ctx, tickets.Query{Concerns: who})
				if got := numbers(found); !slices.Equal(got, want) || n != len(want) {
					d.Errorf("%s: %v (counted %d), want %v", who, got, n, want)
				}
				return errors.Join(err, countErr)
			})
		}
		expect("discord:chloe")
		for _, followers := range [][]tickets.UserID{{"discord:chloe"}, {"slack:dan", "discord:chloe"}, {"slack:dan"}, nil} {
			t.Followers = followers
			d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.SaveTicket(ctx, t) })
			for _, who := range []tickets.UserID{"discord:chloe", "slack:dan"} {
				if slices.Contains(followers, who) {
					expect(who, t.Number)
				} else {
					expect(who)
				}
			}
		}
	}},
	{"FindTickets/brings whole tickets", func(d *desk) {
		var t tickets.Ticket
		fill(&t, exact)
		d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.InsertTicket(ctx, &t) })
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			found, err := tx.FindTickets(ctx, tickets.Query{})
			if diff := gocmp.Diff([]*tickets.Ticket{&t}, found); diff != "" {
				d.Errorf("want → got\n%s", diff)
			}
			return err
		})
	}},
}

var people = []tickets.UserID{"slack:alice", "slack:benoit", "discord:chloe", ""}

func pick[T any](random *rand.Rand, from ...T) T { return from[random.IntN(len(from))] }

func randomTickets(d *desk, random *rand.Rand) []*tickets.Ticket {
	all := make([]*tickets.Ticket, 60)
	d.update(func(ctx context.Context, tx tickets.Tx) error {
		for i := range all {
			t := &tickets.Ticket{
				Kind: tickets.Incident, State: pick(random, tickets.States...),
				Summary: pick(random, "écran", "imprimante"), Description: pick(random, "", "noir"),
				Requester: pick(random, people...), Assignee: pick(random, people...),
				Beneficiary: tickets.Beneficiary{User: pick(random, people...)},
				OpenedAt:    tx.Now().Add(-time.Duration(random.IntN(5)) * time.Minute),
			}
			for _, u := range people[:random.IntN(len(people))] {
				if random.IntN(3) == 0 {
					t.Followers = append(t.Followers, u)
				}
			}
			if t.State.Terminal() {
				t.ClosedAt = tx.Now().Add(-time.Duration(random.IntN(5)) * time.Minute)
			}
			if random.IntN(3) > 0 {
				t.NextDue = tx.Now().Add(time.Duration(random.IntN(7)-3) * time.Hour)
			}
			if err := tx.InsertTicket(ctx, t); err != nil {
				return err
			}
			all[i] = t
		}
		return nil
	})
	return all
}

func randomQuery(random *rand.Rand, now time.Time) tickets.Query {
	q := tickets.Query{Order: pick(random, tickets.ByNewest, tickets.ByDeadline, tickets.ByNumber)}
	q.Concerns, q.Requester, q.Assignee = maybe(random, people...), maybe(random, people...), maybe(random, people...)
	q.Pool, q.Unfinished = random.IntN(4) == 0, random.IntN(2) == 0
	q.Summary = maybe(random, "écran", "imprimante", "écran' or 1=1")
	if random.IntN(3) == 0 {
		description := pick(random, "", "noir")
		q.Description = &description
	}
	if random.IntN(3) == 0 {
		q.States = []tickets.State{pick(random, tickets.States...), pick(random, tickets.States...)}
	}
	if random.IntN(3) == 0 {
		q.Late = stored(now)
	}
	if random.IntN(3) == 0 {
		q.OpenedSince = stored(now).Add(-2 * time.Minute)
	}
	if random.IntN(4) == 0 {
		q.EndedSince = stored(now).Add(-2 * time.Minute)
	}
	if random.IntN(2) == 0 {
		q.Limit = 1 + random.IntN(5)
	}
	if random.IntN(3) == 0 {
		q.Offset = random.IntN(4)
	}
	return q
}

// maybe is nothing three times out of four, so that queries find something.
func maybe[T any](random *rand.Rand, from ...T) (zero T) {
	if random.IntN(4) == 0 {
		return pick(random, from...)
	}
	return zero
}

// model is the contract of FindTickets in Go.
func model(all []*tickets.Ticket, q tickets.Query) []int64 {
	var found []*tickets.Ticket
	for _, t := range all {
		if (q.Concerns == "" || t.ShownTo(q.Concerns)) &&
			(q.Requester == "" || t.Requester == q.Requester) &&
			(q.Assignee == "" || t.Assignee == q.Assignee) &&
			(!q.Pool || t.Assignee == "") &&
			(q.Late.IsZero() || !t.NextDue.IsZero() && t.NextDue.Before(q.Late)) &&
			(q.States == nil || slices.Contains(q.States, t.State)) &&
			(!q.Unfinished || !t.State.Finished()) &&
			(q.Summary == "" || t.Summary == q.Summary) &&
			(q.Description == nil || t.Description == *q.Description) &&
			(q.OpenedSince.IsZero() || !t.OpenedAt.Before(q.OpenedSince)) &&
			(q.EndedSince.IsZero() || !t.ClosedAt.IsZero() && !t.ClosedAt.Before(q.EndedSince)) {
			found = append(found, t)
		}
	}
	slices.SortFunc(found, func(a, b *tickets.Ticket) int {
		switch q.Order {
		case tickets.ByNewest:
			return cmp.Compare(b.Number, a.Number)
		case tickets.ByDeadline:
			if a.NextDue.IsZero() != b.NextDue.IsZero() {
				if a.NextDue.IsZero() {
					return 1
				}
				return -1
			}
			return cmp.Or(a.NextDue.Compare(b.NextDue), cmp.Compare(a.Number, b.Number))
		default:
			return cmp.Compare(a.Number, b.Number)
		}
	})
	found = found[min(q.Offset, len(found)):]
	if q.Limit > 0 {
		found = found[:min(q.Limit, len(found))]
	}
	return numbers(found)
}

func numbers(found []*tickets.Ticket) []int64 {
	var n []int64
	for _, t := range found {
		n = append(n, t.Number)
	}
	return n
}
