package bot

import (
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"guichet/bot/markup"
	"guichet/bot/transcript"
	"guichet/tickets"
)

// What a page holds of pictures; others are named, and lie beside it where it is exported with
// its files.
const (
	maxImage  = 2 << 20 // bytes of one
	maxImages = 6 << 20 // bytes of all: with the page below what Discord takes, 10 MiB
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
	Viewer   tickets.UserID    // whose own marks may be shown; "" nobody's
	Internal bool              // with the desk's own side: notes, alerts, causes
	Files    tickets.FileStore // copies of files; nil when there are none
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
	out := append([]tickets.UserID{t.Requester, t.Beneficiary.User, t.Assignee, t.ResolvedBy}, t.Followers...)
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

// Transcribe tells the story of a ticket, as far as its reader may know it. It reads pictures
// from the copies of files, and has no other effect.
func (s *Speech) Transcribe(q Transcription) transcript.Transcript {
	t := q.Ticket
	policy := *q.Policy
	policy.Zone = q.Zone // all times of one transcript are of one zone
	sc := Scene{
		Locale: q.Locale, Ticket: t, Policy: &policy, Names: q.Names, Viewer: q.Viewer, Now: q.Now,
		Roles: tickets.Roles{Technician: q.Internal},
	}
	out := transcript.Transcript{
		Version: transcript.Version, Desk: q.Desk, Made: q.Now.UTC().Truncate(time.Second), Locale: q.Locale, Zone: q.Zone.String(), At: q.Zone,
		Internal: q.Internal, Ref: t.Ref(), Kind: string(t.Kind), State: string(t.State), StateName: s.stateName(q.Locale, t.State),
		Priority: string(t.Priority), Summary: t.Summary, Opened: t.OpenedAt, Closed: t.ClosedAt,
		Facts: []transcript.Fact{}, Deadlines: []string{}, Entries: []transcript.Entry{},
		Labels: transcript.Labels{
			Deadlines: s.T(q.Locale, "transcript.deadlines", nil), Conversation: s.T(q.Locale, "transcript.conversation", nil),
			Internal: s.T(q.Locale, "transcript.internal", nil), Private: s.T(q.Locale, "transcript.private", nil),
			Description: s.T(q.Locale, "field.description", nil),
			Made:        s.T(q.Locale, "transcript.made", vars{"When": s.dated(sc, q.Now), "Zone": q.Zone.String()}),
		},
	}
	for _, p := range s.transcriptFacts(sc) {
		out.Facts = append(out.Facts, transcript.Fact{Name: p.Label, Value: flat(p.Value)})
	}
	if t.Description != "" {
		out.Description = s.written(sc, t.Description, t.Origin.Markup)
	}
	for _, b := range s.Explain(sc, q.Explain).Blocks {
		if line := strings.TrimSpace(flat(b.Text)); b.Kind != Heading && line != "" {
			out.Deadlines = append(out.Deadlines, line)
		}
	}
	images := &pictures{store: q.Files, left: maxImages}
	completed := map[int64][]tickets.File{}
	for _, e := range q.Journal {
		if e.Kind == tickets.Filed {
			completed[e.Detail.Of] = e.Detail.Files
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
		out.Entries = append(out.Entries, s.transcribed(sc, e, completed[e.ID], images))
	}
	return out
}

// transcriptFacts are the ticket's facts, but for files, which stand where they were joined.
func (s *Speech) transcriptFacts(sc Scene) []Pair {
	t := sc.Ticket
	pairs := []Pair{{Label: s.T(sc.Locale, "field.kind", nil), Value: plain(s.T(sc.Locale, "kind."+string(t.Kind), nil))}}
	files := s.T(sc.Locale, "field.files", nil)
	for _, p := range s.facts(sc) {
		if p.Label != files {
			pairs = append(pairs, p)
		}
	}
	pairs = append(pairs, Pair{Label: s.T(sc.Locale, "transcript.opened", nil), Value: plain(s.dated(sc, t.OpenedAt))})
	if !t.ClosedAt.IsZero() {
		pairs = append(pairs, Pair{Label: s.T(sc.Locale, "transcript.closed", nil), Value: plain(s.dated(sc, t.ClosedAt))})
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

func (s *Speech) transcribed(sc Scene, e *tickets.Entry, completed []tickets.File, images *pictures) transcript.Entry {
	if e.Kind == tickets.Noted && inside(sc) {
		e = disclosed(e)
	}
	sc.Entry = e
	out := transcript.Entry{
		ID: e.ID, At: e.At.UTC(), Kind: string(e.Kind), Side: transcript.Event, Internal: !slices.Contains(public, e.Kind),
		By: string(e.Actor), Who: s.someone(sc, e.Actor), What: flat(s.stepLine(sc, e)),
	}
	if side, ok := sides[e.Kind]; ok {
		out.Side = side
	}
	switch {
	case e.Kind == tickets.Opened, e.Words == "": // the description stands above
	case e.Detail.Template != nil && !inside(sc):
		out.Words = s.written(sc, flat(s.macroWords(sc, e.Detail.Template, e)), false)
	default:
		out.Words = s.written(sc, e.Words, e.Detail.Markup)
	}
	files := e.Detail.Files
	if completed != nil {
		files = completed
	}
	for _, f := range files {
		out.Files = append(out.Files, transcript.File{
			Name: f.Name, Size: f.Size, Type: f.Type, SHA256: f.Hash, Missing: string(f.Refused), Image: images.read(f),
		})
	}
	return out
}

// pictures are those that a page shows itself, as long as there is room.
type pictures struct {
	store tickets.FileStore
	left  int64
}

func (p *pictures) read(f tickets.File) []byte {
	if p.store == nil || f.Hash == "" || !transcript.Shown[f.Type] || f.Size > maxImage || f.Size > p.left {
		return nil
	}
	r, err := p.store.Open(f.Hash)
	if err != nil {
		return nil
	}
	defer func() { _ = r.Close() }()
	body, err := io.ReadAll(io.LimitReader(r, maxImage))
	if err != nil {
		return nil
	}
	p.left -= int64(len(body))
	return body
}

// transcript answers with a ticket's transcript: the desk sees all of it, requester and
// beneficiary their own side.
func (a *App) transcript(ctx context.Context, e Event, in intent) (Answer, error) {
	t, err := a.desk.MayDo(ctx, actor(e), in.Ticket, tickets.ActExport)
	if err != nil {
		return Answer{}, err
	}
	_, journal, err := a.desk.Ticket(ctx, tickets.Actor{}, in.Ticket)
	if err != nil {
		return Answer{}, err
	}
	_, x, err := a.desk.Explain(ctx, tickets.Actor{}, in.Ticket)
	if err != nil {
		return Answer{}, err
	}
	locale := a.people.locale(a.viewer(ctx, e.By))
	q := Transcription{
		Ticket: t, Journal: journal, Explain: x, Policy: a.policy, Names: map[tickets.UserID]string{}, Desk: a.policy.Name, Locale: locale,
		Now: a.now(), Viewer: e.By.ID, Internal: tickets.May(actor(e), tickets.ActExportAll, t), Files: a.files,
	}
	for _, u := range PeopleOf(t, journal) {
		q.Names[u] = a.people.known(ctx, u).Name
	}
	q.Zone = ZoneOf(a.policy, t)
	var page strings.Builder
	if err := transcript.HTML(&page, a.speech.Transcribe(q)); err != nil {
		return Answer{}, err
	}
	m := a.speech.Sentence(locale, "transcript.here", map[string]any{"Ref": t.Ref()})
	if q.Internal {
		m.Blocks = append(m.Blocks, small(a.speech.text(locale, "transcript.careful", nil)))
	}
	m.Files = []Upload{UploadOf(t.Ref()+".html", []byte(page.String()))}
	if a.features(e.Space).PrivateFiles {
		return Answer{Private: &m}, nil
	}
	p := a.platforms[e.Space]
	if p == nil {
		return Answer{}, nil
	}
	a.later.do("send a transcript", func(ctx context.Context) error {
		return p.Whisper(ctx, e.By.ID, tickets.MessageRef{Space: e.Space}, m)
	})
	return a.sentence(ctx, e, "transcript.coming", map[string]any{"Ref": t.Ref()}), nil
}
