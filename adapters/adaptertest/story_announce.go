package adaptertest

import (
	"testing"
	"time"

	"guichet/tickets"
)

// AnnouncedOnBoth plays an announced incident on one desk of two platforms.
func AnnouncedOnBoth(t *testing.T, one, other NewStage) {
	t.Helper()
	playAnnouncedOnBoth(newWorld(t, one, other))
}

// playAnnouncedOnBoth: alice of the second platform has the trouble, tessa of the first announces
// it in hostile words: one message stands on each, and nobody is pinged. bob here and benoit there
// say "me too", also while the bot is away; the title changes on both; each is told of the end once.
func playAnnouncedOnBoth(w *world) {
	alice, benoit := w.on(1, "alice"), w.on(1, "benoit")
	bob, tessa, tom := w.on(0, "bob"), w.on(0, "tessa"), w.on(1, "tom")
	if !alice.opens("imprimante de Mme Martin bloquée") {
		w.Fatal("alice cannot open")
	}
	tessa.card("INC-1", "Nouveau")
	posted := func(m Message) bool { return m.In == Helpdesk && m.Under == "" && !m.Only && m.Has("INC-1") }
	tessa.types("announce", "1", Option{"text", "@everyone <!channel> *Impressions* en panne `au` 3e"})
	here, there := bob.sees("the announcement", posted, "Impressions"), benoit.sees("the announcement", posted, "Impressions")
	for _, m := range []Message{here, there} {
		if len(m.Pings) > 0 || m.Has("Martin") || m.Has(alice.Name) {
			w.Errorf("the announcement pings %q or says too much: %s", m.Pings, show(m))
		}
	}
	bob.clicks(here, "Moi aussi")
	bob.stage.Reacts("bob", here, "✋", true) // the same person twice is one
	benoit.stage.Reacts("benoit", there, "✋", true)
	benoit.sees("the count", posted, "3 personnes")
	bob.sees("the count", posted, "3 personnes")
	tessa.card("INC-1", "2 personnes de plus", "Une équipe")
	tom.card("INC-1", "2 personnes de plus", "Une équipe")

	tessa.types("announce", "1", Option{"text", "Impressions en panne au 3e et au 4e étage"})
	bob.sees("the new title", posted, "au 4e étage")
	benoit.sees("the new title", posted, "au 4e étage")

	w.stop()
	benoit.stage.Reacts("benoit", there, "✋", false)
	w.start()
	bob.sees("the count", posted, "2 personnes")
	benoit.sees("the count", posted, "2 personnes")

	tessa.types("resolve", "1")
	tessa.fills(map[string]string{"Solution": "Serveur d’impression redémarré."})
	alice.clicks(alice.told("Serveur d’impression redémarré."), "Valider")
	bob.inCounter("INC-1", "au 4e étage")
	for _, p := range []person{bob, benoit} {
		p.sees("the end", posted, "résolu")
	}
	w.stop()
	w.start()
	time.Sleep(2 * silence)
	w.once("bob is told", bob.counter("au 4e étage"))
	if told := benoit.counter("au 4e étage"); len(told) > 0 {
		w.Errorf("benoit, who took ✋ off, is told: %s", show(told...))
	}
	for _, p := range []person{bob, benoit} {
		w.once("the announcement", p.all(posted))
	}
}

// playHelped: two known incidents are like what benoit sends. Each button says which it is about,
// also where all stand below the texts; the workaround of one helps, and takes his ticket back.
func playHelped(w *world) {
	alice, benoit, bob, tessa := w.person("alice"), w.person("benoit"), w.person("bob"), w.person("tessa")
	for i, said := range []string{"messagerie lente au siège", "messagerie bloquée à Lyon"} {
		who := []person{alice, bob}[i]
		if !who.opens(said) {
			w.Fatal(who.name + " cannot open")
		}
		number := string(rune('1' + i))
		tessa.card("INC-" + number)
		tessa.types("announce", number, Option{"text", []string{"Messagerie lente", "Messagerie bloquée @everyone <b>"}[i]})
		tessa.card("INC-"+number, "Messagerie")
	}
	tessa.types("resolve", "2")
	tessa.fills(map[string]string{"Solution": "Passez par le webmail.", tessa.word("Nature de la résolution", "Kind of resolution"): tessa.word("Contournement", "Workaround")})
	tessa.card("INC-2", "Résolu")
	if !benoit.opens("ma messagerie est lente et bloquée") {
		w.Fatal("benoit cannot open")
	}
	proposal := benoit.sees("a proposal", func(m Message) bool { return m.Only || m.Private }, "Messagerie lente", "Passez par le webmail.")
	if len(proposal.Pings) > 0 {
		w.Errorf("the proposal pings %q", proposal.Pings)
	}
	benoit.clicks(proposal, "Cela règle mon problème (INC-2)")
	tessa.card("INC-3", "Annulé")
	benoit.told("Votre ticket INC-3 est annulé")
	tessa.card("INC-1", "Nouveau")
	w.deflected(3)
}

// deflected checks that a ticket was taken back since its answer was there already.
func (w *world) deflected(number int64) {
	w.Helper()
	if err := w.cord.View(w.Context(), func(tx tickets.Tx) error {
		t, err := tx.Ticket(w.Context(), number)
		if err == nil && t.ClosedBy != tickets.Deflected {
			w.Errorf("%s is not counted as deflected: %q", t.Ref(), t.ClosedBy)
		}
		return err
	}); err != nil {
		w.Fatal(err)
	}
}
