package outbox

import (
	"fmt"

	"guichet/bot/speech"
	"guichet/tickets"
)

// AnnouncementKey names the delivery of an announced incident in a space.
func AnnouncementKey(number int64, space string) string {
	return fmt.Sprintf("announcement:%d:%s", number, space)
}

// announced says the announcement in the channel of everybody of each space, or brings what
// stands there up to date.
func (d *derivation) announced(tell bool) {
	for _, s := range d.spaces {
		if s.Helpdesk {
			told := d.put(speech.PurposeAnnouncement, AnnouncementKey(d.t.Number, s.Name), tickets.Place{Space: s.Name, Kind: tickets.PlaceHelpdesk}, 0)
			told.Stale, told.OnlyStale = tell, !tell
		}
	}
}

// witnesses tells those who said "me too" of a workaround and of the end, each once. An end
// that follows a definitive solution has been told with it.
func (d *derivation) witnesses(e *tickets.Entry) {
	if e.Kind == tickets.Closed && !d.t.Workaround && e.Detail.Why != "" && d.t.Resolutions > 0 {
		return
	}
	for _, u := range d.t.Witnesses() {
		d.put(speech.PurposeRelief, entryKey(speech.PurposeRelief, e, u), CounterOf(u), e.ID)
	}
}

// public is what a row means for an announced incident.
func (d *derivation) public(e *tickets.Entry) {
	switch e.Kind {
	case tickets.AnnouncedPublicly:
		d.announced(true)
	case tickets.Withdrawn, tickets.MeToo, tickets.NotMeToo, tickets.Refused, tickets.Reopened, tickets.TypeSet:
		d.announced(false)
	case tickets.Resolved, tickets.Closed, tickets.Cancelled:
		d.announced(false)
		d.witnesses(e)
	}
}
