package acceptance

import (
	"slices"
	"strings"
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// approvers is a desk whose requests for a badge tom or bob approves; theo stands in for bob.
const approvers = alwaysOpen + `
categories:
  - id: other
    name: { fr: "Autre", en: "Other" }
  - id: badge
    name: { fr: "Badge", en: "Badge" }
    type: request
    keywords: [badge]
    approval: { by: ["{space}:@tom", "{space}:@bob"], rule: any, stand_ins: { "{space}:@bob": "{space}:@theo" } }
`

// awaits waits until somebody is asked in their counter for the decision on a request.
func awaits(w *stage.World, p stage.Person, ref string) stage.Message {
	w.T.Helper()
	var hit stage.Message
	w.Eventually(p.Name+" to be asked for "+ref, stage.Patience, func() bool {
		for _, m := range slices.Concat(offering(p, "Approuver"), offering(p, "Approve")) {
			if m.Has(ref) {
				hit = m
				return true
			}
		}
		return false
	}, func() string { return stage.Show(p.Counter()) })
	return hit
}

// Two approvers answer opposite at the same moment: one answer counts, the other is told who
// was first and how, and the requester hears one outcome.
func TestOppositeAnswersAtOnce(t *testing.T) {
	onEach(t, stage.Script{Config: approvers}, func(w *stage.World) {
		alice, tessa, tom, bob := w.Person("alice"), w.Person("tessa"), w.Person("tom"), w.Person("bob")
		alice.Opens(stage.Opening{Summary: "un badge pour le parking", Type: "request"})
		yes, no := awaits(w, tom, "REQ-1"), awaits(w, bob, "REQ-1")
		presses(bob, no, "Rejeter", "Reject")
		var said [2]stage.Reply
		together(
			func() { said[0] = presses(tom, yes, "Approuver", "Approve") },
			func() {
				said[1] = bob.TriesToSubmit(map[string]any{bob.Word("Motif", "Reason"): "no space left"})
			},
		)
		card := tessa.SeesCard("REQ-1")
		w.Eventually("one outcome", stage.Patience, func() bool {
			card = tessa.SeesCard("REQ-1")
			return card.Has("Rejeté") || card.Has("Approbation ✓")
		}, func() string { return stage.Show(tessa.Pool()) })
		answers := said[0].Text() + "\n" + said[1].Text()
		late := 0
		for _, word := range []string{"a déjà été approuvé", "a déjà été rejeté", "has already been approved", "has already been rejected"} {
			late += strings.Count(answers, word)
		}
		if late != 1 {
			w.T.Errorf("%d of the two are told that it was decided already:\n%s", late, answers)
		}
		approved, rejected := 0, 0
		w.Eventually("alice to be told", stage.Patience, func() bool {
			approved, rejected = 0, 0
			for _, m := range alice.Counter() {
				if m.Has("est approuvé par") {
					approved++
				}
				if m.Has("Nous regrettons") {
					rejected++
				}
			}
			return approved+rejected > 0
		}, func() string { return stage.Show(alice.Counter()) })
		if approved+rejected != 1 || (approved == 1) != card.Has("Approbation ✓") {
			w.T.Errorf("alice hears of %d approvals and %d refusals; the card says\n%s", approved, rejected, card)
		}
		for _, p := range []stage.Person{tom, bob} {
			w.Eventually(p.Name+"'s buttons to close", 15*time.Second, func() bool {
				return len(offering(p, "Approve"))+len(offering(p, "Approuver")) == 0
			}, func() string { return stage.Show(p.Counter()) })
		}
	})
}

// bob says that he is away: theo is asked instead, whose approval counts; bob's buttons close.
func TestTheStandInApproves(t *testing.T) {
	onEach(t, stage.Script{Config: approvers}, func(w *stage.World) {
		alice, tessa, bob, theo := w.Person("alice"), w.Person("tessa"), w.Person("bob"), w.Person("theo")
		alice.Opens(stage.Opening{Summary: "un badge pour le parking", Type: "request"})
		asked := awaits(w, bob, "REQ-1")
		presses(bob, asked, "Absence…", "Away…")
		bob.FillsAll(map[string]any{bob.Word("Absence jusqu", "Away until"): whenOn(w, time.Now().AddDate(0, 0, 3))})
		yes := awaits(w, theo, "REQ-1")
		w.Eventually("bob's buttons to close", stage.Patience, func() bool {
			return len(offering(bob, "Approve"))+len(offering(bob, "Approuver")) == 0
		}, func() string { return stage.Show(bob.Counter()) })
		if r := bob.Types(stage.Command{Desk: true, Name: "approve", Ticket: "1"}); r.Text() == "" || tessa.SeesCard("REQ-1").Has("Approbation ✓") {
			w.T.Errorf("bob approves while theo stands in: %q", r.Text())
		}
		presses(theo, yes, "Approuver", "Approve")
		tessa.SeesCard("REQ-1", "Approbation ✓")
		alice.SeesInCounter("REQ-1", "est approuvé par", theo.FullName())
	})
}

// marie manages no more between the question and her answer: neither her button nor her command
// decides, and somebody else is asked.
func TestAnApproverWhoHasLeft(t *testing.T) {
	onEach(t, stage.Script{Config: requestDesk}, func(w *stage.World) {
		alice, tessa, marie := w.Person("alice"), w.Person("tessa"), w.Person("marie")
		alice.Opens(stage.Opening{Summary: "un logiciel de dessin", Type: "request"})
		card := tessa.SeesCard("REQ-1", "Nouveau")
		tessa.Clicks(card, "Prendre en charge")
		card = tessa.SeesCard("REQ-1", "En évaluation")
		tessa.Clicks(card, "Évaluer")
		tessa.FillsAll(map[string]any{tessa.Word("Faisabilité", "Feasibility"): tessa.Word("Oui", "Yes")})
		tessa.SeesCard("REQ-1", "En attente d'approbation")
		marie.SeesIn("helpdesk-managers", "REQ-1", "attend votre décision")

		if w.Chat().Name() == stage.Slack {
			control(w, "/leave", map[string]any{"user": "marie", "channel": "helpdesk-managers"})
		} else {
			control(w, "/role", map[string]any{"user": "marie", "role": "Manager", "remove": true})
		}
		w.Eventually("marie's word to count no more", stage.Patience, func() bool {
			r := marie.Types(stage.Command{Desk: true, Name: "approve", Ticket: "1"})
			return r.OK && len(r.Private) > 0 && !tessa.SeesCard("REQ-1").Has("Approbation ✓")
		}, w.Bot.Log)
		if now := tessa.SeesCard("REQ-1"); !now.Has("En attente d'approbation") {
			w.T.Errorf("somebody who manages no more has approved: %s", now)
		}
	})
}

// No way resolves a request that is not approved: button, menu, command, ✅ and a form that came
// up before.
func TestNothingResolvesBeforeApproval(t *testing.T) {
	ofAnyType := strings.Replace(approvers, "    type: request\n", "", 1)
	onEach(t, stage.Script{Config: ofAnyType}, func(w *stage.World) {
		alice, tessa := w.Person("alice"), w.Person("tessa")
		alice.Opens(stage.Opening{Summary: "un badge qui manque", Type: "incident"})
		card := tessa.SeesCard("INC-1", "Nouveau")
		tessa.Clicks(card, "Prendre en charge")
		tessa.SeesCard("INC-1", "Pris en charge")

		// A form that is on the screen while the request comes to need an approval.
		tessa.Types(stage.Command{Name: "resolve", Ticket: "1"})
		w.Person("tom").Types(stage.Command{Name: "type", Ticket: "1", Level: "request"})
		card = tessa.SeesCard("REQ-1", "En attente d'approbation")
		awaits(w, w.Person("tom"), "REQ-1")
		r := tessa.TriesToSubmit(map[string]any{"Solution": "trop tôt"})
		if text := r.Text(); !strings.Contains(text, tessa.Word("approuvé", "approved")) {
			w.T.Errorf("a form sent too late says %q", text)
		}
		for _, label := range []string{"Résoudre", "Résoudre…", "Resolve", "Resolve…"} {
			if card.Offers(label) {
				w.T.Errorf("the card offers %q before the approval: %s", label, card)
			}
		}
		if r := tessa.Types(stage.Command{Name: "resolve", Ticket: "1"}); !strings.Contains(r.Text(), tessa.Word("approuvé", "approved")) {
			w.T.Errorf("the command answers %q", r.Text())
		}
		tessa.Reacts(card, "✅")
		tessa.IsWhispered(card, tessa.Word("doit d’abord être approuvé", "must be approved first"))
		for _, m := range tessa.Thread(card) {
			if m.Offers("Solution") || m.Offers("Solution…") {
				w.T.Errorf("✅ offers the solution's form: %s", m)
			}
		}
		if now := tessa.SeesCard("REQ-1"); !now.Has("En attente d'approbation") {
			w.T.Errorf("resolved before the approval: %s", now)
		}
	})
}

// One desk on both platforms: asked for on Discord, approved on Slack, by a manager there.
func TestAskedForOnDiscordApprovedOnSlack(t *testing.T) {
	t.Parallel()
	on(t, stage.Script{Config: strings.ReplaceAll(approvers, `["{space}:@tom", "{space}:@bob"], rule: any, stand_ins: { "{space}:@bob": "{space}:@theo" }`, `["slack:@bob"], rule: all`)}, func(w *stage.World) {
		alice, there, tessa, bob := w.OnDiscord("alice"), w.OnDiscord("tom"), w.OnSlack("tessa"), w.OnSlack("bob")
		alice.Opens(stage.Opening{Summary: "un badge pour le parking", Type: "request"})
		asked := awaits(w, bob, "REQ-1")
		presses(bob, asked, "Question", "Question")
		bob.FillsAll(map[string]any{"Your question": "Which car park?"})
		question := alice.SeesInCounter("Which car park?")
		alice.Clicks(question, "Répondre")
		alice.FillsAll(map[string]any{"Votre réponse": "Celui du fond."})
		bob.SeesInCounter("Celui du fond.")
		presses(bob, awaits(w, bob, "REQ-1"), "Approuver", "Approve")
		tessa.SeesCard("REQ-1", "Approbation ✓")
		there.SeesCard("REQ-1", "Approbation ✓")
		alice.SeesInCounter("REQ-1", "est approuvé par", bob.FullName())
	}, stage.Slack, stage.Discord)
}

// bob asks for what he alone approves: no button, command or form of his decides on it.
func TestNobodyApprovesTheirOwn(t *testing.T) {
	onEach(t, stage.Script{Config: strings.Replace(approvers, `["{space}:@tom", "{space}:@bob"]`, `["{space}:@bob"]`, 1)}, func(w *stage.World) {
		bob, tessa := w.Person("bob"), w.Person("tessa")
		bob.Opens(stage.Opening{Summary: "a badge for my car", Type: "request"})
		card := tessa.SeesCard("REQ-1", "En attente d'approbation")
		if r := bob.Types(stage.Command{Desk: true, Name: "approve", Ticket: "1"}); !strings.Contains(r.Text(), "their own request") && !strings.Contains(r.Text(), "sa propre demande") {
			w.T.Errorf("bob approving his own: %q", r.Text())
		}
		if r := bob.Types(stage.Command{Desk: true, Name: "reject", Ticket: "1"}); r.Form != nil {
			w.T.Errorf("bob gets a form to reject his own request: %v", r.Form.Labels())
		}
		if n := len(offering(bob, "Approve")) + len(offering(bob, "Approuver")); n > 0 {
			w.T.Errorf("bob is offered %d buttons to approve his own", n)
		}
		if now := tessa.Again(card); !now.Has("En attente d'approbation") {
			w.T.Errorf("decided by the requester: %s", now)
		}
	})
}

func control(w *stage.World, path string, body map[string]any) {
	w.T.Helper()
	if err := w.Chat().Control(path, body, nil); err != nil {
		w.T.Fatal(err)
	}
}
