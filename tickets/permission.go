package tickets

import "slices"

// Actions that leave the state of a ticket alone, or are about no ticket. Like those of the
// table of transitions, each has its row in the table of permissions.
const (
	ActOpen       Action = "open"        // a new ticket
	ActOnBehalf   Action = "on_behalf"   // a new ticket for a caller, with its source, or solved at first call
	ActListOwn    Action = "list_own"    // the person's own tickets
	ActListQueue  Action = "list_queue"  // what the desk has to do
	ActShow       Action = "show"        // the ticket, as far as the person may see it
	ActShowInside Action = "show_inside" // the desk's own side of it: notes, alerts, causes
	ActExplain    Action = "explain"     // why its deadlines are what they are
	ActExport     Action = "export"      // its transcript, without the desk's own side
	ActExportAll  Action = "export_all"  // its transcript with notes
	ActSay        Action = "say"         // words to the desk
	ActReply      Action = "reply"       // words of the desk to the requester
	ActNote       Action = "note"        // words that never leave the desk
	ActRevise     Action = "revise"      // a message of theirs that was taken reads otherwise, or is gone
	ActTakeOver   Action = "take_over"
	ActImpact     Action = "impact"
	ActMeToo      Action = "me_too"
	ActAnswerDate Action = "answer_date" // accept or refuse the proposed date
	ActAttribute  Action = "attribute"   // whose delay it was
	ActRate       Action = "rate"
	ActComment    Action = "comment"
	ActFollowUp   Action = "follow_up" // of a low mark
	ActEdit       Action = "edit"      // summary, description, category and its fields; with ActUrgent and ActImpact those too
	ActType       Action = "type"      // an incident becomes a request and back
	ActFollow     Action = "follow"    // read along, let somebody read along, or no longer
	ActUnfollow   Action = "unfollow"  // read along no longer oneself
	ActLink       Action = "link"
	ActMerge      Action = "merge" // and its undoing
	ActMacro      Action = "macro"
	ActChecklist  Action = "checklist"
	ActAsk        Action = "ask"       // an approver's question
	ActDelegate   Action = "delegate"  // somebody else approves in their place
	ActTurnDown   Action = "turn_down" // a request that cannot be done, found while evaluating
	ActAway       Action = "away"      // till when somebody approves nothing
	ActAnnounce   Action = "announce"
	ActBulk       Action = "bulk" // close or assign many at once, and its undoing
	ActPanel      Action = "panel"
	ActAudit      Action = "audit"
	ActStats      Action = "stats"      // figures of the desk and of oneself
	ActStatsEach  Action = "stats_each" // figures by technician, and the marks of all
)

// Permission is one row of the table: who may do what.
type Permission struct {
	Action Action
	// Who may do it: any of these is enough.
	Who Standing
	// Shown may also do it where the ticket was shown to them: by a button or reaction on a
	// message they see.
	Shown Standing
	// Instead is the refusal of those of the desk who know the ticket and may not; "" is
	// NotAllowed.
	Instead Code
	// Desk marks what is about no one ticket: there is nothing to be hidden, so that whoever
	// may not is told so.
	Desk bool
}

// Permissions is the one table that says who may do what. A use case asks it by c.may(action)
// (d.mayDesk for those about no ticket) before anything else.
//
// To add an action: a constant, a row here, and c.may in the use case. Tests fail when one of
// the three is missing.
var Permissions = []Permission{
	{Action: ActOpen, Who: AsDesk | AsMember, Desk: true},
	{Action: ActOnBehalf, Who: AsDesk | AsTechnician, Desk: true},
	{Action: ActListOwn, Who: AsMember, Desk: true},
	{Action: ActListQueue, Who: AsDesk | staff, Desk: true},
	{Action: ActAnnounce, Who: staff},
	{Action: ActPanel, Who: staff | AsAdmin, Desk: true},
	{Action: ActBulk, Who: AsManager, Desk: true},
	{Action: ActBulkClose, Who: AsManager, Desk: true},
	{Action: ActAudit, Who: AsDesk | AsAdmin, Desk: true},
	{Action: ActStats, Who: AsDesk | staff, Desk: true},
	{Action: ActStatsEach, Who: AsDesk | AsManager, Desk: true},

	{Action: ActShow, Who: sees},
	{Action: ActShowInside, Who: AsDesk | staff},
	{Action: ActExplain, Who: sees},
	{Action: ActExport, Who: sees},
	{Action: ActExportAll, Who: AsDesk | staff},

	{Action: ActClaim, Who: AsDesk | AsTechnician},
	{Action: ActTakeOver, Who: staff},
	{Action: ActAssign, Who: AsDesk | staff},
	{Action: ActRelease, Who: AsDesk | AsAssignee | AsManager, Instead: NotAssignee},
	{Action: ActContact, Who: AsDesk | AsTechnician},
	{Action: ActWait, Who: AsDesk | AsTechnician},
	{Action: ActResume, Who: AsDesk | AsTechnician},
	{Action: ActEscalate, Who: AsDesk | AsTechnician},
	{Action: ActUrgent, Who: AsDesk | AsTechnician},
	{Action: ActImpact, Who: AsDesk | AsTechnician},
	{Action: ActType, Who: AsDesk | AsTechnician},
	{Action: ActEdit, Who: AsDesk | staff},
	{Action: ActResolve, Who: AsDesk | AsTechnician},
	{Action: ActReply, Who: AsDesk | AsTechnician},
	{Action: ActNote, Who: AsDesk | staff},
	{Action: ActMacro, Who: AsTechnician},
	{Action: ActChecklist, Who: AsTechnician},
	{Action: ActLink, Who: AsDesk | staff},
	{Action: ActMerge, Who: AsDesk | staff},
	{Action: ActFold, Who: AsDesk | staff},
	{Action: ActExtend, Who: AsDesk | staff},
	{Action: ActAttribute, Who: AsAssignee | AsManager, Instead: NotHolder},
	{Action: ActFollowUp, Who: AsManager},

	{Action: ActEvaluate, Who: AsDesk | AsTechnician},
	{Action: ActSubmit, Who: AsDesk | AsTechnician},
	{Action: ActApprove, Who: AsApprover},
	{Action: ActReject, Who: AsApprover},
	{Action: ActAsk, Who: AsApprover},
	{Action: ActDelegate, Who: AsApprover},
	{Action: ActTurnDown, Who: AsDesk | AsTechnician},
	{Action: ActAway, Who: AsMember, Desk: true},

	{Action: ActSay, Who: AsDesk | own | AsFollower},
	{Action: ActRevise, Who: sees},
	{Action: ActValidate, Who: own},
	{Action: ActRefuse, Who: own},
	{Action: ActAnswerDate, Who: own},
	{Action: ActCancel, Who: AsDesk | own | AsTechnician},
	{Action: ActReopen, Who: AsDesk | own | staff},
	{Action: ActFollow, Who: AsDesk | own | staff},
	{Action: ActUnfollow, Who: sees},
	{Action: ActMeToo, Who: sees &^ AsDesk, Shown: AsMember},
	{Action: ActRate, Who: AsRater},
	{Action: ActComment, Who: AsRater},
	{Action: ActExpire, Who: AsDesk},
}

// PermissionOf is the row of an action; an action without one is nobody's.
func PermissionOf(a Action) Permission {
	i := slices.IndexFunc(Permissions, func(p Permission) bool { return p.Action == a })
	if i < 0 {
		return Permission{Action: a}
	}
	return Permissions[i]
}

// May tells whether somebody may do the action to the ticket (nil: to none), as far as the
// table says: the state of the ticket is the table of transitions' matter.
func May(by Actor, a Action, t *Ticket) bool {
	return StandingOf(by, t).Has(PermissionOf(a).Who)
}

// vias in which a ticket was shown to who acts.
var shownBy = []string{"reaction", "button", "catchup"}

// may lets those pass to whom the table gives the action. Whoever has no right to know of the
// ticket gets NotFound, as if it did not exist; who knows of it and may not, NotAllowed.
func (c *change) may(a Action) error {
	row, s := PermissionOf(a), StandingOf(c.act.By, c.t)
	c.asked = a
	switch {
	case s.Has(row.Who), s.Has(row.Shown) && slices.Contains(shownBy, c.act.Via):
		return nil
	case !s.Has(sees):
		return &Error{Code: NotFound}
	case row.Instead != "" && s.Has(staff):
		return c.refuse(row.Instead, a)
	}
	return c.refuse(NotAllowed, a)
}

// mayDesk is may for what is about no one ticket.
func mayDesk(by Actor, a Action) error {
	if May(by, a, nil) {
		return nil
	}
	return &Error{Code: NotAllowed, Action: a}
}
