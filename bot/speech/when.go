package speech

import (
	"strconv"
	"time"

	"guichet/bot"
)

// calendarDay is how a day is spoken of: by name when it is near, else by its date.
type calendarDay string

const (
	today     calendarDay = "today"
	tomorrow  calendarDay = "tomorrow"
	yesterday calendarDay = "yesterday"
	otherDay  calendarDay = "date"
)

// preposition is what a sentence needs before an instant.
type preposition string

const (
	sayAt     preposition = "at"     // "aujourd’hui à 14 h 30"
	sayBefore preposition = "before" // "avant 14 h 30", "demain avant 11 h"
	saySince  preposition = "since"  // "depuis 14 h 05"
)

// Zone is the desk's time zone.
func Zone(sc Scene) *time.Location {
	if sc.Policy != nil && sc.Policy.Zone != nil {
		return sc.Policy.Zone
	}
	return time.UTC
}

// when says an instant in plain words, in the desk's zone. Days are "today", "tomorrow" and
// "yesterday" as seen from now; a zero now gives dates only, for messages that stand.
func (s *Speech) when(locale string, p preposition, t, now time.Time, zone *time.Location) string {
	t = t.In(zone)
	data := Vars{"Hour": s.hour(locale, t)}
	day := otherDay
	if !now.IsZero() {
		day = dayFrom(now.In(zone), t)
	}
	if day == otherDay {
		data["Date"] = s.date(locale, t, now.In(zone))
	}
	return s.T(locale, "when."+string(p)+"."+string(day), data)
}

// dated says an instant by its full date: what a platform shows when it cannot localise.
func (s *Speech) dated(sc Scene, t time.Time) string {
	return s.when(sc.Locale, sayAt, t, time.Time{}, Zone(sc))
}

// inFull says an instant by its full date and its year: for what is read years later.
func (s *Speech) inFull(sc Scene, t time.Time) string {
	t = t.In(Zone(sc))
	return s.T(sc.Locale, "when.at.date", Vars{"Date": s.date(sc.Locale, t, t.AddDate(-1, 0, 0)), "Hour": s.hour(sc.Locale, t)})
}

// relativeTo says an instant as seen from the scene's now.
func (s *Speech) relativeTo(sc Scene, p preposition, t time.Time) string {
	return s.when(sc.Locale, p, t, sc.Now, Zone(sc))
}

// Moment is an instant that the platform shows in the reader's own zone and language.
func (s *Speech) Moment(sc Scene, t time.Time) bot.Text {
	return instant(t, bot.DateTime, s.dated(sc, t))
}

// dayFrom compares calendar days, not hours: tomorrow may be an hour away, and a day may
// have 23 or 25 hours.
func dayFrom(now, t time.Time) calendarDay {
	days := int(civil(t).Sub(civil(now)) / (24 * time.Hour))
	switch days {
	case 0:
		return today
	case 1:
		return tomorrow
	case -1:
		return yesterday
	}
	return otherDay
}

func civil(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// hour is "14 h 30" or "14 h" in French, "14:30" in English.
func (s *Speech) hour(locale string, t time.Time) string {
	if t.Minute() == 0 {
		return s.T(locale, "hour.full", Vars{"Hour": t.Hour()})
	}
	return s.T(locale, "hour.minutes", Vars{"Hour": t.Hour(), "Minute": twoDigits(t.Minute())})
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// date is "samedi 1er août", with the year when it is not now's.
func (s *Speech) date(locale string, t, now time.Time) string {
	day := strconv.Itoa(t.Day())
	if t.Day() == 1 {
		day = s.T(locale, "date.first", nil)
	}
	data := Vars{
		"Weekday": s.T(locale, "weekday."+strconv.Itoa(int(t.Weekday())), nil),
		"Day":     day,
		"Month":   s.T(locale, "month."+strconv.Itoa(int(t.Month())), nil),
		"Year":    t.Year(),
	}
	if now.IsZero() || now.Year() == t.Year() {
		return s.T(locale, "date.day", data)
	}
	return s.T(locale, "date.year", data)
}
