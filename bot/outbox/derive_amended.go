package outbox

import (
	"guichet/bot/speech"
	"guichet/tickets"
)

// amended brings up to date what shows the ticket's words and category, and tells the people whose
// ticket it is, once for each edit. Another category may have another procedure.
func (d *derivation) amended(e *tickets.Entry) {
	d.again()
	if e.Detail.Why != "" {
		d.counters(speech.PurposeAmended, e, e.Actor)
	}
	if had := e.Detail.Total; e.Kind == tickets.Categorised && (had > 0 || len(d.t.Checklist) > 0) {
		d.checklist(false, had)
	}
}
