package tickets

import (
	"sort"
	"time"
)

// Reckoning is what the clocks are computed from: a pure function of journal and policy. It
// is made in one pass over the journal; questions to it cost a binary search.
type Reckoning struct {
	Opened    time.Time
	Stretches []Stretch // without a gap, from the opening on
	met       map[Clock]time.Time
	breached  map[Clock]time.Time
	delays    map[Clock]Delay
	agreed    *agreement
	extension *Extension
	folded    bool // closed as a duplicate or merged: the resolution is another ticket's
	over      bool // nothing counts any more: closed, cancelled, rejected
}

// Reckon reads a ticket's journal, oldest row first, by the rules of the policy. Time used
// under an old priority stays used; what is left is counted by the new one.
func Reckon(p *Policy, journal []*Entry) Reckoning {
	r := Reckoning{met: map[Clock]time.Time{}, breached: map[Clock]time.Time{}, delays: map[Clock]Delay{}}
	var rule struct {
		priority        Priority
		category, group string
	}
	undone := foldsUndone(journal)
	for _, e := range journal {
		if e.Kind == Restored || undone[e.ID] {
			continue // as if it had not happened
		}
		if e.Kind == Opened {
			r.Opened = e.At
			r.Stretches = []Stretch{{From: e.At, Why: Working}}
			rule.group = e.Detail.Group
		}
		if len(r.Stretches) == 0 {
			continue // a journal starts with its opening; rows before it count for nothing
		}
		next := *r.last()
		if e.Detail.Priority != "" {
			rule.priority = e.Detail.Priority
		}
		if e.Detail.Category != "" {
			rule.category = e.Detail.Category
		}
		next.Category = rule.category
		next.Priority, next.Targets = rule.priority, p.TargetsFor(rule.priority, rule.category, rule.group)
		r.apply(e, &next)
		r.follow(e, next)
	}
	return r
}

func (r *Reckoning) last() *Stretch { return &r.Stretches[len(r.Stretches)-1] }

// follow begins a new stretch where the rule changes.
func (r *Reckoning) follow(e *Entry, next Stretch) {
	last := r.last()
	switch {
	case e.Kind == Opened:
		*last = next
	case !sameRule(last, &next):
		r.moveAgreement(e.At, next.Targets.Calendar)
		before := last.end(e.At)
		next.From, next.To, next.open, next.before = e.At, time.Time{}, 0, before
		r.Stretches = append(r.Stretches, next)
	}
}

// apply notes what a row means for the clocks.
func (r *Reckoning) apply(e *Entry, next *Stretch) {
	meet := func(clocks ...Clock) {
		for _, c := range clocks {
			if _, done := r.met[c]; !done {
				r.met[c] = e.At
			}
		}
	}
	switch e.Kind {
	case Claimed, Assigned:
		meet(ClockRespond)
	case Contacted:
		meet(ClockRespond, ClockFirstContact)
	case Waiting:
		next.Ball = e.Detail.Ball
		switch {
		case next.Ball == BallUs:
			next.Why = Working
		case next.Why != Included: // the same wait, its reason said after or its ball passed on
			next.Why = OnHold
		}
	case Resumed:
		next.enter(e.Detail.To)
	case Evaluating, Submitted, Stepped, Approved, TypeSet:
		if e.Detail.To != "" && e.Detail.To != WaitingState { // else the ball stays where the wait put it
			next.enter(e.Detail.To)
		}
	case Resolved:
		meet(ClockRespond, ClockFirstContact, ClockResolve)
		next.Ball, next.Why = BallRequester, Answer // until the answer it is the requester's time
	case Refused, Reopened:
		delete(r.met, ClockResolve)
		next.Ball, next.Why = BallUs, Working
		r.over, r.folded = false, false
	case PutBack:
		if e.Detail.From == e.Detail.To {
			break // only who holds it
		}
		r.over = false
		switch {
		case e.Detail.To == ResolvedState:
			next.Ball, next.Why = BallRequester, Answer
		case e.Detail.Ball != BallUs:
			next.Ball, next.Why = e.Detail.Ball, OnHold
		default:
			next.enter(e.Detail.To)
		}
	case Closed, Cancelled, Rejected:
		next.Why = Ended
		r.over = true
		r.folded = e.Kind == Closed && (e.Detail.Why == ByDuplicate || e.Detail.Why == ByMerge)
	case Breached:
		if _, known := r.breached[e.Detail.Clock]; !known {
			r.breached[e.Detail.Clock] = e.At
		}
	case Attributed:
		r.delays[e.Detail.Clock] = Delay{Ball: e.Detail.Ball, By: e.Actor, At: e.At}
	case Proposed, Extended, NotExtended:
		r.negotiate(e, next)
	}
}

// Length is the target of the clock in open time, by the rule that holds now; false when
// there is no target.
func (r Reckoning) Length(c Clock) (time.Duration, bool) {
	length, _, ok := r.target(c)
	return length, ok
}

// target is Length, with the very instant that was promised when a date or a number of days
// was: it may lie in closed time, or at an opening, which open time alone cannot tell.
func (r Reckoning) target(c Clock) (length time.Duration, promised time.Time, ok bool) {
	if len(r.Stretches) == 0 {
		return 0, time.Time{}, false
	}
	if c == ClockResolve && r.agreed != nil {
		return r.agreed.length, r.agreed.date, true
	}
	t := r.last().Targets
	span := t.Of(c)
	if span.IsZero() || t.Calendar == nil {
		return 0, time.Time{}, false
	}
	if span.Days > 0 {
		promised = t.Calendar.AddDays(r.Opened, span.Days)
		return t.Calendar.Between(r.Opened, promised), promised, true
	}
	return span.Time, time.Time{}, true
}

// At is the instant at which the clock has used up length of open time. stopped means that
// it has not yet and that the clock does not run now, so nobody can tell.
func (r Reckoning) At(c Clock, length time.Duration) (at time.Time, stopped bool) {
	at, _, stopped = r.at(c, length)
	return at, stopped
}

// at is At, with the index of the stretch in which that instant lies.
func (r Reckoning) at(c Clock, length time.Duration) (at time.Time, in int, stopped bool) {
	n := len(r.Stretches)
	// The first stretch at whose end enough is counted; the one that runs counts for ever.
	if length > 0 {
		in = sort.Search(n, func(i int) bool {
			s := &r.Stretches[i]
			switch {
			case !s.counts(c):
				return s.before.by(c) >= length
			case s.To.IsZero():
				return true
			}
			return s.before.by(c)+s.open >= length
		})
	}
	for in < n && !r.Stretches[in].counts(c) {
		in++
	}
	if in == n {
		return time.Time{}, n, true
	}
	s := &r.Stretches[in]
	return s.Targets.Calendar.Add(s.From, length-s.before.by(c)), in, false
}

// deadline is the instant at which the clock's target is used up.
func (r Reckoning) deadline(c Clock) (at time.Time, stopped bool) {
	length, promised, ok := r.target(c)
	if !ok {
		return time.Time{}, false
	}
	at, in, stopped := r.at(c, length)
	if stopped || !promised.After(at) || r.Stretches[in].Targets.Calendar.Between(at, promised) != 0 {
		return at, stopped
	}
	// Only closed time is between: the promised instant holds, if the clock runs until then.
	for ; in < len(r.Stretches); in++ {
		s := &r.Stretches[in]
		if s.counts(c) && (s.To.IsZero() || !s.To.Before(promised)) {
			if s.From.After(promised) {
				return s.From, false
			}
			return promised, false
		}
	}
	return time.Time{}, true
}

// State is what the clock shows.
func (r Reckoning) State(c Clock) ClockState {
	s := ClockState{Met: r.met[c], Breached: r.breached[c]}
	if d, ok := r.delays[c]; ok {
		s.Delay = &d
	}
	if c == ClockResolve && r.agreed != nil {
		s.First, s.Agreed = r.agreed.first, r.agreed.round
	}
	s.Void = r.folded && (c == ClockResolve || s.Met.IsZero())
	if _, ok := r.Length(c); !ok {
		return s
	}
	at, stopped := r.deadline(c)
	s.Deadline = at
	switch {
	case !s.Met.IsZero():
		s.Late = !stopped && s.Met.After(at)
		s.Deadline = r.hadItRun(c, s.Met)
	case r.over, stopped, c == ClockResolve && r.last().Why == Included:
		s.Stopped = true
	}
	return s
}

// Clocks are the three clocks.
func (r Reckoning) Clocks() Clocks {
	return Clocks{
		Respond:      r.State(ClockRespond),
		FirstContact: r.State(ClockFirstContact),
		Resolve:      r.State(ClockResolve),
		Extension:    r.extension,
	}
}
