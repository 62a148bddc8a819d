package app

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"guichet/bot"
	"guichet/bot/speech"
	"guichet/tickets"
	"guichet/tickets/filestore"
)

// narrow is a platform that takes files up to a size, and does nothing else.
type narrow struct {
	bot.Platform
	most int64
}

func (n narrow) MaxUpload() int64 { return n.most }

// storyOf is a ticket of many messages, one of which brings a file.
func storyOf(t testing.TB, messages int) speech.Transcription {
	t.Helper()
	store, err := filestore.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	kept, err := store.Keep(context.Background(), bytes.NewReader(bytes.Repeat([]byte("journal\n"), 10_000)), 1<<20, nil)
	if err != nil {
		t.Fatal(err)
	}
	sc := sampleScene(t, "fr")
	q := speech.Transcription{
		Ticket: sc.Ticket, Policy: sc.Policy, Names: sc.Names, Desk: "Service informatique", Locale: "fr", Zone: sc.Policy.Zone, Now: sc.Now,
		Internal: true, Files: store, Inside: speech.InMessage,
	}
	for n := range messages {
		e := &tickets.Entry{
			ID: int64(n + 1), Ticket: sc.Ticket.Number, At: sc.Ticket.OpenedAt.Add(time.Duration(n) * time.Minute), Kind: tickets.Said,
			Actor: sc.Ticket.Requester, Words: "message " + strings.Repeat("**mot** ", 20), Detail: tickets.Detail{Markup: true},
		}
		if n == 0 {
			e.Detail.Files = []tickets.File{{Name: "journal.log", Size: kept.Size, Type: kept.Type, Hash: kept.Hash}}
		}
		q.Journal = append(q.Journal, e)
	}
	return q
}

// A page is made as its platform takes it: with its files, else without, else not at all.
func TestTranscriptFitsThePlatform(t *testing.T) {
	q := storyOf(t, 20)
	for most, want := range map[int64]struct{ page, file bool }{1 << 20: {true, true}, 100 << 10: {true, false}, 1 << 10: {}} {
		a := &App{speech: testSpeech(t), platforms: map[string]bot.Platform{"slack": narrow{most: most}}}
		page, err := a.transcriptPage(q, "slack")
		if err != nil {
			t.Fatal(err)
		}
		if got := page != ""; got != want.page || strings.Contains(page, `download="journal.log"`) != want.file || int64(len(page)) > most {
			t.Errorf("at most %d bytes: a page %v of %d bytes", most, got, len(page))
		}
		if want.page && !strings.Contains(page, "journal.log") {
			t.Error("the file is not named")
		}
	}
}

// BenchmarkTranscript is the page of a ticket with a thousand messages.
func BenchmarkTranscript(b *testing.B) {
	q := storyOf(b, 1000)
	a := &App{speech: testSpeech(b), platforms: map[string]bot.Platform{"slack": narrow{most: 10 << 20}}}
	for b.Loop() {
		page, err := a.transcriptPage(q, "slack")
		if err != nil || page == "" {
			b.Fatal(len(page), err)
		}
		b.ReportMetric(float64(len(page)), "page-bytes")
	}
}
