package outbox

import (
	"slices"

	"guichet/bot/speech"
	"guichet/tickets"
)

// folded tells the people of a ticket that was closed because its work goes on in another one,
// once; whoever is also of the other one is told here only.
func (d *derivation) folded(e *tickets.Entry, all []*tickets.Entry) {
	d.againValidation(e)
	d.again()
	d.answered()
	d.againProposal()
	if !has(all, tickets.OriginalResolved) { // which tells them the same, and the solution
		d.counters(speech.PurposeFolded, e, "")
	}
	d.thread(speech.PurposeFolded, e)
}

// linked says what links and merges lead to.
func (d *derivation) linked(e *tickets.Entry) {
	switch e.Kind {
	case tickets.Restored:
		d.againValidation(e)
		d.again()
		d.answered()
		d.counters(speech.PurposeRestored, e, "")
		d.thread(speech.PurposeRestored, e)
	case tickets.OriginalResolved:
		d.others(speech.PurposeOriginalResolved, e)
	case tickets.Absorbed:
		d.others(speech.PurposeAbsorbed, e)
		d.put(speech.PurposeAbsorbed, entryKey(speech.PurposeAbsorbed, e, "thread"), d.threadPlace(), e.ID)
	case tickets.Separated:
		d.others(speech.PurposeSeparated, e)
		d.thread(speech.PurposeSeparated, e)
	}
}

// others tells the people of a ticket that are not told already as those of the merged one.
func (d *derivation) others(p speech.Purpose, e *tickets.Entry) {
	for _, u := range d.t.Audience() {
		if u != e.Actor && !slices.Contains(e.Detail.People, u) {
			d.put(p, entryKey(p, e, u), CounterOf(u), e.ID)
		}
	}
}
