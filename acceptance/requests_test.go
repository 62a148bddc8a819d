package acceptance

import (
	"strings"
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// requestDesk has a category whose requests take every step.
const requestDesk = alwaysOpen + `
categories:
  - id: other
    name: { fr: "Autre", en: "Other" }
  - id: software
    name: { fr: "Logiciel", en: "Software" }
    type: request
    keywords: [logiciel, software]
    evaluation: true
    approval: { by: managers, rule: any }
  - id: badge
    name: { fr: "Badge", en: "Badge" }
    type: request
    keywords: [badge]
    approval: { by: ["{space}:@tom", "{space}:@bob"], rule: all, remind_after: 3s }
`

// A request is evaluated by a technician and approved by a manager, who asks a question first;
// it cannot be resolved before.
func TestARequestIsEvaluatedAndApproved(t *testing.T) {
	onEach(t, stage.Script{Config: requestDesk}, func(w *stage.World) {
		alice, tessa, marie := w.Person("alice"), w.Person("tessa"), w.Person("marie")
		alice.Opens(stage.Opening{Summary: "un logiciel de dessin", Type: "request"})
		card := tessa.SeesCard("REQ-1", "Nouveau", "Évaluation", "Approbation")
		tessa.Clicks(card, "Prendre en charge")
		card = tessa.SeesCard("REQ-1", "En évaluation")
		if r := tessa.Types(stage.Command{Name: "resolve", Ticket: "1"}); r.Form != nil || !strings.Contains(r.Text(), tessa.Word("évalué", "evaluated")) {
			w.T.Errorf("/ticket resolve before the evaluation: %+v", r.Text())
		}
		tessa.Clicks(card, "Évaluer")
		tessa.FillsAll(map[string]any{
			tessa.Word("Faisabilité", "Feasibility"): tessa.Word("Sous conditions", "With conditions"), tessa.Word("Coût", "Cost"): "120 €",
			"Impact": "un poste", tessa.Word("Recommandation", "Recommendation"): "oui",
		})
		card = tessa.SeesCard("REQ-1", "En attente d'approbation", "120 €")
		if r := tessa.Types(stage.Command{Name: "resolve", Ticket: "1"}); r.Form != nil || !strings.Contains(r.Text(), tessa.Word("approuvé", "approved")) {
			w.T.Errorf("/ticket resolve before the approval: %+v", r.Text())
		}
		asked := marie.SeesIn("helpdesk-managers", "REQ-1", "attend votre décision", "120 €")
		marie.Clicks(asked, "Question")
		marie.FillsAll(map[string]any{marie.Word("Votre question", "Your question"): "Pour combien de postes ?"})
		question := alice.SeesInCounter("Pour combien de postes ?")
		alice.Clicks(question, "Répondre")
		alice.FillsAll(map[string]any{"Votre réponse": "Un seul."})
		marie.SeesIn("helpdesk-managers", "a répondu à votre question", "Un seul.")
		tessa.SeesInThread(card, "Un seul.")
		marie.Clicks(marie.SeesIn("helpdesk-managers", "REQ-1", "attend votre décision"), "Approuver")
		tessa.SeesCard("REQ-1", "En cours", "Approbation ✓")
		alice.SeesInCounter("REQ-1", "est approuvé par")
		marie.SeesIn("helpdesk-managers", "REQ-1", "Approuvé par")
		if r := marie.Types(stage.Command{Desk: true, Name: "approve", Ticket: "1"}); !strings.Contains(r.Text(), marie.Word("déjà été approuvé", "already been approved")) {
			w.T.Errorf("approving twice tells %q", r.Text())
		}
		tessa.Types(stage.Command{Name: "resolve", Ticket: "1"})
		tessa.FillsAll(map[string]any{"Solution": "installé"})
		tessa.SeesCard("REQ-1", "Résolu")
	})
}

// Two named people have to approve; one refuses, with the reason; the buttons of the other
// close. Meanwhile both were reminded once, and the bot was killed.
func TestARequestIsRefused(t *testing.T) {
	onEach(t, stage.Script{Config: requestDesk}, func(w *stage.World) {
		alice, tessa, tom, bob := w.Person("alice"), w.Person("tessa"), w.Person("tom"), w.Person("bob")
		alice.Opens(stage.Opening{Summary: "un badge pour le parking", Type: "request"})
		tessa.SeesCard("REQ-1", "En attente d'approbation", "0/2")
		first := tom.SeesInCounter("REQ-1", "badge", "Alice")
		other := bob.SeesInCounter("REQ-1", "badge", "Alice")
		if r := alice.Types(stage.Command{Desk: true, Name: "approve", Ticket: "1"}); !strings.Contains(r.Text(), "sa propre demande") {
			w.T.Errorf("alice approving her own: %q", r.Text())
		}
		presses(tom, first, "Approuver", "Approve")
		tessa.SeesCard("REQ-1", "1/2")
		w.Eventually("the reminder", 10*time.Second, func() bool { return len(bob.Counter()) >= 2 }, func() string { return stage.Show(bob.Counter()) })
		w.KillAndWake()
		presses(bob, bob.Again(other), "Rejeter", "Reject")
		bob.FillsAll(map[string]any{bob.Word("Motif", "Reason"): "no space left"})
		tessa.SeesCard("REQ-1", "Rejeté", "no space left")
		alice.SeesInCounter("REQ-1", "Nous regrettons", "no space left")
		closed := func() bool { return len(offering(bob, "Approve"))+len(offering(bob, "Approuver")) == 0 }
		w.Eventually("all buttons to close", stage.Patience, closed, func() string { return stage.Show(bob.Counter()) })
	})
}

// presses presses a button in the language it is shown in: a platform that tells nobody's
// language shows somebody's first message in the desk's.
func presses(p stage.Person, m stage.Message, fr, en string) stage.Reply {
	if m.Offers(fr) {
		return p.Clicks(m, fr)
	}
	return p.Clicks(m, en)
}
