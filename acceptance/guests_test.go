package acceptance

import (
	"strings"
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// A Slack guest tries every way in: one polite sentence, nothing opened, nothing of others shown,
// and all of it on record.
func TestGuestsGetNothingOnSlack(t *testing.T) {
	on(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, tom, gina := w.Person("alice"), w.Person("tom"), w.Person("gina")
		alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
		tom.SeesCard("INC-1")
		tom.Types(stage.Command{Desk: true, Name: "panel"})
		panel := gina.SeesIn("helpdesk", "Choisissez ce qui vous concerne")
		own := gina.Writes("helpdesk", "bonjour, rien ne marche")
		refused := func(way string, r stage.Reply) {
			w.T.Helper()
			if r.Form != nil || !contains(r.Text(), "members of this space") || contains(r.Text(), "imprimante") {
				w.T.Errorf("by %s a guest gets %+v", way, r)
			}
		}
		refused("the panel", gina.Clicks(panel, panel.Buttons[0].Label))
		refused("the shortcut on a message", gina.Points(own, ""))
		for _, c := range []stage.Command{{}, {Name: "list"}, {Name: "show", Ticket: "1"}, {Name: "sla"}, {Desk: true, Name: "transcript", Ticket: "1"}} {
			refused("/"+c.Name, gina.Types(c))
		}
		gina.Reacts(own, "🎫")
		gina.WritesToBot("mon écran est noir")
		gina.Joins(stage.Message{Channel: "dm"}, "voici", stage.File{Name: "a.txt", Body: []byte("x")})
		gina.SeesInCounter("members of this space")
		wantAudit(w, "enter", "click")
		wantAudit(w, "enter", "command")
		wantAudit(w, "enter", "message")
		wantAudit(w, "enter", "shortcut")
		for _, m := range gina.Everything() {
			if m.FromBot && m.ID != panel.ID && strings.Contains(m.Text, "INC-") {
				w.T.Errorf("a guest reads %s", m)
			}
		}
		if r := tom.Types(stage.Command{Name: "list"}); contains(r.Text(), "INC-2") {
			w.T.Errorf("a guest has opened a ticket: %s", r.Text())
		}
	}, stage.Slack)
}

// Who leaves the Discord server keeps the bot's direct messages, with buttons: they do nothing there
// any more, and words are no ticket.
func TestWhoLeavesTheServerGetsNothing(t *testing.T) {
	for _, platform := range []string{stage.Discord, stage.DiscordBare} {
		t.Run(platform, func(t *testing.T) {
			t.Parallel()
			on(t, stage.Script{Config: alwaysOpen + "desk: { counter: dm }\n"}, func(w *stage.World) {
				alice, tom := w.Person("alice"), w.Person("tom")
				alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
				tom.SeesCard("INC-1")
				confirmed := alice.SeesInCounter("INC-1")
				if err := w.Chat().Control("/leave_guild", map[string]any{"user": "alice"}, nil); err != nil {
					w.T.Fatal(err)
				}
				time.Sleep(200 * time.Millisecond) // without the members intent, roles are believed for a tenth of a second
				r := alice.Clicks(confirmed, "Annuler")
				if r.Form != nil || !contains(r.Text(), "membres de cet espace") {
					w.T.Errorf("who has left presses a button and gets %+v", r)
				}
				alice.WritesToBot("mon écran est noir")
				alice.SeesInCounter("membres de cet espace")
				if card := tom.SeesCard("INC-1"); !card.Has("Nouveau") {
					w.T.Errorf("the card: %s", card)
				}
				wantAudit(w, "enter", "click")
				wantAudit(w, "enter", "message")
			}, platform)
		})
	}
}
