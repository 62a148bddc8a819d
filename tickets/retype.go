package tickets

import "context"

// SetType turns an incident into a request and back ("" is the other one). The ticket keeps its
// number, its people and the time used; its name changes, and the old one still finds it. What
// only a request goes through ends with it, and what only an incident has: its announcement.
func (d *Desk) SetType(ctx context.Context, act Act, number int64, k Kind) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.may(ActType); err != nil {
			return err
		}
		if k == "" {
			k = otherKind(c.t.Kind)
		}
		switch {
		case c.t.State.Finished():
			return c.refuse(Illegal, ActType)
		case k != Incident && k != Request, k == c.t.Kind:
			return c.refuse(NothingToChange, ActType)
		}
		from := c.t.State
		c.t.Kind = k
		if k == Incident {
			c.t.State, c.t.WaitedFrom = c.worked(c.t.State), c.worked(c.t.WaitedFrom)
		}
		detail := Detail{From: from, To: c.t.State, Kind: k}
		if cat := c.policy.Category(c.t.Category); cat != nil && cat.Type != "" && cat.Type != k {
			detail.CategoryWas = c.t.Category
			c.t.Category = c.policy.GuessCategory(k, c.t.Summary+" "+c.t.Description)
			detail.Category = c.t.Category
		}
		c.skip = true
		c.row(TypeSet, detail, "")
		if k == Request {
			c.withdraw() // only incidents are announced
		}
		return c.restep(ctx, "type")
	})
}

func otherKind(k Kind) Kind {
	if k == Request {
		return Incident
	}
	return Request
}

// worked is where a ticket stands that needs neither evaluation nor approval any more.
func (c *change) worked(s State) State {
	switch {
	case s != InEvaluation && s != AwaitingApproval:
		return s
	case !c.t.ContactAt.IsZero():
		return InProgress
	case c.t.Assignee != "":
		return ClaimedState
	}
	return New
}
