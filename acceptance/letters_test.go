package acceptance

import (
	"strings"
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// ✉️ by two technicians at once sends once; on what is no technician's message it says why nothing is
// sent; on a closed ticket a last word goes out, and opens nothing.
func TestLettersWhereTheyDoNotBelong(t *testing.T) {
	t.Parallel()
	for _, platform := range []string{stage.Slack, stage.Discord} {
		t.Run(platform, func(t *testing.T) {
			t.Parallel()
			on(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
				alice, tessa, tom := w.Person("alice"), w.Person("tessa"), w.Person("tom")
				alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
				card, hers := tessa.SeesCard("INC-1", "Nouveau"), alice.SeesInCounter("INC-1")
				tessa.Types(stage.Command{Name: "claim", Ticket: "1"})
				tessa.SeesCard("INC-1", tessa.FullName())
				alice.Says(hers, "le bac est vide")
				said := tessa.SeesInThread(card, "le bac est vide")
				tessa.Reacts(said, "✉️")
				tessa.IsWhispered(card, tessa.Word("demandeur", "requester"))
				tessa.Says(said, "je passe à midi")
				letter := own(w, tessa.Thread(card), "je passe à midi")
				together(func() { tessa.Reacts(letter, "✉️") }, func() { tom.Reacts(letter, "✉️") })
				alice.SeesInCounter("je passe à midi")
				tessa.Reacts(tessa.Again(card), "✉️")

				resolve(w, tessa, "1", "bac rechargé")
				alice.Clicks(alice.SeesInCounter("bac rechargé"), "Valider")
				tessa.SeesCard("INC-1", "Clos")
				tessa.Says(said, "entre nous, ouf")
				tessa.Says(said, "pensez au toner")
				tessa.Reacts(own(w, tessa.Thread(card), "pensez au toner"), "✉️")
				alice.SeesInCounter("pensez au toner")
				time.Sleep(time.Second)
				if now := tessa.SeesCard("INC-1"); !now.Has("Clos") {
					w.T.Errorf("a last word reopens: %s", now)
				}
				wantOnce(w, alice, alice.Counter(), "je passe à midi")
				wantOnce(w, alice, alice.Counter(), "pensez au toner")
				wantSecret(w, alice, "entre nous")
			}, platform)
		})
	}
}

// On Slack words in the bot's DM outside a ticket's thread are asked about: an open ticket, or a new one.
func TestWordsOutsideAThread(t *testing.T) {
	t.Parallel()
	on(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, tessa := w.Person("alice"), w.Person("tessa")
		alice.Opens(stage.Opening{Summary: "wifi lent"})
		tessa.SeesCard("INC-1")
		alice.Opens(stage.Opening{Summary: "écran noir"})
		two := tessa.SeesCard("INC-2")
		alice.SeesInCounter("INC-2")
		alice.WritesToBot("toujours en panne depuis hier")
		menu := alice.SeesInCounter("À quel ticket")
		w.KillAndWake()
		for _, b := range menu.Buttons {
			if strings.HasPrefix(b.Label, "INC-2") {
				alice.Clicks(menu, b.Label)
			}
		}
		tessa.SeesInThread(two, alice.FullName(), "toujours en panne depuis hier")
		alice.WritesToBot("ma souris est cassée")
		var again stage.Message
		w.Eventually("asked again", stage.Patience, func() bool {
			for _, m := range alice.Counter() {
				if m.ID != menu.ID && m.Has("À quel ticket") {
					again = m
				}
			}
			return again.ID != ""
		}, func() string { return stage.Show(alice.Counter()) })
		for _, b := range again.Buttons {
			if strings.Contains(b.Label, "ouveau") {
				alice.Clicks(again, b.Label)
			}
		}
		alice.SeesInCounter("ma souris est cassée", "ticket")
		time.Sleep(time.Second)
		wantOnce(w, tessa, tessa.Thread(two), "toujours en panne depuis hier")
	}, stage.Slack)
}

// The news of an edit comes before, or instead of, that of the message: the words of now are there, once.
func TestAnEditBeforeItsMessage(t *testing.T) {
	t.Parallel()
	for _, platform := range []string{stage.Slack, stage.Discord} {
		t.Run(platform, func(t *testing.T) {
			t.Parallel()
			on(t, stage.Script{Config: alwaysOpen, Allowed: cutOff}, func(w *stage.World) {
				alice, tessa := w.Person("alice"), w.Person("tessa")
				alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
				card, hers := tessa.SeesCard("INC-1", "Nouveau"), alice.SeesInCounter("INC-1")
				lost := stage.Fault{"kind": "lose_event", "type": "message", "count": 1}
				if platform == stage.Discord {
					lost = stage.Fault{"kind": "drop_dispatch", "event": "MESSAGE_CREATE", "count": 1}
				}
				if err := w.Chat().Fault(lost); err != nil {
					w.T.Fatal(err)
				}
				alice.Says(hers, "premier jet")
				alice.Edits(own(w, alice.Counter(), "premier jet"), "version corrigée")
				tessa.SeesInThread(card, alice.FullName(), "version corrigée")
				alice.Says(hers, "et voilà")
				tessa.SeesInThread(card, "et voilà")
				time.Sleep(2 * time.Second)
				wantOnce(w, tessa, tessa.Thread(card), "version corrigée")
				if n := count(tessa.Thread(card), "premier jet"); n != 0 {
					w.T.Errorf("the words of before stand:\n%s", stage.Show(tessa.Thread(card)))
				}
			}, platform)
		})
	}
}
