package acceptance

import (
	"strings"
	"testing"

	"guichet/acceptance/stage"
)

// A technician's day: what they hold by time left, then the pool, claimed from where it stands.
// A requester who types it gets their own tickets.
func TestDay(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, tessa := w.Person("alice"), w.Person("tessa")
		today := func(who stage.Person) stage.Message {
			w.T.Helper()
			r := who.Types(stage.Command{Name: "day"})
			if len(r.Private) != 1 || !r.Private[0].Ephemeral {
				w.T.Fatalf("%s's day: %+v", who.Name, r)
			}
			return r.Private[0]
		}
		says := func(m stage.Message, words ...string) {
			w.T.Helper()
			for _, word := range words {
				if !m.Has(word) {
					w.T.Errorf("the day lacks %q: %s", word, m)
				}
			}
		}
		says(today(tessa), tessa.Word("Rien à faire pour le moment", "Nothing to do at the moment"))

		alice.Opens(stage.Opening{Summary: "souris perdue", Urgency: "low"})
		alice.Opens(stage.Opening{Summary: "imprimante bloquée", Urgency: "high"})
		alice.Opens(stage.Opening{Summary: "écran noir", Urgency: "high"})
		tessa.SeesCard("INC-3")
		tessa.Types(stage.Command{Name: "claim", Ticket: "1"})
		tessa.SeesCard("INC-1", "Pris en charge")
		tessa.Types(stage.Command{Name: "claim", Ticket: "2"})
		tessa.SeesCard("INC-2", "Pris en charge")

		m := today(tessa)
		says(m, tessa.Word("Votre journée du", "Your day"), "souris perdue", tessa.Word("Dans le pot commun", "In the pool"), "écran noir")
		if at := strings.Index; at(m.Text, "INC-2") > at(m.Text, "INC-1") || at(m.Text, "INC-1") > at(m.Text, "INC-3") {
			w.T.Errorf("not by time left, the pool last: %s", m)
		}
		claim := tessa.Word("Prendre en charge", "Claim") + " INC-3"
		tessa.Clicks(m, claim)
		tessa.SeesCard("INC-3", "Pris en charge", tessa.FullName())
		w.Eventually("the day shows that INC-3 is claimed", stage.Patience, func() bool {
			now := tessa.Again(m)
			return now.Has(tessa.Word("Le pot commun est vide", "The pool is empty")) && now.Has("INC-3") && !now.Offers(claim)
		}, w.Bot.Log)

		mine := today(alice)
		says(mine, "INC-1", "INC-2", "Prochaine étape")
		if mine.Has("pot commun") || mine.Offers(claim) {
			w.T.Errorf("alice sees the desk's day: %s", mine)
		}
	})
}
