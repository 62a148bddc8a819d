package tickets

import (
	"context"
	"strings"
	"unicode/utf8"
)

// Contact logs that the technician has really reached the beneficiary. A ticket that nobody
// holds must be claimed first.
func (d *Desk) Contact(ctx context.Context, act Act, number int64) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.may(ActContact); err != nil {
			return err
		}
		if !c.t.ContactAt.IsZero() && !c.t.State.Finished() {
			return c.refuse(NothingToChange, ActContact)
		}
		return c.contact()
	})
}

func (c *change) contact() error {
	from, to, err := c.move(ActContact)
	if err != nil {
		return err
	}
	if to == WaitingState && (c.t.WaitedFrom == New || c.t.WaitedFrom == ClaimedState) {
		c.t.WaitedFrom = InProgress
	}
	c.t.ContactAt = c.now
	c.row(Contacted, Detail{From: from, To: to}, "")
	return nil
}

// Wait stops the resolution clock: the ball is with somebody else. On a ticket that waits
// already it says the reason after, or passes the ball on.
func (d *Desk) Wait(ctx context.Context, act Act, number int64, ball Ball, reason string) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.may(ActWait); err != nil {
			return err
		}
		reason, err := c.text(reason, "reason", true)
		if err != nil {
			return err
		}
		ball = orElse(ball, BallRequester)
		before := c.t.State
		if before == WaitingState && reason == "" && c.t.WaitingOn == ball {
			return c.refuse(NothingToChange, ActWait)
		}
		from, to, err := c.move(ActWait)
		if err != nil {
			return err
		}
		if from != WaitingState {
			c.t.WaitedFrom = from
		}
		c.t.WaitingOn, c.t.WaitReason = ball, reason
		c.row(Waiting, Detail{From: from, To: to, Ball: ball}, reason)
		return nil
	})
}

// Resume takes the ball back: the clock runs again.
func (d *Desk) Resume(ctx context.Context, act Act, number int64) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.may(ActResume); err != nil {
			return err
		}
		from, to, err := c.move(ActResume)
		if err != nil {
			return err
		}
		c.row(Resumed, Detail{From: from, To: to, Ball: c.t.WaitingOn}, "")
		c.t.WaitingOn, c.t.WaitReason, c.t.WaitedFrom = BallUs, "", ""
		return nil
	})
}

// Escalate calls level 2 or 3. The ticket stays where it is.
func (d *Desk) Escalate(ctx context.Context, act Act, number int64, level int, reason string) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.may(ActEscalate); err != nil {
			return err
		}
		reason, err := c.text(reason, "reason", true)
		if err != nil {
			return err
		}
		from, to, err := c.move(ActEscalate)
		if err != nil {
			return err
		}
		if level != 3 {
			level = 2
		}
		called := c.policy.OnDuty(level, c.now)
		if cat := c.policy.Category(c.t.Category); level == 3 && cat != nil && cat.Specialist != "" {
			called = UserID(cat.Specialist)
		}
		c.row(Escalated, Detail{From: from, To: to, Level: level, Subject: called}, reason)
		return nil
	})
}

// SetUrgency changes the urgency, and so the priority and the targets. Time used stays used.
func (d *Desk) SetUrgency(ctx context.Context, act Act, number int64, u Urgency) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.may(ActUrgent); err != nil {
			return err
		}
		if c.t.Urgency == u && !c.t.State.Finished() {
			return c.refuse(NothingToChange, ActUrgent)
		}
		if _, _, err := c.move(ActUrgent); err != nil {
			return err
		}
		c.setUrgency(u)
		return nil
	})
}

// SetImpact changes how many people are hit.
func (d *Desk) SetImpact(ctx context.Context, act Act, number int64, i Impact) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.may(ActImpact); err != nil {
			return err
		}
		if c.t.Impact == i && !c.t.State.Finished() {
			return c.refuse(NothingToChange, ActUrgent)
		}
		if _, _, err := c.move(ActUrgent); err != nil {
			return err
		}
		c.setImpact(i)
		return nil
	})
}

func (c *change) setUrgency(u Urgency) {
	was := c.t.Urgency
	c.t.Urgency = u
	c.weigh(UrgencySet, Detail{UrgencyWas: was})
}

func (c *change) setImpact(i Impact) {
	was := c.t.Impact
	c.t.Impact = i
	c.weigh(ImpactSet, Detail{ImpactWas: was})
}

// weigh reckons the priority anew and notes the row.
func (c *change) weigh(k EntryKind, d Detail) {
	c.t.Priority = c.policy.Priority(c.t.Urgency, c.t.Impact)
	c.skip = true
	d.Urgency, d.Impact, d.Priority, d.Count = c.t.Urgency, c.t.Impact, c.t.Priority, c.t.PeopleHit
	c.row(k, d, "")
}

func (c *change) raiseImpact() {
	hit := c.t.PeopleHit + 1 // the beneficiary too
	rank := map[Impact]int{One: 0, Team: 1, Many: 2}
	for _, i := range []Impact{Many, Team} {
		if step := c.policy.ImpactSteps[i]; step > 0 && hit >= step {
			if rank[i] > rank[c.t.Impact] {
				c.setImpact(i)
			}
			return
		}
	}
}

// text trims and checks what was typed in a field.
func (c *change) text(s, field string, mayBeEmpty bool) (string, error) {
	s = strings.TrimSpace(s)
	limit := MaxText
	if c.act.Markup {
		limit = MaxMessage
	}
	switch {
	case s == "" && !mayBeEmpty:
		return "", &Error{Code: TextEmpty, Field: field, Ticket: c.t}
	case utf8.RuneCountInString(s) > limit:
		return "", &Error{Code: TextTooLong, Field: field, Ticket: c.t, Limit: limit}
	}
	return s, nil
}
