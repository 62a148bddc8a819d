package acceptance

import (
	"testing"

	"guichet/acceptance/stage"
)

// The figures of a period go privately to technicians, those of each of them to managers, and
// nobody else.
func TestStatsByRole(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, tessa, tom, marie := w.Person("alice"), w.Person("tessa"), w.Person("tom"), w.Person("marie")
		alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
		alice.Opens(stage.Opening{Summary: "souris perdue"})
		tessa.SeesCard("INC-1")
		tessa.SeesCard("INC-2")
		tessa.Types(stage.Command{Name: "claim", Ticket: "1"})
		tessa.SeesCard("INC-1", tessa.FullName())
		fill(w, tessa, tessa.Types(stage.Command{Name: "resolve", Ticket: "1"}), map[string]any{"Solution": "bac vidé"})
		tessa.SeesCard("INC-1", "Résolu")

		asks := func(who stage.Person, level, period string) string {
			w.T.Helper()
			r := who.Types(stage.Command{Name: "stats", Level: level, Text: period})
			if len(r.Private) != 1 || !r.Private[0].Ephemeral {
				w.T.Fatalf("%s asks for stats %q %q and gets %+v", who.Name, level, period, r)
			}
			return r.Text()
		}
		has := func(said string, words ...string) {
			w.T.Helper()
			for _, word := range words {
				if !contains(said, word) {
					w.T.Errorf("no %q in: %s", word, said)
				}
			}
		}
		recorded, open := tessa.Word("Enregistrés\u00a0: ", "Recorded: "), tessa.Word("Encore ouverts\u00a0: ", "Still open: ")
		list := tessa.Word("Par technicien", "By technician")
		team := asks(tessa, "", "")
		has(team, recorded+"2", open+"1", tessa.Word("(100\u00a0%)", "(100%)"))
		if contains(team, list) {
			w.T.Errorf("a technician sees the others' figures: %s", team)
		}
		has(asks(tessa, "me", "week"), recorded+"1", open+"0", tessa.Word("Vos chiffres", "Your figures"))
		has(asks(tom, "me", "30j"), tom.Word("Enregistrés\u00a0: ", "Recorded: ")+"0")
		has(asks(marie, "team", "mois"), marie.Word("Par technicien", "By technician"), tessa.FullName())
		if said := asks(alice, "", ""); contains(said, alice.Word("Enregistrés", "Recorded")) || contains(said, alice.Word("chiffres", "figures")) {
			w.T.Errorf("a requester sees figures: %s", said)
		}
	})
}
