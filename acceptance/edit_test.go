package acceptance

import (
	"regexp"
	"strings"
	"testing"

	"guichet/acceptance/stage"
)

// The network's tickets have a channel of their own.
const twoPools = `
categories:
  - { id: other, name: { fr: "Autre", en: "Other" } }
  - { id: network, name: { fr: "Réseau", en: "Network" }, pool: "#helpdesk-escalations", sla: { P3: { resolve: 4h } } }
`

// fourHours is what the network's category has for a resolution.
var fourHours = regexp.MustCompile(`R[eé]solution\W+4\Wh\W`)

func edit(ticket string) stage.Command {
	return stage.Command{Desk: true, Name: "edit", Ticket: ticket}
}

// A ticket is edited and moves to another pool channel and back: a card in one place, links in the
// others, words where the card is. Then its category is taken out of the configuration.
func TestATicketMovesWithItsCategory(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen + twoPools}, func(w *stage.World) {
		const there = "helpdesk-escalations"
		alice, tessa, tom := w.Person("alice"), w.Person("tessa"), w.Person("tom")
		alice.Opens(stage.Opening{Summary: "pas de wifi", Category: "other"})
		old := tessa.SeesCard("INC-1", "pas de wifi")
		tessa.Reacts(old, "👀")
		tessa.SeesCard("INC-1", "Pris en charge")

		to := func(fr, en string, more map[string]any) {
			w.T.Helper()
			values := map[string]any{tessa.Word("Catégorie", "Category"): tessa.Word(fr, en)}
			for k, v := range more {
				values[k] = v
			}
			fill(w, tessa, tessa.Types(edit("1")), values)
		}
		to("Réseau", "Network", map[string]any{tessa.Word("Objet", "Summary"): "wifi du 3e"})
		card := tessa.SeesIn(there, "INC-1 ·", "wifi du 3e", "Réseau", tessa.FullName())
		alice.SeesInCounter("INC-1", "wifi du 3e", "Réseau")
		w.Eventually("the old card leads to the new one", stage.Patience, func() bool {
			now := tessa.Again(old)
			return now.Has("a changé de canal") && !now.Has("pas de wifi") && len(now.Buttons) == 0
		}, w.Bot.Log)
		tom.Reacts(tessa.Again(old), "🚨")
		tom.IsWhispered(card, "INC-1", tom.Word("a changé de canal", "another channel"))
		tessa.SeesInThread(card, "Cette carte vient d’un autre canal")
		if m := tessa.Again(card); m.Has("Haute") {
			w.T.Errorf("a reaction on the old card counts: %s", m)
		}
		if s := tessa.Types(stage.Command{Name: "sla", Ticket: "1"}).Text(); !fourHours.MatchString(s) {
			w.T.Errorf("the targets are not the category's: %s", s)
		}

		to("Autre", "Other", nil)
		w.Eventually("the card is back, once", stage.Patience, func() bool {
			live := 0
			for _, m := range append(tessa.Pool(), tessa.Channel(there)...) {
				if m.FromBot && !m.Ephemeral && m.Has("INC-1 ·") && m.Has("wifi du 3e") {
					live++
				}
			}
			return live == 1 && !tessa.Again(card).Has("wifi du 3e") && tessa.Again(old).Has("a changé de canal")
		}, w.Bot.Log)

		to("Réseau", "Network", nil)
		w.Eventually("it moves again", stage.Patience, func() bool {
			for _, m := range tessa.Channel(there) {
				if m.FromBot && m.Has("INC-1 ·", "wifi du 3e") {
					return true
				}
			}
			return false
		}, w.Bot.Log)
		w.Bot.Kill()
		if err := w.Bot.Configure(alwaysOpen + `
categories:
  - { id: other, name: { fr: "Autre", en: "Other" } }
  - { id: printing, name: { fr: "Impression", en: "Printing" } }
`); err != nil {
			w.T.Fatal(err)
		}
		w.Wake()
		w.Eventually("the card is where the configuration has it now, and keeps the name", stage.Patience, func() bool {
			for _, m := range tessa.Pool() {
				if m.FromBot && m.Has("INC-1 ·", "wifi du 3e", "Réseau") {
					return true
				}
			}
			return false
		}, w.Bot.Log)
		r := tessa.Types(edit("1"))
		if r.Form == nil || !strings.Contains(strings.Join(allOptions(r.Form), " "), tessa.Word("Impression", "Printing")) {
			w.T.Fatalf("the form does not offer the categories of now: %+v", r.Form)
		}
		fill(w, tessa, r, map[string]any{tessa.Word("Catégorie", "Category"): tessa.Word("Impression", "Printing")})
		w.Eventually("the new category shows", stage.Patience, func() bool {
			for _, m := range tessa.Pool() {
				if m.FromBot && m.Has("INC-1 ·", "Impression") {
					return true
				}
			}
			return false
		}, w.Bot.Log)
	})
}

// Two technicians edit at once, and one writes a solution while the requester cancels.
func TestFormsThatCrossEachOther(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, tessa, tom := w.Person("alice"), w.Person("tessa"), w.Person("tom")
		alice.Opens(stage.Opening{Summary: "ça marche pas"})
		tessa.SeesCard("INC-1", "ça marche pas")
		tom.Types(edit("1"))
		tessa.Types(edit("1"))
		if r := tom.Submits(map[string]any{tom.Word("Objet", "Summary"): "écran noir"}); !r.OK || len(r.Errors) > 0 {
			w.T.Fatalf("tom is refused: %+v", r)
		}
		tessa.SeesCard("INC-1", "écran noir")
		summary := tessa.Word("Objet", "Summary")
		r := tessa.Submits(map[string]any{summary: "portable en panne"})
		if r.Form == nil {
			back := answered(w, r, "écran noir", tom.FullName())
			r = tessa.Clicks(back, tessa.Word("Corriger", "Correct"))
		} else if !strings.Contains(r.Form.Text, "écran noir") || !strings.Contains(r.Form.Text, tom.FullName()) {
			w.T.Errorf("tessa does not see what tom wrote: %+v", r.Form)
		}
		if m := tessa.SeesCard("INC-1"); !m.Has("écran noir") {
			w.T.Errorf("the second overwrites the first: %s", m)
		}
		fill(w, tessa, r, map[string]any{summary: "portable en panne"})
		tessa.SeesCard("INC-1", "portable en panne")

		tessa.Types(stage.Command{Name: "resolve", Ticket: "1"})
		alice.Types(stage.Command{Name: "cancel", Ticket: "1"})
		tessa.SeesCard("INC-1", "Annulé")
		const words = "alimentation changée"
		r = tessa.Submits(map[string]any{"Solution": words})
		switch {
		case len(r.Errors) > 0: // the form stays, filled
			if !strings.Contains(r.Errors["Solution"], "INC-1") {
				w.T.Errorf("the form does not say what is wrong: %+v", r.Errors)
			}
		default:
			r = tessa.Clicks(answered(w, r, "INC-1", words), tessa.Word("Rouvrir le formulaire", "Open the form again"))
			if r.Form == nil || r.Form.Fields[0].Value != words {
				w.T.Errorf("what she typed does not come back: %+v", r.Form)
			}
		}
	})
}
