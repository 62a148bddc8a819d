package outbox

import (
	"guichet/bot/speech"
	"guichet/tickets"
)

// conversation says what was said: to the technicians in the thread of every space, and to
// everybody of the conversation. Who writes in their own counter gets no echo there. A note goes
// to one thread, and to nobody's counter: only rows with words for people have a purpose there.
func (d *derivation) conversation(e *tickets.Entry) {
	switch e.Kind {
	case tickets.Said:
		d.threads(speech.PurposeSaid, e)
		if d.t.State == tickets.ResolvedState && d.t.Concerns(e.Actor) && e.Actor != d.t.Assignee {
			d.put(speech.PurposeAskAgain, askAgainKey(d.t, d.t.Resolutions, e.Actor), CounterOf(e.Actor), e.ID)
		}
		d.counters(speech.PurposeSaid, e, e.Actor)
		if e.Detail.Why == tickets.AnswerQuestion {
			d.answeredQuestion(e)
		}
	case tickets.Replied:
		d.counters(speech.PurposeReplied, e, "")
		d.threads(speech.PurposeReplySent, e)
	case tickets.Noted:
		d.say(speech.PurposeNoted, entryKey(speech.PurposeNoted, e, "thread"), tickets.Place{Space: d.spaceOf(e.Actor), Kind: tickets.PlaceThread}, speech.Disclosed(e))
	case tickets.Edited, tickets.Retracted:
		d.revised(e)
	}
}

// revised brings the copies of a message up to date, wherever they stand.
func (d *derivation) revised(e *tickets.Entry) {
	of := &tickets.Entry{ID: e.Detail.Of}
	inThread, inCounter := speech.PurposeSaid, speech.PurposeSaid
	if e.Detail.RowKind == tickets.Replied {
		inThread, inCounter = speech.PurposeReplySent, speech.PurposeReplied
	}
	for _, space := range d.threadSpaces() {
		d.revise(inThread, threadKey(inThread, of, space), tickets.Place{Space: space, Kind: tickets.PlaceThread}, e)
	}
	for _, u := range d.t.Audience() {
		d.revise(inCounter, entryKey(inCounter, of, u), CounterOf(u), e)
	}
	d.unfiled(e)
}

// revise makes what was said due again. Words that have grown longer may need more messages than
// they had; where a message is too many, it says so.
func (d *derivation) revise(p speech.Purpose, key string, at tickets.Place, e *tickets.Entry) {
	n := 1
	if e.Kind == tickets.Edited {
		n = speech.Messages(e, d.room(at.Space))
	}
	for part := range speech.MaxParts {
		more := d.put(p, speech.PartKey(key, part), at, e.Detail.Of)
		more.Stale, more.OnlyStale = true, part == 0 || part >= n
	}
}

// threads says it under the card of every space.
func (d *derivation) threads(p speech.Purpose, e *tickets.Entry) {
	for _, space := range d.threadSpaces() {
		d.say(p, threadKey(p, e, space), tickets.Place{Space: space, Kind: tickets.PlaceThread}, e)
	}
}

func threadKey(p speech.Purpose, e *tickets.Entry, space string) string {
	return entryKey(p, e, "thread:"+space)
}

// threadSpaces are the spaces with a card.
func (d *derivation) threadSpaces() []string {
	var out []string
	for _, s := range d.spaces {
		if s.Pool {
			out = append(out, s.Name)
		}
	}
	if out == nil {
		out = []string{d.home()}
	}
	return out
}

// spaceOf is the space where somebody works, if it has cards, else the ticket's home.
func (d *derivation) spaceOf(u tickets.UserID) string {
	if d.has(u.Space()) {
		return u.Space()
	}
	return d.home()
}
