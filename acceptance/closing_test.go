package acceptance

import (
	"regexp"
	"slices"
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// Refused, resolved again, validated by the beneficiary, rated.
func TestValidationAndRating(t *testing.T) {
	play := func(w *stage.World) {
		alice, benoit, tessa, marie := w.Person("alice"), w.Person("benoit"), w.Person("tessa"), w.Person("marie")
		alice.Opens(stage.Opening{Summary: "imprimante bloquée", Beneficiary: "benoit"})
		card := tessa.SeesCard("INC-1", "Nouveau")
		tessa.Reacts(card, "👀")
		tessa.SeesCard("INC-1", "Pris en charge")
		resolve(w, tessa, "1", "bac rechargé")
		tessa.SeesCard("INC-1", "Résolu")

		// Both are asked; alice refuses and says why.
		first := alice.SeesInCounter("bac rechargé")
		other := benoit.SeesInCounter("bac rechargé")
		for _, m := range []stage.Message{first, other} {
			wantButtons(w, m, "Valider", "Refuser")
		}
		fill(w, alice, alice.Clicks(first, "Refuser"), map[string]any{"Motif": "elle bloque encore"})
		tessa.SeesCard("INC-1", "En cours", tessa.FullName())
		tessa.SeesInThread(card, "elle bloque encore")
		wantClosed(w, benoit, other)

		// Resolved again; benoit validates, alice's buttons close.
		resolve(w, tessa, "1", "galet changé")
		first = alice.SeesInCounter("galet changé")
		other = benoit.SeesInCounter("galet changé")
		benoit.Clicks(other, "Valider")
		tessa.SeesCard("INC-1", "Clos")
		wantClosed(w, alice, first)

		// benoit is asked two marks, taps, changes his mind, and comments.
		ask := seesSurvey(w, benoit)
		benoit.Clicks(ask, "Rapidité : 2")
		w.Eventually("the managers learn of a low mark", 10*time.Second,
			func() bool { return namesTicket(marie.Channel("helpdesk-managers"), "INC-1") }, func() string { return stage.Show(marie.Channel("helpdesk-managers")) })
		benoit.Clicks(again(w, benoit, ask), "Rapidité : 4")
		benoit.Clicks(again(w, benoit, ask), "Réponse : 5")
		ask = again(w, benoit, ask)
		r := benoit.Clicks(ask, "Commenter")
		if r.Form == nil {
			w.T.Fatalf("no form for the comment: %+v", r)
		}
		fill(w, benoit, r, map[string]any{r.Form.Fields[0].Label: "merci beaucoup"})
		w.Eventually("the card says that it is rated", stage.Patience, func() bool { return rated.MatchString(tessa.SeesCard("INC-1", "Clos").Text) },
			func() string { return stage.Show(tessa.Cards("INC-1")) })
		if card = tessa.SeesCard("INC-1"); card.Has("merci beaucoup") {
			w.T.Errorf("the card shows the comment: %s", card)
		}
		for _, m := range alice.Counter() {
			if m.Offers("Rapidité : 1") {
				w.T.Errorf("alice is asked for marks too: %s", m)
			}
		}
	}
	onEach(t, stage.Script{Config: alwaysOpen}, play)
	t.Run("slack-postgres", func(t *testing.T) {
		t.Parallel()
		needsPostgres(t)
		on(t, stage.Script{Config: alwaysOpen, Postgres: true}, play, stage.Slack)
	})
}

// Nobody answers: a reminder, then the ticket closes by itself, and the marks are still asked.
func TestSilenceClosesATicket(t *testing.T) {
	config := alwaysOpen + `
validation: { remind_after: 4s, close_after: 8s }
`
	onEach(t, stage.Script{Config: config}, func(w *stage.World) {
		alice, tessa := w.Person("alice"), w.Person("tessa")
		alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
		tessa.SeesCard("INC-1", "Nouveau")
		tessa.Types(stage.Command{Name: "claim", Ticket: "1"})
		resolve(w, tessa, "1", "bac rechargé")
		ask := alice.SeesInCounter("bac rechargé")
		asked := len(alice.Counter())
		w.Eventually("one reminder", 10*time.Second, func() bool { return len(alice.Counter()) > asked }, func() string { return stage.Show(alice.Counter()) })
		if now := tessa.SeesCard("INC-1"); !now.Has("Résolu") {
			w.T.Errorf("closed at the reminder: %s", now)
		}
		w.Eventually("the card says closed", 12*time.Second, func() bool { return tessa.SeesCard("INC-1").Has("Clos") }, func() string { return stage.Show(tessa.Pool()) })
		wantClosed(w, alice, ask)
		seesSurvey(w, alice)
		if n := len(alice.Counter()); n > asked+3 { // reminder, closure, marks
			w.T.Errorf("%d messages for one reminder, one closure and one survey:\n%s", n-asked, stage.Show(alice.Counter()))
		}
	})
}

// resolve resolves by command and form.
func resolve(w *stage.World, who stage.Person, number, solution string) {
	w.T.Helper()
	fill(w, who, who.Types(stage.Command{Name: "resolve", Ticket: number}), map[string]any{"Solution": solution})
}

// wantClosed waits until a message of somebody's counter has no more Validate and Refuse.
func wantClosed(w *stage.World, who stage.Person, m stage.Message) {
	w.T.Helper()
	var now stage.Message
	w.Eventually("the buttons of "+who.Name+" are closed", 10*time.Second, func() bool {
		now = again(w, who, m)
		_, yes := now.Button("Valider")
		_, no := now.Button("Refuser")
		return !yes && !no
	}, func() string { return now.String() })
}

// again is a message of somebody's counter as it is now.
func again(w *stage.World, who stage.Person, m stage.Message) stage.Message {
	w.T.Helper()
	all := who.Counter()
	i := slices.IndexFunc(all, func(one stage.Message) bool { return one.ID == m.ID && one.Channel == m.Channel })
	if i < 0 {
		w.T.Fatalf("%s no longer sees %s", who.Name, m)
	}
	return all[i]
}

var rated = regexp.MustCompile(`(?i)\bnoté\p{P}`)

// seesSurvey waits until somebody is asked for the two marks.
func seesSurvey(w *stage.World, who stage.Person) stage.Message {
	w.T.Helper()
	var ask stage.Message
	w.Eventually(who.Name+" is asked for two marks", stage.Patience, func() bool {
		for _, m := range who.Counter() {
			if m.Offers("Rapidité : 1") && m.Offers("Rapidité : 5") && m.Offers("Réponse : 1") && m.Offers("Réponse : 5") {
				ask = m
			}
		}
		return ask.ID != ""
	}, func() string { return stage.Show(who.Counter()) })
	return ask
}

func namesTicket(list []stage.Message, ref string) bool {
	return slices.ContainsFunc(list, func(m stage.Message) bool { return m.FromBot && m.Has(ref) })
}
