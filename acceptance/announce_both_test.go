package acceptance

import (
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// tessa of Slack announces in hostile words what alice of Discord has: one message on each platform,
// which pings nobody and follows title, count and end on both, through a power cut. Who says "me
// too" on either is counted once and told once; who takes ✋ off is not told.
func TestAnAnnouncedIncidentOnBothPlatforms(t *testing.T) {
	t.Parallel()
	on(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, benoit, there := w.OnDiscord("alice"), w.OnDiscord("benoit"), w.OnDiscord("tom")
		bob, tessa := w.OnSlack("bob"), w.OnSlack("tessa")
		alice.Opens(stage.Opening{Summary: "imprimante de Mme Martin bloquée"})
		tessa.SeesCard("INC-1", "Nouveau")
		tessa.Types(stage.Command{Desk: true, Name: "announce", Ticket: "1", Text: "@everyone @here *Impressions* en panne `au` 3e"})
		here, onDiscord := bob.SeesIn("helpdesk", "INC-1", "Impressions"), benoit.SeesIn("helpdesk", "INC-1", "Impressions")
		for _, m := range []stage.Message{here, onDiscord} {
			if len(m.Pinged) > 0 || m.Has("Martin") || m.Has(alice.FullName()) {
				w.T.Errorf("the announcement pings %q or says too much: %s", m.Pinged, m)
			}
		}
		together(
			func() { bob.Clicks(here, "Moi aussi"); bob.Reacts(here, "✋") },
			func() { benoit.Reacts(onDiscord, "✋") },
		)
		bob.SeesIn("helpdesk", "INC-1", "3 personnes")
		benoit.SeesIn("helpdesk", "INC-1", "3 personnes")
		tessa.SeesCard("INC-1", "Une équipe")
		there.SeesCard("INC-1", "Une équipe")

		w.Bot.Kill()
		benoit.TakesOff(onDiscord, "✋")
		w.Wake()
		bob.SeesIn("helpdesk", "INC-1", "2 personnes")
		there.Types(stage.Command{Desk: true, Name: "announce", Ticket: "INC-1", Text: "Impressions en panne au 3e et au 4e"})
		bob.SeesIn("helpdesk", "INC-1", "au 4e", "2 personnes")
		benoit.SeesIn("helpdesk", "INC-1", "au 4e", "2 personnes")

		fill(w, tessa, tessa.Types(stage.Command{Name: "resolve", Ticket: "1"}), map[string]any{"Solution": "serveur redémarré"})
		alice.Clicks(alice.SeesInCounter("serveur redémarré"), "Valider")
		bob.SeesInCounter("INC-1", "au 4e")
		bob.SeesIn("helpdesk", "Incident terminé", "INC-1", "Merci de votre patience")
		benoit.SeesIn("helpdesk", "Incident terminé", "INC-1", "Merci de votre patience")
		w.KillAndWake()
		time.Sleep(2 * time.Second)
		if n := told(bob, "au 4e"); n != 1 {
			w.T.Errorf("bob is told %d times of the end: %s", n, stage.Show(bob.Counter()))
		}
		if n := told(benoit, "au 4e"); n != 0 {
			w.T.Errorf("benoit has taken ✋ off and is told: %s", stage.Show(benoit.Counter()))
		}
		for _, p := range []stage.Person{bob, benoit} {
			n := 0
			for _, m := range p.Channel("helpdesk") {
				if m.FromBot && !m.Ephemeral && m.Has("INC-1") {
					n++
				}
			}
			if n != 1 {
				w.T.Errorf("%d announcements stand: %s", n, stage.Show(p.Channel("helpdesk")))
			}
		}
	}, stage.Slack, stage.Discord)
}

// INC-1 becomes REQ-1 and INC-1 again: both names work in commands, and no number comes twice.
func TestBothNamesOfARetypedTicket(t *testing.T) {
	t.Parallel()
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, tessa := w.Person("alice"), w.Person("tessa")
		alice.Opens(stage.Opening{Summary: "il me faudrait un écran"})
		tessa.SeesCard("INC-1")
		for _, c := range []struct{ typed, becomes, other string }{
			{"INC-1", "REQ-1", "INC-1"}, {"INC-1", "INC-1", "REQ-1"}, {"req1", "REQ-1", "inc1"},
		} {
			tessa.Types(stage.Command{Name: "type", Ticket: c.typed})
			tessa.SeesCard(c.becomes, "il me faudrait un écran")
			if r := tessa.Types(stage.Command{Name: "show", Ticket: c.other}); len(r.Private) == 0 || !r.Private[0].Has(c.becomes) {
				w.T.Errorf("%s is not found by %s: %+v", c.becomes, c.other, r)
			}
		}
		if r := tessa.Types(stage.Command{Name: "claim", Ticket: "INC-1"}); !r.OK {
			w.T.Errorf("the old name claims nothing: %+v", r)
		}
		tessa.SeesCard("REQ-1", tessa.FullName())
		alice.Opens(stage.Opening{Summary: "souris perdue"})
		tessa.SeesCard("INC-2", "souris perdue")
	})
}
