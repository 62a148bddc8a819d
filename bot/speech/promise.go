package speech

import (
	"time"

	"guichet/bot"
	"guichet/tickets"
)

// Promise says in plain words what the desk undertakes for the ticket as it stands: "un
// technicien le prendra avant 14 h 30, résolution prévue demain avant 11 h". It is in the
// reader's language and the desk's zone, begins in lower case and has no full stop. A
// finished ticket has none.
func (s *Speech) Promise(sc Scene) bot.Text {
	return s.promise(sc, sc.Now)
}

// promise names days as seen from seen, which is zero for a message that was posted on an
// earlier day and is edited now: its "tomorrow" would be read on the day it was posted.
func (s *Speech) promise(sc Scene, seen time.Time) bot.Text {
	t := sc.Ticket
	if t == nil || t.State.Finished() {
		return nil
	}
	clocks := t.Clocks
	first := s.promisedResponse(sc, seen)
	var second bot.Text
	switch {
	case clocks.Resolve.Stopped:
		second = s.Text(sc.Locale, "promise.paused", nil)
	case clocks.Resolve.Running() && clocks.Resolve.Deadline.Before(sc.Now):
		second = s.Text(sc.Locale, "promise.late", Vars{"Since": s.when(sc.Locale, saySince, clocks.Resolve.Deadline, seen, Zone(sc))})
	case clocks.Resolve.Running():
		second = s.Text(sc.Locale, "promise.resolve", Vars{"When": s.when(sc.Locale, sayBefore, clocks.Resolve.Deadline, seen, Zone(sc))})
	default:
		return first
	}
	return appendText(first, plain(", "), second)
}

// promisedResponse is who takes the ticket and by when.
func (s *Speech) promisedResponse(sc Scene, seen time.Time) bot.Text {
	t := sc.Ticket
	respond := t.Clocks.Of(tickets.ClockRespond)
	switch {
	case sc.Telling && respond.Deadline.After(sc.Now):
		return s.Text(sc.Locale, "promise.respond", Vars{"When": s.when(sc.Locale, sayBefore, respond.Deadline, seen, Zone(sc))})
	case t.Assignee != "":
		return s.Text(sc.Locale, "promise.assigned", Vars{"Name": sc.Name(t.Assignee)})
	case !t.ClaimedAt.IsZero():
		return s.Text(sc.Locale, "promise.released", nil)
	case !respond.Running():
		return s.Text(sc.Locale, "promise.soon", nil)
	case respond.Deadline.Before(sc.Now):
		return s.Text(sc.Locale, "promise.respond_late", Vars{"Since": s.when(sc.Locale, saySince, respond.Deadline, seen, Zone(sc))})
	}
	return s.Text(sc.Locale, "promise.respond", Vars{"When": s.when(sc.Locale, sayBefore, respond.Deadline, seen, Zone(sc))})
}

// seenFrom is the day a standing message is read from: now while it is the day of the
// opening, unknown afterwards.
func seenFrom(sc Scene) time.Time {
	zone := Zone(sc)
	if sc.Ticket != nil && dayFrom(sc.Now.In(zone), sc.Ticket.OpenedAt.In(zone)) == today {
		return sc.Now
	}
	return time.Time{}
}
