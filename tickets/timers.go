package tickets

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Purposes of timers: the first word of Timer.Key.
const (
	timerWarn       = "warn"
	timerBreach     = "breach"
	timerRemind     = "remind_validation"
	timerClose      = "close_validation"
	timerRemindRate = "remind_rating"
	timerExpireRate = "expire_rating"
	timerExtension  = "extension"
	timerLease      = "lease"

	timerRemindApproval = "remind_approval"

	percentAtBreach  = 100
	percentOfASecond = 100
)

// Schedule lists the instants at which the desk must look at the ticket again: a pure
// function of the ticket, its journal and the policy. What has fired is in the journal and
// is not scheduled again. With skipPassed, of the thresholds that the change itself put
// into the past only the highest of each clock is kept.
func Schedule(p *Policy, t *Ticket, journal []*Entry, skipPassed bool, now time.Time) []Timer {
	return schedule(p, Reckon(p, journal), t, journal, skipPassed, now)
}

func schedule(p *Policy, r Reckoning, t *Ticket, journal []*Entry, skipPassed bool, now time.Time) []Timer {
	var out []Timer
	if !t.State.Finished() {
		out = append(out, clockTimers(p, r, journal, skipPassed, now)...)
		out = append(out, leaseTimers(p, r, t, journal)...)
		out = append(out, approvalTimers(p, t, journal)...)
		if x := r.extension; x != nil && x.State == ExtensionOpen {
			out = append(out, Timer{Key: timerExtension, DueAt: x.Expires(), Clock: ClockResolve})
		}
	}
	if t.State == ResolvedState {
		out = append(out, validationTimers(p, t, journal)...)
	}
	if rt := t.Rating; !rt.AskedAt.IsZero() && rt.FirstAt.IsZero() && !rt.Expired {
		out = append(out, ratingTimers(p, t, journal)...)
	}
	return out
}

func clockTimers(p *Policy, r Reckoning, journal []*Entry, skipPassed bool, now time.Time) []Timer {
	fired := r.fired(journal)
	var out []Timer
	for _, c := range AllClocks {
		if st := r.State(c); !st.Running() {
			continue
		}
		var mine []Timer
		for _, pc := range append(append([]int(nil), p.WarnAt...), percentAtBreach) {
			key := clockKey(c, pc)
			at, stopped := r.threshold(c, pc)
			if stopped || fired[key] || r.beforeAgreement(c, at) {
				continue
			}
			if skipPassed && !at.After(now) {
				mine = mine[:0]
			}
			mine = append(mine, Timer{Key: key, DueAt: at, Clock: c, Percent: pc})
		}
		out = append(out, mine...)
	}
	return r.putOff(out, now)
}

// putOff moves alerts that may not be told when they are due to when they may. They keep their
// order: a millisecond apart, the grain of the store.
func (r Reckoning) putOff(timers []Timer, now time.Time) []Timer {
	slices.SortStableFunc(timers, func(a, b Timer) int { return a.DueAt.Compare(b.DueAt) })
	var last time.Time
	for i := range timers {
		when := r.sayable(timers[i].DueAt, now)
		if when.Equal(timers[i].DueAt) {
			continue
		}
		if !when.After(last) {
			when = last.Add(time.Millisecond)
		}
		timers[i].DueAt, last = when, when
	}
	return timers
}

// fired are the keys of the thresholds that were told. A date that was agreed on is a new
// target with thresholds of its own.
func (r Reckoning) fired(journal []*Entry) map[string]bool {
	out := map[string]bool{}
	for _, e := range journal {
		switch {
		case e.Kind == Warned, e.Kind == Breached:
			out[clockKey(e.Detail.Clock, e.Detail.Percent)] = true
		case e.Kind == Extended && r.agreed != nil:
			for key := range out {
				if strings.Contains(key, ":"+string(ClockResolve)) {
					delete(out, key)
				}
			}
		}
	}
	return out
}

// threshold is the instant at which so many percent of the clock's target are used up.
func (r Reckoning) threshold(c Clock, percent int) (at time.Time, stopped bool) {
	if percent == percentAtBreach {
		return r.deadline(c)
	}
	length, _ := r.Length(c)
	return r.At(c, length/percentOfASecond*time.Duration(percent))
}

// beforeAgreement tells whether the threshold had passed when the date was agreed on: then
// there is nothing to warn of.
func (r Reckoning) beforeAgreement(c Clock, at time.Time) bool {
	return c == ClockResolve && r.agreed != nil && !at.After(r.agreed.at)
}

// atClosing is how long after closing time what was due at closing is still said.
const atClosing = 5 * time.Minute

// sayable is when an alert that is due at the instant is to be told: then, but what was missed
// and can only be told in closed time waits for the next opening. P1 waits for nothing.
func (r Reckoning) sayable(at, now time.Time) time.Time {
	rule := r.last()
	cal := rule.Targets.Calendar
	when := at
	if now.After(at) {
		when = now
	}
	if rule.Priority == P1 || cal == nil || cal.IsOpen(when) {
		return at
	}
	if when.Sub(at) <= atClosing && cal.IsOpen(at.Add(-time.Nanosecond)) {
		return at
	}
	return cal.NextOpening(when)
}

func clockKey(c Clock, percent int) string {
	if percent == percentAtBreach {
		return fmt.Sprintf("%s:%s", timerBreach, c)
	}
	return fmt.Sprintf("%s:%s:%d", timerWarn, c, percent)
}

func validationTimers(p *Policy, t *Ticket, journal []*Entry) []Timer {
	var out []Timer
	if at := p.after(t, t.ResolvedAt, p.Validation.RemindAfter); !at.IsZero() && !remindedSince(journal, timerRemind) {
		out = append(out, Timer{Key: timerRemind, DueAt: at})
	}
	if at := p.after(t, t.ResolvedAt, p.Validation.CloseAfter); !at.IsZero() {
		out = append(out, Timer{Key: timerClose, DueAt: at})
	}
	return out
}

func ratingTimers(p *Policy, t *Ticket, journal []*Entry) []Timer {
	var out []Timer
	if at := p.after(t, t.Rating.AskedAt, p.Survey.RemindAfter); !at.IsZero() && !remindedSince(journal, timerRemindRate) {
		out = append(out, Timer{Key: timerRemindRate, DueAt: at})
	}
	if at := p.after(t, t.Rating.AskedAt, p.Survey.ExpireAfter); !at.IsZero() {
		out = append(out, Timer{Key: timerExpireRate, DueAt: at})
	}
	return out
}

// remindedSince tells whether the reminder went out since the latest resolution.
func remindedSince(journal []*Entry, why string) bool {
	done := false
	for _, e := range journal {
		switch e.Kind {
		case Resolved:
			done = false
		case Reminded:
			done = done || e.Detail.Why == why
		}
	}
	return done
}

// after is the instant a span of the ticket's business time later, zero for no span.
func (p *Policy) after(t *Ticket, from time.Time, s Span) time.Time {
	cal := p.TargetsFor(t.Priority, t.Category, t.Group).Calendar
	if cal == nil {
		cal = p.Calendar
	}
	switch {
	case s.Days > 0:
		return cal.AddDays(from, s.Days)
	case s.Time > 0:
		return cal.Add(from, s.Time)
	}
	return time.Time{}
}
