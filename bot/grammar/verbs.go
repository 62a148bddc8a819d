package grammar

import (
	"guichet/tickets"
)

// VerbActions is what the table of permissions and the table of transitions are asked for a
// sub-command; those that are missing need no more than the right to see the ticket.
var VerbActions = map[string]tickets.Action{
	"claim": tickets.ActClaim, "release": tickets.ActRelease, "assign": tickets.ActAssign, "contact": tickets.ActContact,
	"reply": tickets.ActReply, "note": tickets.ActNote, "wait": tickets.ActWait, "resume": tickets.ActResume,
	"escalate": tickets.ActEscalate, "resolve": tickets.ActResolve, "validate": tickets.ActValidate, "refuse": tickets.ActRefuse,
	"cancel": tickets.ActCancel, "reopen": tickets.ActReopen, "urgent": tickets.ActUrgent, "impact": tickets.ActImpact,
	"type": tickets.ActType, "sla": tickets.ActExplain, "show": tickets.ActShow, "macro": tickets.ActMacro,
	"extend": tickets.ActExtend, "attribute": tickets.ActAttribute, "merge": tickets.ActMerge, "link": tickets.ActLink,
	"follow": tickets.ActFollow, "announce": tickets.ActAnnounce, "bulk": tickets.ActBulk, "panel": tickets.ActPanel,
	"metoo": tickets.ActMeToo, "edit": tickets.ActEdit, "unlink": tickets.ActLink, "evaluate": tickets.ActEvaluate, "submit": tickets.ActSubmit,
	"approve": tickets.ActApprove, "reject": tickets.ActReject, "away": tickets.ActAway, "day": tickets.ActListQueue,
	"stats": tickets.ActStats,
}

// NeedsTicket lists the verbs that are about a ticket.
var NeedsTicket = map[string]bool{
	"show": true, "story": true, "transcript": true, "claim": true, "release": true, "assign": true, "contact": true, "reply": true, "note": true,
	"wait": true, "resume": true, "escalate": true, "resolve": true, "validate": true, "refuse": true,
	"cancel": true, "urgent": true, "impact": true, "metoo": true, "takeover": true, "rate": true, "type": true, "announce": true, "withdraw": true,
	"comment": true, "add": true, "followup": true, "followed": true, "follow": true, "unfollow": true, "reopen": true, "again": true, "link": true, "unlink": true, "merge": true, "unmerge": true,
	"edit": true, "extend": true, "accept": true, "decline": true, "attribute": true, "macro": true,
	"evaluate": true, "submit": true, "approve": true, "reject": true, "question": true, "delegate": true, "answer": true,
}
