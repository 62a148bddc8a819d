package tickets

import "time"

// Reason says why a stretch of time counts, or does not.
type Reason string

// The reasons.
const (
	Working  Reason = "working"  // the desk has the ball
	OnHold   Reason = "on_hold"  // the ticket waits; Stretch.Ball says on whom
	Answer   Reason = "answer"   // resolved: requester or beneficiary has to say whether it is
	Deciding Reason = "deciding" // a request whose approvers have not answered
	Included Reason = "included" // on hold, but that was known when the date was agreed on
	Ended    Reason = "ended"    // closed, cancelled or rejected
)

// Stretch is a stretch of a ticket's life in which one rule held: whose time it was, and by
// which targets and calendar it counted.
type Stretch struct {
	From     time.Time
	To       time.Time // zero for the stretch that still runs
	Why      Reason
	Ball     Ball
	Priority Priority
	Category string // as it was when the stretch began
	Targets  Targets

	open   time.Duration // its open time, once it has ended
	before counted       // what had been counted when it began
}

// counted is time used: the resolution stops while the ball is not ours, the other two clocks
// do not.
type counted struct{ always, ours time.Duration }

func (c counted) by(k Clock) time.Duration {
	if k == ClockResolve {
		return c.ours
	}
	return c.always
}

// counts tells whether the clock runs in the stretch.
func (s *Stretch) counts(c Clock) bool {
	switch {
	case s.Why == Ended, s.Targets.Calendar == nil:
		return false
	case c == ClockResolve:
		return s.Why == Working || s.Why == Included
	}
	return true
}

// openUntil is the open time of the stretch up to an instant within it.
func (s *Stretch) openUntil(at time.Time) time.Duration {
	switch {
	case s.Targets.Calendar == nil || !at.After(s.From):
		return 0
	case at.Equal(s.To):
		return s.open
	}
	return s.Targets.Calendar.Between(s.From, at)
}

// end ends the stretch and returns what has been counted by then.
func (s *Stretch) end(at time.Time) counted {
	s.open = s.openUntil(at)
	s.To = at
	out := s.before
	if s.counts(ClockRespond) {
		out.always += s.open
	}
	if s.counts(ClockResolve) {
		out.ours += s.open
	}
	return out
}

// until is what the clock has counted up to an instant within the stretch.
func (s *Stretch) until(c Clock, at time.Time) time.Duration {
	if !s.counts(c) {
		return s.before.by(c)
	}
	return s.before.by(c) + s.openUntil(at)
}

// sameRule tells whether two neighbours are one stretch.
func sameRule(a, b *Stretch) bool {
	return a.Why == b.Why && a.Ball == b.Ball && a.Priority == b.Priority && a.Targets == b.Targets
}

// enter gives the stretch to who has the ball in the state: nobody of the desk can do anything
// about a request that awaits approval, so that it is the requester's side's time.
func (s *Stretch) enter(to State) {
	s.Ball, s.Why = BallUs, Working
	if to == AwaitingApproval {
		s.Ball, s.Why = BallRequester, Deciding
	}
}
