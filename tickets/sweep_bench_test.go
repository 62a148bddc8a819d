package tickets_test

import (
	"fmt"
	"os"
	"testing"
	"time"

	"guichet/tickets"
)

// millionEnv adds a desk of a million open tickets, which takes minutes to fill.
const millionEnv = "GUICHET_BENCH_MILLION"

// BenchmarkSweep is a look at what is due among open tickets that each have nine timers: when
// nothing is due, and when one alert is, which is then told and on disk.
func BenchmarkSweep(b *testing.B) {
	sizes := []int{1, 10_000}
	if os.Getenv(millionEnv) != "" {
		sizes = append(sizes, 1_000_000)
	}
	for _, open := range sizes {
		f := newDesk(b)
		fillDesk(b, f, open)
		f.clock.pass(45 * time.Minute)
		b.Run(fmt.Sprintf("open=%d/nothing", open), func(b *testing.B) {
			for b.Loop() {
				if n, err := f.Sweep(f.ctx); n != 0 || err != nil {
					b.Fatal(n, err)
				}
			}
		})
		next := int64(0)
		b.Run(fmt.Sprintf("open=%d/one", open), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				next = next%int64(open) + 1
				due(b, f, next)
				b.StartTimer()
				if n, err := f.Sweep(f.ctx); n != 1 || err != nil {
					b.Fatal(n, err)
				}
			}
		})
	}
}

// fillDesk stores open tickets whose timers are far away.
func fillDesk(b *testing.B, f *fixture, n int) {
	b.Helper()
	now := f.clock.Now()
	var timers []tickets.Timer
	for i := range 9 {
		timers = append(timers, tickets.Timer{Key: fmt.Sprint("warn:resolve:", i), DueAt: now.Add(time.Duration(i+1) * 1000 * time.Hour), Clock: tickets.ClockResolve, Percent: 75})
	}
	const batch = 2000
	for done := 0; done < n; done += batch {
		err := f.store.Update(f.ctx, func(tx tickets.Tx) error {
			for i := range min(batch, n-done) {
				t := &tickets.Ticket{
					Kind: tickets.Incident, State: tickets.New, Summary: fmt.Sprint("ticket ", done+i), Priority: tickets.P2, Category: "other",
					Requester: "slack:alice", OpenedAt: now,
				}
				if err := tx.InsertTicket(f.ctx, t); err != nil {
					return err
				}
				e := &tickets.Entry{Ticket: t.Number, At: now, Kind: tickets.Opened, Detail: tickets.Detail{Priority: tickets.P2, Category: "other"}}
				if err := tx.Append(f.ctx, e); err != nil {
					return err
				}
				t.Clocks = tickets.Reckon(f.policy, []*tickets.Entry{e}).Clocks()
				if err := tx.SaveTicket(f.ctx, t); err != nil {
					return err
				}
				if err := tx.SetTimers(f.ctx, t.Number, timers); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// due makes one alert of the ticket due.
func due(b *testing.B, f *fixture, number int64) {
	b.Helper()
	err := f.store.Update(f.ctx, func(tx tickets.Tx) error {
		return tx.SetTimers(f.ctx, number, []tickets.Timer{{Key: "warn:respond:75", DueAt: tx.Now(), Clock: tickets.ClockRespond, Percent: 75}})
	})
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkExplain is the explanation of a ticket with a long story.
func BenchmarkExplain(b *testing.B) {
	f := newDesk(b)
	for _, events := range []int{10, 1000} {
		journal, now := longStory(f.clock.Now(), events)
		b.Run(fmt.Sprint(events), func(b *testing.B) {
			for b.Loop() {
				tickets.Explain(f.policy, &tickets.Ticket{}, journal, now)
			}
		})
	}
}

// longStory is a ticket that waits and goes on, again and again.
func longStory(now time.Time, events int) ([]*tickets.Entry, time.Time) {
	journal := []*tickets.Entry{{Kind: tickets.Opened, At: now, Detail: tickets.Detail{Priority: "P2", Category: "other"}}}
	for i := range events {
		kind, ball := tickets.Waiting, tickets.BallSupplier
		if i%2 == 1 {
			kind, ball = tickets.Resumed, tickets.BallUs
		}
		now = now.Add(time.Second)
		journal = append(journal, &tickets.Entry{Kind: kind, At: now, Detail: tickets.Detail{Ball: ball}})
	}
	return journal, now
}
