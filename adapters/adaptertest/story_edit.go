package adaptertest

import (
	"strconv"
	"strings"
	"time"

	"guichet/tickets"
)

// playEdit: tessa corrects alice's ticket; alice learns what became of her words. Then tom and tessa
// correct the same field at once: the second sees what the first has written before hers counts.
func playEdit(w *world) {
	alice, tessa, tom := w.person("alice"), w.person("tessa"), w.person("tom")
	if !alice.opens("ça marche pas") {
		w.Fatal("alice cannot open")
	}
	card := tessa.card("INC-1", "ça marche pas")
	tessa.clicks(card, "Modifier")
	if f, _ := tessa.form().Field(tessa.word("Objet", "Summary")); f.Value != "ça marche pas" {
		w.Errorf("the form is not filled: %+v", tessa.form())
	}
	tessa.fills(map[string]string{tessa.word("Objet", "Summary"): "écran noir <!channel>", tessa.word("Urgence", "Urgency"): tessa.word("Haute", "High"), "Description": "au 2e étage"})
	tessa.card("INC-1", "écran noir <!channel>", "Haute", "au 2e étage")
	told := alice.inCounter("INC-1", tessa.Name, "a corrigé", "écran noir <!channel>")
	if len(told.Pings) > 0 {
		w.Errorf("the correction pings %v", told.Pings)
	}
	alice.types("edit", "1")
	alice.told("technicien")

	// Another category, whose own field is asked.
	asset := tessa.word("Numéro d'inventaire", "Asset tag")
	tessa.types("edit", "1", Option{"category", "workstation"})
	tessa.form()
	tessa.fills(map[string]string{tessa.word("Catégorie", "Category"): tessa.word("Poste de travail", "Workstation")})
	tessa.goesOn(asset)
	if r := tessa.fills(map[string]string{asset: "AB-1234"}); len(r.Errors) > 0 {
		w.Fatalf("refused: %v", r.Errors)
	}
	tessa.card("INC-1", "Poste de travail", "AB-1234", "écran noir")

	tom.types("edit", "1")
	tom.form()
	tessa.types("edit", "1")
	tessa.form()
	tom.fills(map[string]string{tom.word("Objet", "Summary"): "écran cassé"})
	tessa.card("INC-1", "écran cassé")
	tessa.fills(map[string]string{tessa.word("Objet", "Summary"): "portable à changer", tessa.word("Urgence", "Urgency"): tessa.word("Basse", "Low")})
	until(w, "tessa to see what tom wrote", func() bool {
		f := tessa.stage.Form("tessa")
		return f != nil && strings.Contains(f.Text, "écran cassé") && strings.Contains(f.Text, tom.Name) ||
			len(tessa.all(func(m Message) bool { return m.Only && m.Has("écran cassé", tom.Name) })) > 0
	})
	if tessa.card("INC-1").Has("portable") {
		w.Error("the second overwrites the first unseen")
	}
	if tessa.stage.Form("tessa") == nil {
		tessa.clicks(tessa.told("écran cassé", tom.Name), tessa.word("Corriger", "Correct"))
	}
	f := tessa.form()
	if summary, _ := f.Field(tessa.word("Objet", "Summary")); summary.Value != "portable à changer" {
		w.Errorf("what she typed is lost: %+v", f)
	}
	if urgency, _ := f.Field(tessa.word("Urgence", "Urgency")); urgency.Value != tessa.word("Basse", "Low") {
		w.Errorf("what she chose is lost: %+v", f)
	}
	tessa.fills(map[string]string{tessa.word("Objet", "Summary"): "portable à changer"})
	tessa.card("INC-1", "portable à changer", "Basse")
	time.Sleep(silence)
	w.once("alice is told of the first correction", alice.counter("a corrigé", "écran noir"))
}

// goesOn presses Continue where a form cannot follow a form, and waits for the field.
func (p person) goesOn(field string) {
	p.w.Helper()
	if p.stage.Form(p.name) == nil {
		p.clicks(p.told(p.word("quelques précisions", "more details")), p.word("Continuer", "Continue"))
	}
	until(p.w, "the field "+field, func() bool {
		f := p.stage.Form(p.name)
		if f == nil {
			return false
		}
		_, ok := f.Field(field)
		return ok
	})
}

// playTooLate: while tessa writes the solution, alice cancels. What tessa wrote is not taken, and
// not lost: it stays on the form, or is given back with a way to the form.
func playTooLate(w *world) {
	alice, tessa := w.person("alice"), w.person("tessa")
	const words = "bac rechargé, rouleau nettoyé"
	for i, sub := range []string{"resolve", "edit"} {
		if !alice.opens("imprimante bloquée au " + sub) {
			w.Fatal("alice cannot open")
		}
		number := strconv.Itoa(i + 1)
		ref := "INC-" + number
		tessa.card(ref, "Nouveau")
		tessa.types(sub, number)
		tessa.form()
		alice.types("cancel", number)
		tessa.card(ref, "Annulé")
		field := map[string]string{"resolve": "Solution", "edit": tessa.word("Objet", "Summary")}[sub]
		if r := tessa.fills(map[string]string{field: words}); len(r.Errors) > 0 {
			if !strings.Contains(r.Errors[field], ref) {
				w.Errorf("the form does not say what is wrong: %v", r.Errors)
			}
			if f := tessa.stage.Form("tessa"); f == nil {
				w.Error("the form is gone, with what she typed")
			}
		} else {
			back := tessa.told(ref, words)
			tessa.clicks(back, tessa.word("Rouvrir le formulaire", "Open the form again"))
			if f, _ := tessa.form().Field(field); f.Value != words {
				w.Errorf("the form comes back with %q", f.Value)
			}
		}
		if rows := w.journal(int64(i + 1)); countKind(rows, tickets.Resolved)+countKind(rows, tickets.Retitled) != 0 {
			w.Errorf("the journal is %v", rows)
		}
	}
}
