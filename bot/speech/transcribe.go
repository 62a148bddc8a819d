package speech

import (
	"slices"
	"strings"
	"time"

	"guichet/bot"
	"guichet/bot/markup"
	"guichet/bot/transcript"
	"guichet/tickets"
)

// Transcription is what a transcript is made of, and for whom.
type Transcription struct {
	Ticket   *tickets.Ticket
	Journal  []*tickets.Entry
	Explain  tickets.Explanation
	Policy   *tickets.Policy
	Names    map[tickets.UserID]string
	Desk     string // the desk's name
	Locale   string
	Zone     *time.Location
	Now      time.Time
	Viewer   tickets.UserID            // whose own marks may be shown; "" nobody's
	Internal bool                      // with the desk's own side: notes, alerts, causes
	Files    tickets.FileStore         // copies of files; nil when there are none, or none are to be in it
	Inside   Inside                    // which of them are
	Others   map[int64]*tickets.Ticket // those of OthersOf
}

// ZoneOf is the time zone of a ticket's calendar, else the desk's.
func ZoneOf(p *tickets.Policy, t *tickets.Ticket) *time.Location {
	if c := p.TargetsFor(t.Priority, t.Category, t.Group).Calendar; c != nil {
		return c.Zone()
	}
	if p.Zone != nil {
		return p.Zone
	}
	return time.UTC
}

// PeopleOf lists everybody whom a ticket's transcript may name.
func PeopleOf(t *tickets.Ticket, journal []*tickets.Entry) []tickets.UserID {
	out := append([]tickets.UserID{t.Requester, t.Beneficiary.User, t.Assignee, t.ResolvedBy, t.Rating.By}, t.Followers...)
	out = append(out, Approving(t)...)
	for _, c := range t.Checklist {
		out = append(out, c.By)
	}
	if t.Origin.Markup {
		out = append(out, markup.Read(t.Description).People()...)
	}
	for _, e := range journal {
		out = append(out, e.Actor, e.Detail.Assignee, e.Detail.Previous, e.Detail.Subject)
		if e.Detail.Markup {
			out = append(out, markup.Read(e.Words).People()...)
		}
	}
	slices.Sort(out)
	return slices.DeleteFunc(slices.Compact(out), func(u tickets.UserID) bool { return u == "" })
}

// OthersOf lists the tickets that a ticket's story speaks of: those it is linked to, and those
// that were merged into it.
func OthersOf(t *tickets.Ticket, journal []*tickets.Entry) []int64 {
	var out []int64
	for _, l := range t.Links {
		out = append(out, l.Ticket)
	}
	for _, e := range journal {
		out = append(out, e.Ticket, e.Detail.Other)
	}
	slices.Sort(out)
	return slices.DeleteFunc(slices.Compact(out), func(n int64) bool { return n == 0 || n == t.Number })
}

// Transcribe tells the story of a ticket, as far as its reader may know it. It reads the
// copies of files that are to be in it, and has no other effect.
func (s *Speech) Transcribe(q Transcription) transcript.Transcript {
	t := q.Ticket
	policy := *q.Policy
	policy.Zone = q.Zone // all times of one transcript are of one zone
	sc := Scene{
		Locale: q.Locale, Ticket: t, Policy: &policy, Names: q.Names, Viewer: q.Viewer, Now: q.Now, Others: q.Others,
		Roles: tickets.Roles{Technician: q.Internal},
	}
	out := transcript.Transcript{
		Version: transcript.Version, Desk: q.Desk, Made: q.Now.UTC().Truncate(time.Second), Locale: q.Locale, Zone: q.Zone.String(), At: q.Zone,
		Internal: q.Internal, Ref: t.Ref(), Kind: string(t.Kind), State: string(t.State), StateName: s.StateName(q.Locale, t.State),
		Priority: string(t.Priority), Summary: t.Summary, Opened: t.OpenedAt, Closed: t.ClosedAt,
		Facts: []transcript.Fact{}, Deadlines: []string{}, Entries: []transcript.Entry{},
		Labels: transcript.Labels{
			Deadlines: s.T(q.Locale, "transcript.deadlines", nil), Conversation: s.T(q.Locale, "transcript.conversation", nil),
			Internal: s.T(q.Locale, "transcript.internal", nil), Private: s.T(q.Locale, "transcript.private", nil),
			Description: s.T(q.Locale, "field.description", nil),
			Made:        s.T(q.Locale, "transcript.made", Vars{"When": s.inFull(sc, q.Now), "Zone": q.Zone.String()}),
		},
	}
	for _, p := range s.transcriptFacts(sc) {
		out.Facts = append(out.Facts, transcript.Fact{Name: p.Label, Value: Flat(p.Value)})
	}
	if t.Description != "" {
		out.Description = s.written(sc, t.Description, t.Origin.Markup)
	}
	for _, b := range s.Explain(sc, q.Explain).Blocks {
		if len(q.Explain.Clocks) == 0 {
			break // nothing is promised
		}
		if line := strings.TrimSpace(Flat(b.Text)); b.Kind != bot.Heading && line != "" {
			out.Deadlines = append(out.Deadlines, line)
		}
	}
	inside := &copies{store: q.Files, takes: q.Inside, left: q.Inside.All}
	var settled []tickets.File // what became of files: the desk's own copy, or none
	for _, e := range q.Journal {
		if e.Kind == tickets.Filed {
			settled = append(settled, e.Detail.Files...)
		}
	}
	rows := q.Journal // both versions of what was edited are on record, for the desk
	if !q.Internal {
		rows = told(sc, q.Journal)
	}
	for _, e := range rows {
		if e.Kind == tickets.Filed {
			continue
		}
		out.Entries = append(out.Entries, s.transcribed(sc, e, settled, inside))
	}
	return out
}

// transcriptFacts are the ticket's facts, but for files, which stand where they were joined.
func (s *Speech) transcriptFacts(sc Scene) []bot.Pair {
	t := sc.Ticket
	pairs := []bot.Pair{{Label: s.T(sc.Locale, "field.kind", nil), Value: plain(s.T(sc.Locale, "kind."+string(t.Kind), nil))}}
	files := s.T(sc.Locale, "field.files", nil)
	for _, p := range s.facts(sc) {
		if p.Label != files {
			pairs = append(pairs, p)
		}
	}
	pairs = append(pairs, bot.Pair{Label: s.T(sc.Locale, "transcript.opened", nil), Value: plain(s.inFull(sc, t.OpenedAt))})
	if !t.ClosedAt.IsZero() {
		pairs = append(pairs, bot.Pair{Label: s.T(sc.Locale, "transcript.closed", nil), Value: plain(s.inFull(sc, t.ClosedAt))})
	}
	return pairs
}

// written are words in a transcript.
func (s *Speech) written(sc Scene, words string, marked bool) *transcript.Words {
	d := s.resolved(sc, document(words, marked))
	out := &transcript.Words{Text: markup.Text(d), Document: d}
	if marked {
		out.Markdown = markup.Write(d)
	}
	return out
}

// sides tell whose words a row holds.
var sides = map[tickets.EntryKind]transcript.Side{
	tickets.Said: transcript.Requester, tickets.SaidLate: transcript.Requester, tickets.Replied: transcript.Desk, tickets.Noted: transcript.Note,
}

func (s *Speech) transcribed(sc Scene, e *tickets.Entry, settled []tickets.File, copies *copies) transcript.Entry {
	if e.Kind == tickets.Noted && inside(sc) {
		e = Disclosed(e)
	}
	sc.Entry = e
	out := transcript.Entry{
		ID: e.ID, At: e.At.UTC(), Kind: string(e.Kind), Side: transcript.Event, Internal: !slices.Contains(public, e.Kind),
		By: string(e.Actor), Who: s.someone(sc, e.Actor), What: Flat(s.stepLine(sc, e)),
	}
	if e.Ticket != 0 && e.Ticket != sc.Ticket.Number {
		out.Ticket = sc.ref(e.Ticket)
	}
	if side, ok := sides[e.Kind]; ok {
		out.Side = side
	}
	switch {
	case e.Kind == tickets.Opened, e.Words == "": // the description stands above
	case e.Detail.Template != nil && !inside(sc):
		out.Words = s.written(sc, Flat(s.MacroWords(sc, e.Detail.Template, e)), false)
	default:
		out.Words = s.written(sc, e.Words, e.Detail.Markup)
	}
	for _, f := range e.Detail.Files {
		if i := slices.IndexFunc(settled, f.Same); i >= 0 {
			f = settled[i]
		}
		out.Files = append(out.Files, s.transcribedFile(sc, f, copies))
	}
	return out
}
