package tickets

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// anyJournal draws the story of a ticket: rows in order of time, also such as a desk would not
// write one after the other.
func anyJournal(rt *rapid.T, start time.Time) (journal []*Entry, now time.Time) {
	priorities := []Priority{P1, P2, P3, P4}
	balls := []Ball{BallRequester, BallSupplier, BallOtherDesk}
	now = start.Add(time.Duration(rapid.IntRange(0, 400*24*60).Draw(rt, "opened")) * time.Minute)
	journal = []*Entry{opened(now, rapid.SampledFrom(priorities).Draw(rt, "priority"))}
	kinds := []EntryKind{Claimed, Released, Contacted, Waiting, Resumed, UrgencySet, Resolved, Refused, Closed, Reopened, Said, Breached, Proposed, Extended, NotExtended}
	round := 0
	for range rapid.IntRange(0, 12).Draw(rt, "rows") {
		now = now.Add(time.Duration(rapid.IntRange(0, 5000).Draw(rt, "minutes")) * time.Minute)
		e := &Entry{Kind: rapid.SampledFrom(kinds).Draw(rt, "kind"), At: now}
		switch e.Kind {
		case Waiting:
			e.Detail.Ball = rapid.SampledFrom(balls).Draw(rt, "ball")
		case UrgencySet:
			e.Detail.Priority = rapid.SampledFrom(priorities).Draw(rt, "new priority")
		case Breached:
			e.Detail = Detail{Clock: ClockResolve, Percent: 100}
		case Proposed:
			round++
			e.Detail = Detail{Round: round, Deadline: now.Add(time.Duration(rapid.IntRange(1, 30000).Draw(rt, "later")) * time.Minute)}
		case Extended:
			e.Detail = Detail{Round: round, Why: string(ExtensionAccepted)}
		case NotExtended:
			e.Detail = Detail{Round: round, Why: string(ExtensionRefused)}
		}
		journal = append(journal, e)
	}
	return journal, now.Add(time.Duration(rapid.IntRange(0, 5000).Draw(rt, "since")) * time.Minute)
}

// The segments of every clock follow each other without a gap from the opening to the end of
// its story, they hold what the clock has counted, and the explanation shows the clocks that
// the ticket has.
func TestExplanationAndClocksAgree(t *testing.T) {
	p := officePolicy(t)
	start := at(t, "2026-01-05 00:00")
	rapid.Check(t, func(rt *rapid.T) {
		journal, now := anyJournal(rt, start)
		r := Reckon(p, journal)
		x := Explain(p, &Ticket{}, journal, now)
		for i, c := range AllClocks {
			one := x.Clocks[i]
			if diff := cmp.Diff(r.Clocks().Of(c), one.State); diff != "" {
				rt.Fatalf("%s is not as explained:\n%s", c, diff)
			}
			last, wall, used := r.Opened, time.Duration(0), time.Duration(0)
			for _, s := range one.Segments {
				if !s.From.Equal(last) || s.To.Before(s.From) {
					rt.Fatalf("%s: a segment from %v to %v after %v", c, s.From, s.To, last)
				}
				last, wall = s.To, wall+s.To.Sub(s.From)
				if s.Counted {
					used += s.Open
				}
				if s.Used != used {
					rt.Fatalf("%s: %v counted until %v, the segments have %v", c, s.Used, s.To, used)
				}
			}
			if until := r.until(c, now); wall != until.Sub(r.Opened) || used != one.Used {
				rt.Fatalf("%s: segments of %v and %v counted, want %v and %v", c, wall, used, until.Sub(r.Opened), one.Used)
			}
		}
	})
}

// Whatever happened, what the clock counts until its deadline is its target. Where a date or a
// number of days was promised, closed time may follow until then.
func TestTimeCountedUntilTheDeadlineIsTheTarget(t *testing.T) {
	p := officePolicy(t)
	start := at(t, "2026-01-05 00:00")
	rapid.Check(t, func(rt *rapid.T) {
		journal, _ := anyJournal(rt, start)
		r := Reckon(p, journal)
		for _, c := range AllClocks {
			length, ok := r.Length(c)
			due, stopped := r.At(c, length)
			if !ok || stopped || length == 0 {
				continue
			}
			_, promised, _ := r.target(c)
			if last, stopped := r.deadline(c); !stopped && !last.Equal(due) && !last.Equal(promised) && !last.After(promised) {
				rt.Fatalf("%s: due %v, used up %v, promised %v", c, last, due, promised)
			}
			var used time.Duration
			for i := range r.Stretches {
				s := &r.Stretches[i]
				if !s.From.Before(due) {
					break
				}
				to := s.To
				if to.IsZero() || to.After(due) {
					to = due
				}
				used = s.until(c, to)
			}
			if used != length {
				rt.Fatalf("%s: %v counted until %v, want %v", c, used, due, length)
			}
		}
	})
}

// A binary search over what was counted finds what a walk over the stretches finds.
func TestThresholdsAreThoseOfAWalk(t *testing.T) {
	p := officePolicy(t)
	start := at(t, "2026-01-05 00:00")
	rapid.Check(t, func(rt *rapid.T) {
		journal, _ := anyJournal(rt, start)
		r := Reckon(p, journal)
		length := time.Duration(rapid.IntRange(1, 6000).Draw(rt, "length")) * time.Minute
		for _, c := range AllClocks {
			got, stopped := r.At(c, length)
			want, still := walk(r, c, length)
			if stopped != still || !got.Equal(want) {
				rt.Fatalf("%s: %v of it at %v (%v), a walk says %v (%v)", c, length, got, stopped, want, still)
			}
		}
	})
}

func walk(r Reckoning, c Clock, length time.Duration) (time.Time, bool) {
	var used time.Duration
	for i := range r.Stretches {
		s := &r.Stretches[i]
		if !s.counts(c) {
			continue
		}
		cal := s.Targets.Calendar
		if s.To.IsZero() || used+cal.Between(s.From, s.To) >= length {
			return cal.Add(s.From, length-used), false
		}
		used += cal.Between(s.From, s.To)
	}
	return time.Time{}, true
}

// A ticket opened on a Saturday morning with a target of a day is due on Monday at the
// opening, although no open time is in between.
func TestADayFromAClosedMorning(t *testing.T) {
	p := officePolicy(t)
	for pr, targets := range p.Targets {
		targets.FirstContact = Span{Days: 1}
		p.Targets[pr] = targets
	}
	saturday := at(t, "2026-11-21 08:00")
	journal := []*Entry{opened(saturday, P2)}
	r := Reckon(p, journal)
	if got, want := r.State(ClockFirstContact).Deadline, at(t, "2026-11-23 09:00"); !got.Equal(want) {
		t.Errorf("due %v, want %v", got, want)
	}
	// What is due in closed time is told at the opening, whoever wakes the desk before.
	for _, timer := range Schedule(p, &Ticket{State: New, Priority: P2, Category: "other"}, journal, false, saturday) {
		if !p.Calendar.IsOpen(timer.DueAt) && !p.Calendar.IsOpen(timer.DueAt.Add(-1)) {
			t.Errorf("%s is told at %v, when the desk is closed", timer.Key, timer.DueAt)
		}
	}
}

func TestAnExplanationTellsWhose(t *testing.T) {
	p := officePolicy(t)
	journal := []*Entry{
		opened(at(t, "2026-11-20 16:00"), P2), // a Friday: two hours are left of it
		{Kind: Claimed, At: at(t, "2026-11-20 16:30")},
		{Kind: Waiting, At: at(t, "2026-11-20 17:00"), Detail: Detail{Ball: BallSupplier}},
		{Kind: Resumed, At: at(t, "2026-11-23 11:30")},
	}
	x := Explain(p, &Ticket{Kind: Incident, Number: 12}, journal, at(t, "2026-11-23 14:30"))
	resolve := x.Clocks[2]
	var got []string
	for _, s := range resolve.Segments {
		got = append(got, fmt.Sprintf("%s %s %v open=%v counted=%v used=%v", s.From.Format("02 15:04"), s.Why, s.Ball, s.Open, s.Counted, s.Used))
	}
	want := []string{
		"20 16:00 working  open=1h0m0s counted=true used=1h0m0s",
		"20 17:00 on_hold supplier open=3h30m0s counted=false used=1h0m0s",
		"23 11:30 working  open=2h0m0s counted=true used=3h0m0s",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if resolve.Length != 8*time.Hour || resolve.Left != 5*time.Hour || !resolve.First.Equal(at(t, "2026-11-23 16:00")) {
		t.Errorf("target %v, left %v, first deadline %v", resolve.Length, resolve.Left, resolve.First)
	}
	if respond := x.Clocks[0]; len(respond.Segments) != 1 || respond.Used != 30*time.Minute {
		t.Errorf("response: %+v, want half an hour until the claim", respond)
	}
}
