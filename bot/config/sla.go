package config

import (
	"maps"
	"time"

	"guichet/tickets"
	"guichet/tickets/calendar"
)

// defaultTargets are those of guichet.example.yaml, all on the default calendar.
func defaultTargets(c *calendar.Calendar) map[tickets.Priority]tickets.Targets {
	of := func(d time.Duration) tickets.Span { return tickets.Span{Time: d} }
	days := func(n int) tickets.Span { return tickets.Span{Days: n} }
	return map[tickets.Priority]tickets.Targets{
		tickets.P1: {Calendar: c, Respond: of(15 * time.Minute), FirstContact: of(30 * time.Minute), Resolve: of(4 * time.Hour)},
		tickets.P2: {Calendar: c, Respond: of(30 * time.Minute), FirstContact: of(time.Hour), Resolve: of(8 * time.Hour)},
		tickets.P3: {Calendar: c, Respond: of(2 * time.Hour), FirstContact: of(4 * time.Hour), Resolve: days(3)},
		tickets.P4: {Calendar: c, Respond: of(4 * time.Hour), FirstContact: days(1), Resolve: days(5)},
	}
}

// readTargets reads a section sla over the targets that hold without it: what is not written
// stays.
func readTargets(v value, base map[tickets.Priority]tickets.Targets, calendars map[string]*calendar.Calendar) map[tickets.Priority]tickets.Targets {
	out := maps.Clone(base)
	o := v.object(names(priorities)...)
	for _, p := range priorities {
		if of := o.get(string(p)); of.present() {
			out[p] = of.targets(base[p], calendars)
		}
	}
	return out
}

// targets reads what one priority promises. The three clocks all count from the opening, so a
// later act cannot have the earlier deadline.
func (v value) targets(base tickets.Targets, calendars map[string]*calendar.Calendar) tickets.Targets {
	o := v.object("calendar", "respond", "first_contact", "resolve")
	respond, contact, resolve := o.get("respond"), o.get("first_contact"), o.get("resolve")
	good := len(v.doc.problems)
	t := tickets.Targets{
		Calendar:     read(o.get("calendar"), base.Calendar, parseCalendar(calendars)),
		Respond:      read(respond, base.Respond, positiveSpan),
		FirstContact: read(contact, base.FirstContact, positiveSpan),
		Resolve:      read(resolve, base.Resolve, positiveSpan),
	}
	if len(v.doc.problems) > good {
		return t
	}
	inOrder(respond, contact, "first_contact", t.Respond, t.FirstContact, "respond")
	inOrder(contact, resolve, "resolve", t.FirstContact, t.Resolve, "first_contact")
	// Where first_contact compares with neither (hours, days, hours), the outer two still do.
	if !before(t.FirstContact, t.Respond) && !before(t.Resolve, t.FirstContact) {
		inOrder(respond, resolve, "resolve", t.Respond, t.Resolve, "respond")
	}
	if len(v.doc.problems) == good {
		withinReach(t, v, o.get("calendar"), map[tickets.Clock]value{
			tickets.ClockRespond: respond, tickets.ClockFirstContact: contact, tickets.ClockResolve: resolve,
		})
	}
	return t
}

// inOrder refuses a later clock that ends before the earlier one, at the one that was written.
func inOrder(earlierAt, laterAt value, later string, first, second tickets.Span, earlier string) {
	if !before(second, first) {
		return
	}
	switch {
	case laterAt.node != nil:
		laterAt.fail("is %s, before %s, %s: both count from the opening, make %s at least %s",
			FormatSpan(second), earlier, FormatSpan(first), later, FormatSpan(first))
	case earlierAt.node != nil:
		earlierAt.fail("is %s, after %s, %s: both count from the opening, make %s at most %s or raise %s",
			FormatSpan(first), later, FormatSpan(second), earlier, FormatSpan(second), later)
	}
}
