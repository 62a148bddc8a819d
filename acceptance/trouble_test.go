package acceptance

import (
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// Somebody deletes a card: at the next change it is posted again, and its buttons work.
func TestDeletedCardComesBack(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, tessa := w.Person("alice"), w.Person("tessa")
		alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
		card := tessa.SeesCard("INC-1", "Nouveau")
		tessa.Deletes(card)
		tessa.Types(stage.Command{Name: "claim", Ticket: "1"})
		fresh := tessa.SeesCard("INC-1", "Pris en charge", tessa.FullName())
		if fresh.ID == card.ID {
			w.T.Fatal("the deleted card is still there")
		}
		tessa.Clicks(fresh, "Premier contact")
		tessa.SeesCard("INC-1", "En cours")
		if n := len(tessa.Cards("INC-1")); n > 2 { // the card, and perhaps a word on what happened
			w.T.Errorf("%d messages of INC-1:\n%s", n, stage.Show(tessa.Cards("INC-1")))
		}
	})
}

// The bot is not in the pool channel: it says so, does not spin, and goes on once invited.
func TestBotNotInPoolChannel(t *testing.T) {
	needsSimulators(t)
	t.Run(stage.Slack, func(t *testing.T) {
		t.Parallel()
		s := stage.Script{Config: alwaysOpen, Fixture: stage.WithoutBotFixture(t, bins, stage.PoolChannel), Asleep: true}
		on(t, s, func(w *stage.World) {
			if err := w.Bot.Start(); err != nil {
				t.Fatal(err)
			}
			lost(w)
			if err := w.Chat().Control("/join_channel", map[string]any{"user": "guichet", "channel": stage.PoolChannel, "inviter": "tessa"}, nil); err != nil {
				t.Fatal(err)
			}
			tessa := w.Person("tessa")
			w.Eventually("the card, within the minute that the log speaks of", 75*time.Second, func() bool { return len(tessa.Cards("INC-1")) == 1 }, w.Bot.Log)
			w.Person("alice").SeesInCounter("INC-1")
		}, stage.Slack)
	})
	t.Run(stage.Discord, func(t *testing.T) {
		t.Parallel()
		on(t, stage.Script{Config: alwaysOpen, Asleep: true}, func(w *stage.World) {
			if err := w.Chat().Fault(stage.Fault{"kind": "permission_removed", "channel": stage.PoolChannel, "permission": "VIEW_CHANNEL"}); err != nil {
				t.Fatal(err)
			}
			if err := w.Bot.Start(); err != nil {
				t.Fatal(err)
			}
			lost(w)
		}, stage.Discord)
	})
}

// lost opens a ticket whose card has no place to go, and looks at how the bot takes it.
func lost(w *stage.World) {
	w.T.Helper()
	time.Sleep(3 * time.Second)
	if !w.Bot.Running() {
		w.T.Fatalf("guichet has ended:\n%s", w.Bot.Log())
	}
	if !contains(w.Bot.WholeLog(), stage.PoolChannel) {
		w.T.Errorf("the log does not name the channel that is missing:\n%s", w.Bot.Log())
	}
	w.Person("alice").Opens(stage.Opening{Summary: "imprimante bloquée"})
	calls := w.Calls()
	time.Sleep(3 * time.Second)
	if n := w.Calls() - calls; n > 12 {
		w.T.Errorf("%d calls in 3 s while a channel is missing", n)
	}
}
