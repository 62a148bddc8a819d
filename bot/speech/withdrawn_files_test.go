package speech

import (
	"strings"
	"testing"

	"guichet/bot/transcript"
	"guichet/tickets"
)

// What its author took off is in the desk's record, and in nothing that anybody else reads; the
// story says that it went.
func TestWhoReadsFilesThatWereTakenOff(t *testing.T) {
	sc := sampleScene(t, "en")
	sc.Viewer = aliceID
	file := func(name, hash string) tickets.File {
		return tickets.File{Name: name, ID: name, From: tickets.MessageRef{Space: "slack", Channel: "D1", Message: "1"}, Hash: hash}
	}
	row := func(id int64, kind tickets.EntryKind, words string, d tickets.Detail) *tickets.Entry {
		return &tickets.Entry{ID: id, Ticket: sc.Ticket.Number, At: sc.Now, Actor: aliceID, Kind: kind, Words: words, Detail: d}
	}
	journal := []*tickets.Entry{
		row(1, tickets.Said, "see", tickets.Detail{Files: []tickets.File{file("pay.txt", ""), file("tray.txt", "")}}),
		row(2, tickets.Filed, "", tickets.Detail{Of: 1, Why: string(tickets.Said), Subject: aliceID, Files: []tickets.File{file("pay.txt", "h1"), file("tray.txt", "h2")}}),
		row(3, tickets.Edited, "look", tickets.Detail{Of: 1, RowKind: tickets.Said, Subject: aliceID, Count: 1, Files: []tickets.File{file("tray.txt", "h2")}}),
	}
	gone := row(4, tickets.Retracted, "", tickets.Detail{Of: 1, RowKind: tickets.Said, Subject: aliceID, Count: 1})
	staff := sc
	staff.Roles.Technician = true
	page := func(internal bool, rows []*tickets.Entry) (out string) {
		q := Transcription{
			Ticket: sc.Ticket, Journal: rows, Policy: sc.Policy, Names: sc.Names, Locale: "en", Zone: sc.Policy.Zone, Now: sc.Now, Internal: internal,
		}
		var b strings.Builder
		if err := transcript.Text(&b, testSpeech(t).Transcribe(q)); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	for _, c := range []struct {
		what, got string
		says, not []string
	}{
		{"the requester", sketch(testSpeech(t).Show(sc, journal)), []string{"tray.txt"}, []string{"pay.txt", "taken off"}},
		{"the desk", sketch(testSpeech(t).Show(staff, journal)), []string{"tray.txt", "(1 file taken off)"}, []string{"pay.txt"}},
		{"the desk, deleted", sketch(testSpeech(t).Show(staff, append(journal[:3:3], gone))), []string{"takes their message back (1 file taken off)"}, []string{"pay.txt", "tray.txt"}},
		{"the public page", page(false, journal), []string{"tray.txt"}, []string{"pay.txt"}},
		{"the public page, deleted", page(false, append(journal[:3:3], gone)), nil, []string{"pay.txt", "tray.txt"}},
		{"the record, deleted", page(true, append(journal[:3:3], gone)), []string{"pay.txt", "tray.txt", "(1 file taken off)"}, nil},
	} {
		for _, want := range c.says {
			if !strings.Contains(c.got, want) {
				t.Errorf("%s does not read %q:\n%s", c.what, want, c.got)
			}
		}
		for _, no := range c.not {
			if strings.Contains(c.got, no) {
				t.Errorf("%s reads %q:\n%s", c.what, no, c.got)
			}
		}
	}
}
