package acceptance

import (
	"strings"
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// tessa works on a ticket: first contact, waiting, resuming, resolving by button.
func TestWorkingByButtons(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, tessa := w.Person("alice"), w.Person("tessa")
		alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
		card := tessa.SeesCard("INC-1", "Nouveau")
		tessa.Clicks(card, "Prendre en charge")
		card = tessa.SeesCard("INC-1", "Pris en charge")
		running := deadlines(card)
		tessa.Clicks(card, "Premier contact")
		card = tessa.SeesCard("INC-1", "En cours")

		// Waiting asks why, stops the clock and says so on the card and to alice.
		fill(w, tessa, tessa.Clicks(card, "Mettre en attente"), map[string]any{tessa.Word("Motif", "Reason"): "toner commandé"})
		card = tessa.SeesCard("INC-1", "En attente", "toner commandé")
		if len(deadlines(card)) >= len(running) && len(running) > 0 {
			w.T.Errorf("the card of a waiting ticket still shows the deadline %q: %s", deadlines(card), card)
		}
		alice.SeesInCounter("attente")
		tessa.Clicks(card, "Reprendre")
		card = tessa.SeesCard("INC-1", "En cours")

		// Resolving asks the solution and whether it is a workaround.
		r := tessa.Clicks(card, "Résoudre")
		if r.Form == nil {
			w.T.Fatalf("no form: %+v", r)
		}
		if !contains(strings.Join(r.Form.Labels(), "|")+strings.Join(allOptions(r.Form), "|"), tessa.Word("Contournement", "Workaround")) {
			w.T.Errorf("the form does not ask whether it is a workaround: %+v", r.Form)
		}
		fill(w, tessa, r, map[string]any{"Solution": "bac rechargé"})
		tessa.SeesCard("INC-1", "Résolu", "bac rechargé")
		m := alice.SeesInCounter("INC-1", "bac rechargé")
		wantButtons(w, m, "Valider", "Refuser")
	})
}

// The same by command and by reaction.
func TestWorkingByCommandAndReaction(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, bob, tessa := w.Person("alice"), w.Person("bob"), w.Person("tessa")
		alice.Opens(stage.Opening{Summary: "écran noir"})
		tessa.SeesCard("INC-1", "Nouveau")
		bob.Opens(stage.Opening{Summary: "no sound"})
		second := tessa.SeesCard("INC-2", "Nouveau")

		tessa.Types(stage.Command{Name: "claim", Ticket: "1"})
		tessa.SeesCard("INC-1", "Pris en charge")
		tessa.Types(stage.Command{Name: "contact", Ticket: "inc1"})
		tessa.SeesCard("INC-1", "En cours")
		tessa.Types(stage.Command{Name: "wait", Ticket: "1", Text: "pièce attendue"})
		tessa.SeesCard("INC-1", "En attente", "pièce attendue")
		tessa.Types(stage.Command{Name: "resume", Ticket: "1"})
		tessa.SeesCard("INC-1", "En cours")
		r := tessa.Types(stage.Command{Name: "resolve", Ticket: "1"})
		fill(w, tessa, r, map[string]any{"Solution": "câble changé"})
		tessa.SeesCard("INC-1", "Résolu", "câble changé")

		// ⏸️ waits at once and asks the reason after; taken off it resumes.
		tessa.Reacts(second, "👀")
		tessa.SeesCard("INC-2", "Pris en charge")
		tessa.Reacts(second, "⏸️")
		tessa.SeesCard("INC-2", "En attente")
		w.Eventually("a prompt for the reason under the card", 10*time.Second,
			func() bool { return len(botMessages(tessa, second)) >= 1 }, func() string { return stage.Show(tessa.Thread(second)) })
		tessa.TakesOff(second, "⏸️")
		w.Eventually("the ticket goes on", 10*time.Second,
			func() bool { return !tessa.SeesCard("INC-2").Has("En attente") }, func() string { return stage.Show(tessa.Cards("INC-2")) })

		// ✅ changes nothing: it prompts, and only the prompt's form resolves.
		tessa.Reacts(second, "✅")
		seesPrompt(w, tessa, second)
		if now := tessa.SeesCard("INC-2"); now.Has("Résolu") {
			w.T.Errorf("✅ alone has resolved: %s", now)
		}
		tessa.TakesOff(second, "✅")
		w.Eventually("✅ off drops the prompt", 10*time.Second, func() bool { return len(prompts(tessa, second)) == 0 },
			func() string { return stage.Show(tessa.Thread(second)) })
		tessa.Reacts(second, "✅")
		prompt := seesPrompt(w, tessa, second)
		fill(w, tessa, tessa.Clicks(prompt, "Solution…"), map[string]any{"Solution": "volume remis"})
		tessa.SeesCard("INC-2", "Résolu", "volume remis")
		m := bob.SeesInCounter("INC-2", "volume remis")
		wantButtons(w, m, "Validate", "Refuse")
	})
}

func seesPrompt(w *stage.World, who stage.Person, card stage.Message) stage.Message {
	w.T.Helper()
	w.Eventually("a prompt with the button Solution…", 10*time.Second, func() bool { return len(prompts(who, card)) > 0 },
		func() string { return stage.Show(who.Thread(card)) })
	all := prompts(who, card)
	return all[len(all)-1]
}

// prompts are the messages of the thread that offer the form for the solution.
func prompts(who stage.Person, card stage.Message) []stage.Message {
	var out []stage.Message
	for _, m := range botMessages(who, card) {
		if _, ok := m.Button("Solution…"); ok {
			out = append(out, m)
		}
	}
	return out
}

func botMessages(who stage.Person, card stage.Message) []stage.Message {
	var out []stage.Message
	for _, m := range who.Thread(card) {
		if m.FromBot {
			out = append(out, m)
		}
	}
	return out
}

// fill fills the form that a reply brought up; it must be accepted.
func fill(w *stage.World, who stage.Person, r stage.Reply, values map[string]any) {
	w.T.Helper()
	if r.Form == nil {
		w.T.Fatalf("%s gets no form: %+v", who.Name, r)
	}
	if r = who.Submits(values); !r.OK || len(r.Errors) > 0 {
		w.T.Fatalf("%s: the form is refused: %+v", who.Name, r)
	}
}

func allOptions(f *stage.Form) []string {
	var out []string
	for _, one := range f.Fields {
		out = append(out, one.Options...)
	}
	return out
}

// deadlines are the localised times of a card.
func deadlines(card stage.Message) []string {
	return localTime.FindAllString(unescaped(card.Raw), -1)
}

func contains(s, part string) bool { return strings.Contains(s, part) }
