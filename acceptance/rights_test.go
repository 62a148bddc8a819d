package acceptance

import (
	"encoding/json"
	"strings"
	"testing"

	"guichet/acceptance/stage"
)

// Lists by role: a requester sees their tickets and what comes next, a technician the queue with
// its filters; who is refused many is refused one sentence.
func TestListsGoByRole(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, tessa := w.Person("alice"), w.Person("tessa")
		alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
		alice.Opens(stage.Opening{Summary: "souris perdue"})
		tessa.SeesCard("INC-2")
		tessa.Types(stage.Command{Name: "claim", Ticket: "1"})
		tessa.SeesCard("INC-1", "Pris en charge")

		mine := alice.Types(stage.Command{Name: "list"})
		if s := mine.Text(); !contains(s, "INC-1") || !contains(s, "INC-2") || !contains(s, "Prochaine étape") || contains(s, "Pot commun") {
			w.T.Errorf("alice's list: %s", s)
		}
		queue := tessa.Types(stage.Command{Name: "list"})
		if len(queue.Private) == 0 || !queue.Private[0].Offers(tessa.Word("Pot commun", "Pool")) || !queue.Private[0].Offers(tessa.Word("En charge", "Mine")) {
			w.T.Fatalf("tessa's list: %+v", queue)
		}
		tessa.Clicks(queue.Private[0], tessa.Word("Pot commun", "Pool"))
		w.Eventually("the pool alone is shown", stage.Patience, func() bool {
			now := tessa.Again(queue.Private[0])
			return now.Has("INC-2") && !now.Has("INC-1")
		}, w.Bot.Log)
	})
}

// The Home of the app: requesters' tickets, the technicians' queue, kept up to date; a guest
// gets a sentence there and everywhere.
func TestTheHomeOfTheApp(t *testing.T) {
	on(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, tessa := w.Person("alice"), w.Person("tessa")
		home := func(who string) string {
			w.T.Helper()
			var out json.RawMessage
			if err := w.Chat().Control("/home?user="+who, nil, &out); err != nil {
				w.T.Fatal(err)
			}
			return string(out)
		}
		look := func(who string) {
			w.T.Helper()
			if err := w.Chat().Control("/home/open", map[string]any{"user": who, "wait_for": "home"}, nil); err != nil {
				w.T.Fatal(err)
			}
		}
		shows := func(who string, words ...string) {
			w.T.Helper()
			w.Eventually(who+"'s Home shows "+strings.Join(words, ", "), stage.Patience, func() bool {
				s := home(who)
				for _, word := range words {
					if !strings.Contains(s, word) {
						return false
					}
				}
				return true
			}, func() string { return home(who) })
		}
		look("alice")
		shows("alice", "Ouvrir un ticket")
		look("tessa")
		shows("tessa", "Pot commun")
		alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
		shows("alice", "imprimante bloquée", "Prochaine étape", "Compléter")
		shows("tessa", "imprimante bloquée", "Prendre en charge")
		if err := w.Chat().Control("/click", map[string]any{"user": "tessa", "home": true, "label": "Prendre en charge"}, nil); err != nil {
			w.T.Fatal(err)
		}
		tessa.SeesCard("INC-1", "Pris en charge", tessa.FullName())
		shows("alice", tessa.FullName())

		look("gina")
		shows("gina", "members of this space")
		if s := w.Person("gina").Types(stage.Command{Name: "show", Ticket: "1"}).Text(); !strings.Contains(s, "members of this space") || strings.Contains(s, "imprimante") {
			w.T.Errorf("a guest is told %q", s)
		}
	}, stage.Slack)
}

// A manager closes many, and takes it back.
func TestManyAtOnce(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, tessa, marie := w.Person("alice"), w.Person("tessa"), w.Person("marie")
		for _, summary := range []string{"vpn lent", "vpn coupé", "souris perdue"} {
			alice.Opens(stage.Opening{Summary: summary})
		}
		tessa.SeesCard("INC-3")
		if r := tessa.Types(stage.Command{Desk: true, Name: "bulk"}); r.Form != nil {
			w.T.Errorf("a technician gets the form: %+v", r)
		}
		marie.Types(stage.Command{Desk: true, Name: "bulk"})
		r := marie.Submits(map[string]any{"Filtre": "vpn", "Motif": "migration terminée"})
		if len(r.Private) == 0 || !r.Private[0].Has("INC-1", "INC-2") || r.Private[0].Has("INC-3") {
			w.T.Fatalf("the preview is %+v", r)
		}
		marie.Clicks(r.Private[0], "Clore ces 2 tickets")
		tessa.SeesCard("INC-1", "Clos")
		tessa.SeesCard("INC-2", "Clos")
		alice.SeesInCounter("INC-1", "clos par le guichet", "migration terminée")
		if tessa.SeesCard("INC-3").Has("Clos") {
			w.T.Error("INC-3 is closed too")
		}
		result := marie.Word("Voir le résultat", "Show the result")
		w.Eventually("the report offers the way back", stage.Patience, func() bool {
			if marie.Again(r.Private[0]).Offers(result) {
				marie.Clicks(marie.Again(r.Private[0]), result)
			}
			return marie.Again(r.Private[0]).Offers("Annuler l’opération")
		}, w.Bot.Log)
		marie.Clicks(marie.Again(r.Private[0]), "Annuler l’opération")
		tessa.SeesCard("INC-1", "Nouveau")
		tessa.SeesCard("INC-2", "Nouveau")
		w.Eventually("the report says that it was undone, and offers it no more", stage.Patience, func() bool {
			now := marie.Again(r.Private[0])
			if now.Offers(result) {
				marie.Clicks(now, result)
			}
			now = marie.Again(r.Private[0])
			return !now.Offers(result) && !now.Offers("Annuler l’opération")
		}, w.Bot.Log)
	})
}
