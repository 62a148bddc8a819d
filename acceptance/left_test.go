package acceptance

import (
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// leaves takes somebody out of the space: deactivated, or gone from the server.
func leaves(w *stage.World, who stage.Person) {
	w.T.Helper()
	if w.Chat().Name() == stage.Slack {
		does(w, "/user", map[string]any{"user": who.Name, "deleted": true})
		return
	}
	does(w, "/leave_guild", map[string]any{"user": who.Name})
}

// The requester leaves with a ticket open: the technicians are told once that nothing reaches them,
// the beneficiary is told everything, and the ticket is worked on to its end.
func TestRequesterLeaves(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, benoit, tessa := w.Person("alice"), w.Person("benoit"), w.Person("tessa")
		alice.Opens(stage.Opening{Summary: "imprimante bloquée", Beneficiary: "benoit"})
		alice.SeesInCounter("INC-1")
		card := tessa.SeesCard("INC-1", "Nouveau", alice.FullName())
		benoit.SeesInCounter("INC-1")
		leaves(w, alice)
		tessa.Clicks(card, "Prendre en charge")
		benoit.SeesInCounter("INC-1", tessa.FullName())
		for _, words := range []string{"je passe à midi", "je suis en route"} {
			tessa.Types(stage.Command{Name: "reply", Ticket: "1", Text: words})
			benoit.SeesInCounter(words)
		}
		tessa.SeesIn(stage.PoolChannel, "INC-1", alice.FullName(), "a quitté")
		resolve(w, tessa, "1", "bac rechargé")
		benoit.Clicks(benoit.SeesInCounter("bac rechargé"), "Valider")
		tessa.SeesCard("INC-1", "Clos")
		time.Sleep(time.Second)
		reports := 0
		for _, m := range tessa.Pool() {
			if m.ID != card.ID && m.FromBot && m.Has("INC-1") {
				reports++
			}
		}
		if reports != 1 {
			w.T.Errorf("%d reports for one person who has left:\n%s", reports, stage.Show(tessa.Pool()))
		}
	})
}

// The technician who holds a ticket leaves: a colleague claims it as if it were free, and the
// requester is told who looks after them now.
func TestAssigneeLeaves(t *testing.T) {
	play := func(w *stage.World) {
		alice, tessa, tom, theo := w.Person("alice"), w.Person("tessa"), w.Person("tom"), w.Person("theo")
		alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
		alice.Opens(stage.Opening{Summary: "écran noir"})
		tessa.SeesCard("INC-1", "Nouveau")
		tessa.SeesCard("INC-2", "Nouveau")
		tessa.Types(stage.Command{Name: "claim", Ticket: "1"})
		tessa.Types(stage.Command{Name: "claim", Ticket: "2"})
		first := tom.SeesCard("INC-1", tessa.FullName())
		tom.Reacts(first, "👀")
		tom.IsWhispered(first, tessa.FullName())
		tom.TakesOff(first, "👀")
		leaves(w, tessa)
		time.Sleep(time.Second)
		tom.Reacts(first, "👀")
		tom.SeesCard("INC-1", "Pris en charge", tom.FullName())
		alice.SeesInCounter("INC-1", tom.FullName())
		if r := theo.Types(stage.Command{Name: "claim", Ticket: "2"}); !r.OK {
			w.T.Fatalf("theo cannot claim: %+v", r)
		}
		tom.SeesCard("INC-2", theo.FullName())
		alice.SeesInCounter("INC-2", theo.FullName())
		if r := tom.Types(stage.Command{Name: "claim", Ticket: "2"}); !contains(r.Text(), theo.FullName()) {
			w.T.Errorf("tom is told %q", r.Text())
		}
	}
	// Without the member list Discord tells of no departure: it is found out within half a minute.
	for _, platform := range []string{stage.Slack, stage.Discord} {
		t.Run(platform, func(t *testing.T) {
			t.Parallel()
			on(t, stage.Script{Config: alwaysOpen}, play, platform)
		})
	}
}
