package acceptance

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// rush is how many people open a ticket at the same moment.
const rush = 200

// BenchmarkRush has 200 people type the command and send the form all at once, and tells how long
// the acknowledgements took, and that each ticket is stored once.
func BenchmarkRush(b *testing.B) {
	for _, platform := range []string{stage.Slack, stage.Discord} {
		b.Run(platform, func(b *testing.B) {
			needsSimulators(b)
			w := stage.Open(b, bins, stage.Script{
				On: []string{platform}, Config: alwaysOpen, Env: quiet, Allowed: cutOff, Flags: []string{"-ratelimits=off", "-users", "300"},
			})
			person := map[string]string{stage.Slack: "user%05d", stage.Discord: "user%04d"}[platform]
			var commands, forms []float64
			for round := 0; b.Loop(); round++ {
				var mu sync.Mutex
				var wg sync.WaitGroup
				for n := range rush {
					wg.Go(func() {
						p := w.Person(fmt.Sprintf(person, n+50))
						asked := p.StartsTicket(stage.Opening{})
						sent := p.TriesToSubmit(map[string]any{"summary": fmt.Sprintf("ruée %d de %d", round, n)})
						mu.Lock()
						defer mu.Unlock()
						commands, forms = append(commands, asked.AckMS), append(forms, sent.AckMS)
						if !sent.OK {
							b.Errorf("person %d: %+v", n, sent)
						}
					})
				}
				wg.Wait()
				want := rush * (round + 1)
				w.Eventually(fmt.Sprint(want, " tickets"), time.Minute, func() bool { return tickets(w) == want }, w.Bot.Log)
			}
			b.ReportMetric(percentile(commands, 50), "command-p50-ms")
			b.ReportMetric(percentile(commands, 99), "command-p99-ms")
			b.ReportMetric(percentile(forms, 50), "form-p50-ms")
			b.ReportMetric(percentile(forms, 99), "form-p99-ms")
			b.ReportMetric(0, "ns/op")
		})
	}
}

func percentile(all []float64, p int) float64 {
	slices.Sort(all)
	return all[min(len(all)*p/100, len(all)-1)]
}

var listed = regexp.MustCompile(`\d+`)

// tickets is how many the technicians' list counts.
func tickets(w *stage.World) int {
	r := w.Person("tom").Types(stage.Command{Name: "list"})
	n, _ := strconv.Atoi(listed.FindString(r.Text()))
	return n
}
