package acceptance

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// BenchmarkMessage is how long words take to the other side: from the counter to the technicians'
// thread, by ✉️ and by reply from the desk to the counter, on each platform and from one to the
// other. They are written one after the other, under the platforms' own limits, and looked for
// every 25 ms.
func BenchmarkMessage(b *testing.B) {
	for _, c := range []struct {
		name      string
		asks, has string // the platform of who asks, and of who works
		way       way
	}{
		{"counter-to-thread/slack", stage.Slack, stage.Slack, asking},
		{"counter-to-thread/discord", stage.Discord, stage.Discord, asking},
		{"counter-to-thread/discord-to-slack", stage.Discord, stage.Slack, asking},
		{"letter/slack", stage.Slack, stage.Slack, letter},
		{"letter/discord", stage.Discord, stage.Discord, letter},
		{"letter/slack-to-discord", stage.Discord, stage.Slack, letter},
		{"reply/slack", stage.Slack, stage.Slack, reply},
		{"reply/discord", stage.Discord, stage.Discord, reply},
		{"reply/slack-to-discord", stage.Discord, stage.Slack, reply},
	} {
		b.Run(c.name, func(b *testing.B) {
			needsSimulators(b)
			w := stage.Open(b, bins, stage.Script{On: slices.Compact([]string{c.has, c.asks}), Config: alwaysOpen, Env: quiet})
			where := map[string]func(string) stage.Person{stage.Slack: w.OnSlack, stage.Discord: w.OnDiscord}
			t := talk{world: w, alice: where[c.asks]("alice"), tessa: where[c.has]("tessa")}
			t.alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
			t.card, t.counter = t.tessa.SeesCard("INC-1"), t.alice.SeesInCounter("INC-1")
			t.alice.Says(t.counter, "le bac est vide")
			t.said = t.tessa.SeesInThread(t.card, "le bac est vide")
			var took []time.Duration
			for b.Loop() {
				began := c.way(t, fmt.Sprint("message ", len(took), " fin"))
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

// talk is a conversation under way.
type talk struct {
	world               *stage.World
	alice, tessa        stage.Person
	card, counter, said stage.Message
}

// way brings words to the other side, waits until they are there, and tells when they left.
type way func(t talk, words string) time.Time

// asking: alice writes in her counter.
func asking(t talk, words string) time.Time {
	began := time.Now()
	t.alice.Says(t.counter, words)
	t.tessa.SeesInThread(t.card, words)
	return began
}

// letter: tessa puts ✉️ on what she has written in the thread.
func letter(t talk, words string) time.Time {
	t.tessa.Says(t.said, words)
	m := own(t.world, t.tessa.Thread(t.card), words)
	began := time.Now()
	t.tessa.Reacts(m, "✉️")
	t.alice.SeesInCounter(words)
	return began
}

// reply: tessa types the command.
func reply(t talk, words string) time.Time {
	began := time.Now()
	t.tessa.Types(stage.Command{Name: "reply", Ticket: "1", Text: words})
	t.alice.SeesInCounter(words)
	return began
}
