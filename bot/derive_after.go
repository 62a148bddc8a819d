package bot

import (
	"fmt"

	"guichet/tickets"
)

// A closure is known by the round of the resolution that it ended.
func closedKey(t *tickets.Ticket, u tickets.UserID) string {
	return fmt.Sprintf("closed:%d:%d:%s", t.Number, t.Resolutions, u)
}

func lateKey(t *tickets.Ticket, u tickets.UserID) string {
	return fmt.Sprintf("late:%d:%d:%s", t.Number, t.Resolutions, u)
}

func askAgainKey(t *tickets.Ticket, round int, u tickets.UserID) string {
	return fmt.Sprintf("ask_again:%d:%d:%s", t.Number, round, u)
}

// reopened tells everybody that work goes on, and closes what the closure had opened: its own
// notices, offers and survey.
func (d *derivation) reopened(e *tickets.Entry) {
	d.againValidation(e)
	d.again()
	for _, u := range d.t.Audience() {
		d.put(PurposeClosed, closedKey(d.t, u), counterOf(u), 0).OnlyStale = true
		d.put(PurposeLate, lateKey(d.t, u), counterOf(u), 0).OnlyStale = true
	}
	if who := d.t.Rating.By; who != "" {
		d.put(PurposeRating, ratingKey(d.t), counterOf(who), 0).OnlyStale = true
		d.put(PurposeRemindRate, remindRateKey(d.t), counterOf(who), 0).OnlyStale = true
	}
	d.counters(PurposeReopened, e, "")
	d.thread(PurposeReopened, e)
}
