package tickets

import (
	"context"
	"time"

	"guichet/tickets/calendar"
)

// ExtensionState is what became of a proposed date.
type ExtensionState string

// The states of a proposal.
const (
	ExtensionOpen     ExtensionState = "open" // requester or beneficiary has to answer
	ExtensionAccepted ExtensionState = "accepted"
	ExtensionRefused  ExtensionState = "refused"
	ExtensionSilence  ExtensionState = "silence"  // nobody answered in time: refused
	ExtensionReplaced ExtensionState = "replaced" // another date was proposed meanwhile
)

// Extension is a proposal to resolve by another date.
type Extension struct {
	Round    int            `json:"round"` // proposals count from 1
	State    ExtensionState `json:"state"`
	Date     time.Time      `json:"date"`
	Deadline time.Time      `json:"deadline,omitzero"` // the one in force when it was made; zero: the clock stood still
	By       UserID         `json:"by,omitempty"`
	At       time.Time      `json:"at"`
	Answered time.Time      `json:"answered,omitzero"`
	Answerer UserID         `json:"answerer,omitempty"`
}

// Expires is when silence is a refusal: at the deadline that was in force, or, when that had
// passed already or the clock stood still, at the proposed date.
func (x *Extension) Expires() time.Time {
	if x.Deadline.After(x.At) {
		return x.Deadline
	}
	return x.Date
}

// agreement is a date that requester or beneficiary accepted: it is the target of the
// resolution from then on.
type agreement struct {
	round  int
	at     time.Time
	date   time.Time
	first  time.Time     // the deadline before the first agreement
	length time.Duration // open time that is used at date, if nothing stops the clock
}

// negotiate notes proposals and their answers.
func (r *Reckoning) negotiate(e *Entry, next *Stretch) {
	switch e.Kind {
	case Proposed:
		if x := r.extension; x != nil && x.State == ExtensionOpen {
			x.State = ExtensionReplaced
		}
		r.extension = &Extension{
			Round: e.Detail.Round, State: ExtensionOpen, Date: e.Detail.Deadline, Deadline: e.Detail.Was, By: e.Actor, At: e.At,
		}
	case Extended, NotExtended:
		x := r.extension
		if x == nil || x.Round != e.Detail.Round {
			return
		}
		x.State, x.Answered, x.Answerer = ExtensionState(e.Detail.Why), e.At, e.Actor
		if e.Kind == Extended {
			r.agree(e, x, next)
		}
	}
}

// agree makes the date the target. A wait under way was known when the date was accepted, so
// the date does not move with it; waits that begin later move it as they move any deadline.
func (r *Reckoning) agree(e *Entry, x *Extension, next *Stretch) {
	a := &agreement{round: x.Round, at: e.At, date: x.Date}
	if r.agreed != nil {
		a.first = r.agreed.first
	} else {
		a.first = r.hadItRun(ClockResolve, e.At)
	}
	used := r.last().until(ClockResolve, e.At)
	if next.Why == OnHold || next.Why == Deciding {
		next.Why = Included
	}
	a.length = used
	if cal := next.Targets.Calendar; cal != nil && x.Date.After(e.At) {
		a.length += cal.Between(e.At, x.Date)
	}
	r.agreed = a
}

// moveAgreement keeps the agreed date where it is when the calendar changes under it: the time
// that is left is counted by the new one.
func (r *Reckoning) moveAgreement(at time.Time, next *calendar.Calendar) {
	a, last := r.agreed, r.last()
	if a == nil || next == nil || next == last.Targets.Calendar {
		return
	}
	if due, stopped := r.deadline(ClockResolve); !stopped && due.After(at) {
		a.length, a.date = last.until(ClockResolve, at)+next.Between(at, due), due
	}
}

// hadItRun is the deadline in force, or, when the clock stands still, the one that would be if
// it had gone on at the instant. Zero when there is no target.
func (r *Reckoning) hadItRun(c Clock, now time.Time) time.Time {
	at, stopped := r.deadline(c)
	length, promised, ok := r.target(c)
	s := r.last()
	if !ok || !stopped || s.Targets.Calendar == nil {
		return at
	}
	at = s.Targets.Calendar.Add(now, length-s.until(c, now))
	if promised.After(at) && s.Targets.Calendar.Between(at, promised) == 0 {
		return promised
	}
	return at
}

// Propose proposes to requester and beneficiary to resolve by another date, and says why. A
// proposal that is still open is replaced.
func (d *Desk) Propose(ctx context.Context, act Act, number int64, date time.Time, reason string) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.extendable(); err != nil {
			return err
		}
		reason, err := c.text(reason, "reason", false)
		if err != nil {
			return err
		}
		date = date.Truncate(time.Second)
		now := c.t.Clocks.Resolve.Deadline
		if !date.After(c.now) || !date.After(now) || date.After(c.now.Add(maxExtension)) {
			return &Error{Code: BadDate, Field: "until", Ticket: c.t}
		}
		if c.t.Clocks.Resolve.Stopped {
			now = time.Time{}
		}
		c.row(Proposed, Detail{Clock: ClockResolve, Round: c.round() + 1, Deadline: date, Was: now}, reason)
		return nil
	})
}

// maxExtension bounds a proposed date: what is farther is a slip of the keyboard.
const maxExtension = 3 * 366 * 24 * time.Hour

// round is the number of the latest proposal.
func (c *change) round() int {
	if x := c.t.Clocks.Extension; x != nil {
		return x.Round
	}
	return 0
}

// extendable lets a technician or manager propose a date for an unfinished ticket that has a
// deadline and somebody who can answer.
func (c *change) extendable() error {
	if err := c.may(ActExtend); err != nil {
		return err
	}
	switch r := c.t.Clocks.Resolve; {
	case c.t.State.Finished():
		return c.refuse(Illegal, ActExtend)
	case r.Deadline.IsZero() && !r.Stopped:
		return c.refuse(NoTarget, ActExtend)
	case len(c.t.Concerned()) == 0:
		return c.refuse(NobodyToAsk, ActExtend)
	}
	return nil
}

// MayExtend checks, without changing anything, that the actor can propose another date now.
func (d *Desk) MayExtend(ctx context.Context, by Actor, number int64) (*Ticket, error) {
	return d.look(ctx, by, number, func(c *change) error {
		return c.extendable()
	})
}

// AnswerExtension accepts or refuses the proposed date: requester or beneficiary, who is not
// the one who proposed it unless nobody else can. round is the proposal that was answered (0:
// the present one); one that was answered or replaced is refused as AlreadyAnswered.
func (d *Desk) AnswerExtension(ctx context.Context, act Act, number int64, round int, accept bool) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.may(ActAnswerDate); err != nil {
			return err
		}
		x := c.t.Clocks.Extension
		switch {
		case x == nil:
			return c.refuse(NothingToChange, "")
		case x.State != ExtensionOpen, round != 0 && round != x.Round, c.t.State.Finished():
			return c.refuse(AlreadyAnswered, "")
		case x.By == act.By.ID && len(c.t.Concerned()) > 1:
			return c.refuse(NotAllowed, ActAnswerDate)
		case accept && !x.Date.After(c.now):
			return c.refuse(AlreadyAnswered, "")
		}
		c.answerExtension(x, accept, ExtensionRefused)
		return nil
	})
}

// answerExtension notes the answer; without says which refusal it is.
func (c *change) answerExtension(x *Extension, accept bool, without ExtensionState) {
	k, why := NotExtended, without
	if accept {
		k, why = Extended, ExtensionAccepted
	}
	c.row(k, Detail{
		Clock: ClockResolve, Round: x.Round, Deadline: x.Date, Was: c.t.Clocks.Resolve.Deadline,
		Why: string(why), Subject: x.By, Assignee: c.t.Assignee,
	}, "")
}
