package adaptertest

import (
	"sync"
	"testing"
)

// Ways plays the ways in besides the command, on the real core and store.
func Ways(t *testing.T, stage NewStage) {
	t.Helper()
	var all sync.WaitGroup
	defer all.Wait()
	for _, s := range []struct {
		name string
		play func(w *world)
	}{
		{"FromAMessage", playFromMessage},
		{"ForSomebody", playForSomebody},
	} {
		all.Go(func() {
			t.Run(s.name, func(t *testing.T) { s.play(newWorld(t, stage)) })
		})
	}
}

// written waits for what somebody wrote in #helpdesk.
func (p person) written(words string) (found Message) {
	p.w.Helper()
	until(p.w, p.name+" to see "+words, func() bool {
		for _, m := range p.stage.Sees(p.name) {
			if m.In == Helpdesk && !m.Bot && m.Has(words) {
				found = m
			}
		}
		return found.Ref.Message != ""
	})
	return found
}

// playFromMessage: tessa makes a ticket of what alice wrote; alice is told. benoit makes one
// of his own words. Guichet's own messages are nobody's trouble.
func playFromMessage(w *world) {
	alice, benoit, tessa := w.person("alice"), w.person("benoit"), w.person("tessa")
	alice.stage.Says("alice", "Le VPN ne répond plus\ndepuis ce matin, avec @everyone & <b>")
	m := tessa.written("Le VPN ne répond plus")
	if !tessa.stage.Points("tessa", m, "ticket_from_message").Taken {
		w.Fatal("nothing answers")
	}
	f := tessa.form()
	if summary, _ := f.Field(tessa.word("Objet", "Summary")); summary.Value != "Le VPN ne répond plus" {
		w.Errorf("the summary is %q", summary.Value)
	}
	if d, _ := f.Field("Description"); d.Value != "Le VPN ne répond plus\ndepuis ce matin, avec @everyone & <b>" {
		w.Errorf("the description is %q", d.Value)
	}
	tessa.sends(map[string]string{tessa.word("Objet", "Summary"): "VPN en panne"})
	card := tessa.card("INC-1", "VPN en panne", "depuis ce matin", alice.Name, tessa.Name)
	if len(card.Pings) > 0 {
		w.Errorf("the card pings %q", card.Pings)
	}
	alice.inCounter("INC-1", tessa.Name, "VPN en panne")

	benoit.stage.Says("benoit", "Mon écran clignote")
	own := benoit.written("Mon écran clignote")
	benoit.stage.Points("benoit", own, "ticket_from_message")
	benoit.form()
	benoit.sends(map[string]string{"Objet": "Mon écran clignote"})
	benoit.inCounter("INC-2", "Mon écran clignote")
	tessa.card("INC-2", benoit.Name)

	tessa.stage.Points("tessa", card, "ticket_from_message")
	tessa.told(tessa.word("ce message est de guichet", "this message is guichet"))
}

// sends fills the form, and the pages that follow it where the platform needs several.
func (p person) sends(values map[string]string) {
	p.w.Helper()
	before := len(p.all(func(m Message) bool { return m.Only }))
	if r := p.fills(values); !r.Taken || len(r.Errors) > 0 {
		p.w.Fatalf("%s: the form is refused: %+v", p.name, r)
	}
	all := p.all(func(m Message) bool { return m.Only })
	if len(all) > before {
		last := all[len(all)-1]
		for _, label := range last.Buttons {
			if label == p.word("Envoyer tel quel", "Send as it is") {
				p.clicks(last, label)
			}
		}
	}
}

// playForSomebody: tessa opens for alice by pointing at her.
func playForSomebody(w *world) {
	alice, tessa := w.person("alice"), w.person("tessa")
	if _, can := tessa.stage.PointsAt("tessa", "alice", "ticket_for"); !can {
		w.Skip("the platform has no menu on people")
	}
	tessa.form()
	tessa.sends(map[string]string{tessa.word("Objet", "Summary"): "Badge perdu"})
	tessa.card("INC-1", "Badge perdu", alice.Name)
	alice.inCounter("INC-1", tessa.Name)
}
