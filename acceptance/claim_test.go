package acceptance

import (
	"regexp"
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// tessa and tom reach for the same ticket.
func TestClaiming(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, tessa, tom := w.Person("alice"), w.Person("tessa"), w.Person("tom")
		alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
		card := tessa.SeesCard("INC-1", "Nouveau")

		// Both put 👀 at the same moment: one has it, the other is told who and when.
		together(func() { tessa.Reacts(card, "👀") }, func() { tom.Reacts(card, "👀") })
		now := tessa.SeesCard("INC-1", "Pris en charge")
		winner, loser := tessa, tom
		if now.Has(tom.FullName()) {
			winner, loser = tom, tessa
		}
		if now.ID != card.ID || now.Has(loser.FullName()) || !now.Has(winner.FullName()) {
			w.T.Fatalf("the card is not edited in place for one winner: %s", now)
		}
		sentence := loser.IsWhispered(card, winner.FullName())
		if !clockTime.MatchString(sentence.Text) {
			w.T.Errorf("the loser is not told when: %q", sentence.Text)
		}
		alice.SeesInCounter("INC-1", winner.FullName())

		// Taking 👀 off gives it back; the loser's old 👀 claims nothing.
		winner.TakesOff(card, "👀")
		tessa.SeesCard("INC-1", "Nouveau")
		time.Sleep(1500 * time.Millisecond)
		if now = tessa.SeesCard("INC-1"); !now.Has("Nouveau") || now.Has(loser.FullName()) {
			w.T.Fatalf("a stale 👀 has claimed: %s", now)
		}

		// The button is the way back, and the commands do the same.
		loser.Clicks(now, "Prendre en charge")
		tessa.SeesCard("INC-1", "Pris en charge", loser.FullName())
		alice.SeesInCounter("INC-1", loser.FullName())
		loser.Types(stage.Command{Name: "release", Ticket: "1"})
		tessa.SeesCard("INC-1", "Nouveau")
		winner.Types(stage.Command{Name: "claim", Ticket: "1"})
		tessa.SeesCard("INC-1", "Pris en charge", winner.FullName())
		if r := loser.Types(stage.Command{Name: "claim", Ticket: "INC-1"}); !contains(r.Text(), winner.FullName()) {
			w.T.Errorf("who comes too late is told %q, not by whom", r.Text())
		}
		now = tessa.SeesCard("INC-1")
		winner.Clicks(now, "Rendre au pot commun")
		now = tessa.SeesCard("INC-1", "Nouveau")
		if now.ID != card.ID || len(tessa.Cards("INC-1")) != 1 {
			w.T.Errorf("more than one card:\n%s", stage.Show(tessa.Cards("INC-1")))
		}

		// A 👀 put afresh claims again.
		winner.Reacts(card, "👀")
		tessa.SeesCard("INC-1", "Pris en charge", winner.FullName())
	})
}

// Somebody who can see the card but is no technician puts 👀: on Slack a requester in a public
// pool channel, on Discord an administrator, who is none by that alone.
func TestEyesOfOthers(t *testing.T) {
	needsSimulators(t)
	for _, platform := range []string{stage.Slack, stage.Discord, stage.DiscordBare} {
		t.Run(platform, func(t *testing.T) {
			t.Parallel()
			s, who, channel := stage.Script{Config: alwaysOpen}, "adam", stage.PoolChannel
			if platform == stage.Slack {
				who, channel = "alice", "it-pool"
				s.Fixture, s.Env = stage.PublicPoolFixture(t, bins, channel), []string{"POOL_CHANNEL=#" + channel}
			}
			on(t, s, func(w *stage.World) {
				other, tessa := w.Person(who), w.Person("tessa")
				w.Person("bob").Opens(stage.Opening{Summary: "no network"})
				card := tessa.SeesIn(channel, "INC-1", "Nouveau")
				other.Reacts(card, "👀")
				if platform != stage.Slack { // which shows private sentences to members of the channel only
					other.IsWhispered(card)
				}
				time.Sleep(time.Second)
				if now := tessa.Again(card); !now.Has("Nouveau") || now.Has("Pris en charge") {
					t.Errorf("a 👀 of %s claims: %s", who, now)
				}
				if r := other.Types(stage.Command{Name: "claim", Ticket: "1"}); len(r.Private) == 0 {
					t.Errorf("%s gets no answer to claim: %+v", who, r)
				}
				if now := tessa.Again(card); !now.Has("Nouveau") {
					t.Errorf("%s has claimed by command: %s", who, now)
				}
			}, platform)
		})
	}
}

// The platform's answer to the card's posting gets lost, and tessa puts 👀 before the bot can
// know which message its card is: it counts all the same.
func TestEyesBeforeTheCardIsKnown(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, tessa := w.Person("alice"), w.Person("tessa")
		lost := stage.Fault{"kind": "reset_after", "path": "/messages", "method": "POST", "count": 2}
		if w.Chat().Name() == stage.Slack {
			lost = stage.Fault{"kind": "hang_after", "method": "chat.postMessage", "ms": 2000, "count": 2}
		}
		alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
		tessa.SeesCard("INC-1")
		if err := w.Chat().Fault(lost); err != nil {
			w.T.Fatal(err)
		}
		alice.Opens(stage.Opening{Summary: "souris perdue"})
		card := tessa.SeesCard("INC-2", "Nouveau")
		tessa.Reacts(card, "👀")
		tessa.SeesCard("INC-2", "Pris en charge", tessa.FullName())
		if n := len(tessa.Cards("INC-2")); n != 1 {
			w.T.Errorf("%d cards:\n%s", n, stage.Show(tessa.Cards("INC-2")))
		}
	})
}

// clockTime is a time of day, or the platform's own.
var clockTime = regexp.MustCompile(`\d{1,2} ?(h|:) ?\d{0,2}|<t:\d+|<!date`)
