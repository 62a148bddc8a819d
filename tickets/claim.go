package tickets

import (
	"context"
	"time"
)

// Claim gives the ticket to the technician who acts. Of any number of simultaneous claimers
// one wins; the others get AlreadyAssigned with the ticket, which says who and when.
func (d *Desk) Claim(ctx context.Context, act Act, number int64) (*Ticket, error) {
	return d.ClaimFrom(ctx, act, number, "")
}

// ClaimFrom is Claim, also of a ticket whose assignee, gone, no longer works at the desk.
func (d *Desk) ClaimFrom(ctx context.Context, act Act, number int64, gone UserID) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.may(ActClaim); err != nil {
			return err
		}
		if held := c.t.Assignee; held != "" && held == gone && !c.t.State.Finished() {
			return c.take(ctx, ActAssign, Claimed)
		}
		if !c.t.State.Finished() && c.t.Assignee != "" {
			if c.t.Assignee == act.By.ID {
				return c.refuse(AlreadyYours, ActClaim)
			}
			return c.refuse(AlreadyAssigned, ActClaim)
		}
		return c.take(ctx, ActClaim, Claimed)
	})
}

// TakeOver gives the ticket to the technician or manager who acts, whoever holds it.
func (d *Desk) TakeOver(ctx context.Context, act Act, number int64) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.may(ActTakeOver); err != nil {
			return err
		}
		if c.t.Assignee == act.By.ID && !c.t.State.Finished() {
			return c.refuse(AlreadyYours, ActClaim)
		}
		return c.give(ctx, ActAssign, Assigned, act.By.ID)
	})
}

// Assign gives the ticket to another person of the desk.
func (d *Desk) Assign(ctx context.Context, act Act, number int64, to Actor) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.may(ActAssign); err != nil {
			return err
		}
		switch {
		case to.ID == "":
			return &Error{Code: UnknownPerson, Field: "person", Ticket: c.t}
		case !StandingOf(to, nil).Has(AsTechnician):
			return &Error{Code: NotTechnician, Field: "person", Ticket: c.t}
		case c.t.Assignee == to.ID && !c.t.State.Finished():
			return c.refuse(NothingToChange, ActAssign)
		}
		return c.give(ctx, ActAssign, Assigned, to.ID)
	})
}

// Release puts the ticket back into the pool. Only who holds it, or a manager, can. The
// response clock does not start again.
func (d *Desk) Release(ctx context.Context, act Act, number int64) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		err := c.may(ActRelease)
		known := err == nil || CodeOf(err) == NotAssignee
		switch {
		case known && c.t.State.Finished():
			return c.refuse(Illegal, ActRelease)
		case known && c.t.Assignee == "":
			return c.refuse(NobodyHolds, ActRelease)
		case err != nil:
			return err
		}
		return c.release()
	})
}

func (c *change) release() error {
	from, to, err := c.move(ActRelease)
	if err != nil {
		return err
	}
	if c.t.State == WaitingState && c.t.WaitedFrom == ClaimedState {
		c.t.WaitedFrom = New
	}
	c.row(Released, Detail{From: from, To: to, Previous: c.t.Assignee}, "")
	c.t.Assignee, c.t.AssignedAt = "", time.Time{}
	return nil
}

// take is give to the actor.
func (c *change) take(ctx context.Context, a Action, k EntryKind) error {
	return c.give(ctx, a, k, c.act.By.ID)
}

// give makes somebody the assignee, whatever the state allows.
func (c *change) give(ctx context.Context, a Action, k EntryKind, to UserID) error {
	from, state, err := c.move(a)
	if err != nil {
		return err
	}
	before, why, err := c.heldBefore(ctx)
	if err != nil {
		return err
	}
	if state == WaitingState && c.t.WaitedFrom == New {
		c.t.WaitedFrom = ClaimedState
	}
	c.row(k, Detail{From: from, To: state, Assignee: to, Previous: before, Why: why}, "")
	c.t.Assignee, c.t.AssignedAt = to, c.now
	if c.t.ClaimedAt.IsZero() {
		c.t.ClaimedAt = c.now
	}
	return c.restep(ctx, "")
}
