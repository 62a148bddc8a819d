package calendar

import (
	"math"
	"slices"
	"sort"
	"time"
)

// The years a calendar knows. Nothing is open outside of [earliest, Horizon).
const (
	firstYear = 1
	lastYear  = 9999
)

// Horizon is where business time ends: an operation whose answer would be later, because the
// target is thousands of years away or the calendar never opens again, answers Horizon. It keeps
// a year of four digits in every zone, so it can be written as RFC 3339 and as JSON.
var Horizon = time.Date(lastYear, time.December, 31, 0, 0, 0, 0, time.UTC)

// earliest bounds answers on the other side. It is a day after the first midnight so that it is in
// firstYear in every zone.
var earliest = time.Date(firstYear, time.January, 2, 0, 0, 0, 0, time.UTC)

// margin is how many days a table goes beyond its year: one because wall clocks are up to sixteen
// hours away from UTC, one because the day before may last past midnight.
const margin = 2

// yearTable holds the open time of one UTC year. Immutable once built.
//
// Opening hours are fixed to the wall clock, so their sum up to a wall-clock time (elapsed) needs
// no zone. The zone cuts the year into spans of constant offset; within a span, real time and
// wall-clock time run in step.
type yearTable struct {
	week   *week
	first  int     // day number of the first day, margin days before 1 January
	opened []int32 // opened[i]: seconds of shifts that begin before day first+i; nil if none
	worked []int16 // worked[i]: working days of the year before day first+i; nil if none
	spans  []span  // in order, without holes
	total  int64   // open seconds of the year
}

// span is a stretch of real time in which the zone has one offset.
type span struct {
	to     int64 // unix seconds, excluded; the span begins where the one before ends
	offset int64 // seconds to add to unix time to get wall-clock time
	base   int64 // open seconds of the year up to unix u are base + elapsed(u+offset)
}

// shifts returns the shifts that begin on entry i, none when that day is closed.
func (t *yearTable) shifts(i int) []shift {
	if t.opened == nil || t.opened[i+1] == t.opened[i] {
		return nil
	}
	return t.week[weekdayOf(t.first+i)]
}

// elapsed returns the open wall-clock seconds from the start of the table to the wall-clock time
// local, which must be less than a day outside of the year.
func (t *yearTable) elapsed(local int64) int64 {
	if t.opened == nil {
		return 0
	}
	day, sec := civil(local)
	i := day - t.first
	sum := int64(t.opened[i])
	for _, s := range t.shifts(i) {
		sum += max(0, min(sec, s.to)-s.from)
	}
	// opened counts yesterday whole, also what of it is still to come.
	for _, s := range t.shifts(i - 1) {
		sum -= max(0, s.to-daySeconds-sec)
	}
	return sum
}

// nth is the inverse of elapsed: the wall-clock time at which open second number k begins.
func (t *yearTable) nth(k int64) int64 {
	i := sort.Search(len(t.opened)-2, func(i int) bool { return int64(t.opened[i+1]) > k })
	k -= int64(t.opened[i])
	midnight := int64(t.first+i) * daySeconds
	for _, s := range t.shifts(i) {
		if k < s.to-s.from {
			return midnight + s.from + k
		}
		k -= s.to - s.from
	}
	return math.MaxInt64 // not reached: callers keep k below the total
}

// shiftDay finds the day whose shift is running at the wall-clock time local: that of local, or
// the one before with 24 hours more on the clock. If none is, it returns local's own day.
func (t *yearTable) shiftDay(local int64) (day int, sec int64, open bool) {
	day, sec = civil(local)
	runs := func(i int, sec int64) bool {
		return slices.ContainsFunc(t.shifts(i), func(s shift) bool { return s.from <= sec && sec < s.to })
	}
	if runs(day-t.first, sec) {
		return day, sec, true
	}
	if runs(day-t.first-1, sec+daySeconds) {
		return day - 1, sec + daySeconds, true
	}
	return day, sec, false
}

// at returns the span of unix, which must be in the year or at its end.
func (t *yearTable) at(unix int64) span {
	for _, s := range t.spans {
		if unix < s.to {
			return s
		}
	}
	return t.spans[len(t.spans)-1]
}
