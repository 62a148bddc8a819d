package acceptance

import (
	"strings"
	"testing"

	"guichet/acceptance/stage"
)

// Commands answer privately, each person in their own language.
func TestCommandsAnswerPrivately(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, bob, tessa, tom := w.Person("alice"), w.Person("bob"), w.Person("tessa"), w.Person("tom")
		alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
		alice.Opens(stage.Opening{Summary: "souris perdue"})
		tessa.SeesCard("INC-1")
		tessa.SeesCard("INC-2")

		answers := func(who stage.Person, c stage.Command, words ...string) string {
			w.T.Helper()
			r := who.Types(c)
			if len(r.Private) == 0 {
				w.T.Fatalf("%s gets no answer to %+v: %+v", who.Name, c, r)
			}
			for _, m := range r.Private {
				if !m.Ephemeral {
					w.T.Errorf("everybody sees the answer to %+v: %s", c, m)
				}
			}
			for _, word := range words {
				if !r.Private[0].Has(word) {
					w.T.Errorf("%s: the answer to %+v lacks %q: %s", who.Name, c, word, r.Text())
				}
			}
			if r.AckMS > 1000 {
				w.T.Errorf("%+v took %.0f ms", c, r.AckMS)
			}
			return r.Text()
		}
		answers(alice, stage.Command{Name: "list"}, "INC-1", "imprimante bloquée", "INC-2", "Nouveau")
		answers(alice, stage.Command{Name: "show", Ticket: "1"}, "INC-1", "imprimante bloquée")
		if s := answers(bob, stage.Command{Name: "list"}); contains(s, "imprimante") {
			w.T.Errorf("bob sees alice's tickets: %s", s)
		}

		// Help goes by role.
		requester, technician := answers(alice, stage.Command{Name: "help"}), answers(tessa, stage.Command{Name: "help"})
		if !contains(technician, tessa.Word("assigner", "assign")) || contains(requester, "assigner") {
			w.T.Errorf("help for alice: %s\nhelp for tessa: %s", requester, technician)
		}

		// Not theirs and not there: the same answer.
		other, none := answers(bob, stage.Command{Name: "show", Ticket: "1"}), answers(bob, stage.Command{Name: "show", Ticket: "99"})
		if blank(other, "1") != blank(none, "99") {
			w.T.Errorf("bob learns what exists: %q, %q", other, none)
		}
		other, none = answers(bob, stage.Command{Name: "cancel", Ticket: "1"}), answers(bob, stage.Command{Name: "cancel", Ticket: "99"})
		if blank(other, "1") != blank(none, "99") {
			w.T.Errorf("bob learns what exists by cancelling: %q, %q", other, none)
		}
		other, none = answers(bob, stage.Command{Name: "claim", Ticket: "1"}), answers(bob, stage.Command{Name: "claim", Ticket: "99"})
		if blank(other, "1") != blank(none, "99") {
			w.T.Errorf("bob learns what exists by claiming: %q, %q", other, none)
		}

		// The technicians' own.
		answers(tessa, stage.Command{Name: "assign", Ticket: "1", Person: "tom"})
		tessa.SeesCard("INC-1", "Pris en charge", tom.FullName())
		alice.SeesInCounter("INC-1", tom.FullName())
		answers(tom, stage.Command{Name: "urgent", Ticket: "1"})
		tessa.SeesCard("INC-1", "Haute", "P2")
		answers(tom, stage.Command{Name: "contact", Ticket: "1"})
		tessa.SeesCard("INC-1", "En cours")
		answers(tom, stage.Command{Name: "release", Ticket: "1"})
		w.Eventually("INC-1 is back in the pool", stage.Patience, func() bool { return !tessa.SeesCard("INC-1").Has(tom.FullName()) },
			func() string { return stage.Show(tessa.Cards("INC-1")) })

		// What cannot be done is refused with what can.
		tessa.Types(stage.Command{Name: "cancel", Ticket: "2", Text: "retrouvée"})
		tessa.SeesCard("INC-2", "Annulé")
		answers(tessa, stage.Command{Name: "claim", Ticket: "2"}, "INC-2")
		alice.SeesInCounter("INC-2", "annulé")
		for _, m := range alice.Channel("helpdesk") {
			if m.FromBot && !m.Ephemeral {
				w.T.Errorf("something is said in public: %s", m)
			}
		}
	})
}

// blank is an answer without the number it speaks of.
func blank(answer, number string) string {
	return strings.ReplaceAll(answer, number, "N")
}
