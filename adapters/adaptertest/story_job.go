package adaptertest

import (
	"slices"
	"strings"
	"sync"
	"time"

	"guichet/tickets"
)

// playMainJob is the life of one ticket, from its opening to its marks.
func playMainJob(w *world) {
	card := playOpening(w)
	holder := playClaim(w, card)
	playWork(w, card, holder)
	playVerdicts(w, card, holder)
	playMarks(w, card)

	// Nothing was said twice, and one card stands. Twice somebody has claimed it.
	for _, who := range []string{"alice", "benoit"} {
		p, seen := w.person(who), map[string]bool{}
		if n := len(p.counter("s’occupe")); n != 2 {
			w.Errorf("%s is told %d times who looks after it:\n%s", who, n, show(p.counter()...))
		}
		for _, m := range p.counter() {
			if seen[m.Text] && !m.Has("s’occupe") {
				w.Errorf("%s is told twice: %s", who, show(m))
			}
			seen[m.Text] = true
		}
	}
	w.once("a card", holder.all(isCard("INC-1")))
}

// playOpening: alice opens for benoit, with a mistake that is kept and mended.
func playOpening(w *world) Message {
	alice, benoit, tessa := w.person("alice"), w.person("benoit"), w.person("tessa")
	f := alice.begins("imprimante bloquée", Option{"type", "incident"}, Option{"urgency", "high"}, Option{"beneficiary", "@benoit"})
	for _, label := range []string{"Objet", "Description", "Téléphone"} {
		if _, ok := f.Field(label); !ok {
			w.Errorf("the form has no field %s: %+v", label, f)
		}
	}
	reply := alice.fills(map[string]string{
		"Objet": "  ", "Description": "Le bac 2 est vide.", "Téléphone": "01 23 45 67 89", "Urgence": "Haute", "Bénéficiaire": "@benoit",
	})
	if reply.Errors["Objet"] == "" {
		alice.clicks(alice.told("objet", "quelques mots"), "Corriger")
	} else if !strings.Contains(reply.Errors["Objet"], "quelques mots") {
		w.Errorf("the error says %q", reply.Errors["Objet"])
	}
	if kept, _ := alice.form().Field("Description"); kept.Value != "Le bac 2 est vide." && reply.Errors == nil {
		w.Errorf("what she typed is not kept: %+v", alice.form())
	}
	alice.fills(map[string]string{"Objet": "imprimante bloquée"})

	told := alice.told("INC-1", "imprimante bloquée", "Le bac 2 est vide.", "Haute", benoit.Name, "01 23 45 67 89", "avant")
	if !slices.Contains(told.Buttons, "Compléter") || !slices.Contains(told.Buttons, "Annuler") {
		w.Errorf("the confirmation has the buttons %q", told.Buttons)
	}
	benoit.told("INC-1", alice.Name, "imprimante bloquée")
	return tessa.card("INC-1", "Nouveau", "P2", "imprimante bloquée", "Le bac 2 est vide.", alice.Name, benoit.Name, "01 23 45 67 89")
}

// playClaim: tessa and tom reach for it at the same moment. It returns who has it in the end.
func playClaim(w *world, card Message) person {
	alice, tessa, tom := w.person("alice"), w.person("tessa"), w.person("tom")
	var both sync.WaitGroup
	for _, p := range []person{tessa, tom} {
		both.Go(func() { p.stage.Reacts(p.name, card, "👀", true) })
	}
	both.Wait()
	now := tessa.card("INC-1", "Pris en charge")
	winner, loser := tessa, tom
	if now.Has(tom.Name) {
		winner, loser = tom, tessa
	}
	if now.Ref != card.Ref || now.Has(loser.Name) || !now.Has(winner.Name) {
		w.Fatalf("the card is not edited in place for one winner: %s", show(now))
	}
	loser.told("INC-1", winner.Name)
	alice.told("INC-1", winner.Name)

	// 👀 taken off gives it back, and the loser's old one claims nothing.
	winner.stage.Reacts(winner.name, card, "👀", false)
	tessa.card("INC-1", "Nouveau")
	time.Sleep(silence)
	if now = tessa.card("INC-1"); !now.Has("Nouveau") || now.Has(loser.Name) {
		w.Fatalf("a stale 👀 has claimed: %s", show(now))
	}

	// The button is the way back, and who comes too late by command is told so too.
	loser.clicks(card, "Prendre en charge")
	tessa.card("INC-1", "Pris en charge", loser.Name)
	alice.told("INC-1", loser.Name)
	winner.types("claim", "inc1")
	winner.told("INC-1", loser.Name)
	return loser
}

// playWork: first contact, waiting, resuming, and the solution by ✅ and its prompt.
func playWork(w *world, card Message, holder person) {
	alice := w.person("alice")
	holder.clicks(card, "Premier contact")
	holder.card("INC-1", "En cours")
	holder.clicks(card, "Mettre en attente")
	holder.fills(map[string]string{holder.word("Motif", "Reason"): "il nous manque le numéro de série"})
	holder.card("INC-1", "En attente", "numéro de série")
	alice.told("en attente", "il nous manque le numéro de série")
	holder.clicks(card, "Reprendre")
	holder.card("INC-1", "En cours")

	holder.stage.Reacts(holder.name, card, "✅", true)
	prompt := holder.thread(card, "INC-1", holder.Name)
	if now := holder.card("INC-1"); !now.Has("En cours") {
		w.Errorf("✅ alone resolves: %s", show(now))
	}
	holder.clicks(prompt, "Solution…")
	holder.fills(map[string]string{"Solution": "bac rechargé"})
	holder.card("INC-1", "Résolu", "bac rechargé")
	until(w, "the prompt to close", func() bool { return len(holder.again(prompt).Buttons) == 0 })
}

// playVerdicts: refused with a reason, resolved again, validated.
func playVerdicts(w *world, card Message, holder person) {
	alice, benoit := w.person("alice"), w.person("benoit")
	first, other := alice.told("bac rechargé"), benoit.told("bac rechargé")
	if !slices.Contains(other.Buttons, "Valider") {
		w.Errorf("benoit is not asked: %s", show(other))
	}
	alice.clicks(first, "Refuser")
	alice.fills(map[string]string{"Motif": "elle bloque encore"})
	holder.card("INC-1", "En cours", holder.Name)
	holder.thread(card, alice.Name, "elle bloque encore")
	for p, m := range map[*person]Message{&alice: first, &benoit: other} {
		until(w, "the buttons of "+p.name+" to close", func() bool { return len(p.again(m).Buttons) == 0 })
	}

	holder.types("resolve", "1")
	holder.fills(map[string]string{"Solution": "galet changé"})
	holder.card("INC-1", "Résolu", "galet changé")
	first, other = alice.told("galet changé"), benoit.told("galet changé")
	benoit.clicks(other, "Valider")
	holder.card("INC-1", "Clos")
	until(w, "alice's buttons to close", func() bool { return len(alice.again(first).Buttons) == 0 })
	alice.told("INC-1", "clos")
}

// playMarks: benoit is asked, taps, changes his mind, comments; the card tells the end.
func playMarks(w *world, card Message) {
	alice, benoit, tessa, marie := w.person("alice"), w.person("benoit"), w.person("tessa"), w.person("marie")
	ask := benoit.told("INC-1", "de 1 (mauvaise) à 5 (excellente)")
	benoit.clicks(ask, "Rapidité : 2")
	marie.sees("the low mark", func(m Message) bool { return m.In == Managers }, "INC-1", "2")
	benoit.clicks(ask, "Rapidité : 4")
	until(w, "the mark to change", func() bool { return benoit.again(ask).Has("Rapidité : 4") })
	benoit.clicks(ask, "Réponse : 5")
	until(w, "the other mark", func() bool { return benoit.again(ask).Has("Réponse : 5") })
	benoit.clicks(ask, "Commenter")
	benoit.fills(map[string]string{"Votre commentaire": "merci beaucoup"})
	end := tessa.card("INC-1", "Clos", "noté")
	if end.Ref != card.Ref || end.Has("merci beaucoup") || len(end.Buttons)+len(end.Options) > 0 {
		w.Errorf("the card ends as %s", show(end))
	}
	if n := len(alice.counter("excellente")); n != 0 {
		w.Error("alice is asked for marks too")
	}
	alice.types("list", "")
	tessa.types("show", "1")
	tessa.told("INC-1", "imprimante bloquée", "galet changé")
	if rows := w.journal(1); !slices.Contains(rows, tickets.Refused) || !slices.Contains(rows, tickets.Validated) {
		w.Errorf("the journal is %v", rows)
	}
}
