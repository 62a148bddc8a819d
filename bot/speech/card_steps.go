package speech

import (
	"fmt"

	"guichet/bot"
	"guichet/tickets"
)

// steps is where a request stands: "Évaluation ✓ → Approbation 1/2 → Réalisation", the present
// one emphasised; nothing for what needs neither evaluation nor approval.
func (s *Speech) steps(sc Scene) []bot.Block {
	t := sc.Ticket
	ev, ap := t.Steps.Evaluation, t.Steps.Approval
	var cat *tickets.Category
	if sc.Policy != nil {
		cat = sc.Policy.Category(t.Category)
	}
	evaluated := ev != nil || cat != nil && cat.Evaluation
	approval := ap != nil || cat != nil && cat.Approval != nil
	if t.Kind != tickets.Request || !evaluated && !approval {
		return nil
	}
	at := t.State
	if at == tickets.WaitingState {
		at = t.WaitedFrom
	}
	var out bot.Text
	add := func(key, mark string, here bool) {
		if out != nil {
			out = appendText(out, plain(" → "))
		}
		word := s.T(sc.Locale, key, nil)
		if mark != "" {
			word += " " + mark
		}
		if here {
			out = appendText(out, boldText(word))
			return
		}
		out = appendText(out, plain(word))
	}
	if evaluated {
		add("steps.evaluation", done(ev != nil && !ev.Done.IsZero()), at == tickets.InEvaluation)
	}
	if approval {
		add("steps.approval", approvalMark(ap), at == tickets.AwaitingApproval || at == tickets.RejectedState)
	}
	add("steps.work", done(t.State == tickets.ResolvedState || t.State == tickets.ClosedState), at == tickets.InProgress)
	blocks := []bot.Block{Paragraph(out)}
	if found := s.evaluated(sc); found != nil {
		blocks = append(blocks, fields(found))
	}
	if ap.Open() {
		blocks = append(blocks, Small(s.Text(sc.Locale, "steps.awaited", Vars{"Who": s.approvers(sc)})))
	}
	if t.State == tickets.RejectedState && ap != nil {
		blocks = Quoted(blocks, ap.Reason)
	}
	return blocks
}

func done(yes bool) string {
	if yes {
		return "✓"
	}
	return ""
}

func approvalMark(ap *tickets.Approval) string {
	switch {
	case ap == nil:
		return ""
	case ap.State == tickets.ApprovalGiven:
		return "✓"
	case ap.State == tickets.ApprovalRejected:
		return "✗"
	case ap.All && ap.Open():
		return fmt.Sprintf("%d/%d", ap.Count(), len(ap.Seats))
	}
	return ""
}

// Approving lists everybody who has to do with the approval of a request.
func Approving(t *tickets.Ticket) []tickets.UserID {
	ap := t.Steps.Approval
	if ap == nil {
		return nil
	}
	out := []tickets.UserID{ap.By}
	for _, s := range ap.Seats {
		out = append(out, s.Who, s.By, s.Named)
	}
	for _, q := range ap.Questions {
		out = append(out, q.By, q.Answerer)
	}
	return out
}
