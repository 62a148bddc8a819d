package tickets

import (
	"fmt"
	"time"
)

// Purposes of timers: the first word of Timer.Key.
const (
	timerWarn        = "warn"
	timerBreach      = "breach"
	timerRemind      = "remind_validation"
	timerClose       = "close_validation"
	timerRemindRate  = "remind_rating"
	timerExpireRate  = "expire_rating"
	percentAtBreach  = 100
	percentOfASecond = 100
)

// Schedule lists the instants at which the desk must look at the ticket again: a pure
// function of the ticket, its journal and the policy. What has fired is in the journal and
// is not scheduled again. With skipPassed, of the thresholds that the change itself put
// into the past only the highest of each clock is kept.
func Schedule(p *Policy, t *Ticket, journal []*Entry, skipPassed bool, now time.Time) []Timer {
	var out []Timer
	r := Reckon(p, journal)
	if !t.State.Finished() {
		out = append(out, clockTimers(p, r, journal, skipPassed, now)...)
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
	fired := map[string]bool{}
	for _, e := range journal {
		if e.Kind == Warned || e.Kind == Breached {
			fired[clockKey(e.Detail.Clock, e.Detail.Percent)] = true
		}
	}
	var out []Timer
	for _, c := range []Clock{ClockRespond, ClockFirstContact, ClockResolve} {
		length, ok := r.Length(c)
		if st := r.State(c); !ok || !st.Running() {
			continue
		}
		var mine []Timer
		for _, pc := range append(append([]int(nil), p.WarnAt...), percentAtBreach) {
			key := clockKey(c, pc)
			at, stopped := r.At(c, length/percentOfASecond*time.Duration(pc))
			if pc == percentAtBreach {
				at, stopped = r.At(c, length)
			}
			if stopped || fired[key] {
				continue
			}
			if skipPassed && !at.After(now) {
				mine = mine[:0]
			}
			mine = append(mine, Timer{Key: key, DueAt: at, Clock: c, Percent: pc})
		}
		out = append(out, mine...)
	}
	return out
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
	cal := p.TargetsFor(t.Priority, t.Category).Calendar
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
