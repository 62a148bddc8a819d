package tickets

import "context"

// Attribute says whose delay a missed deadline was: the desk's own (BallUs), or that of
// requester, supplier or another desk. The assignee says it once; managers can change it.
func (d *Desk) Attribute(ctx context.Context, act Act, number int64, clock Clock, ball Ball) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.attributable(clock); err != nil {
			return err
		}
		if d := c.t.Clocks.Of(clock).Delay; d != nil && d.Ball == ball {
			return c.refuse(NothingToChange, "")
		}
		c.row(Attributed, Detail{Clock: clock, Ball: ball, Assignee: c.t.Assignee}, "")
		return nil
	})
}

// MayAttribute checks, without changing anything, that the actor can say whose delay it was.
func (d *Desk) MayAttribute(ctx context.Context, by Actor, number int64, clock Clock) (*Ticket, error) {
	return d.look(ctx, by, number, func(c *change) error {
		return c.attributable(clock)
	})
}

func (c *change) attributable(clock Clock) error {
	if err := c.may(ActAttribute); err != nil {
		return err
	}
	by, st := c.act.By, c.t.Clocks.Of(clock)
	switch {
	case st.Breached.IsZero() && !st.Late:
		return c.refuse(NotMissed, "")
	case by.Roles.Manager:
		return nil
	case st.Delay != nil && st.Delay.By != by.ID:
		return c.refuse(ManagersOnly, "")
	}
	return nil
}

// Missed lists the clocks whose deadline was missed.
func (c Clocks) Missed() []Clock {
	var out []Clock
	for _, k := range AllClocks {
		if s := c.Of(k); !s.Void && (!s.Breached.IsZero() || s.Late) {
			out = append(out, k)
		}
	}
	return out
}
