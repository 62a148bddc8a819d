package bot

import (
	"fmt"
	"strconv"
	"strings"

	"guichet/tickets"
)

// checklistKey names one message of a ticket's procedure in a space, parts from 0.
func checklistKey(number int64, space string, part int) string {
	return fmt.Sprintf("checklist:%d:%s:%d", number, space, part)
}

// partOf is the part that a checklistKey names.
func partOf(key string) int {
	n, _ := strconv.Atoi(key[strings.LastIndexByte(key, ':')+1:])
	return n
}

// checklist posts the procedure under each card, once, and brings it up to date. was is how many
// messages it had before: those that it needs no longer say so.
func (d *derivation) checklist(onlyStale bool, was int) {
	parts := len(checkPages(d.t.Checklist))
	for _, s := range d.spaces {
		if !s.Pool {
			continue
		}
		for part := range max(parts, was) {
			said := d.put(PurposeChecklist, checklistKey(d.t.Number, s.Name, part), tickets.Place{Space: s.Name, Kind: tickets.PlaceThread}, 0)
			said.Stale, said.OnlyStale = !onlyStale && part < parts, onlyStale || part >= parts
		}
	}
}
