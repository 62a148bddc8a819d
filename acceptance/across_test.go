package acceptance

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// alice is on Discord, tessa on Slack. Each platform refuses everything for a while, and the bot dies
// in the middle of it: all words arrive on the other side, in order and once.
func TestOutagesAcross(t *testing.T) {
	t.Parallel()
	on(t, stage.Script{Config: alwaysOpen, Allowed: cutOff}, func(w *stage.World) {
		alice, tessa := w.OnDiscord("alice"), w.OnSlack("tessa")
		alice.Opens(stage.Opening{Summary: "écran noir"})
		card, hers := tessa.SeesCard("INC-1", "Nouveau"), alice.SeesInCounter("INC-1")
		alice.Says(hers, "mot zéro")
		said := tessa.SeesInThread(card, "mot zéro")
		down := func(c stage.Chat, faults ...stage.Fault) {
			for _, f := range faults {
				f["kind"], f["duration_ms"] = "http_503", 60000
				if err := c.Fault(f); err != nil {
					w.T.Fatal(err)
				}
			}
		}
		heal := func(c stage.Chat) {
			if err := c.Heal(); err != nil {
				w.T.Fatal(err)
			}
		}
		slack, discord := w.Chats()[0], w.Chats()[1]

		down(slack, stage.Fault{"method": "chat.*"})
		for n := range 3 {
			alice.Says(hers, fmt.Sprintf("pendant la panne %d", n))
		}
		time.Sleep(500 * time.Millisecond)
		w.KillAndWake()
		alice.Says(hers, "pendant la panne 3")
		heal(slack)

		down(discord, stage.Fault{"path": "/channels/"})
		for n := range 3 {
			words := fmt.Sprintf("lettre dans la panne %d", n)
			tessa.Says(said, words)
			tessa.Reacts(own(w, tessa.Thread(card), words), "✉️")
		}
		time.Sleep(500 * time.Millisecond)
		w.Bot.Kill()
		heal(discord)
		alice.Says(hers, "bot éteint")
		w.Wake()

		w.Eventually("all words are under the card", 60*time.Second, func() bool {
			return count(tessa.Thread(card), "bot éteint") > 0 && count(tessa.Thread(card), "pendant la panne 3") > 0
		}, func() string { return stage.Show(tessa.Thread(card)) })
		w.Eventually("all letters are in the counter", 60*time.Second, func() bool { return count(alice.Counter(), "lettre dans la panne 2") > 0 }, func() string { return stage.Show(alice.Counter()) })
		time.Sleep(2 * time.Second)
		inTurn(w, tessa.Thread(card), "pendant la panne 0", "pendant la panne 1", "pendant la panne 2", "pendant la panne 3", "bot éteint")
		inTurn(w, alice.Counter(), "lettre dans la panne 0", "lettre dans la panne 1", "lettre dans la panne 2")
	}, stage.Slack, stage.Discord)
}

// inTurn checks that the bot says each of these once, in this order.
func inTurn(w *stage.World, list []stage.Message, words ...string) {
	w.T.Helper()
	at := -1
	for _, one := range words {
		found := -1
		for i, m := range list {
			if m.FromBot && m.Has(one) {
				if found >= 0 {
					w.T.Errorf("%q is said twice:\n%s", one, stage.Show(list))
				}
				found = i
			}
		}
		if found <= at {
			w.T.Errorf("%q is missing or out of order:\n%s", one, stage.Show(list))
		}
		at = max(at, found)
	}
}

// Hostile words cross in both directions without pinging anybody, and whole.
func TestHostileWordsAcross(t *testing.T) {
	t.Parallel()
	on(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, tom := w.OnDiscord("alice"), w.OnSlack("tom")
		alice.Opens(stage.Opening{Summary: "<!channel> @everyone [clic](http://evil.example)", Description: strings.Join(hostile, "\n")})
		card, hers := tom.SeesCard("INC-1", "@everyone"), alice.SeesInCounter("INC-1")
		tom.Types(stage.Command{Name: "claim", Ticket: "1"})
		for n, words := range hostile {
			mark := fmt.Sprintf(" repère %d", n)
			alice.Says(hers, strings.ReplaceAll(words, "\x00", "")+mark)
			said := tom.SeesInThread(card, strings.TrimSpace(mark))
			tom.Says(said, "retour "+strings.ReplaceAll(words, "\x00", "")+mark+" fin")
		}
		for n := range hostile {
			tom.Reacts(own(w, tom.Thread(card), fmt.Sprintf("repère %d fin", n)), "✉️")
			alice.SeesInCounter("retour", fmt.Sprintf("repère %d fin", n))
		}
		wantNoPing(w, tom.Pool())
		wantNoPing(w, tom.Thread(card), "tom")
		wantNoPing(w, alice.Counter(), "alice")
		wantNoWords(w, "evil.example")
	}, stage.Slack, stage.Discord)
}

// 40,000 characters of a technician on Slack reach a requester on Discord whole.
func TestLongReplyCrossesWhole(t *testing.T) {
	t.Parallel()
	on(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, tom := w.OnDiscord("alice"), w.OnSlack("tom")
		alice.Opens(stage.Opening{Summary: "écran noir"})
		card, hers := tom.SeesCard("INC-1", "écran noir"), alice.SeesInCounter("INC-1")
		alice.Says(hers, "dites-moi tout")
		said := tom.SeesInThread(card, "dites-moi tout")
		words := numbered(4900) + "."
		tom.Says(said, words)
		tom.Reacts(own(w, tom.Thread(card), "mot0001"), "✉️")
		w.Eventually("a file with all words", 20*time.Second, func() bool {
			for _, m := range alice.Counter() {
				for _, f := range m.Files {
					if m.FromBot && strings.Contains(alice.Downloads(f), words) {
						return true
					}
				}
			}
			return false
		}, func() string { return stage.Show(alice.Counter()) })
	}, stage.Slack, stage.Discord)
}
