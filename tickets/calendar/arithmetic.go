package calendar

import (
	"math"
	"time"
)

// place is an instant as the tables see it.
type place struct {
	year  int
	unix  int64
	open  bool
	count int64 // open seconds of the year before unix
	nano  int64 // nanoseconds after unix that are open time: 0 when closed
}

// locate finds t. Hours change on whole seconds, so whether the second is open says it for all of
// its nanoseconds. What lies beyond the bounds is taken for the nearest bound.
func (c *Calendar) locate(t time.Time) (place, *yearTable, span) {
	p := place{unix: t.Unix(), nano: int64(t.Nanosecond())}
	beyond := true
	switch {
	case t.Before(earliest):
		p.unix = earliest.Unix()
	case !t.Before(Horizon):
		p.unix = Horizon.Unix()
	default:
		beyond = false
	}
	p.year = time.Unix(p.unix, 0).UTC().Year()
	y := c.year(p.year)
	s := y.at(p.unix)
	p.count = s.base + y.elapsed(p.unix+s.offset)
	if !beyond {
		_, _, p.open = y.shiftDay(p.unix + s.offset)
	}
	if !p.open {
		p.nano = 0
	}
	return p, y, s
}

// nth returns the unix second at which open second number k begins, counted from the start of
// year; k may be negative or reach into other years. False when it lies beyond the bounds.
func (c *Calendar) nth(year int, k int64) (unix int64, ok bool) {
	for k < 0 {
		if year--; year < firstYear {
			return earliest.Unix(), false
		}
		k += c.year(year).total
	}
	y := c.year(year)
	for k >= y.total {
		k -= y.total
		if year++; year > lastYear {
			return Horizon.Unix(), false
		}
		y = c.year(year)
	}
	s := y.spans[0]
	for _, s = range y.spans {
		if k < s.base+y.elapsed(s.to+s.offset) {
			break
		}
	}
	return y.nth(k-s.base) - s.offset, true
}

// time makes an instant in the calendar's zone.
func (c *Calendar) time(unix, nano int64) time.Time {
	return time.Unix(unix, nano).In(c.zone)
}

// Add returns the instant at which d of open time has elapsed since start, in the calendar's zone.
//
// It is the earliest such instant: time used up exactly at closing ends there, not at the next
// opening. For the same reason Add(start, 0) is start, open or not; [Calendar.NextOpening] gives
// the other answer. With a negative d it is the latest instant from which -d of open time leads to
// start. An answer after [Horizon] is Horizon, and one before the year 1 is at its beginning; in
// all other cases Between(start, Add(start, d)) == d.
func (c *Calendar) Add(start time.Time, d time.Duration) time.Time {
	if d == 0 {
		return start.Round(0).In(c.zone)
	}
	p, _, _ := c.locate(start)
	k, nano := p.count+int64(d/time.Second), p.nano+int64(d%time.Second)
	switch {
	case nano < 0:
		k, nano = k-1, nano+int64(time.Second)
	case nano >= int64(time.Second):
		k, nano = k+1, nano-int64(time.Second)
	}
	if d > 0 && nano == 0 {
		// The end of the last second used, which differs from the start of the next one at closing.
		if unix, ok := c.nth(p.year, k-1); ok {
			return c.time(unix+1, 0)
		}
		return Horizon.In(c.zone)
	}
	unix, ok := c.nth(p.year, k)
	if !ok {
		nano = 0
	}
	return c.time(unix, nano)
}

// Between returns the open time in [a, b), negative if b is before a. Like time.Sub it stops at the
// greatest duration, about 292 years.
func (c *Calendar) Between(a, b time.Time) time.Duration {
	if b.Before(a) {
		return -c.Between(b, a)
	}
	from, _, _ := c.locate(a)
	to, _, _ := c.locate(b)
	seconds := to.count - from.count
	for y := from.year; y < to.year; y++ {
		seconds += c.year(y).total
	}
	const most = math.MaxInt64
	nano := to.nano - from.nano
	if seconds > most/int64(time.Second) {
		return most
	}
	whole := seconds * int64(time.Second)
	if nano > 0 && whole > most-nano {
		return most
	}
	return time.Duration(whole + nano)
}

// IsOpen reports whether t is within a window of an open day. The start of a window is open, its
// end is not. Before the year 1 and from [Horizon] on nothing is open.
func (c *Calendar) IsOpen(t time.Time) bool {
	p, _, _ := c.locate(t)
	return p.open
}

// NextOpening returns t when t is open, else the first open instant after it, else [Horizon] when
// there is none. The answer is in the calendar's zone.
func (c *Calendar) NextOpening(t time.Time) time.Time {
	p, _, _ := c.locate(t)
	if p.open {
		return t.Round(0).In(c.zone)
	}
	unix, _ := c.nth(p.year, p.count)
	return c.time(unix, 0)
}
