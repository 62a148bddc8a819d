package tickets

import (
	"context"
	"slices"
	"time"
)

// pending is the step that stands between the request and its resolution, by the policy as it
// is now: nothing is resolved before it, whatever way is tried.
func (c *change) pending() RequestStep {
	t := c.t
	if t.Kind != Request {
		return ""
	}
	cat, ev, ap := c.policy.Category(t.Category), t.Steps.Evaluation, t.Steps.Approval
	evaluated := ev != nil && !ev.Done.IsZero()
	if wanted := cat != nil && cat.Evaluation || ev != nil && (ev.Manual || ev.Filled()); wanted && !evaluated {
		return StepEvaluation
	}
	switch {
	case cat == nil && ap.Open(): // gone from the configuration: what was asked is still asked
		return StepApproval
	case cat != nil && cat.Approval != nil && !c.approved(cat):
		return StepApproval
	}
	return ""
}

// approved tells whether the approval that was given is good for the category: it was asked for
// by its rule, or by one that is the same.
func (c *change) approved(cat *Category) bool {
	ap := c.t.Steps.Approval
	return ap != nil && ap.State == ApprovalGiven && c.ruledAs(ap, cat)
}

func (c *change) ruledAs(ap *Approval, cat *Category) bool {
	if ap.Category == cat.ID {
		return true
	}
	was := c.policy.Category(ap.Category)
	return was != nil && was.Approval != nil && cat.Approval != nil &&
		was.Approval.All == cat.Approval.All && slices.Equal(was.Approval.People, cat.Approval.People)
}

// restep takes an unfinished ticket to the step at which its type and category want it: after
// an opening, a claim, a change of type or of category. why is for the journal.
func (c *change) restep(ctx context.Context, why string) error {
	if c.t.State.Finished() {
		return nil
	}
	at := c.standing()
	to := c.stepAt(at)
	ap := c.t.Steps.Approval
	if to == at && to == AwaitingApproval {
		if cat := c.policy.Category(c.t.Category); !ap.Open() || cat != nil && !c.ruledAs(ap, cat) {
			return c.enter(ctx, to, why) // other approvers
		}
	}
	if to == at {
		return nil
	}
	return c.enter(ctx, to, why)
}

// standing is the state of the ticket, a wait aside.
func (c *change) standing() State {
	if c.t.State == WaitingState {
		return c.t.WaitedFrom
	}
	return c.t.State
}

func (c *change) stepAt(at State) State {
	switch c.pending() {
	case StepEvaluation:
		switch {
		case at == InEvaluation, c.t.Assignee != "":
			return InEvaluation
		case at == AwaitingApproval, at == InProgress:
			return New
		}
		return at
	case StepApproval:
		if at == InEvaluation && c.t.Steps.Evaluation != nil && c.t.Steps.Evaluation.Done.IsZero() && c.t.Steps.Evaluation.Filled() {
			return at
		}
		return AwaitingApproval
	}
	switch {
	case at != InEvaluation && at != AwaitingApproval:
		return at
	case c.t.Assignee == "":
		return New
	case c.t.ContactAt.IsZero():
		return ClaimedState
	}
	return InProgress
}

// enter takes the ticket into a step; one that waits comes back to it when it resumes.
func (c *change) enter(ctx context.Context, to State, why string) error {
	from := c.t.State
	shown := to
	if from == WaitingState {
		c.t.WaitedFrom, shown = to, WaitingState
	}
	c.t.State = shown
	if ap := c.t.Steps.Approval; ap.Open() {
		ap.State = ApprovalMoot
	}
	d := Detail{From: from, To: shown, Why: why}
	switch to {
	case InEvaluation:
		ev := c.t.Steps.Evaluation
		if ev == nil {
			ev = &Evaluation{}
			c.t.Steps.Evaluation = ev
		}
		ev.Done = time.Time{}
		c.row(Evaluating, d, "")
	case AwaitingApproval:
		ap, err := c.convene(ctx)
		if err != nil {
			return err
		}
		c.t.Steps.Approval = ap
		d.Round, d.Total = ap.Round, len(ap.Seats)
		c.row(Submitted, d, "")
	default:
		c.row(Stepped, d, "")
	}
	return nil
}

// legal refuses what the table does not allow now.
func (c *change) legal(a Action) error {
	_, err := c.next(a)
	return err
}

// next is the state that the action leads to, by the table of transitions and by what a request
// still lacks.
func (c *change) next(a Action) (State, error) {
	to, ok := ProcessOf(c.t.Kind).Next(c.t.State, a, c.t.WaitedFrom)
	if !ok && a == ActResolve && !c.t.State.Finished() {
		to = ResolvedState // say what is missing, rather than that the state is wrong
	}
	if err := c.ripe(a, to); err != nil {
		return "", err
	}
	if !ok {
		return "", c.refuse(Illegal, a)
	}
	return to, nil
}

// settle brings the steps up to date after a change.
func (c *change) settle() {
	s := &c.t.Steps
	if s.Approval != nil {
		s.Approval.note()
	}
	s.Pending = ""
	if !c.t.State.Finished() {
		s.Pending = c.pending()
	}
	if s.Approval.Open() && (c.t.State.Finished() || c.t.Kind != Request) {
		s.Approval.State = ApprovalMoot
	}
}

// ripe refuses to resolve a request whose evaluation or approval is missing.
func (c *change) ripe(a Action, to State) error {
	if to != ResolvedState {
		return nil
	}
	switch c.pending() {
	case StepEvaluation:
		return c.refuse(NeedsEvaluation, a)
	case StepApproval:
		return c.refuse(NeedsApproval, a)
	}
	return nil
}
