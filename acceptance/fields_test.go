package acceptance

import (
	"slices"
	"testing"

	"guichet/acceptance/stage"
)

const ownFields = `
categories:
  - id: workstation
    name: { fr: "Poste de travail", en: "Workstation" }
    fields:
      - { id: asset, label: { fr: "Numéro d'inventaire", en: "Asset tag" }, pattern: "^[A-Z]{2}-[0-9]{4}$", required: true, hint: { fr: "Deux lettres et quatre chiffres", en: "Two letters and four digits" } }
      - { id: room, label: { fr: "Salle", en: "Room" } }
  - { id: other, name: { fr: "Autre", en: "Other" } }
`

// A category's own fields are asked after it is chosen, checked by their patterns, and shown on
// the card.
func TestACategoryAsksItsOwnFields(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen + ownFields}, func(w *stage.World) {
		alice, tessa := w.Person("alice"), w.Person("tessa")
		o := stage.Opening{Summary: "écran noir", Category: "workstation"}
		form := alice.StartsTicket(o).Form
		values := alice.Filled(o)
		if slices.Contains(form.Labels(), "Catégorie") {
			values["Catégorie"] = "Poste de travail"
		}
		ownFieldsOf(w, alice, alice.Submits(values))
		r := alice.Submits(map[string]any{"Numéro d'inventaire": "12", "Salle": "B 12"})
		if len(r.Errors) == 0 {
			alice.Clicks(answered(w, r, "Deux lettres et quatre chiffres"), "Corriger")
		}
		if r = alice.Submits(map[string]any{"Numéro d'inventaire": "AB-1234", "Salle": "B 12"}); !r.OK || len(r.Errors) > 0 {
			w.T.Fatalf("the form is refused: %+v", r)
		}
		alice.SeesInCounter("INC-1", "AB-1234", "B 12")
		tessa.SeesCard("INC-1", "Poste de travail", "AB-1234", "B 12")
	})
}

// ownFieldsOf brings up the page of the category's own fields.
func ownFieldsOf(w *stage.World, who stage.Person, r stage.Reply) {
	w.T.Helper()
	if r.Form == nil {
		r = who.Clicks(answered(w, r, "Poste de travail"), "Continuer")
	}
	if r.Form == nil {
		w.T.Fatalf("the category's own fields are not asked: %+v", r)
	}
}
