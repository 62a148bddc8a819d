package tickets

import (
	"context"
	"slices"
	"strconv"
	"time"
)

// Delegate hands the actor's seat to somebody else, whose request it is not.
func (d *Desk) Delegate(ctx context.Context, act Act, number int64, round int, to Actor) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		ap, mine, err := c.approving(ActDelegate, round)
		if err != nil {
			return err
		}
		switch {
		case to.ID == "" || to.Roles.Guest:
			return &Error{Code: UnknownPerson, Field: "person", Ticket: c.t}
		case c.t.Concerns(to.ID):
			return &Error{Code: OwnRequest, Field: "person", Ticket: c.t}
		case slices.Contains(ap.Asked(), to.ID):
			return &Error{Code: NothingToChange, Field: "person", Ticket: c.t}
		}
		given := false
		for _, s := range mine {
			if s.Approved.IsZero() {
				s.Named, s.Who, s.Why, s.Of = firstUser(s.Named, act.By.ID), to.ID, SeatDelegated, ""
				given = true
				break
			}
		}
		if !given {
			return c.refuse(AlreadyApproved, ActApprove)
		}
		c.row(Delegated, Detail{Round: ap.Round, Previous: act.By.ID, Subject: to.ID, Why: SeatDelegated}, "")
		return nil
	})
}

// ReplaceApprover seats somebody else for an approver who cannot answer: the stand-in, else the
// managers, else the admins. why is SeatLeft, SeatUnknown, SeatUnreachable or SeatAway; who is
// away and has no stand-in stays.
func (d *Desk) ReplaceApprover(ctx context.Context, number int64, gone UserID, why string) (*Ticket, error) {
	return d.change(ctx, Act{Via: "timer"}, number, func(c *change) error {
		return c.replaceApprover(ctx, gone, why)
	})
}

func (c *change) replaceApprover(ctx context.Context, gone UserID, why string) error {
	ap := c.t.Steps.Approval
	if !ap.Open() || c.t.State.Finished() {
		return nil
	}
	for i := 0; i < len(ap.Seats); i++ {
		s := &ap.Seats[i]
		if !s.Approved.IsZero() {
			continue
		}
		if s.Who == "" && slices.Contains(s.People, gone) && why != SeatAway {
			if err := c.withoutMember(ctx, ap, s, gone, why); err != nil {
				return err
			}
			continue
		}
		if s.Who != gone {
			continue
		}
		out := *s
		var err error
		switch {
		case why == SeatAway:
			err = c.standIn(ctx, ap, &out)
		case s.Of == GroupOfManagers && len(ap.Seats) > 1:
			ap.Seats = slices.Delete(ap.Seats, i, i+1) // the managers are one fewer
			i--
			c.row(ApproverSet, Detail{Round: ap.Round, Previous: gone, Group: GroupOfManagers, Why: why}, "")
			continue
		default:
			err = c.replace(ctx, ap, &out, why)
		}
		if err != nil {
			return err
		}
		if out.Who == s.Who && out.Group == s.Group {
			continue
		}
		*s = out
		c.unify(ap, i)
		c.row(ApproverSet, Detail{Round: ap.Round, Previous: gone, Subject: out.Who, Group: out.Group, Why: why}, "")
	}
	if ap.complete() && len(c.rows) > 0 {
		return c.countApproval(ap, "")
	}
	return nil
}

// unify takes a seat away that is somebody else's already.
func (c *change) unify(ap *Approval, i int) {
	s := ap.Seats[i]
	for j, other := range ap.Seats {
		if j != i && other.Who == s.Who && other.Group == s.Group {
			ap.Seats = slices.Delete(ap.Seats, i, i+1)
			return
		}
	}
}

// withoutMember notes that one of a group cannot answer; when nobody is left of it, the next
// ones are asked.
func (c *change) withoutMember(ctx context.Context, ap *Approval, s *Seat, gone UserID, why string) error {
	s.People = slices.DeleteFunc(slices.Clone(s.People), func(u UserID) bool { return u == gone })
	d := Detail{Round: ap.Round, Previous: gone, Group: s.Group, Why: why}
	if len(s.People) == 0 && s.Group != GroupOfAdmins {
		var err error
		var next Approval
		if s.Group == GroupOfManagers {
			err = c.seatAdmins(ctx, &next, why)
		} else {
			err = c.seatManagers(ctx, &next)
		}
		if err != nil {
			return err
		}
		s.Group, s.People, s.Why = next.Seats[0].Group, next.Seats[0].People, why
		ap.Unmanned = ap.Unmanned || next.Unmanned
		d.Group = s.Group
	}
	if len(s.People) == 0 && s.Group == GroupOfAdmins {
		ap.Unmanned = true
	}
	c.row(ApproverSet, d, "")
	return nil
}

// FindApprover seats the person whom the configuration means by a reference that had not been
// looked up when the approvers were asked; "" when there is nobody.
func (d *Desk) FindApprover(ctx context.Context, number int64, ref, id UserID) (*Ticket, error) {
	if id == "" {
		return d.ReplaceApprover(ctx, number, ref, SeatUnknown)
	}
	return d.change(ctx, Act{Via: "timer"}, number, func(c *change) error {
		ap := c.t.Steps.Approval
		if !ap.Open() {
			return nil
		}
		for i := range ap.Seats {
			s := &ap.Seats[i]
			switch {
			case s.Who != ref || !s.Approved.IsZero():
				continue
			case c.t.Concerns(id):
				return c.replaceApprover(ctx, ref, SeatOwn)
			}
			s.Who = id
			c.unify(ap, i)
			c.row(ApproverSet, Detail{Round: ap.Round, Previous: ref, Subject: id, Why: SeatFound}, "")
			return nil
		}
		return nil
	})
}

// Away notes that an approver is away until an instant: their stand-in is asked instead, also
// what is asked of them now. An instant that has passed ends it.
func (d *Desk) Away(ctx context.Context, act Act, until time.Time) error {
	who := act.By.ID
	var asked []int64
	err := d.store.Update(ctx, func(tx Tx) error {
		asked = nil
		if err := mayDesk(act.By, ActAway); err != nil {
			return err
		}
		if err := begin(ctx, tx, act); err != nil {
			return err
		}
		if until.After(tx.Now().Add(maxExtension)) {
			return &Error{Code: BadDay, Field: "until"}
		}
		ts, err := tx.FindTickets(ctx, Query{States: []State{AwaitingApproval, WaitingState}})
		if err != nil {
			return err
		}
		for _, t := range ts {
			if t.Steps.Approval.Open() && slices.Contains(t.Steps.Approval.Asked(), who) {
				asked = append(asked, t.Number)
			}
		}
		return tx.SetValue(ctx, awayKey(who), strconv.FormatInt(until.UnixMilli(), 10))
	})
	if err != nil {
		return d.record(ctx, act, 0, ActAway, err)
	}
	for _, n := range asked {
		if _, err := d.ReplaceApprover(ctx, n, who, SeatAway); err != nil {
			return err
		}
	}
	return nil
}

// remindApprovers asks once more those who have not answered; who is away by now is replaced.
func (c *change) remindApprovers(ctx context.Context, due time.Time) error {
	ap := c.t.Steps.Approval
	if !ap.Open() || c.t.State != AwaitingApproval || ap.Waiting() != nil {
		return nil
	}
	for _, u := range ap.Asked() {
		away, err := c.away(ctx, u)
		if err != nil {
			return err
		}
		if away {
			if err := c.replaceApprover(ctx, u, SeatAway); err != nil {
				return err
			}
		}
	}
	c.row(Reminded, Detail{Why: timerRemindApproval, DueAt: due, Round: ap.Round}, "")
	return nil
}

// ReminderOfApproval is the Detail.Why of a reminder to approvers.
const ReminderOfApproval = timerRemindApproval

func approvalTimers(p *Policy, t *Ticket, journal []*Entry) []Timer {
	ap := t.Steps.Approval
	if !ap.Open() || t.State != AwaitingApproval || ap.Waiting() != nil {
		return nil
	}
	for _, e := range journal {
		if e.Kind == Reminded && e.Detail.Why == timerRemindApproval && e.Detail.Round == ap.Round {
			return nil
		}
	}
	c := change{policy: p, t: t}
	from := ap.AskedAt
	for _, q := range ap.Questions {
		from = later(from, q.Answered) // while the requester was asked, nobody was waited for
	}
	at := p.after(t, from, c.rule(ap).RemindAfter)
	if at.IsZero() {
		return nil
	}
	return []Timer{{Key: timerRemindApproval, DueAt: at}}
}
