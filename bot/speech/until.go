package speech

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// What people type for a date and a time where the platform has no picker, in French and in
// English: 25/11/2026 17:00, 25/11 17h30, 2026-11-25 17:00, 17:00.
var (
	isoDate = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]+(.+))?$`)
	dayDate = regexp.MustCompile(`^(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}))?(?:,?\s+(?:à |at )?(.+))?$`)
	hourly  = regexp.MustCompile(`^(\d{1,2})\s?(?::|h|H)\s?(\d{2})?(?::\d{2})?\s?(am|pm|AM|PM)?$`)
)

// endOfDay is the hour of a date that was typed without one: the end of a usual working day.
const endOfDay = 18

// ParseUntil reads a date and time, in the zone unless it says its offset. A date without an
// hour is its evening; an hour without a date is today's, or tomorrow's when that is past; a day
// and month without a year are the next ones to come.
func ParseUntil(s string, now time.Time, zone *time.Location) (time.Time, bool) {
	s = strings.Join(strings.Fields(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(s)), " ")
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, true
	}
	now = now.In(zone)
	if m := isoDate.FindStringSubmatch(s); m != nil {
		return dateOf(m[1], m[2], m[3], m[4], now, zone)
	}
	if m := dayDate.FindStringSubmatch(s); m != nil {
		return dateOf(m[3], m[2], m[1], m[4], now, zone)
	}
	hour, minute, ok := clockOf(s)
	if !ok {
		return time.Time{}, false
	}
	t := time.Date(now.Year(), now.Month(), now.Day(), hour, minute, 0, 0, zone)
	if !t.After(now) {
		t = time.Date(now.Year(), now.Month(), now.Day()+1, hour, minute, 0, 0, zone)
	}
	return t, true
}

func dateOf(year, month, day, clock string, now time.Time, zone *time.Location) (time.Time, bool) {
	hour, minute, ok := endOfDay, 0, true
	if clock != "" {
		hour, minute, ok = clockOf(clock)
	}
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	y, err := strconv.Atoi(year)
	if err != nil {
		y = now.Year()
		if !time.Date(y, time.Month(m), d, hour, minute, 0, 0, zone).After(now) {
			y++
		}
	}
	t := time.Date(y, time.Month(m), d, hour, minute, 0, 0, zone)
	return t, ok && t.Day() == d && t.Month() == time.Month(m)
}

func clockOf(s string) (hour, minute int, ok bool) {
	m := hourly.FindStringSubmatch(s)
	if m == nil {
		return 0, 0, false
	}
	hour, _ = strconv.Atoi(m[1])
	minute, _ = strconv.Atoi(m[2])
	switch half := strings.ToLower(m[3]); {
	case half == "":
	case hour < 1 || hour > 12:
		return 0, 0, false
	default:
		hour %= 12
		if half == "pm" {
			hour += 12
		}
	}
	return hour, minute, hour < 24 && minute < 60
}
