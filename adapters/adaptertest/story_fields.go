package adaptertest

import "strings"

const withFields = alwaysOpen + `
categories:
  - id: workstation
    name: { fr: "Poste de travail", en: "Workstation" }
    fields:
      - { id: asset, label: { fr: "Numéro d'inventaire", en: "Asset tag" }, pattern: "^[A-Z]{2}-[0-9]{4}$", required: true }
      - { id: room, label: { fr: "Salle", en: "Room" } }
  - { id: other, name: { fr: "Autre", en: "Other" } }
`

// playFields: a category's own fields are asked once it is chosen, checked without losing a word,
// and shown.
func playFields(w *world) {
	alice, tessa := w.person("alice"), w.person("tessa")
	const asset, room = "Numéro d'inventaire", "Salle"
	alice.begins("écran noir", Option{"category", "workstation"})
	alice.fills(map[string]string{"Objet": "écran noir", "Catégorie": "Poste de travail"})
	onward := func() {
		if alice.stage.Form("alice") == nil { // a form cannot follow a form here
			alice.clicks(alice.told("Poste de travail", "quelques précisions"), "Continuer")
		}
		until(w, "the category's own fields", func() bool {
			f := alice.stage.Form("alice")
			if f == nil {
				return false
			}
			_, ok := f.Field(asset)
			return ok
		})
	}
	onward()
	if n := len(tessa.cards()); n != 0 {
		w.Errorf("%d cards stand before the fields are filled", n)
	}
	r := alice.stage.Fills("alice", map[string]string{asset: "<!channel>", room: "B 12"})
	if said := r.Errors[asset]; said == "" {
		alice.clicks(alice.told(asset, "forme attendue", "AA-1111"), "Corriger")
		if f, _ := alice.form().Field(room); f.Value != "B 12" {
			w.Errorf("what she typed is not kept: %+v", f)
		}
	} else if !strings.Contains(said, "AA-1111") {
		w.Errorf("the error does not say what is expected: %q", said)
	}
	if r := alice.fills(map[string]string{asset: "AB-1234", room: "B 12 <@here>"}); len(r.Errors) > 0 {
		w.Fatalf("the form is refused: %v", r.Errors)
	}
	told := alice.inCounter("INC-1", asset, "AB-1234", "B 12 <@here>")
	if len(told.Pings) > 1 {
		w.Errorf("the confirmation pings %v", told.Pings)
	}
	tessa.card("INC-1", "Poste de travail", asset, "AB-1234", room, "B 12 <@here>")

	// Without a category nothing more is asked.
	if !alice.opens("rien de tel") {
		w.Error("alice cannot open without a category")
	}
	tessa.card("INC-2", "rien de tel")
}

// playUnsorted: a short form has no room for the category. The ticket is open at once, and its
// requester may go on to choose.
func playUnsorted(w *world) {
	alice, tessa := w.person("alice"), w.person("tessa")
	short := alice.begins("chaise cassée")
	_, asked := short.Field("Catégorie")
	alice.fills(map[string]string{"Objet": "chaise cassée"})
	tessa.card("INC-1", "chaise cassée")
	if !asked {
		alice.clicks(alice.told("INC-1", "catégorie"), "Continuer")
		alice.fills(map[string]string{"Catégorie": "Autre"})
	} else {
		alice.clicks(alice.inCounter("INC-1", "chaise cassée"), "Compléter")
		alice.fills(map[string]string{"Catégorie": "Autre"})
	}
	tessa.card("INC-1", "chaise cassée", "Autre")
}
