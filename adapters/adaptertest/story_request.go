package adaptertest

import (
	"slices"

	"guichet/tickets"
)

// withRequests is a desk whose requests for software take every step.
const withRequests = alwaysOpen + `
categories:
  - { id: other, name: { fr: "Autre", en: "Other" } }
  - id: software
    name: { fr: "Logiciel", en: "Software" }
    type: request
    keywords: [logiciel]
    evaluation: true
    approval: { by: managers, rule: any }
`

// playRequest: a request is evaluated by a technician and approved by a manager, who asks first.
// No way leads around either step, and nobody else decides.
func playRequest(w *world) {
	alice, tessa, marie := w.person("alice"), w.person("tessa"), w.person("marie")
	if !alice.opensRequest("un logiciel de dessin") {
		w.Fatal("alice cannot open a request")
	}
	card := tessa.card("REQ-1", "Nouveau", "Évaluation")
	tessa.stage.Reacts("tessa", card, "👀", true)
	card = tessa.card("REQ-1", "En évaluation", tessa.Name)
	tessa.types("resolve", "1")
	tessa.told("REQ-1", tessa.word("doit d’abord être évalué", "must be evaluated first"))

	tessa.clicks(card, "Évaluer")
	tessa.fills(map[string]string{
		tessa.word("Faisabilité", "Feasibility"): tessa.word("Oui", "Yes"), tessa.word("Coût", "Cost"): "120 €",
		tessa.word("Impact", "Impact"): "un poste", tessa.word("Recommandation", "Recommendation"): "à prendre",
	})
	card = tessa.card("REQ-1", "En attente d'approbation", "120 €")
	tessa.types("resolve", "1")
	tessa.told("REQ-1", tessa.word("doit d’abord être approuvé", "must be approved first"))
	alice.told("REQ-1", "décision")
	if n := len(alice.all(func(m Message) bool { return slices.Contains(m.Buttons, "Approuver") })); n > 0 {
		w.Errorf("alice sees %d buttons to approve her own request", n)
	}

	asked := marie.asked("REQ-1", "120 €")
	marie.clicks(asked, "Question")
	marie.fills(map[string]string{marie.word("Votre question", "Your question"): "Pour combien de postes ?"})
	question := alice.inCounter("Pour combien de postes ?")
	alice.clicks(question, "Répondre")
	alice.fills(map[string]string{"Votre réponse": "Un seul."})
	marie.sees("the answer", anywhere, "a répondu", "Un seul.")
	tessa.thread(card, "Un seul.")

	marie.clicks(marie.asked("REQ-1"), "Approuver")
	tessa.card("REQ-1", "En cours", "Approbation ✓")
	alice.inCounter("REQ-1", "est approuvé")
	until(w, "the buttons of the decision to go", func() bool {
		return len(marie.all(func(m Message) bool { return slices.Contains(m.Buttons, "Approuver") })) == 0
	})
	w.once("alice's question", alice.counter("Pour combien de postes ?"))

	tessa.types("resolve", "1")
	tessa.fills(map[string]string{"Solution": "installé"})
	tessa.card("REQ-1", "Résolu")
	rows := w.journal(1)
	for _, kind := range []tickets.EntryKind{tickets.Evaluated, tickets.Submitted, tickets.Asked, tickets.Approved, tickets.Resolved} {
		if countKind(rows, kind) != 1 {
			w.Errorf("the journal has not one row %s: %v", kind, rows)
		}
	}
}

func anywhere(Message) bool { return true }

// opensRequest opens a request, with whatever the platform asks the type by.
func (p person) opensRequest(summary string) bool {
	p.w.Helper()
	p.begins(summary, Option{"type", "request"})
	r := p.fills(map[string]string{p.word("Objet", "Summary"): summary, "Type": p.word("Demande", "Request")})
	return r.Taken && len(r.Errors) == 0
}

// asked waits for the message that asks the person to decide on a request.
func (p person) asked(ref string, words ...string) Message {
	p.w.Helper()
	approve := p.word("Approuver", "Approve")
	return p.sees("to be asked", func(m Message) bool { return slices.Contains(m.Buttons, approve) }, slices.Concat([]string{ref}, words)...)
}

// playChangedMeanwhile: a message whose answer was lost is out of date by the time it is found:
// it is edited, not taken for sent.
func playChangedMeanwhile(w *world) {
	alice, tessa := w.person("alice"), w.person("tessa")
	alice.stage.Suffers(AnswerLost, 2)
	if !alice.opens("imprimante bloquée") {
		w.Fatal("alice cannot open")
	}
	card := tessa.card("INC-1", "Nouveau")
	tessa.types("claim", "1")
	alice.stage.Heals()
	if now := tessa.card("INC-1", "Pris en charge", tessa.Name); now.Ref != card.Ref {
		w.Errorf("another card: %s", show(now))
	}
	w.once("the card", tessa.all(isCard("INC-1")))
}
