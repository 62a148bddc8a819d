package tickets

import "context"

// Link links two tickets: the first is k to the second. A duplicate is closed at once: its work
// goes on in the second, or where that one's goes on.
func (d *Desk) Link(ctx context.Context, act Act, first, second int64, k LinkKind) (*Ticket, *Ticket, error) {
	asked := second
	if k == LinkDuplicate {
		var err error
		if second, err = d.root(ctx, second); err != nil {
			return nil, nil, err
		}
	}
	return d.pair(ctx, act, ActLink, first, second, func(c, other *change) error {
		switch before := c.t.LinkTo(second); before {
		case LinkDuplicate, LinkOriginal, LinkMergedInto, LinkMergedFrom, k:
			return &Error{Code: NothingToChange, Ticket: c.t}
		default:
			if first == second {
				return sameTicket(c.t, asked)
			}
			c.cutLink(second)
			other.cutLink(first)
		}
		if k != LinkDuplicate {
			c.link(other, k)
			return nil
		}
		return c.duplicate(other)
	})
}

// sameTicket refuses what needs two tickets: the same was asked for twice, or the work on the
// other one goes on in the first already.
func sameTicket(t *Ticket, asked int64) *Error {
	if asked == t.Number {
		return &Error{Code: SameTicket, Ticket: t}
	}
	return &Error{Code: NothingToChange, Ticket: t}
}

func (c *change) duplicate(original *change) error {
	switch {
	case c.t.Kind != original.t.Kind:
		return &Error{Code: OtherProcess, Ticket: original.t}
	case original.t.State.Terminal():
		return &Error{Code: TargetEnded, Ticket: original.t}
	}
	c.link(original, LinkDuplicate)
	if err := c.fold(ByDuplicate, original.t.Number); err != nil {
		return err
	}
	if original.t.State == ResolvedState {
		c.row(OriginalResolved, Detail{
			Other: original.t.Number, Workaround: original.t.Workaround, Assignee: original.t.ResolvedBy,
		}, original.t.Solution)
	}
	return nil
}

// Unlink takes a link away. A ticket that was closed as a duplicate of the other is what it was
// before; a merge is undone, as long as it can be.
func (d *Desk) Unlink(ctx context.Context, act Act, first, second int64) (*Ticket, *Ticket, error) {
	return d.pair(ctx, act, ActLink, first, second, func(c, other *change) error {
		kind := c.t.LinkTo(second)
		switch kind {
		case "":
			return &Error{Code: NotLinked, Ticket: c.t}
		case LinkMergedInto:
			return c.separate(ctx, other)
		case LinkMergedFrom:
			return other.separate(ctx, c)
		case LinkDuplicate:
			if err := c.unfold(ctx); err != nil {
				return err
			}
		case LinkOriginal:
			if err := other.unfold(ctx); err != nil {
				return err
			}
		}
		c.cutLink(second)
		other.cutLink(first)
		c.row(Unlinked, Detail{Other: second, Link: kind}, "")
		other.row(Unlinked, Detail{Other: first, Link: kind.Opposite()}, "")
		return nil
	})
}
