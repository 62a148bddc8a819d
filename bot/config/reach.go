package config

import (
	"time"

	"guichet/tickets"
	"guichet/tickets/calendar"
)

// farthest is how many years away a deadline may be: the longest span is ten, of working days.
// A calendar that hardly ever opens makes centuries of a few hours.
const farthest = 100

// reachFrom is the opening from which a target's reach is measured, the same whenever a file is
// checked.
var reachFrom = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)

// withinReach refuses targets that their calendar does not reach within a lifetime, at what was
// written of both.
func withinReach(t tickets.Targets, at, calendarAt value, written map[tickets.Clock]value) {
	if t.Calendar == nil {
		return
	}
	for _, c := range tickets.AllClocks {
		span := t.Of(c)
		year := reach(t.Calendar, span)
		if year <= reachFrom.Year()+farthest {
			continue
		}
		switch {
		case written[c].node != nil:
			at = written[c]
		case calendarAt.node != nil:
			at = calendarAt
		}
		at.fail("makes a deadline centuries away: %s of %s last until the year %d in this calendar, shorten it or open the calendar for longer",
			FormatSpan(span), c, year)
		return
	}
}

func reach(c *calendar.Calendar, s tickets.Span) int {
	if s.Days > 0 {
		return c.AddDays(reachFrom, s.Days).Year()
	}
	return c.Add(reachFrom, s.Time).Year()
}
