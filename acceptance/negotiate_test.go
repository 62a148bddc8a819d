package acceptance

import (
	"strings"
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// Another date is proposed with its reason, the requester accepts it by a button, and everybody
// sees what holds and what held before; /ticket sla shows how it comes about.
func TestAnotherDateIsAgreedOn(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, tessa, bob := w.Person("alice"), w.Person("tessa"), w.Person("bob")
		alice.Opens(stage.Opening{Summary: "screen is dark", Urgency: "high"})
		card := tessa.SeesCard("INC-1", "P2")
		tessa.Clicks(card, "Prendre en charge")
		card = tessa.SeesCard("INC-1", "Pris en charge")

		date := time.Now().Add(72 * time.Hour).Truncate(time.Minute)
		propose := func() {
			tessa.Clicks(tessa.SeesCard("INC-1"), "Prolonger")
			tessa.FillsAll(map[string]any{tessa.Word("échéance", "deadline"): whenOn(w, date), tessa.Word("Motif", "Reason"): "part on its way"})
		}
		propose()
		tessa.SeesCard("INC-1", "Nouvelle échéance proposée")
		asked := alice.SeesInCounter("nouvelle échéance", "part on its way", "Cette date vous convient-elle")
		alice.Clicks(asked, "Refuser")
		tessa.SeesInThread(card, "a refusé la nouvelle échéance")
		alice.SeesInCounter("Vous avez refusé la nouvelle échéance")

		// The command brings up the same form as the button.
		if r := tessa.Types(stage.Command{Desk: true, Name: "extend", Ticket: "1"}); r.Form == nil {
			w.T.Fatalf("/desk extend 1 brings no form: %q", r.Text())
		}
		tessa.FillsAll(map[string]any{tessa.Word("échéance", "deadline"): whenOn(w, date), tessa.Word("Motif", "Reason"): "part on its way"})
		w.Eventually("a second proposal", 5*time.Second, func() bool { return len(offering(alice, "Accepter")) == 1 }, func() string { return stage.Show(alice.Counter()) })
		asked = offering(alice, "Accepter")[0]
		alice.Clicks(asked, "Accepter")
		tessa.SeesInThread(card, "a accepté la nouvelle échéance")
		tessa.SeesCard("INC-1", "Échéance renégociée")
		alice.SeesInCounter("Vous avez accepté la nouvelle échéance")
		if n := len(offering(alice, "Accepter")); n != 0 {
			w.T.Errorf("an answered proposal still has buttons:\n%s", stage.Show(alice.Counter()))
		}

		if r := alice.Types(stage.Command{Name: "sla", Ticket: "1"}); !strings.Contains(r.Text(), "renégociée") || !strings.Contains(r.Text(), "de notre temps") {
			w.T.Errorf("/ticket sla 1 tells alice %q", r.Text())
		}
		if r := alice.Types(stage.Command{Name: "sla"}); !strings.Contains(r.Text(), "engagements") || !strings.Contains(r.Text(), "P1") || !strings.Contains(r.Text(), "résolution prévue") {
			w.T.Errorf("/ticket sla tells alice %q", r.Text())
		}
		if r := bob.Types(stage.Command{Name: "sla", Ticket: "1"}); strings.Contains(r.Text(), "Resolution") || !strings.Contains(r.Text(), "does not exist") {
			w.T.Errorf("bob, whose ticket it is not, is told %q", r.Text())
		}
	})
}

// offering are the counter's messages with such a button.
func offering(p stage.Person, label string) []stage.Message {
	var out []stage.Message
	for _, m := range p.Counter() {
		if m.Offers(label) {
			out = append(out, m)
		}
	}
	return out
}

// whenOn is how a date is given on the platform: a picker's value on Slack, words on Discord.
func whenOn(w *stage.World, at time.Time) string {
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		w.T.Fatal(err)
	}
	if strings.HasSuffix(w.T.Name(), "/"+stage.Slack) {
		return at.In(zone).Format(time.RFC3339)
	}
	return at.In(zone).Format("02/01/2006 15:04")
}

// A missed deadline is attributed with one click by its assignee, and changed by a manager; the
// alert shows who saw it.
func TestADelayIsAttributed(t *testing.T) {
	onEach(t, stage.Script{Config: strings.ReplaceAll(alwaysOpen, "P2: { calendar: always, respond: 30m, first_contact: 1h, resolve: 8h }",
		"P2: { calendar: always, respond: 4s, first_contact: 5s, resolve: 6s }")}, func(w *stage.World) {
		alice, tessa, tom, marie := w.Person("alice"), w.Person("tessa"), w.Person("tom"), w.Person("marie")
		alice.Opens(stage.Opening{Summary: "screen is dark", Urgency: "high"})
		card := tessa.SeesCard("INC-1", "P2")
		tessa.Clicks(card, "Prendre en charge")
		tessa.Clicks(tessa.SeesCard("INC-1", "Pris en charge"), "Premier contact")
		alert := marie.SeesIn("helpdesk-escalations", "INC-1", "À qui imputer ce retard")
		for _, label := range []string{"Je m'en occupe", "Prolonger", "Nous", "Demandeur", "Fournisseur", "Autre guichet"} {
			if !alert.Offers(label) {
				w.T.Errorf("the alert does not offer %q: %s", label, alert)
			}
		}
		marie.Clicks(alert, "Fournisseur")
		marie.SeesIn("helpdesk-escalations", "INC-1", "Vu par", "retard imputé au fournisseur")
		if r := marie.Types(stage.Command{Desk: true, Name: "attribute", Ticket: "1", Level: "requester"}); !strings.Contains(r.Text(), "INC-1") {
			w.T.Errorf("/desk attribute tells marie %q", r.Text())
		}
		alert = marie.SeesIn("helpdesk-escalations", "INC-1", "retard imputé au demandeur")
		marie.Clicks(alert, "Nous")
		marie.SeesIn("helpdesk-escalations", "INC-1", "retard imputé au guichet")
		if r := tom.Clicks(tom.SeesCard("INC-1"), "Imputer le retard"); r.Form != nil || !strings.Contains(r.Text(), tom.Word("responsables", "manager")) {
			w.T.Errorf("tom, who does not hold it, gets %q", r.Text())
		}
	})
}
