package speech

import (
	"slices"

	"guichet/tickets"
)

// Fits tells whether the person may do the action to the ticket and the ticket allows it now.
func Fits(by tickets.Actor, action tickets.Action, t *tickets.Ticket) bool {
	if !tickets.May(by, tickets.ActShow, t) || action != "" && !tickets.May(by, action, t) {
		return false
	}
	p := tickets.ProcessOf(t.Kind)
	if p.Knows(action) && !slices.Contains(p.Possible(t.State), action) {
		return false
	}
	d := deed(action)
	return !slices.Contains([]deed{DeedClaim, deedRelease, deedContact, deedUrgent, deedExtend, deedAttribute, deedReply, deedEdit}, d) || possible(t, d)
}
