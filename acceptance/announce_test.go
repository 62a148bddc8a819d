package acceptance

import (
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// What tessa announces is not alice's words; bob and tom say "me too", are counted once, and are
// told of the workaround and of the end, once, through a power cut.
func TestAnAnnouncedIncident(t *testing.T) {
	t.Parallel()
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, bob, tom, tessa := w.Person("alice"), w.Person("bob"), w.Person("tom"), w.Person("tessa")
		alice.Opens(stage.Opening{Summary: "imprimante de Mme Martin bloquée"})
		card := tessa.SeesCard("INC-1", "Nouveau")
		fill(w, tessa, tessa.Clicks(card, "Annoncer…"), map[string]any{tessa.Word("Titre public", "Public title"): "Impressions en panne"})
		public := bob.SeesIn("helpdesk", "INC-1", "Impressions en panne")
		if public.Has("Martin") || public.Has(alice.FullName()) {
			w.T.Errorf("the announcement says too much: %s", public)
		}
		bob.Clicks(public, "Moi aussi")
		bob.SeesIn("helpdesk", "INC-1", "2 personnes")
		w.Bot.Kill()
		tom.Reacts(public, "✋")
		w.Wake()
		bob.SeesIn("helpdesk", "INC-1", "3 personnes")
		bob.Clicks(bob.Again(public), "Moi aussi")

		// A ticket like it is proposed the known incident, and joins it at a tap.
		r := bob.Opens(stage.Opening{Summary: "badge lost"})
		for _, m := range r.Private {
			if m.Has("Impressions en panne") {
				w.T.Errorf("an incident is proposed that is nothing like it: %s", m)
			}
		}
		tessa.SeesCard("INC-2", "badge lost")
		eve := w.Person("benoit")
		r = eve.Opens(stage.Opening{Summary: "les impressions ne sortent plus"})
		tessa.SeesCard("INC-3", "les impressions")
		proposal := offeringJoin(w, eve, r)
		eve.Clicks(proposal, eve.Word("Moi aussi", "Me too"))
		tessa.SeesCard("INC-3", "Annulé")
		tom.SeesIn("helpdesk", "INC-1", "4 personnes")

		fill(w, tessa, tessa.Types(stage.Command{Name: "resolve", Ticket: "1"}), map[string]any{
			"Solution": "imprimez au 2e", tessa.Word("Nature de la résolution", "Kind of resolution"): tessa.Word("Contournement", "Workaround"),
		})
		for _, p := range []stage.Person{bob, tom, eve} {
			p.SeesInCounter("INC-1", "imprimez au 2e")
		}
		w.KillAndWake()
		alice.Clicks(alice.SeesInCounter("INC-1", "imprimez au 2e"), "Valider")
		for _, p := range []stage.Person{bob, tom, eve} {
			w.Eventually(p.Name+" is told of the end", 10*time.Second, func() bool { return told(p, "Impressions en panne") == 2 },
				func() string { return stage.Show(p.Counter()) })
		}
		time.Sleep(time.Second)
		for _, p := range []stage.Person{bob, tom, eve} {
			if n := told(p, "Impressions en panne"); n != 2 || told(p, "imprimez au 2e") != 1 {
				w.T.Errorf("%s was told %d times of workaround and end: %s", p.Name, n, stage.Show(p.Counter()))
			}
			if told(p, "Martin") > 0 {
				w.T.Errorf("%s learns alice's words: %s", p.Name, stage.Show(p.Counter()))
			}
		}
	})
}

// told counts what the bot has said to somebody with all these words.
func told(p stage.Person, words ...string) (n int) {
	for _, m := range p.Counter() {
		if m.FromBot && !m.Ephemeral && m.Has(words...) {
			n++
		}
	}
	return n
}

// offeringJoin is the private answer that proposes a known incident.
func offeringJoin(w *stage.World, p stage.Person, r stage.Reply) stage.Message {
	w.T.Helper()
	for _, m := range append(r.Private, p.Counter()...) {
		if m.Has("Impressions en panne") {
			return m
		}
	}
	w.T.Fatalf("the known incident is not proposed: %+v\n%s", r, stage.Show(p.Counter()))
	return stage.Message{}
}
