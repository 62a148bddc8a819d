package speech

import "guichet/tickets"

// undecided says who decides on a request, or who has.
func (s *Speech) undecided(sc Scene, err *tickets.Error, data Vars) string {
	t := err.Ticket
	if t == nil {
		return "refusal.other"
	}
	ap := t.Steps.Approval
	data["Who"] = s.approvers(sc)
	switch err.Code {
	case tickets.NeedsApproval:
		if !ap.Open() {
			return "refusal.needs_submission"
		}
	case tickets.NotApprover:
		if !ap.Open() {
			return "refusal.not_approver_any_more"
		}
	case tickets.AlreadyDecided:
		if ap == nil || ap.State != tickets.ApprovalGiven && ap.State != tickets.ApprovalRejected {
			return "refusal.already_decided"
		}
		data["Who"], data["When"] = s.someone(sc, ap.By), s.Moment(sc, ap.Decided)
		return "refusal.already_decided_" + string(ap.State)
	}
	return "refusal." + string(err.Code)
}
