package tickets

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"time"
)

// Figures are what a period came to, for the desk or for one technician. They are made of the
// tickets as they are now: one that was reopened is neither resolved nor closed.
type Figures struct {
	Recorded map[Kind]int // opened in the period
	Closed   int          // closed in the period
	Dropped  int          // cancelled or rejected in the period
	Resolved int          // resolved in the period
	Open     int          // not resolved, closed, cancelled or rejected at the end of the period
	InTarget Share        // resolved in the period, of those with a target for it
	Held     Share        // deadlines of all three clocks of what was resolved in the period
	Missed   map[Ball]int // those that were not held, by whose delay it was said to be
	Unsaid   int          // those of which nobody said whose delay it was
	// FirstContact is from the opening to the first contact of what was opened in the period,
	// Resolution from the opening to the resolution of what was resolved in it.
	FirstContact Spread
	Resolution   Spread
	Speed        Average // marks of what was closed in the period
	Answer       Average
	Each         []Performance // by technician; nil for who may not see it
}

// Share is a part of a whole number of things.
type Share struct{ Part, Of int }

// Percent is the share in percent, rounded; 0 of nothing.
func (s Share) Percent() int {
	if s.Of == 0 {
		return 0
	}
	return (200*s.Part + s.Of) / (2 * s.Of)
}

// Spread tells how lengths of business time are spread. Waits count, closed hours do not.
type Spread struct {
	Count  int
	Median time.Duration
	P90    time.Duration // nine of ten are at most this long (nearest rank)
}

// Average is the mean of Count marks; 0 without any.
type Average struct {
	Count int
	Mean  float64
}

// Performance is what one technician came to.
type Performance struct {
	Who      UserID
	Resolved int
	Closed   int
	InTarget Share
}

// Period is from an instant until before another one.
type Period struct{ From, To time.Time }

// Holds tells whether the instant is in the period; the zero time never is.
func (p Period) Holds(at time.Time) bool {
	return !at.IsZero() && !at.Before(p.From) && at.Before(p.To)
}

// FiguresOf counts the tickets, each given once: those opened, resolved and ended in the period.
// How many are open and what each technician did are the caller's to add.
func FiguresOf(p *Policy, in Period, ts []*Ticket) Figures {
	f := Figures{Recorded: map[Kind]int{}, Missed: map[Ball]int{}}
	var contacts, resolutions []time.Duration
	var speed, answer []int
	for _, t := range ts {
		if in.Holds(t.OpenedAt) {
			f.Recorded[t.Kind]++
			if c := t.Clocks.FirstContact; !c.Met.IsZero() && !c.Void {
				contacts = append(contacts, worked(p, t, c.Met))
			}
		}
		if in.Holds(t.ClosedAt) {
			if t.State != ClosedState {
				f.Dropped++
				continue
			}
			f.Closed++
			speed, answer = marked(speed, t.Rating.Speed), marked(answer, t.Rating.Answer)
		}
		if !resolvedIn(in, t) {
			continue
		}
		f.Resolved++
		resolutions = append(resolutions, worked(p, t, t.ResolvedAt))
		f.InTarget.add(inTarget(t))
		f.deadlines(t)
	}
	f.FirstContact, f.Resolution = spreadOf(contacts), spreadOf(resolutions)
	f.Speed, f.Answer = averageOf(speed), averageOf(answer)
	return f
}

// PerformancesOf is what each technician came to: who holds the ticket, or held it when it ended.
// Most resolved first.
func PerformancesOf(in Period, ts []*Ticket) []Performance {
	each := map[UserID]*Performance{}
	for _, t := range ts {
		resolved, closed := resolvedIn(in, t), in.Holds(t.ClosedAt) && t.State == ClosedState
		if t.Assignee == "" || !resolved && !closed {
			continue
		}
		one := each[t.Assignee]
		if one == nil {
			one = &Performance{Who: t.Assignee}
			each[t.Assignee] = one
		}
		if closed {
			one.Closed++
		}
		if resolved {
			one.Resolved++
			one.InTarget.add(inTarget(t))
		}
	}
	out := make([]Performance, 0, len(each))
	for _, one := range each {
		out = append(out, *one)
	}
	slices.SortFunc(out, func(a, b Performance) int {
		return cmp.Or(b.Resolved-a.Resolved, b.Closed-a.Closed, cmp.Compare(a.Who, b.Who))
	})
	return out
}

func (s *Share) add(one Share) { s.Part, s.Of = s.Part+one.Part, s.Of+one.Of }

// resolvedIn leaves out what was cancelled after all.
func resolvedIn(in Period, t *Ticket) bool {
	return in.Holds(t.ResolvedAt) && (t.State == ResolvedState || t.State == ClosedState)
}

func inTarget(t *Ticket) Share { return held(t.Clocks, ClockResolve) }

// held is 1 of 1 for a deadline that was held, 0 of 1 for one that was missed, 0 of 0 where
// there was none.
func held(c Clocks, k Clock) Share {
	s := c.Of(k)
	switch {
	case slices.Contains(c.Missed(), k):
		return Share{Of: 1}
	case s.Void || s.Met.IsZero() || s.Deadline.IsZero():
		return Share{}
	}
	return Share{Part: 1, Of: 1}
}

func (f *Figures) deadlines(t *Ticket) {
	for _, k := range AllClocks {
		one := held(t.Clocks, k)
		f.Held.add(one)
		if one.Of == one.Part {
			continue
		}
		if d := t.Clocks.Of(k).Delay; d != nil {
			f.Missed[d.Ball]++
		} else {
			f.Unsaid++
		}
	}
}

// worked is the business time from the opening on, in the ticket's calendar as it is now; the
// wall's where it has none.
func worked(p *Policy, t *Ticket, until time.Time) time.Duration {
	cal := p.TargetsFor(t.Priority, t.Category, t.Group).Calendar
	if cal == nil {
		cal = p.Calendar
	}
	if cal == nil {
		return until.Sub(t.OpenedAt)
	}
	return cal.Between(t.OpenedAt, until)
}

func spreadOf(all []time.Duration) Spread {
	n := len(all)
	if n == 0 {
		return Spread{}
	}
	slices.Sort(all)
	return Spread{Count: n, Median: (all[(n-1)/2] + all[n/2]) / 2, P90: all[int(math.Ceil(0.9*float64(n)))-1]}
}

func marked(all []int, mark int) []int {
	if mark == 0 {
		return all
	}
	return append(all, mark)
}

func averageOf(marks []int) Average {
	if len(marks) == 0 {
		return Average{}
	}
	sum := 0
	for _, m := range marks {
		sum += m
	}
	return Average{Count: len(marks), Mean: float64(sum) / float64(len(marks))}
}

// AllRecorded is how many tickets of both kinds were opened.
func (f Figures) AllRecorded() int {
	n := 0
	for k := range maps.Values(f.Recorded) {
		n += k
	}
	return n
}
