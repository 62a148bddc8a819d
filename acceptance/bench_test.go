package acceptance

import (
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// What SPEC §14 asks to be measured from outside: `go test -run '^$' -bench . ./acceptance`.
// Targets on two cores: acks p99 ≤ 50 ms, ≤ 60 MB at 10⁴ open tickets, ready in ≤ 500 ms.

// Among the simulators' people are a Slack guest, whom the desk refuses: those acts are counted
// as failed for want of a form.

// BenchmarkAck opens 100 tickets a second for 30 s: 200 interactions a second, one of two
// of them a durable write. On Slack one of the people is a guest, who gets a sentence and no form:
// these few acts count as failed.
func BenchmarkAck(b *testing.B) {
	// On Slack the words of each ticket differ; on Discord the people must.
	for _, one := range []struct{ platform, people string }{{stage.Slack, "300"}, {stage.Discord, "3500"}} {
		b.Run(one.platform, func(b *testing.B) {
			needsSimulators(b)
			w := stage.Open(b, bins, stage.Script{On: []string{one.platform}, Flags: []string{"-ratelimits=off", "-users", one.people}, Env: quiet, Allowed: cutOff})
			for b.Loop() {
				load := w.Load(100, 30)
				b.ReportMetric(load.Command.P50, "command-p50-ms")
				b.ReportMetric(load.Command.P99, "command-p99-ms")
				b.ReportMetric(load.Submit.P50, "submit-p50-ms")
				b.ReportMetric(load.Submit.P99, "submit-p99-ms")
				b.ReportMetric(load.Rate*2, "interactions/s")
				b.ReportMetric(float64(load.Failed), "failed")
				if load.Failed > 0 {
					b.Logf("%d of the acts failed: %s", load.Failed, load.Reasons)
				}
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkResident tells the memory and the time to start, empty and with 10⁴ open tickets.
func BenchmarkResident(b *testing.B) {
	needsSimulators(b)
	w := stage.Open(b, bins, stage.Script{On: []string{stage.Slack}, Asleep: true, Flags: []string{"-ratelimits=off", "-users", "300"}, Env: quiet, Allowed: cutOff})
	megabytes := func() float64 {
		n, err := w.Bot.Resident()
		if err != nil {
			b.Fatal(err)
		}
		return float64(n) / 1e6
	}
	for b.Loop() {
		b.ReportMetric(float64(w.Wake().Milliseconds()), "start-ms")
		time.Sleep(2 * time.Second)
		b.ReportMetric(megabytes(), "idle-MB")
		load := w.Load(125, 80)
		b.ReportMetric(float64(load.Failed), "failed")
		if load.Failed > 0 {
			b.Logf("%d of the acts failed: %s", load.Failed, load.Reasons)
		}
		b.ReportMetric(megabytes(), "after-load-MB")
		w.Bot.Kill()
		b.ReportMetric(float64(w.Wake().Milliseconds()), "start-10k-ms")
		time.Sleep(10 * time.Second)
		b.ReportMetric(megabytes(), "open-10k-MB")
	}
	b.ReportMetric(0, "ns/op")
}

// quiet is an operator's usual log.
var quiet = []string{"LOG_LEVEL=warn"}
