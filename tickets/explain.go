package tickets

import (
	"context"
	"time"
)

// Explanation shows why a ticket's deadlines are what they are. It is read from the same
// stretches as the clocks, so it can say nothing else than they do.
type Explanation struct {
	Ref    string
	Opened time.Time
	Clocks []ClockExplanation // those of AllClocks, in that order
}

// ClockExplanation is the story of one clock.
type ClockExplanation struct {
	Clock    Clock
	State    ClockState
	Target   Span          // as the configuration has it; zero: none
	Priority Priority      // by whose rule
	Agreed   time.Time     // the date that was accepted instead of the target, zero if none
	First    time.Time     // the deadline as it was at the opening
	Length   time.Duration // the target in open time
	Used     time.Duration // what has been counted of it
	Left     time.Duration // what is left of it; negative when it is exceeded
	Segments []Segment     // from the opening until the clock was met, the ticket ended, or now
}

// Segment is a stretch of time and what the clock made of it.
type Segment struct {
	From     time.Time
	To       time.Time
	Counted  bool
	Why      Reason
	Ball     Ball          // whose time it was
	Priority Priority      // by whose rule it counted
	Category string        // of the ticket at that time; may be gone from the configuration
	Open     time.Duration // its open time; the rest was closed: nights, weekends, holidays, breaks
	Used     time.Duration // what the clock had counted at its end
}

// Explain explains the clocks of a ticket as they stand at now.
func Explain(p *Policy, t *Ticket, journal []*Entry, now time.Time) Explanation {
	x := Explanation{Ref: t.Ref()}
	r := Reckon(p, journal)
	if len(r.Stretches) == 0 {
		return x
	}
	x.Opened = r.Opened
	atOpening := Reckon(p, journal[:1])
	for _, c := range AllClocks {
		one := r.explain(c, now)
		one.First, _ = atOpening.deadline(c)
		x.Clocks = append(x.Clocks, one)
	}
	return x
}

func (r Reckoning) explain(c Clock, now time.Time) ClockExplanation {
	rule := r.last()
	x := ClockExplanation{Clock: c, State: r.State(c), Target: rule.Targets.Of(c), Priority: rule.Priority}
	if r.agreed != nil && c == ClockResolve {
		x.Agreed = r.agreed.date
	}
	until := r.until(c, now)
	for i := range r.Stretches {
		s := &r.Stretches[i]
		if i > 0 && !s.From.Before(until) {
			break
		}
		to := s.To
		if to.IsZero() || to.After(until) {
			to = until
		}
		x.Used = s.until(c, to)
		x.Segments = append(x.Segments, Segment{
			From: s.From, To: to, Counted: s.counts(c), Why: s.Why, Ball: s.Ball, Priority: s.Priority, Category: s.Category,
			Open: s.openUntil(to), Used: x.Used,
		})
	}
	if length, ok := r.Length(c); ok {
		x.Length, x.Left = length, length-x.Used
	}
	return x
}

// until is the instant up to which a clock has a story: now, or when it was met or the ticket
// ended. What was resolved may be refused, so that the resolution goes on until the end.
func (r Reckoning) until(c Clock, now time.Time) time.Time {
	until := now
	if met := r.met[c]; c != ClockResolve && !met.IsZero() && met.Before(until) {
		until = met
	}
	if last := r.last(); last.Why == Ended && last.From.Before(until) {
		until = last.From
	}
	return later(until, r.Opened)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// Explain explains the clocks of a ticket that the person may see; NotFound for all others.
func (d *Desk) Explain(ctx context.Context, by Actor, number int64) (*Ticket, Explanation, error) {
	var x Explanation
	t, err := d.look(ctx, by, number, func(c *change) error {
		if err := c.may(ActExplain); err != nil {
			return err
		}
		journal, err := c.tx.Journal(ctx, number)
		if err == nil {
			x = Explain(d.policy, c.t, journal, c.now)
		}
		return err
	})
	return t, x, err
}
