package calendar

import (
	"math"
	"time"
)

// year returns the table of year y, which must be in [firstYear, lastYear]. Two goroutines may
// build the same table at once: they are equal, and one is dropped.
func (c *Calendar) year(y int) *yearTable {
	slot := &c.years[y-firstYear]
	t := slot.Load()
	if t == nil {
		t = c.build(y)
		slot.Store(t)
	}
	return t
}

func (c *Calendar) build(y int) *yearTable {
	jan1 := Date{y, time.January, 1}.number()
	next := Date{y + 1, time.January, 1}.number()
	t := &yearTable{week: &c.week, first: jan1 - margin}
	n := next - jan1 + 2*margin
	opened, worked := make([]int32, n+1), make([]int16, n+1)
	shut := c.shutDays(y, t.first, n)
	for i := range n {
		opened[i+1], worked[i+1] = opened[i], worked[i]
		day := t.first + i
		shifts := c.week[weekdayOf(day)]
		if shut[i] || len(shifts) == 0 {
			continue
		}
		for _, s := range shifts {
			opened[i+1] += int32(s.to - s.from)
		}
		if day >= jan1 && day < next {
			worked[i+1]++
		}
	}
	// A calendar closed for good has thousands of empty years before the Horizon; let them be small.
	if opened[n] > 0 {
		t.opened, t.worked = opened, worked
	}
	t.cut(c.zone, int64(jan1)*daySeconds, int64(next)*daySeconds)
	return t
}

// cut fills the spans of [from, to), unix seconds, and the total.
func (t *yearTable) cut(zone *time.Location, from, to int64) {
	from, to = max(from, earliest.Unix()), min(to, Horizon.Unix())
	for from < to {
		offset, end := constantFrom(from, zone)
		end = min(end, to)
		begun := t.elapsed(from + offset)
		if n := len(t.spans); n > 0 && t.spans[n-1].offset == offset {
			t.spans[n-1].to = end
		} else {
			t.spans = append(t.spans, span{to: end, offset: offset, base: t.total - begun})
		}
		t.total += t.elapsed(end+offset) - begun
		from = end
	}
}

// constantFrom returns the offset of zone at the instant from and an instant after it up to which
// it stays the same, both in seconds. That may be less than all the time it stays the same.
func constantFrom(from int64, zone *time.Location) (offset, until int64) {
	at := time.Unix(from, 0).In(zone)
	_, seconds := at.Zone()
	until = math.MaxInt64
	if _, change := at.ZoneBounds(); !change.IsZero() {
		until = change.Unix()
	}
	// On 31 December of a leap year after 2037, ZoneBounds gives an end that has passed
	// (golang/go#81583). No zone changes its offset in the hours left of such a year.
	if until <= from {
		until = from + daySeconds
	}
	return int64(seconds), until
}

// shutDays tells for the n days from day number first whether they are closed as a whole.
func (c *Calendar) shutDays(y, first, n int) []bool {
	shut := make([]bool, n)
	set := func(r dayRange, to bool) {
		for day := max(r.from, first); day <= min(r.to, first+n-1); day++ {
			shut[day-first] = to
		}
	}
	// The neighbours count too: New Year's Day on a Saturday may be observed in December.
	for _, day := range holidayDays(c.holidays, y-1, y+1) {
		set(dayRange{day, day}, true)
	}
	for _, r := range c.open {
		set(r, false)
	}
	for _, r := range c.closed {
		set(r, true)
	}
	return shut
}
