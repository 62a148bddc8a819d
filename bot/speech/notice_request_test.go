package speech

import (
	"slices"
	"strings"
	"testing"
	"time"

	"guichet/tickets"
)

// deciding is the sample request, evaluated and put to Marie and Tom, both of whom must
// approve. change alters the approval.
func decidingScene(sc Scene, at tickets.Place, e tickets.Entry, change func(ap *tickets.Approval)) Scene {
	t := *sc.Ticket
	t.Kind, t.State, t.Assignee = tickets.Request, tickets.AwaitingApproval, tessaID
	ap := &tickets.Approval{
		Round: 1, State: tickets.ApprovalOpen, All: true, AskedAt: sc.Now,
		Seats: []tickets.Seat{{Who: marieID}, {Who: tomID}},
	}
	t.Steps = tickets.Steps{
		Approval: ap, Pending: tickets.StepApproval,
		Evaluation: &tickets.Evaluation{
			Feasible: tickets.Conditional, Cost: "3 × 120 €", Impact: "Le service comptable.", Advice: "Oui, après l’inventaire.", By: tessaID, At: sc.Now, Done: sc.Now,
		},
	}
	if change != nil {
		change(ap)
	}
	if e.Detail.Round == 0 {
		e.Detail.Round = 1
	}
	if e.At.IsZero() {
		e.At = sc.Now
	}
	sc.Ticket, sc.Entry, sc.Place = &t, &e, at
	return sc
}

// requestNotices are scenes of the purposes of the request process.
func requestNotices(t testing.TB, locale string) []sampleNotice {
	t.Helper()
	base := sampleScene(t, locale)
	var out []sampleNotice
	add := func(p Purpose, variant string, at tickets.Place, e tickets.Entry, change func(ap *tickets.Approval)) {
		if variant != "" {
			variant = ", " + variant
		}
		out = append(out, sampleNotice{p, variant, decidingScene(base, at, e, change)})
	}
	marie, tom, alice := counterOf(marieID), counterOf(tomID), counterOf(aliceID)
	managers := tickets.Place{Space: "slack", Kind: tickets.PlaceManagers}
	thread := tickets.Place{Space: "slack", Kind: tickets.PlaceThread}
	submitted := tickets.Entry{Actor: tessaID, Kind: tickets.Submitted}
	decided := func(state tickets.ApprovalState, who tickets.UserID) func(ap *tickets.Approval) {
		return func(ap *tickets.Approval) {
			ap.State, ap.By, ap.Decided, ap.Reason = state, who, base.Now.Add(time.Hour), ""
			if state == tickets.ApprovalRejected {
				ap.Reason = "Hors budget."
			}
		}
	}
	question := tickets.Question{By: tomID, At: base.Now, Text: "Pour combien de postes ?"}
	answered := question
	answered.Answer, answered.Answerer, answered.Answered = "Trois.", aliceID, base.Now

	add(PurposeApproval, "in person", marie, submitted, nil)
	add(PurposeApproval, "managers", managers, submitted, func(ap *tickets.Approval) {
		ap.All, ap.Seats = false, []tickets.Seat{{Group: tickets.GroupOfManagers}}
	})
	add(PurposeApproval, "nobody to ask", managers, submitted, func(ap *tickets.Approval) {
		ap.All, ap.Unmanned, ap.Seats = false, true, []tickets.Seat{{Group: tickets.GroupOfAdmins}}
	})
	add(PurposeApproval, "question", marie, submitted, func(ap *tickets.Approval) { ap.Questions = []tickets.Question{question} })
	formatted := answered
	formatted.Answer, formatted.Markup = "Pour le **catalogue**, avec <@slack:UTOM>.", true
	add(PurposeApproval, "formatted answer", marie, submitted, func(ap *tickets.Approval) { ap.Questions = []tickets.Question{formatted} })
	add(PurposeApproval, "answer", marie, submitted, func(ap *tickets.Approval) { ap.Questions = []tickets.Question{answered} })
	add(PurposeApproval, "counted", marie, submitted, func(ap *tickets.Approval) { ap.Seats[0].Approved, ap.Seats[0].By = base.Now, marieID })
	add(PurposeApproval, "somebody else's", marie, submitted, func(ap *tickets.Approval) { ap.Seats[0].Who = benoitID })
	add(PurposeApproval, "approved", marie, submitted, decided(tickets.ApprovalGiven, tomID))
	add(PurposeApproval, "approved by the reader", tom, submitted, decided(tickets.ApprovalGiven, tomID))
	add(PurposeApproval, "rejected", marie, submitted, decided(tickets.ApprovalRejected, tomID))
	add(PurposeApproval, "rejected by the reader", tom, submitted, decided(tickets.ApprovalRejected, tomID))
	add(PurposeApproval, "moot", marie, submitted, decided(tickets.ApprovalMoot, ""))
	reminded := tickets.Entry{Kind: tickets.Reminded, Detail: tickets.Detail{Why: tickets.ReminderOfApproval}}
	add(PurposeRemindApproval, "", marie, reminded, nil)
	add(PurposeRemindApproval, "over", marie, reminded, decided(tickets.ApprovalGiven, tomID))
	add(PurposeSubmitted, "", alice, submitted, nil)
	add(PurposeSubmitted, "over", alice, submitted, decided(tickets.ApprovalGiven, tomID))
	approved := tickets.Entry{Actor: marieID, Kind: tickets.Approved, Detail: tickets.Detail{Why: string(tickets.ApprovalGiven)}}
	add(PurposeApproved, "", alice, approved, decided(tickets.ApprovalGiven, marieID))
	add(PurposeApproved, "thread", thread, approved, decided(tickets.ApprovalGiven, marieID))
	rejected := tickets.Entry{Actor: marieID, Kind: tickets.Rejected, Words: "Hors budget.", Detail: tickets.Detail{Assignee: tessaID}}
	add(PurposeRejected, "", alice, rejected, decided(tickets.ApprovalRejected, marieID))
	add(PurposeRejected, "thread", thread, rejected, decided(tickets.ApprovalRejected, marieID))
	asked := tickets.Entry{Actor: tomID, Kind: tickets.Asked, Words: question.Text, Detail: tickets.Detail{Count: 1}}
	add(PurposeQuestion, "", alice, asked, func(ap *tickets.Approval) { ap.Questions = []tickets.Question{question} })
	add(PurposeQuestion, "over", alice, asked, func(ap *tickets.Approval) { ap.Questions = []tickets.Question{answered} })
	add(PurposeQuestion, "thread", thread, asked, nil)
	said := tickets.Entry{Actor: aliceID, Kind: tickets.Said, Words: "Trois.", Detail: tickets.Detail{Why: tickets.AnswerQuestion, Subject: tomID}}
	add(PurposeQuestionAnswer, "", tom, said, func(ap *tickets.Approval) { ap.Questions = []tickets.Question{answered} })
	add(PurposeQuestionAnswer, "decided", tom, said, decided(tickets.ApprovalGiven, marieID))
	return out
}

// What approvers are shown never holds the desk's own notes, and its buttons are for this round
// only; a decision has none.
func TestApproversDecideOnceByTheButtonsOfTheirRound(t *testing.T) {
	s := testSpeech(t)
	for _, n := range requestNotices(t, "fr") {
		m := s.Notice(n.purpose, n.sc)
		var approve []string
		for _, v := range verbsOf(m) {
			if strings.HasPrefix(v, "approve:") {
				approve = append(approve, v)
			}
		}
		open := n.sc.Ticket.Steps.Approval.Open() && slices.Contains([]Purpose{PurposeApproval, PurposeRemindApproval, PurposeQuestionAnswer}, n.purpose) &&
			!strings.Contains(n.variant, "counted") && !strings.Contains(n.variant, "else")
		if open != slices.Equal(approve, []string{"approve:12:1"}) {
			t.Errorf("%s%s: buttons %v, want them: %v", n.purpose, n.variant, approve, open)
		}
	}
}

// The card shows where a request stands.
func TestCardShowsTheSteps(t *testing.T) {
	s := testSpeech(t)
	at := tickets.Place{Space: "slack", Kind: tickets.PlacePool}
	for want, change := range map[string]func(ap *tickets.Approval){
		"Évaluation ✓ → *Approbation 0/2* → Réalisation": nil,
		"Évaluation ✓ → *Approbation 1/2* → Réalisation": func(ap *tickets.Approval) { ap.Seats[0].Approved = time.Unix(1, 0) },
	} {
		if got := sketch(s.Card(decidingScene(sampleScene(t, "fr"), at, tickets.Entry{}, change))); !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// withRequests adds the words of the request process to the families of keys.
func withRequests(t testing.TB, all map[string][]string) map[string][]string {
	t.Helper()
	for prefix, words := range map[string][]string{
		"hint.":       {"cost", "effect", "advice", "reason_reject", "question", "answer"},
		"field.":      {"feasible", "cost", "effect", "advice", "submit", "delegate", "away", "text_question", "text_answer"},
		"button.":     {"evaluate", "submit", "approve", "reject", "question", "delegate", "away", "answer"},
		"feasible.":   constantsOf(t, "../../tickets/request.go", "Feasibility"),
		"submitting.": {"yes", "no"},
		"approvers.":  {tickets.GroupOfManagers, tickets.GroupOfAdmins},
		"step.":       {"reminded_approvers"},
		"refusal.":    {"needs_submission", "not_approver_any_more", "already_decided_approved", "already_decided_rejected"},
		"sla.why.":    {"deciding", "deciding_counted"},
		"form.":       {"evaluate", "reject", "question", "answer", "delegate", "away"},
		"submit.":     {"evaluate", "reject", "question", "answer", "delegate", "away"},
		"decision.":   {"approved", "approved_you", "rejected", "rejected_you", "moot", "other", "counted"},
	} {
		all[prefix] = append(all[prefix], words...)
	}
	return all
}

func counterOf(u tickets.UserID) tickets.Place {
	return tickets.Place{Space: u.Space(), Kind: tickets.PlaceCounter, User: u}
}
