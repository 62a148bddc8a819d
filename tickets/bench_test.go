package tickets_test

import (
	"fmt"
	"sync/atomic"
	"testing"

	"guichet/tickets"
)

// BenchmarkOpenings is how many tickets a second the core stores durably: each opening is on
// disk, with its journal row, clocks and timers, when Open returns.
func BenchmarkOpenings(b *testing.B) {
	f := newDesk(b)
	var serial atomic.Int64
	b.SetParallelism(64)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			n := serial.Add(1)
			who := tickets.Actor{ID: tickets.UserID(fmt.Sprintf("slack:u%d", n%900))}
			act := by(who)
			act.Event = fmt.Sprintf("evt%d", n)
			if _, err := f.Open(f.ctx, act, tickets.Opening{Summary: fmt.Sprintf("ticket %d", n), Description: "écran noir au démarrage"}); err != nil {
				b.Error(err)
			}
		}
	})
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "openings/s")
}

// BenchmarkReckon is the cost of reckoning the clocks of a ticket with a long story.
func BenchmarkReckon(b *testing.B) {
	f := newDesk(b)
	for _, events := range []int{10, 100, 1000} {
		b.Run(fmt.Sprint(events), func(b *testing.B) {
			journal, _ := longStory(f.clock.Now(), events)
			for b.Loop() {
				tickets.Reckon(f.policy, journal).Clocks()
			}
		})
	}
}
