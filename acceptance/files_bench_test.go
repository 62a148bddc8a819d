package acceptance

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// BenchmarkLargeFile carries a file of 20 MB from a Discord counter to the thread on Slack: how long
// that takes, from writing to seeing, and the most memory that the process ever held.
func BenchmarkLargeFile(b *testing.B) {
	needsSimulators(b)
	const size = 20 << 20
	w := stage.Open(b, bins, stage.Script{On: []string{stage.Slack, stage.Discord}, Config: alwaysOpen, Env: quiet})
	alice, tessa := w.OnDiscord("alice"), w.OnSlack("tessa")
	alice.Opens(stage.Opening{Summary: "une grande vidéo"})
	card := tessa.SeesCard("INC-1")
	counter := alice.SeesInCounter("INC-1")
	peak := func() float64 {
		n, err := w.Bot.Peak()
		if err != nil {
			b.Fatal(err)
		}
		return float64(n) / 1e6
	}
	before := peak()
	body := make([]byte, size)
	n := 0
	for b.Loop() {
		n++
		_, _ = rand.NewChaCha8([32]byte{byte(n)}).Read(body)
		name := fmt.Sprint("film-", n, ".mp4")
		began := time.Now()
		alice.Joins(counter, "voici", stage.File{Name: name, Body: body})
		var seen *stage.File
		w.Eventually("the file", time.Minute, func() bool {
			for _, m := range tessa.Thread(card) {
				for _, f := range m.Files {
					if f.Name == name {
						seen = &f
					}
				}
			}
			return seen != nil
		}, func() string { return stage.Show(tessa.Thread(card)) })
		b.ReportMetric(time.Since(began).Seconds(), "s/file")
		if !bytes.Equal([]byte(tessa.Downloads(*seen)), body) {
			b.Fatal("another file came out than went in")
		}
	}
	b.ReportMetric(before, "before-MB")
	b.ReportMetric(peak(), "peak-MB")
	b.ReportMetric(0, "ns/op")
}
