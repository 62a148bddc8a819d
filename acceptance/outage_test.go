package acceptance

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// The platform takes no messages for a while: all that was to be said comes after, in order.
func TestPlatformOutage(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen, Allowed: cutOff}, func(w *stage.World) {
		alice, tessa := w.Person("alice"), w.Person("tessa")
		alice.Opens(stage.Opening{Summary: "avant la panne"})
		tessa.SeesCard("INC-1", "Nouveau")
		alice.SeesInCounter("INC-1")

		// Down: everything is refused but the answers to people.
		for _, f := range outage(w, "http_503", 6*time.Second) {
			if err := w.Chat().Fault(f); err != nil {
				w.T.Fatal(err)
			}
		}
		tessa.Types(stage.Command{Name: "claim", Ticket: "1"})
		tessa.Types(stage.Command{Name: "contact", Ticket: "1"})
		tessa.Types(stage.Command{Name: "reply", Ticket: "1", Text: "premier message"})
		tessa.Types(stage.Command{Name: "reply", Ticket: "1", Text: "deuxième message"})
		tessa.Types(stage.Command{Name: "release", Ticket: "1"})
		tessa.Types(stage.Command{Name: "claim", Ticket: "1"})
		if alice.Sees("deuxième message") {
			w.T.Fatal("the outage does not keep messages back")
		}
		if err := w.Chat().Heal(); err != nil {
			w.T.Fatal(err)
		}
		w.Eventually("what was said in the outage", 40*time.Second, func() bool { return alice.Sees("deuxième message") },
			func() string { return stage.Show(alice.Counter()) })
		tessa.SeesCard("INC-1", "En cours", tessa.FullName())

		// Answers that get lost: the call took effect, nobody says so. Nothing comes twice.
		for n, lost := range lostAnswers(w) {
			if err := w.Chat().Fault(lost); err != nil {
				w.T.Fatal(err)
			}
			tessa.Types(stage.Command{Name: "reply", Ticket: "1", Text: lostWords(n)})
			w.Eventually("a reply whose answer was lost", 60*time.Second, func() bool { return alice.Sees(lostWords(n)) },
				func() string { return stage.Show(alice.Counter()) })
		}
		tessa.Types(stage.Command{Name: "reply", Ticket: "1", Text: "dernier message"})
		w.Eventually("the last message", 60*time.Second, func() bool { return alice.Sees("dernier message") },
			func() string { return stage.Show(alice.Counter()) })
		var all []string
		for _, m := range alice.Counter() {
			all = append(all, m.Text)
		}
		text, at := strings.Join(all, "\n"), -1
		want := []string{"premier message", "deuxième message"}
		for n := range lostAnswers(w) {
			want = append(want, lostWords(n))
		}
		for _, s := range append(want, "dernier message") {
			if n := strings.Count(text, s); n != 1 {
				w.T.Errorf("%q is there %d times:\n%s", s, n, text)
			}
			if here := strings.Index(text, s); here < at {
				w.T.Errorf("%q is out of order:\n%s", s, text)
			} else {
				at = here
			}
		}
	})
}

// outage makes the platform refuse to take messages; the answers to people still go through.
func outage(w *stage.World, kind string, lasting time.Duration) []stage.Fault {
	ms := lasting.Milliseconds() * 5 // Heal ends it
	if w.Chat().Name() == stage.Slack {
		return []stage.Fault{{"kind": kind, "method": "chat.*", "duration_ms": ms}, {"kind": kind, "method": "conversations.*", "duration_ms": ms}}
	}
	return []stage.Fault{{"kind": kind, "path": "/channels/", "duration_ms": ms}, {"kind": kind, "path": "/users/@me/channels", "duration_ms": ms}}
}

// lostAnswers are faults that let a message through and lose the answer.
func lostAnswers(w *stage.World) []stage.Fault {
	if w.Chat().Name() == stage.Slack {
		return []stage.Fault{
			{"kind": "connection_reset_after", "method": "chat.postMessage", "count": 1},
			{"kind": "http_500_after", "method": "chat.postMessage", "count": 1},
		}
	}
	return []stage.Fault{{"kind": "reset_after", "path": "/messages", "method": "POST", "count": 1}}
}

func lostWords(n int) string { return fmt.Sprintf("réponse perdue %d fois", n+1) }
