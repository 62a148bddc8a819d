package tickets_test

import (
	"context"
	"time"

	"guichet/tickets"
)

// beside is the number of another ticket, announced and nobody's concern here, for the use
// cases that are about two.
const beside int64 = 1

// useCase is one use case of the desk about one ticket. What its name says before a slash is the
// method.
type useCase struct {
	name   string
	action tickets.Action
	do     func(d *tickets.Desk, ctx context.Context, act tickets.Act, n int64) error
	// in is the only state in which the action is asked for; "" is any.
	in tickets.State
}

func ticketOnly(_ *tickets.Ticket, err error) error { return err }

// useCases are all that take an actor and a ticket; TestTheTestsKnowEveryUseCase tells when one is
// missing.
var useCases = []useCase{
	{name: "Claim", action: tickets.ActClaim, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Claim(ctx, a, n))
	}},
	{name: "TakeOver", action: tickets.ActTakeOver, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.TakeOver(ctx, a, n))
	}},
	{name: "Assign", action: tickets.ActAssign, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Assign(ctx, a, n, tom))
	}},
	{name: "Release", action: tickets.ActRelease, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Release(ctx, a, n))
	}},
	{name: "Contact", action: tickets.ActContact, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Contact(ctx, a, n))
	}},
	{name: "Wait", action: tickets.ActWait, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Wait(ctx, a, n, tickets.BallSupplier, "x"))
	}},
	{name: "Resume", action: tickets.ActResume, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Resume(ctx, a, n))
	}},
	{name: "Escalate", action: tickets.ActEscalate, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Escalate(ctx, a, n, 2, "x"))
	}},
	{name: "SetUrgency", action: tickets.ActUrgent, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.SetUrgency(ctx, a, n, tickets.High))
	}},
	{name: "SetImpact", action: tickets.ActImpact, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.SetImpact(ctx, a, n, tickets.Many))
	}},
	{name: "Amend", action: tickets.ActEdit, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		words := "x"
		_, _, err := d.Amend(ctx, a, n, tickets.Amendment{Summary: &words})
		return err
	}},
	{name: "Amendable", action: tickets.ActEdit, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Amendable(ctx, a.By, n))
	}},
	{name: "JoinIn", action: tickets.ActMeToo, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.JoinIn(ctx, a, n))
	}},
	{name: "Resolve", action: tickets.ActResolve, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Resolve(ctx, a, n, tickets.Resolution{Solution: "x"}))
	}},
	{name: "Prompt", action: tickets.ActResolve, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Prompt(ctx, a, n))
	}},
	{name: "Validate", action: tickets.ActValidate, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Validate(ctx, a, n, 0))
	}},
	{name: "Refuse", action: tickets.ActRefuse, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Refuse(ctx, a, n, 0, "x"))
	}},
	{name: "MayAnswer", action: tickets.ActRefuse, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.MayAnswer(ctx, a.By, n, 0))
	}},
	{name: "Cancel", action: tickets.ActCancel, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Cancel(ctx, a, n, "x"))
	}},
	{name: "Say", action: tickets.ActSay, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Say(ctx, a, n, "x", nil))
	}},
	{name: "Reply", action: tickets.ActReply, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Reply(ctx, a, n, "x", nil))
	}},
	{name: "Note", action: tickets.ActNote, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Note(ctx, a, n, "x"))
	}},
	{name: "Rate", action: tickets.ActRate, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Rate(ctx, a, n, 5, 0))
	}},
	{name: "Comment", action: tickets.ActComment, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Comment(ctx, a, n, "x"))
	}},
	{name: "FollowUp", action: tickets.ActFollowUp, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.FollowUp(ctx, a, n, false))
	}},
	{name: "Propose", action: tickets.ActExtend, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Propose(ctx, a, n, time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC), "x"))
	}},
	{name: "AnswerExtension", action: tickets.ActAnswerDate, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.AnswerExtension(ctx, a, n, 0, true))
	}},
	{name: "Attribute", action: tickets.ActAttribute, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Attribute(ctx, a, n, tickets.ClockRespond, tickets.BallSupplier))
	}},
	{name: "Ticket", action: tickets.ActShow, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		_, _, err := d.Ticket(ctx, a.By, n)
		return err
	}},
	{name: "Explain", action: tickets.ActExplain, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		_, _, err := d.Explain(ctx, a.By, n)
		return err
	}},
	{name: "ClaimFrom", action: tickets.ActClaim, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.ClaimFrom(ctx, a, n, "slack:left"))
	}},
	{name: "MayDo/claim", action: tickets.ActClaim, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.MayDo(ctx, a.By, n, tickets.ActClaim))
	}},
	{name: "Announce", action: tickets.ActAnnounce, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Announce(ctx, a, n, "x"))
	}},
	{name: "Withdraw", action: tickets.ActAnnounce, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Withdraw(ctx, a, n))
	}},
	{name: "DropOut", action: tickets.ActMeToo, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.DropOut(ctx, a, n))
	}},
	{name: "Approve", action: tickets.ActApprove, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Approve(ctx, a, n, 0))
	}},
	{name: "Reject", action: tickets.ActReject, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Reject(ctx, a, n, 1, "x"))
	}},
	{name: "Reject/evaluating", action: tickets.ActTurnDown, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Reject(ctx, a, n, 0, "x"))
	}, in: tickets.InEvaluation},
	{name: "MayDecide", action: tickets.ActApprove, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.MayDecide(ctx, a.By, n, tickets.ActApprove, 0))
	}},
	{name: "MayDecide/reject", action: tickets.ActReject, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.MayDecide(ctx, a.By, n, tickets.ActReject, 1))
	}},
	{name: "Ask", action: tickets.ActAsk, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Ask(ctx, a, n, 0, "x"))
	}},
	{name: "Delegate", action: tickets.ActDelegate, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Delegate(ctx, a, n, 0, tom))
	}},
	{name: "MayAttribute", action: tickets.ActAttribute, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.MayAttribute(ctx, a.By, n, tickets.ClockRespond))
	}},
	{name: "Tick", action: tickets.ActChecklist, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Tick(ctx, a, n, "cable", true))
	}},
	{name: "Complete", action: tickets.ActSay, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Complete(ctx, a, n, tickets.Completion{Words: "x"}))
	}},
	{name: "Evaluate", action: tickets.ActEvaluate, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Evaluate(ctx, a, n, tickets.Evaluation{Feasible: tickets.Feasible}, true))
	}},
	{name: "Submit", action: tickets.ActSubmit, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Submit(ctx, a, n))
	}},
	{name: "MayExtend", action: tickets.ActExtend, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.MayExtend(ctx, a.By, n))
	}},
	{name: "Follow", action: tickets.ActFollow, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Follow(ctx, a, n, tom))
	}},
	{name: "Unfollow", action: tickets.ActFollow, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Unfollow(ctx, a, n, tom.ID))
	}},
	{name: "Unfollow/oneself", action: tickets.ActUnfollow, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Unfollow(ctx, a, n, a.By.ID))
	}},
	{name: "SendMacro", action: tickets.ActMacro, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.SendMacro(ctx, a, n, tickets.CannedReply{Words: "x"}))
	}},
	{name: "Reopen", action: tickets.ActReopen, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Reopen(ctx, a, n, tickets.Reopening{Reason: "x"}))
	}},
	{name: "DropPrompt", action: tickets.ActResolve, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.DropPrompt(ctx, a, n))
	}},
	{name: "SetType", action: tickets.ActType, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.SetType(ctx, a, n, ""))
	}},
	{name: "Deflect", action: tickets.ActCancel, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Deflect(ctx, a, n, beside, true))
	}},
	{name: "Edit", action: tickets.ActRevise, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Edit(ctx, a, tickets.Original{Ticket: n}, time.Time{}, "x", nil))
	}},
	{name: "Retract", action: tickets.ActRevise, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Retract(ctx, a, tickets.Original{Ticket: n}, ""))
	}},
	{name: "Link", action: tickets.ActLink, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		_, _, err := d.Link(ctx, a, n, beside, tickets.LinkRelated)
		return err
	}},
	{name: "Unlink", action: tickets.ActLink, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		_, _, err := d.Unlink(ctx, a, n, beside)
		return err
	}},
	{name: "Merge", action: tickets.ActMerge, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		_, _, err := d.Merge(ctx, a, n, beside)
		return err
	}},
	{name: "MayMerge", action: tickets.ActMerge, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		_, _, err := d.MayMerge(ctx, a.By, n, beside)
		return err
	}},
	{name: "Unmerge", action: tickets.ActMerge, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		_, _, err := d.Unmerge(ctx, a, n)
		return err
	}},
	{name: "Similar", action: tickets.ActShowInside, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		_, _, err := d.Similar(ctx, a.By, n, 3)
		return err
	}},
	{name: "Known", action: tickets.ActShow, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		_, err := d.Known(ctx, a.By, n, 3)
		return err
	}},
	{name: "MayReopen", action: tickets.ActReopen, do: func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		_, _, err := d.MayReopen(ctx, a.By, n)
		return err
	}},
}

// deskCase is one use case of the desk about no ticket.
type deskCase struct {
	name   string
	action tickets.Action
	do     func(d *tickets.Desk, ctx context.Context, act tickets.Act) error
}

var deskCases = []deskCase{
	{"Open", tickets.ActOpen, func(d *tickets.Desk, ctx context.Context, a tickets.Act) error {
		return ticketOnly(d.Open(ctx, a, tickets.Opening{Summary: "x"}))
	}},
	{"CheckOpening", tickets.ActOpen, func(d *tickets.Desk, _ context.Context, a tickets.Act) error {
		return d.CheckOpening(a.By, tickets.Opening{Summary: "x"})
	}},
	{"Enter", tickets.ActOpen, func(d *tickets.Desk, ctx context.Context, a tickets.Act) error { return d.Enter(ctx, a, 0) }},
	{"Audit", tickets.ActAudit, func(d *tickets.Desk, ctx context.Context, a tickets.Act) error {
		_, err := d.Audit(ctx, a.By, tickets.AuditQuery{Limit: 1})
		return err
	}},
	{"Figures", tickets.ActStats, func(d *tickets.Desk, ctx context.Context, a tickets.Act) error {
		_, err := d.Figures(ctx, a.By, time.Time{}.AddDate(2000, 0, 0), "")
		return err
	}},
	{"Figures", tickets.ActStatsEach, func(d *tickets.Desk, ctx context.Context, a tickets.Act) error {
		_, err := d.Figures(ctx, a.By, time.Time{}.AddDate(2000, 0, 0), "slack:somebody-else")
		return err
	}},
	{"MayBulk", tickets.ActBulk, func(d *tickets.Desk, ctx context.Context, a tickets.Act) error { return d.MayBulk(ctx, a.By) }},
	{"PreviewBulk", tickets.ActBulk, func(d *tickets.Desk, ctx context.Context, a tickets.Act) error {
		return d.PreviewBulk(ctx, a.By, &tickets.Bulk{ID: "b", Action: tickets.ActBulkClose}, nil)
	}},
	{"ConfirmBulk", tickets.ActBulk, func(d *tickets.Desk, ctx context.Context, a tickets.Act) error {
		_, err := d.ConfirmBulk(ctx, a, "none")
		return err
	}},
	{"UndoBulk", tickets.ActBulk, func(d *tickets.Desk, ctx context.Context, a tickets.Act) error {
		_, err := d.UndoBulk(ctx, a, "none")
		return err
	}},
	{"BulkReport", tickets.ActBulk, func(d *tickets.Desk, ctx context.Context, a tickets.Act) error {
		_, _, err := d.BulkReport(ctx, a.By, "none")
		return err
	}},
	{"Away", tickets.ActAway, func(d *tickets.Desk, ctx context.Context, a tickets.Act) error { return d.Away(ctx, a, time.Time{}) }},
}

// machinery are the methods that act for nobody: what they are for, and why they ask for no
// right.
var machinery = map[string]string{
	"Attachments":     "what the dispatcher and a transcript copy; who asks for one has asked for the ticket first",
	"Settle":          "a file was fetched",
	"Postpone":        "a file is fetched later",
	"ReplaceApprover": "a platform or a timer says that somebody is gone",
	"FindApprover":    "the configuration's name was looked up",
	"RightsChanged":   "a platform says so",
	"RunBulks":        "what a manager confirmed",
	"Sweep":           "deadlines",
	"NextTimer":       "deadlines",
	"List":            "what a person may see is put into the query; package app has the tests",
}
