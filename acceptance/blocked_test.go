package acceptance

import (
	"strings"
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// basile takes no DMs: his counter is a private thread. Where the bot may not read threads, who writes
// there is told so, and has a button that works.
func TestBlockedDMs(t *testing.T) {
	t.Parallel()
	for _, platform := range []string{stage.Discord, stage.DiscordBare} {
		t.Run(platform, func(t *testing.T) {
			t.Parallel()
			on(t, stage.Script{Config: alwaysOpen + "\ndesk: { counter: dm }\n"}, func(w *stage.World) {
				basile, tessa := w.Person("basile"), w.Person("tessa")
				basile.Opens(stage.Opening{Summary: "imprimante bloquée"})
				card, his := tessa.SeesCard("INC-1", "Nouveau"), basile.SeesInCounter("INC-1")
				basile.Says(his, "le bac est vide")
				if mute(w) {
					told := basile.SeesInCounter("INC-1", basile.Word("visible pour le guichet", "does not reach"))
					r := basile.Clicks(told, basile.Word("Compléter", "Add information"))
					if r.Form == nil {
						w.T.Fatalf("no form: %+v", r)
					}
					fill(w, basile, r, map[string]any{r.Form.Fields[0].Label: "le bac est vide"})
				}
				tessa.SeesInThread(card, basile.FullName(), "le bac est vide")
				tessa.Types(stage.Command{Name: "reply", Ticket: "1", Text: "je passe à midi"})
				basile.SeesInCounter("je passe à midi")
				time.Sleep(time.Second)
				wantOnce(w, tessa, tessa.Thread(card), "le bac est vide")
			}, platform)
		})
	}
}

// The bot may make no private threads: counters are DMs.
func TestPrivateThreadsForbidden(t *testing.T) {
	t.Parallel()
	on(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, tessa := w.Person("alice"), w.Person("tessa")
		does(w, "/fault", map[string]any{"kind": "permission_removed", "channel": "helpdesk", "permission": "CREATE_PRIVATE_THREADS"})
		alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
		card, hers := tessa.SeesCard("INC-1", "Nouveau"), alice.SeesInCounter("INC-1")
		alice.Says(hers, "le bac est vide")
		tessa.SeesInThread(card, alice.FullName(), "le bac est vide")
		tessa.Types(stage.Command{Name: "reply", Ticket: "1", Text: "je passe à midi"})
		alice.SeesInCounter("je passe à midi")
	}, stage.Discord)
}

// Slack lets the bot write to somebody no more: the technicians are told, the others are served.
func TestSlackRefusesADM(t *testing.T) {
	t.Parallel()
	for _, refusal := range []string{"cannot_dm_bot", "user_not_found"} {
		t.Run(refusal, func(t *testing.T) {
			t.Parallel()
			on(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
				alice, bob, tessa := w.Person("alice"), w.Person("bob"), w.Person("tessa")
				if err := w.Chat().Fault(stage.Fault{"kind": "error", "method": "conversations.open", "error": refusal, "count": 2}); err != nil {
					w.T.Fatal(err)
				}
				alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
				tessa.SeesCard("INC-1", "Nouveau")
				tessa.SeesIn(stage.PoolChannel, "INC-1", alice.FullName(), "pas pu")
				if err := w.Chat().Heal(); err != nil {
					w.T.Fatal(err)
				}
				bob.Opens(stage.Opening{Summary: "no sound"})
				tessa.SeesCard("INC-2", "no sound")
				bob.SeesInCounter("INC-2")
			}, stage.Slack)
		})
	}
}

// The bot is put out of the technicians' channel, and invited again: what belongs there waits, what
// goes to people does not, and doctor names the channel.
func TestPoolChannelOutOfReach(t *testing.T) {
	t.Parallel()
	on(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, bob, tessa := w.Person("alice"), w.Person("bob"), w.Person("tessa")
		alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
		card, hers := tessa.SeesCard("INC-1", "Nouveau"), alice.SeesInCounter("INC-1")
		does(w, "/leave", map[string]any{"user": "guichet", "channel": stage.PoolChannel})
		alice.Says(hers, "pendant l’absence")
		bob.Opens(stage.Opening{Summary: "no sound"})
		bob.SeesInCounter("INC-2")
		if out, code := w.Bot.Command("doctor"); code != 1 || !strings.Contains(out, stage.PoolChannel) {
			w.T.Errorf("doctor ends with %d and says:\n%s", code, out)
		}
		does(w, "/join_channel", map[string]any{"user": "guichet", "channel": stage.PoolChannel, "inviter": "tessa"})
		w.Eventually("what waited is said", 90*time.Second, func() bool {
			return count(tessa.Thread(card), "pendant l’absence") == 1 && len(tessa.Cards("INC-2")) > 0
		}, func() string { return stage.Show(tessa.Pool()) })
		time.Sleep(time.Second)
		wantOnce(w, tessa, tessa.Thread(card), "pendant l’absence")
		if n := len(tessa.Cards("INC-1")); n != 1 {
			w.T.Errorf("%d cards of INC-1:\n%s", n, stage.Show(tessa.Cards("INC-1")))
		}
	}, stage.Slack)
}

// The technicians' channel is deleted: people are served all the same, and doctor names it.
func TestPoolChannelDeleted(t *testing.T) {
	t.Parallel()
	on(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, tessa := w.Person("alice"), w.Person("tessa")
		alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
		tessa.SeesCard("INC-1", "Nouveau")
		hers := alice.SeesInCounter("INC-1")
		deleteChannel(w, stage.PoolChannel)
		alice.Says(hers, "il reste quelqu’un ?")
		alice.Opens(stage.Opening{Summary: "écran noir"})
		alice.SeesInCounter("INC-2", "écran noir")
		calls := w.Calls()
		time.Sleep(3 * time.Second)
		if n := w.Calls() - calls; n > 20 {
			w.T.Errorf("%d calls in 3 s while a channel is missing", n)
		}
		if out, code := w.Bot.Command("doctor"); code != 1 || !strings.Contains(out, stage.PoolChannel) {
			w.T.Errorf("doctor ends with %d and says:\n%s", code, out)
		}
	}, stage.Discord)
}
