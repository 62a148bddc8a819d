package acceptance

import (
	"strings"
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// The desk gets a ticket's whole story, the requester without the desk's own side, nobody else
// anything; the operator gets it beside the running bot, on PostgreSQL where there is one.
func TestTranscripts(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen, Postgres: true}, func(w *stage.World) {
		alice, benoit, tessa := w.Person("alice"), w.Person("benoit"), w.Person("tessa")
		alice.Opens(stage.Opening{Summary: "écran </script><script>alert(1)</script>"})
		tessa.SeesCard("INC-1")
		tessa.Types(stage.Command{Name: "claim", Ticket: "1"})
		tessa.SeesCard("INC-1", "Pris en charge")
		tessa.Types(stage.Command{Name: "note", Ticket: "1", Text: "à garder entre nous"})
		tessa.Types(stage.Command{Name: "reply", Ticket: "1", Text: "je regarde tout de suite"})
		alice.SeesInCounter("je regarde tout de suite")

		for _, c := range []struct {
			who   stage.Person
			notes bool
		}{{tessa, true}, {alice, false}} {
			page := transcriptFor(w, c.who, c.who.Types(stage.Command{Desk: true, Name: "transcript", Ticket: "1"}))
			wantAll(w, page, "INC-1", "je regarde tout de suite", "&lt;/script&gt;")
			if strings.Contains(page, "à garder entre nous") != c.notes {
				w.T.Errorf("%s: notes are there: %v", c.who.Name, !c.notes)
			}
			if strings.Contains(page, "<script") {
				w.T.Errorf("%s: the page holds a script", c.who.Name)
			}
		}
		shown := alice.Types(stage.Command{Name: "show", Ticket: "1"})
		if len(shown.Private) == 0 {
			w.T.Fatalf("alice is shown nothing: %+v", shown)
		}
		before := transcripts(alice.Counter())
		pressed := alice.Clicks(shown.Private[len(shown.Private)-1], alice.Word("Transcription", "Transcript"))
		w.Eventually("the button brings the page", stage.Patience, func() bool {
			return transcripts(pressed.Private) > 0 || transcripts(alice.Counter()) > before
		}, func() string { return pressed.Text() + "\n" + stage.Show(alice.Counter()) })
		r := benoit.Types(stage.Command{Desk: true, Name: "transcript", Ticket: "1"})
		time.Sleep(500 * time.Millisecond) // what should not come would have come
		for _, m := range append(r.Private, benoit.Counter()...) {
			if len(m.Files) > 0 {
				w.T.Errorf("a stranger gets a transcript: %s", m)
			}
		}

		for format, want := range map[string]string{"html": "<!doctype html>", "json": `"ref": "INC-1"`, "text": "    | je regarde"} {
			if out, code := w.Bot.Command("export", "INC-1", "--format", format); code != 0 || !strings.Contains(out, want) || !strings.Contains(out, "à garder entre nous") {
				w.T.Errorf("%s: exit code %d:\n%s", format, code, out)
			}
		}
		if out, code := w.Bot.Command("export", "INC-1", "--format", "text", "--public"); code != 0 || strings.Contains(out, "à garder entre nous") {
			w.T.Errorf("public: exit code %d:\n%s", code, out)
		}
		if out, code := w.Bot.Command("export", "99"); code != 1 {
			w.T.Errorf("no such ticket: exit code %d:\n%s", code, out)
		}
	})
}

// transcripts is how many pages of the first ticket are among messages.
func transcripts(all []stage.Message) (n int) {
	for _, m := range all {
		for _, f := range m.Files {
			if f.Name == "INC-1.html" {
				n++
			}
		}
	}
	return n
}

// transcriptFor reads the page of the first ticket that comes with an answer, or after it.
func transcriptFor(w *stage.World, p stage.Person, r stage.Reply) (page string) {
	w.T.Helper()
	w.Eventually(p.Name+" gets the page", stage.Patience, func() bool {
		for _, m := range append(r.Private, p.Counter()...) {
			for _, f := range m.Files {
				if f.Name == "INC-1.html" {
					page = p.Downloads(f)
				}
			}
		}
		return page != ""
	}, func() string { return r.Text() + "\n" + stage.Show(p.Counter()) })
	return page
}
