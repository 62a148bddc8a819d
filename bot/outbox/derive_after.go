package outbox

import (
	"fmt"

	"guichet/bot/speech"
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
		d.put(speech.PurposeClosed, closedKey(d.t, u), CounterOf(u), 0).OnlyStale = true
		d.put(speech.PurposeLate, lateKey(d.t, u), CounterOf(u), 0).OnlyStale = true
	}
	if who := d.t.Rating.By; who != "" {
		d.put(speech.PurposeRating, ratingKey(d.t), CounterOf(who), 0).OnlyStale = true
		d.put(speech.PurposeRemindRate, remindRateKey(d.t), CounterOf(who), 0).OnlyStale = true
	}
	d.counters(speech.PurposeReopened, e, "")
	d.thread(speech.PurposeReopened, e)
}
