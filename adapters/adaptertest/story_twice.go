package adaptertest

import (
	"sync"
	"testing"
	"time"
)

const withCategories = alwaysOpen + `
categories:
  - { id: workstation, name: { fr: "Poste de travail", en: "Workstation" } }
  - { id: other, name: { fr: "Autre", en: "Other" } }
`

// Twice plays every way in with its event delivered twice and its words said twice: each makes
// one ticket, and who asks again is led to the first.
func Twice(t *testing.T, stage NewStage) {
	t.Helper()
	var all sync.WaitGroup
	defer all.Wait()
	for _, s := range []struct {
		name string
		play func(w *world)
	}{
		{"TheForm", playFormTwice},
		{"AMessage", playMessageTwice},
		{"AReaction", playReactionTwice},
		{"ADirectMessage", playDirectTwice},
		{"APanel", playPanelTwice},
		{"ForACaller", playCallerTwice},
	} {
		all.Go(func() {
			t.Run(s.name, func(t *testing.T) { s.play(newDesk(t, withCategories, stage)) })
		})
	}
}

// one waits for what may come late and checks that one ticket was made.
func (w *world) one(tessa person) {
	w.Helper()
	tessa.card("INC-1")
	time.Sleep(2 * silence)
	if cards := tessa.cards(); len(cards) != 1 {
		w.Errorf("there are %d cards: %q", len(cards), cards)
	}
}

func (p person) ledTo(ref string) {
	p.w.Helper()
	p.told(ref, p.word("avec les mêmes mots", "with the same words"))
}

func playFormTwice(w *world) {
	alice, tessa := w.person("alice"), w.person("tessa")
	for range 2 {
		alice.begins("Écran noir")
		alice.sends(map[string]string{"Objet": "Écran noir"})
		alice.stage.Repeats()
	}
	alice.ledTo("INC-1")
	w.one(tessa)
}

func playMessageTwice(w *world) {
	alice, tessa := w.person("alice"), w.person("tessa")
	alice.stage.Says("alice", "Le VPN ne répond plus")
	m := tessa.written("Le VPN ne répond plus")
	for range 2 {
		if !tessa.stage.Points("tessa", m, "ticket_from_message").Taken {
			w.Fatal("nothing answers")
		}
		tessa.form()
		tessa.sends(map[string]string{tessa.word("Objet", "Summary"): "VPN en panne"})
		tessa.stage.Repeats()
	}
	tessa.ledTo("INC-1")
	w.one(tessa)
}

func playReactionTwice(w *world) {
	alice, bob, tessa := w.person("alice"), w.person("bob"), w.person("tessa")
	alice.stage.Says("alice", "Mon clavier est mort")
	m := tessa.written("Mon clavier est mort")
	bob.stage.Reacts("bob", m, "🎫", true) // a stranger's means nothing
	alice.stage.Reacts("alice", m, "🎫", true)
	alice.stage.Repeats()
	tessa.card("INC-1", "Mon clavier est mort")
	tessa.stage.Reacts("tessa", m, "🎫", true)
	tessa.stage.Repeats()
	w.one(tessa)
}

func playDirectTwice(w *world) {
	alice, tessa := w.person("alice"), w.person("tessa")
	alice.stage.Writes("alice", "Badge perdu")
	alice.stage.Repeats()
	offer := alice.inCounter("Badge perdu")
	alice.clicks(offer, "Ouvrir un ticket")
	alice.clicks(alice.inCounter("panne"), "Incident")
	alice.clicks(alice.inCounter("De quoi"), "Autre")
	alice.clicks(alice.inCounter("urgent"), "Basse")
	alice.stage.Repeats()
	tessa.card("INC-1", "Badge perdu", "Autre", "Basse")
	alice.begins("Badge perdu")
	alice.sends(map[string]string{"Objet": "Badge perdu"})
	alice.ledTo("INC-1")
	w.one(tessa)
}

func playPanelTwice(w *world) {
	alice, tessa := w.person("alice"), w.person("tessa")
	tessa.types("panel", "")
	panel := alice.sees("the panel", func(m Message) bool { return m.In == Helpdesk && !m.Only }, "aide")
	for range 2 {
		alice.clicks(panel, "Autre")
		alice.form()
		alice.sends(map[string]string{"Objet": "Porte bloquée"})
		alice.stage.Repeats()
	}
	alice.ledTo("INC-1")
	tessa.card("INC-1", "Autre")
	w.one(tessa)
}

func playCallerTwice(w *world) {
	tessa := w.person("tessa")
	phone := tessa.word("Téléphone", "Phone")
	for _, caller := range []string{"Jeanne Petit", "Jeanne Petit", "Marcel Durand"} {
		tessa.begins("mot de passe perdu")
		values := map[string]string{
			tessa.word("Objet", "Summary"): "mot de passe perdu", tessa.word("Nom de l’appelant, sans compte", "Caller’s name, without an account"): caller,
			tessa.word("Origine", "Source"): phone,
		}
		if f := tessa.form(); f != nil {
			if _, whole := f.Field(tessa.word("Origine", "Source")); !whole { // several pages
				tessa.fills(values)
				tessa.clicks(tessa.lastWhisper(), tessa.word("Continuer", "Continue"))
			}
		}
		tessa.sends(values)
	}
	tessa.ledTo("INC-1")
	tessa.card("INC-1", "Jeanne Petit")
	tessa.card("INC-2", "Marcel Durand")
	time.Sleep(2 * silence)
	if cards := tessa.cards(); len(cards) != 2 {
		w.Errorf("there are %d cards: %q", len(cards), cards)
	}
}

func (p person) lastWhisper() Message {
	p.w.Helper()
	all := p.whispers()
	if len(all) == 0 {
		p.w.Fatalf("%s was told nothing", p.name)
	}
	return all[len(all)-1]
}
