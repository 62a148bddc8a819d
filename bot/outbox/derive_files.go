package outbox

import (
	"fmt"
	"slices"

	"guichet/bot"
	"guichet/bot/speech"
	"guichet/tickets"
)

// filed brings copied files where their words went: what people of the counters join to the
// technicians' threads, on every space, and to the others who are told; what the desk sends to
// the counters and to the threads, but not to the one where it stands itself. Files are told of,
// and their sender of those that could not be copied, once all of a row are settled.
func (d *derivation) filed(e *tickets.Entry) {
	kept, refused := speech.Sorted(e.Detail.Files)
	switch tickets.EntryKind(e.Detail.Why) {
	case tickets.SaidLate: // kept for a reopening, as the words are
	case tickets.Replied:
		d.filesToCounters(e, kept)
		standsIn := e.Detail.Subject.Space()
		if e.Via == bot.ViaForm || e.Via == bot.ViaCommand {
			standsIn = ""
		}
		d.filesToThreads(e, kept, standsIn)
	case tickets.Said:
		d.filesToCounters(e, kept)
		d.filesToThreads(e, kept, "")
	case tickets.Noted:
		d.files(e, tickets.Place{Space: d.spaceOf(e.Detail.Subject), Kind: tickets.PlaceThread}, max(1, len(speech.Packs(kept))))
	default:
		d.filesToThreads(e, kept, "")
	}
	if len(refused) > 0 {
		d.filesRefused(e)
	}
}

// filesToThreads brings files under the card of every space but one.
func (d *derivation) filesToThreads(e *tickets.Entry, kept []tickets.File, but string) {
	for _, space := range d.threadSpaces() {
		if space != but {
			d.files(e, tickets.Place{Space: space, Kind: tickets.PlaceThread}, max(1, len(speech.Packs(kept))))
		}
	}
}

// filesToCounters brings files to all who were told the words, but not back to their sender.
func (d *derivation) filesToCounters(e *tickets.Entry, kept []tickets.File) {
	for _, u := range d.t.Audience() {
		if u != e.Detail.Subject {
			d.files(e, CounterOf(u), len(speech.Packs(kept)))
		}
	}
}

// files says it in as many messages as are needed.
func (d *derivation) files(e *tickets.Entry, at tickets.Place, messages int) {
	for n := range messages {
		d.put(speech.PurposeFiles, filesKey(e.Detail.Of, at, n), at, e.ID).Beside = true
	}
}

// filesKey is the key of the message that brings the nth pack of a row's files to a place.
func filesKey(row int64, at tickets.Place, n int) string {
	return fmt.Sprintf("%s:%d:%s:%d", speech.PurposeFiles, row, at, n)
}

// unfiled brings the messages with files of a person's message up to date, wherever they stand,
// now that some of them are gone from it.
func (d *derivation) unfiled(e *tickets.Entry) {
	var places []tickets.Place
	for _, space := range d.threadSpaces() {
		places = append(places, tickets.Place{Space: space, Kind: tickets.PlaceThread})
	}
	for _, u := range d.t.Audience() {
		places = append(places, CounterOf(u))
	}
	for _, row := range e.Detail.Joined {
		for _, at := range places {
			for n := range row.Files {
				d.put(speech.PurposeFiles, filesKey(row.Row, at, n), at, 0).OnlyStale = true
			}
		}
	}
}

// filesRefused tells the sender, privately, which files could not be copied and what to do.
func (d *derivation) filesRefused(e *tickets.Entry) {
	sender := e.Detail.Subject
	switch {
	case slices.Contains(d.t.Audience(), sender):
		d.put(speech.PurposeUnfiled, entryKey(speech.PurposeUnfiled, e, sender), CounterOf(sender), e.ID)
	case tickets.EntryKind(e.Detail.Why) == tickets.Replied:
		d.thread(speech.PurposeUnfiled, e)
	}
}
