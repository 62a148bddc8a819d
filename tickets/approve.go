package tickets

import "context"

// Approve gives the actor's approval to a request. With the rule "all" it counts, and the last
// one decides. round is the submission that was answered (0: the present one); an answer to one
// that is decided is refused as AlreadyDecided.
func (d *Desk) Approve(ctx context.Context, act Act, number int64, round int) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		ap, mine, err := c.approving(ActApprove, round)
		if err != nil {
			return err
		}
		fresh := Seat{}
		given := false
		for _, s := range mine {
			if s.Approved.IsZero() {
				s.Approved, s.By = c.now, act.By.ID
				fresh, given = *s, true
			}
		}
		if !given {
			return c.refuse(AlreadyApproved, ActApprove)
		}
		return c.countApproval(ap, fresh.Named)
	})
}

// countApproval notes an approval, and lets the work begin when it was the last one missing.
func (c *change) countApproval(ap *Approval, instead UserID) error {
	from, to := c.t.State, c.t.State
	if ap.complete() {
		var err error
		if from, to, err = c.move(ActApprove); err != nil {
			return err
		}
		if to == WaitingState {
			c.t.WaitedFrom = InProgress
		}
		ap.State, ap.Decided, ap.By = ApprovalGiven, c.now, c.act.By.ID
	}
	c.row(Approved, Detail{
		From: from, To: to, Round: ap.Round, Count: ap.Count(), Total: len(ap.Seats),
		Previous: instead, Assignee: c.t.Assignee, Why: string(ap.State),
	}, "")
	return nil
}

// Reject ends a request with a reason: one of its approvers, or a technician who found while
// evaluating that it cannot be done.
func (d *Desk) Reject(ctx context.Context, act Act, number int64, round int, reason string) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		how, err := c.rejecting(round)
		if err != nil {
			return err
		}
		reason, err = c.text(reason, "reason", false)
		if err != nil {
			return err
		}
		from, to, err := c.move(how)
		if err != nil {
			return err
		}
		row := Detail{From: from, To: to, Assignee: c.t.Assignee}
		if ap := c.t.Steps.Approval; ap.Open() {
			ap.State, ap.Decided, ap.By, ap.Reason = ApprovalRejected, c.now, act.By.ID, reason
			row.Round, row.Why = ap.Round, string(ApprovalRejected)
		}
		c.t.ClosedAt, c.t.ClosedBy, c.t.Prompt = c.now, "rejected", ""
		c.t.WaitingOn, c.t.WaitReason, c.t.WaitedFrom = BallUs, "", ""
		c.row(Rejected, row, reason)
		return nil
	})
}

// rejecting is the action of who may refuse the request now.
func (c *change) rejecting(round int) (Action, error) {
	if c.t.State != InEvaluation || round != 0 {
		_, _, err := c.approving(ActReject, round)
		return ActReject, err
	}
	if err := c.may(ActTurnDown); err != nil {
		return ActTurnDown, err
	}
	return ActTurnDown, c.legal(ActTurnDown)
}

// MayDecide checks, without changing anything, that the actor can answer now: so that no form
// is offered in vain.
func (d *Desk) MayDecide(ctx context.Context, by Actor, number int64, a Action, round int) (*Ticket, error) {
	return d.look(ctx, by, number, func(c *change) (err error) {
		if a == ActReject {
			_, err = c.rejecting(round)
			return err
		}
		_, _, err = c.approving(a, round)
		return err
	})
}

// approving is the approval under way and the actor's seats in it; refused to everybody else,
// to those whose request it is, and once it is decided.
func (c *change) approving(a Action, round int) (*Approval, []*Seat, error) {
	ap := c.t.Steps.Approval
	if err := c.may(a); err != nil {
		switch {
		case CodeOf(err) != NotAllowed:
			return nil, nil, err
		case ap == nil || c.t.Kind != Request:
			return nil, nil, c.refuse(Illegal, a)
		case c.t.Concerns(c.act.By.ID):
			return nil, nil, c.refuse(OwnRequest, a)
		}
		return nil, nil, c.refuse(NotApprover, a)
	}
	var mine []*Seat
	for i := range ap.Seats {
		if ap.Seats[i].takes(c.act.By) {
			mine = append(mine, &ap.Seats[i])
		}
	}
	switch {
	case !ap.Open() || round != 0 && round != ap.Round || c.t.State.Finished():
		return nil, nil, c.refuse(AlreadyDecided, a)
	case len(mine) == 0: // they have answered, and have lost the role since
		return nil, nil, c.refuse(NotApprover, a)
	}
	return ap, mine, nil
}

// Ask puts an approver's question to requester and beneficiary. Their next words answer it.
func (d *Desk) Ask(ctx context.Context, act Act, number int64, round int, question string) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		ap, _, err := c.approving(ActAsk, round)
		if err != nil {
			return err
		}
		if len(c.t.Concerned()) == 0 {
			return c.refuse(NobodyToAsk, ActAsk)
		}
		question, err := c.text(question, "text", false)
		if err != nil {
			return err
		}
		ap.Questions = append(ap.Questions, Question{By: act.By.ID, At: c.now, Text: question})
		c.row(Asked, Detail{Round: ap.Round, Count: len(ap.Questions)}, question)
		return nil
	})
}

// AnswerQuestion is the Detail.Why of words that answered an approver's question.
const AnswerQuestion = "answer"

// answers notes that words of requester or beneficiary answer what approvers asked.
func (c *change) answers(words string, d *Detail) {
	ap := c.t.Steps.Approval
	if ap.Waiting() == nil {
		return
	}
	for i := range ap.Questions {
		if q := &ap.Questions[i]; q.Answered.IsZero() {
			q.Answer, q.Answerer, q.Answered, q.Markup = words, c.act.By.ID, c.now, c.act.Markup
			d.Subject = q.By
		}
	}
	d.Why, d.Round, d.Count = AnswerQuestion, ap.Round, len(ap.Questions)
}
