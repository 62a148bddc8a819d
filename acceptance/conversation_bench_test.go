package acceptance

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// BenchmarkMessage is how long words take from the counter to the technicians' thread, written
// one after the other, as fast as the other side has seen them (looked for every 25 ms), under
// the platform's own limits.
func BenchmarkMessage(b *testing.B) {
	for _, platform := range []string{stage.Slack, stage.Discord} {
		b.Run(platform, func(b *testing.B) {
			needsSimulators(b)
			w := stage.Open(b, bins, stage.Script{On: []string{platform}, Config: alwaysOpen, Env: quiet})
			alice, tessa := w.Person("alice"), w.Person("tessa")
			alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
			card, counter := tessa.SeesCard("INC-1"), alice.SeesInCounter("INC-1")
			var took []time.Duration
			for b.Loop() {
				words := fmt.Sprint("message ", len(took), " fin")
				began := time.Now()
				alice.Says(counter, words)
				tessa.SeesInThread(card, words)
				took = append(took, time.Since(began))
				time.Sleep(1100 * time.Millisecond) // both platforms take about one message a second
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Milliseconds()), "p50-ms")
			b.ReportMetric(float64(took[len(took)*99/100].Milliseconds()), "p99-ms")
			b.ReportMetric(0, "ns/op")
		})
	}
}
