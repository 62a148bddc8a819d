package tickets

import (
	"context"
	"time"
)

// Resolution is the filled form "Solution…".
type Resolution struct {
	Solution   string
	Workaround bool // the cause remains: a workaround, not a definitive solution
	RootCause  string
}

// Resolve ends the work with a solution, which requester and beneficiary then validate or
// refuse. A ticket that nobody holds becomes the actor's.
func (d *Desk) Resolve(ctx context.Context, act Act, number int64, r Resolution) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.may(ActResolve); err != nil {
			return err
		}
		if err := c.resolve(r); err != nil {
			return err
		}
		return c.tellDuplicates(ctx, c, &toldOfSolution{tickets: map[int64]bool{number: true}, people: c.t.Audience()})
	})
}

func (c *change) resolve(r Resolution) error {
	solution, err := c.text(r.Solution, "solution", false)
	if err != nil {
		return err
	}
	cause, err := c.text(r.RootCause, "root_cause", true)
	if err != nil {
		return err
	}
	from, to, err := c.move(ActResolve)
	if err != nil {
		return err
	}
	if c.t.Assignee == "" {
		c.t.Assignee, c.t.AssignedAt = c.act.By.ID, c.now
		if c.t.ClaimedAt.IsZero() {
			c.t.ClaimedAt = c.now
		}
	}
	if c.t.ContactAt.IsZero() {
		c.t.ContactAt = c.now
	}
	c.t.Resolutions++
	c.t.Solution, c.t.Workaround, c.t.RootCause = solution, r.Workaround, cause
	c.t.ResolvedAt, c.t.ResolvedBy = c.now, c.act.By.ID
	c.t.WaitingOn, c.t.WaitReason, c.t.WaitedFrom, c.t.Prompt = BallUs, "", "", ""
	c.row(Resolved, Detail{
		From: from, To: to, Workaround: r.Workaround, Round: c.t.Resolutions, Assignee: c.t.Assignee,
	}, solution)
	return nil
}

// Prompt notes a ✅: the form Solution… is offered in the thread, nothing else changes.
func (d *Desk) Prompt(ctx context.Context, act Act, number int64) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.may(ActResolve); err != nil {
			return err
		}
		if err := c.legal(ActResolve); err != nil {
			return err
		}
		c.t.Prompt = act.By.ID
		c.row(Prompted, Detail{Subject: act.By.ID, Round: c.t.Resolutions}, "")
		return nil
	})
}

// DropPrompt notes that the ✅ was taken off before the form was filled.
func (d *Desk) DropPrompt(ctx context.Context, act Act, number int64) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.may(ActResolve); err != nil {
			return err
		}
		if c.t.Prompt != act.By.ID || c.t.State.Finished() {
			return c.refuse(NothingToChange, ActResolve)
		}
		c.t.Prompt = ""
		c.row(Prompted, Detail{Subject: act.By.ID, Round: c.t.Resolutions, Why: "dropped"}, "")
		return nil
	})
}

// Validate closes a resolved ticket: requester or beneficiary says that it is solved. round
// is the resolution that was answered (0: the present one); a later answer, or one to an
// older resolution, is refused as AlreadyAnswered.
func (d *Desk) Validate(ctx context.Context, act Act, number int64, round int) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.answerable(ActValidate, round); err != nil {
			return err
		}
		from, to, err := c.move(ActValidate)
		if err != nil {
			return err
		}
		c.row(Validated, Detail{From: from, To: to, Round: c.t.Resolutions}, "")
		return c.close(ctx, from, "validated")
	})
}

// Refuse sends a resolved ticket back to its technician, with the reason.
func (d *Desk) Refuse(ctx context.Context, act Act, number int64, round int, reason string) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.answerable(ActRefuse, round); err != nil {
			return err
		}
		reason, err := c.text(reason, "reason", false)
		if err != nil {
			return err
		}
		from, to, err := c.move(ActRefuse)
		if err != nil {
			return err
		}
		c.t.ResolvedAt = time.Time{}
		c.row(Refused, Detail{From: from, To: to, Round: c.t.Resolutions, Assignee: c.t.Assignee}, reason)
		return nil
	})
}

// MayAnswer checks, without changing anything, that the actor can validate or refuse now: so
// that the form for the reason is not offered in vain.
func (d *Desk) MayAnswer(ctx context.Context, by Actor, number int64, round int) (*Ticket, error) {
	return d.look(ctx, by, number, func(c *change) error {
		return c.answerable(ActRefuse, round)
	})
}

func (c *change) answerable(a Action, round int) error {
	if err := c.may(a); err != nil {
		return err
	}
	if round != 0 && round != c.t.Resolutions {
		return c.refuse(AlreadyAnswered, a)
	}
	if c.t.State != ResolvedState {
		if c.t.Resolutions > 0 {
			return c.refuse(AlreadyAnswered, a)
		}
		return c.refuse(Illegal, a)
	}
	return nil
}

// close ends the ticket and asks for the two marks.
func (c *change) close(ctx context.Context, from State, why string) error {
	c.t.ClosedAt, c.t.ClosedBy = c.now, why
	c.row(Closed, Detail{From: from, To: c.t.State, Why: why, Round: c.t.Resolutions}, "")
	return c.askRating(ctx)
}

// Cancel ends a ticket without a solution: by who opened it or has the problem, or by a
// technician.
func (d *Desk) Cancel(ctx context.Context, act Act, number int64, reason string) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.may(ActCancel); err != nil {
			return err
		}
		reason, err := c.text(reason, "reason", true)
		if err != nil {
			return err
		}
		from, to, err := c.move(ActCancel)
		if err != nil {
			return err
		}
		c.t.ClosedAt, c.t.ClosedBy, c.t.Prompt = c.now, "cancelled", ""
		c.row(Cancelled, Detail{From: from, To: to, Assignee: c.t.Assignee}, reason)
		return nil
	})
}
