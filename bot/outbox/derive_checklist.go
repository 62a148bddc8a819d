package outbox

import (
	"fmt"

	"guichet/bot/speech"
	"guichet/tickets"
)

// ChecklistKey names one message of a ticket's procedure in a space, parts from 0.
func ChecklistKey(number int64, space string, part int) string {
	return fmt.Sprintf("checklist:%d:%s:%d", number, space, part)
}

// checklist posts the procedure under each card, once, and brings it up to date. was is how many
// messages it had before: those that it needs no longer say so.
func (d *derivation) checklist(onlyStale bool, was int) {
	parts := len(speech.CheckPages(d.t.Checklist))
	for _, s := range d.spaces {
		if !s.Pool {
			continue
		}
		for part := range max(parts, was) {
			said := d.put(speech.PurposeChecklist, ChecklistKey(d.t.Number, s.Name, part), tickets.Place{Space: s.Name, Kind: tickets.PlaceThread}, 0)
			said.Stale, said.OnlyStale = !onlyStale && part < parts, onlyStale || part >= parts
		}
	}
}
