package acceptance

import (
	"strings"
	"testing"

	"guichet/acceptance/stage"
)

// A category that is for requests makes requests, whatever the form's type was left at. On
// Discord it may be typed by its name in either language, without choosing it from the list;
// one that is not there is asked for in the form.
func TestACategoryDecidesTheType(t *testing.T) {
	t.Parallel()
	onEach(t, stage.Script{Config: requestDesk}, func(w *stage.World) {
		alice, tessa := w.Person("alice"), w.Person("tessa")
		if w.Chat().Name() == "slack" {
			alice.StartsTicket(stage.Opening{})
			alice.FillsAll(map[string]any{"Objet": "un outil de dessin", "Catégorie": "Logiciel"})
			tessa.SeesCard("REQ-1", "un outil de dessin", "Évaluation")
			return
		}
		alice.StartsTicket(stage.Opening{Category: "logiciel"})
		alice.FillsAll(map[string]any{"Objet": "un outil de dessin"})
		tessa.SeesCard("REQ-1", "un outil de dessin", "Logiciel", "Évaluation")

		alice.StartsTicket(stage.Opening{Category: "jardinage"})
		r := alice.FillsAll(map[string]any{"Objet": "une tondeuse"})
		if !strings.Contains(r.Text(), "Aucune catégorie ne porte ce nom") || len(r.Private) == 0 {
			w.T.Fatalf("an unknown category is answered with %q", r.Text())
		}
		alice.Clicks(r.Private[0], "Corriger")
		alice.FillsAll(map[string]any{"Catégorie": "Badge"})
		tessa.SeesCard("REQ-2", "une tondeuse", "Badge")
	})
}
