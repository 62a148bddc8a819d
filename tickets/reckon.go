package tickets

import "time"

// Stretch is a stretch of a ticket's life in which one rule held: whose time it was, and by
// which targets and calendar it counted.
type Stretch struct {
	From    time.Time
	To      time.Time // zero for the stretch that still runs
	Ball    Ball
	Targets Targets
}

// Reckoning is what the clocks are computed from: a pure function of journal and policy.
type Reckoning struct {
	Opened    time.Time
	Stretches []Stretch
	met       map[Clock]time.Time
	over      bool // nothing counts any more: closed, cancelled, rejected
}

// Reckon reads a ticket's journal, oldest row first, by the rules of the policy. Time used
// under an old priority stays used; what is left is counted by the new one.
func Reckon(p *Policy, journal []*Entry) Reckoning {
	r := Reckoning{met: map[Clock]time.Time{}}
	var priority Priority
	var category string
	for _, e := range journal {
		if e.Kind == Opened {
			r.Opened = e.At
			r.Stretches = []Stretch{{From: e.At}}
		}
		if len(r.Stretches) == 0 {
			continue // a journal starts with its opening; rows before it count for nothing
		}
		last := &r.Stretches[len(r.Stretches)-1]
		next := *last
		if e.Detail.Priority != "" {
			priority = e.Detail.Priority
		}
		if e.Detail.Category != "" {
			category = e.Detail.Category
		}
		next.Targets = p.TargetsFor(priority, category)
		r.apply(e, &next)
		switch {
		case e.Kind == Opened:
			*last = next
		case next.Ball != last.Ball || !sameTargets(next.Targets, last.Targets):
			last.To = e.At
			next.From, next.To = e.At, time.Time{}
			r.Stretches = append(r.Stretches, next)
		}
	}
	return r
}

func sameTargets(a, b Targets) bool { return a == b }

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
	case Resumed:
		next.Ball = BallUs
	case Resolved:
		meet(ClockRespond, ClockFirstContact, ClockResolve)
		next.Ball = BallRequester // until the answer it is the requester's time
	case Refused, Reopened:
		delete(r.met, ClockResolve)
		next.Ball = BallUs
		r.over = false
	case Closed, Cancelled:
		r.over = true
	}
}

// Length is the target of the clock in open time, by the rule that holds now; false when
// there is no target.
func (r Reckoning) Length(c Clock) (time.Duration, bool) {
	if len(r.Stretches) == 0 {
		return 0, false
	}
	t := r.Stretches[len(r.Stretches)-1].Targets
	span := map[Clock]Span{ClockRespond: t.Respond, ClockFirstContact: t.FirstContact, ClockResolve: t.Resolve}[c]
	if span.IsZero() || t.Calendar == nil {
		return 0, false
	}
	if span.Days > 0 {
		return t.Calendar.Between(r.Opened, t.Calendar.AddDays(r.Opened, span.Days)), true
	}
	return span.Time, true
}

// At is the instant at which the clock has used up length of open time. stopped means that
// it has not yet and that the clock does not run now, so nobody can tell.
func (r Reckoning) At(c Clock, length time.Duration) (at time.Time, stopped bool) {
	var used time.Duration
	for _, s := range r.Stretches {
		if c == ClockResolve && s.Ball != BallUs {
			continue
		}
		if s.To.IsZero() {
			return s.Targets.Calendar.Add(s.From, length-used), false
		}
		if s.Targets.Calendar == nil {
			continue
		}
		open := s.Targets.Calendar.Between(s.From, s.To)
		if used+open >= length {
			return s.Targets.Calendar.Add(s.From, length-used), false
		}
		used += open
	}
	return time.Time{}, true
}

// State is what the clock shows.
func (r Reckoning) State(c Clock) ClockState {
	length, ok := r.Length(c)
	met := r.met[c]
	if !ok {
		return ClockState{Met: met}
	}
	at, stopped := r.At(c, length)
	s := ClockState{Deadline: at, Met: met}
	switch {
	case !met.IsZero():
		s.Late = !stopped && met.After(at)
	case r.over:
		s.Stopped = true
	case stopped:
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
	}
}
