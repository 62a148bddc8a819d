package acceptance

import (
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// onDiscord plays a story on Discord, with and without privileged intents.
func onDiscord(t *testing.T, s stage.Script, play func(w *stage.World)) {
	t.Helper()
	needsSimulators(t)
	for _, platform := range []string{stage.Discord, stage.DiscordBare} {
		t.Run(platform, func(t *testing.T) {
			t.Parallel()
			on(t, s, play, platform)
		})
	}
}

// does calls the control API of the world's only platform.
func does(w *stage.World, path string, body map[string]any) {
	w.T.Helper()
	if err := w.Chat().Control(path, body, nil); err != nil {
		w.T.Fatal(err)
	}
}

// deleteChannel deletes a channel or thread on Discord by hand.
func deleteChannel(w *stage.World, channel string) {
	w.T.Helper()
	does(w, "/fault", map[string]any{"kind": "channel_deleted", "channel": channel})
}

// seesOtherCard waits until the card of a ticket stands in another message than before.
func seesOtherCard(w *stage.World, who stage.Person, ref string, before stage.Message) stage.Message {
	w.T.Helper()
	var now stage.Message
	w.Eventually("another card of "+ref, stage.Patience, func() bool {
		for _, m := range who.Cards(ref) {
			if m.ID != before.ID && len(m.Buttons) > 0 {
				now = m
			}
		}
		return now.ID != ""
	}, func() string { return stage.Show(who.Pool()) })
	return now
}

// Somebody deletes a card with its thread under way, once while the bot is down: it comes back by
// itself, and the conversation goes on under the new one, in both directions.
func TestConversationOutlivesItsCard(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen, Allowed: cutOff}, func(w *stage.World) {
		alice, tessa, adam := w.Person("alice"), w.Person("tessa"), w.Person("adam")
		alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
		card, hers := tessa.SeesCard("INC-1", "Nouveau"), alice.SeesInCounter("INC-1")
		alice.Says(hers, "premier mot")
		tessa.SeesInThread(card, "premier mot")

		tessa.Types(stage.Command{Name: "claim", Ticket: "1"}) // from then on her language is known
		adam.Deletes(card)
		fresh := seesOtherCard(w, tessa, "INC-1", card)
		alice.Says(hers, "deuxième mot")
		said := tessa.SeesInThread(fresh, alice.FullName(), "deuxième mot")
		tessa.Says(said, "réponse du dessous")
		sends(w, tessa, fresh, own(w, tessa.Thread(fresh), "réponse du dessous"), mute(w))
		alice.SeesInCounter("réponse du dessous")
		tessa.Clicks(fresh, "Premier contact")
		tessa.SeesCard("INC-1", "En cours")

		w.Bot.Kill()
		adam.Deletes(fresh)
		alice.Says(hers, "troisième mot")
		w.Wake()
		last := seesOtherCard(w, tessa, "INC-1", fresh)
		tessa.SeesInThread(last, alice.FullName(), "troisième mot")
		time.Sleep(time.Second)
		wantOnce(w, tessa, tessa.Thread(last), "troisième mot")
		wantOnce(w, alice, alice.Counter(), "réponse du dessous")
	})
}

// The thread under a card is deleted: what is said next stands under the ticket's card again.
func TestDeletedThreadUnderACard(t *testing.T) {
	onDiscord(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, tessa := w.Person("alice"), w.Person("tessa")
		alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
		card, hers := tessa.SeesCard("INC-1", "Nouveau"), alice.SeesInCounter("INC-1")
		alice.Says(hers, "premier mot")
		tessa.SeesInThread(card, "premier mot")
		deleteChannel(w, tessa.Again(card).Thread)
		alice.Says(hers, "deuxième mot")
		under := func() []stage.Message {
			for _, m := range tessa.Cards("INC-1") {
				if m.Thread == "" {
					continue
				}
				if list := tryThread(w, tessa, m); len(list) > 0 {
					return list
				}
			}
			return nil
		}
		w.Eventually("the words stand under the card", stage.Patience, func() bool { return count(under(), "deuxième mot") == 1 }, func() string { return stage.Show(tessa.Pool()) })
		working := 0
		for _, m := range tessa.Cards("INC-1") {
			if m.Offers("Prendre en charge") {
				working++
			}
		}
		if working != 1 {
			w.T.Errorf("%d cards to work with:\n%s", working, stage.Show(tessa.Cards("INC-1")))
		}
	})
}

// tryThread is the thread of a card, nil where it is no longer there.
func tryThread(w *stage.World, who stage.Person, m stage.Message) []stage.Message {
	w.T.Helper()
	var list struct {
		Messages []struct {
			Content string `json:"visible_text"`
		} `json:"messages"`
	}
	if err := w.Chat().Control("/conversation?user="+who.Name+"&channel="+m.Thread, nil, &list); err != nil {
		return nil
	}
	return who.Thread(m)
}

// A counter's private thread is archived, locked, then deleted: who writes there is heard as long as
// the platform lets them, and the desk's answers arrive in any case.
func TestCounterArchivedLockedDeleted(t *testing.T) {
	t.Parallel()
	on(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, tessa := w.Person("alice"), w.Person("tessa")
		alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
		card, hers := tessa.SeesCard("INC-1", "Nouveau"), alice.SeesInCounter("INC-1")
		shut := func(locked bool) {
			does(w, "/thread/edit", map[string]any{"user": "adam", "channel": hers.Channel, "archived": true, "locked": locked})
		}
		shut(false)
		tessa.Types(stage.Command{Name: "reply", Ticket: "1", Text: "premier passage"})
		alice.SeesInCounter("premier passage")
		shut(false)
		alice.Says(hers, "un mot de plus")
		tessa.SeesInThread(card, alice.FullName(), "un mot de plus")

		shut(true)
		tessa.Types(stage.Command{Name: "reply", Ticket: "1", Text: "deuxième passage"})
		got := alice.SeesInCounter("deuxième passage")
		alice.Says(got, "bien reçu ici aussi")
		tessa.SeesInThread(card, alice.FullName(), "bien reçu ici aussi")

		deleteChannel(w, hers.Channel) // gone for good: the DM serves on
		tessa.Types(stage.Command{Name: "reply", Ticket: "1", Text: "troisième passage"})
		got = alice.SeesInCounter("troisième passage")
		alice.Says(got, "toujours là")
		tessa.SeesInThread(card, alice.FullName(), "toujours là")
		resolve(w, tessa, "1", "bac rechargé")
		alice.Clicks(alice.SeesInCounter("bac rechargé"), "Valider")
		tessa.SeesCard("INC-1", "Clos")
		for _, words := range []string{"un mot de plus", "bien reçu ici aussi", "toujours là"} {
			wantOnce(w, tessa, tessa.Thread(card), words)
		}
	}, stage.Discord)
}
