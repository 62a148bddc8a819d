package calendar

import (
	"sort"
	"time"
)

// AddDays returns the same hour n working days later ("2d"), in the calendar's zone. A working day
// is one on which a window begins; an hour past midnight within a window counts for the day on
// which that window began.
//
//   - The days counted are those after start's own, whether or not that is a working day: from a
//     Friday, a Saturday or a Sunday, one day later is Monday.
//   - The hour is clamped to that day's hours: before the first opening it is that opening, after a
//     closing (the last one, or the one before a break) it is that closing.
//   - An hour that the day skips for daylight saving is the instant of the change; of an hour that
//     comes twice it is the first.
//   - n == 0 gives start; a negative n counts back. Beyond [Horizon] the answer is Horizon.
func (c *Calendar) AddDays(start time.Time, n int) time.Time {
	if n == 0 {
		return start.Round(0).In(c.zone)
	}
	p, y, s := c.locate(start)
	day, sec, _ := y.shiftDay(p.unix + s.offset)
	target, ok := c.workingDay(day, n)
	if !ok {
		if n < 0 {
			return earliest.In(c.zone)
		}
		return Horizon.In(c.zone)
	}
	clock, nano := clampTo(c.week[weekdayOf(target)], sec, int64(start.Nanosecond()))
	return c.wall(int64(target)*daySeconds+clock, nano)
}

// workingDay returns the day number of the nth working day after day, or before it if n < 0.
// False when there is none within the bounds.
func (c *Calendar) workingDay(day, n int) (int, bool) {
	// More than there are days at all; keeps the sums below from overflowing.
	const limit = (lastYear + 1) * 366
	n = max(-limit, min(n, limit))
	// A window of the day before the bounds is in the margin of the first table.
	year := max(firstYear, time.Unix(int64(day)*daySeconds, 0).UTC().Year())
	y := c.year(year)
	k := y.workedBefore(day) + n // index of the day sought among the year's working days
	if n > 0 {
		k = y.workedBefore(day+1) + n - 1
	}
	for k < 0 {
		if year--; year < firstYear {
			return 0, false
		}
		y = c.year(year)
		k += y.workedInAll()
	}
	for k >= y.workedInAll() {
		k -= y.workedInAll()
		if year++; year > lastYear {
			return 0, false
		}
		y = c.year(year)
	}
	i := sort.Search(len(y.worked)-2, func(i int) bool { return int(y.worked[i+1]) > k })
	return y.first + i, true
}

func (t *yearTable) workedBefore(day int) int {
	if t.worked == nil {
		return 0
	}
	return int(t.worked[day-t.first])
}

func (t *yearTable) workedInAll() int {
	if t.worked == nil {
		return 0
	}
	return int(t.worked[len(t.worked)-1])
}

// clampTo brings a time of day, seconds from midnight and nanoseconds, into the hours of a day.
func clampTo(shifts []shift, sec, nano int64) (int64, int64) {
	begun := shifts[0] // the last one to have begun, or the first
	for _, s := range shifts[1:] {
		if s.from <= sec {
			begun = s
		}
	}
	switch {
	case sec < begun.from:
		return begun.from, 0
	case sec >= begun.to:
		return begun.to, 0
	}
	return sec, nano
}

// wall returns the first instant at which the wall clock shows local or later.
func (c *Calendar) wall(local, nano int64) time.Time {
	// No zone has ever been this far from UTC, so the answer is not before.
	const farthest = 20 * 60 * 60
	from := max(local-farthest, earliest.Unix())
	for year := time.Unix(from, 0).UTC().Year(); year <= lastYear; year++ {
		for _, s := range c.year(year).spans {
			unix := local - s.offset
			if unix < from { // skipped by the change at which this span begins
				unix, nano = from, 0
			}
			if unix < s.to {
				return c.time(unix, nano)
			}
			from = max(from, s.to)
		}
	}
	return Horizon.In(c.zone)
}
