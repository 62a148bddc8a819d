package bot

import "guichet/tickets"

// announcement is what everybody reads of an announced incident: its title, how many people
// are hit and where it stands. Nothing of it is the requester's.
func (s *Speech) announcement(sc Scene) Message {
	t := sc.Ticket
	title := "announcement"
	if t.State.Terminal() || t.State.Finished() && !t.Workaround || !t.Announcement.Withdrawn.IsZero() {
		title = "announcement.over"
	}
	blocks := []Block{
		heading(s.T(sc.Locale, title, vars{"Ref": t.Ref()})),
		paragraph(boldText(t.Announcement.Title)),
	}
	if t.PeopleHit > 0 {
		blocks = append(blocks, small(plain(s.T(sc.Locale, "announcement.hit", vars{"Count": t.PeopleHit + 1}))))
	}
	end := func(key string, tone Tone) Message {
		return Message{Blocks: append(blocks, paragraph(s.text(sc.Locale, key, nil))), Tone: tone, Fallback: t.Ref() + " · " + t.Announcement.Title}
	}
	switch {
	case !t.Announcement.Withdrawn.IsZero():
		return end("announcement.withdrawn", Muted)
	case t.State.Finished() && t.State != tickets.CancelledState && !t.Workaround:
		return end("announcement.solved", Good)
	case t.State.Terminal():
		return end("announcement.closed", Muted)
	case t.State.Finished():
		m := end("announcement.workaround", Warning)
		m.Blocks = quoted(m.Blocks, clip(t.Solution, maxCardWords))
		return m
	}
	m := end("announcement.open", Warning)
	m.Blocks = append(m.Blocks, small(s.text(sc.Locale, "announcement.hint", nil)))
	m.Blocks = row(m.Blocks, s.button(sc.Locale, deedMeToo, t))
	return m
}

// relief tells somebody who said "me too" of a workaround, or of the end.
func (s *Speech) relief(sc Scene) Message {
	t, e := sc.Ticket, entry(sc)
	title := t.Announcement.Title
	if title == "" {
		title = t.Ref()
	}
	key, tone := "relief.solved", Good
	switch {
	case e.Kind == tickets.Resolved && e.Detail.Workaround:
		key, tone = "relief.workaround", Warning
	case e.Kind == tickets.Cancelled, e.Kind == tickets.Closed && t.Workaround:
		key, tone = "relief.closed", Muted
	}
	blocks := []Block{paragraph(s.text(sc.Locale, key, vars{"Ref": boldText(t.Ref()), "Title": title}))}
	if key == "relief.workaround" {
		blocks = quoted(blocks, clip(e.Words, maxNoticeWords))
	}
	return Message{Blocks: blocks, Tone: tone}
}

// AnnounceForm asks for the public title, ID "announce:<number>".
func (s *Speech) AnnounceForm(sc Scene, vals, errs map[string]string) Form {
	f := s.filler(sc, vals, errs)
	field := Field{ID: "title", Kind: LineField, Max: tickets.MaxSummary, Required: true, Hint: f.hint("title")}
	if t := sc.Ticket; t != nil && t.Announced() { // it is to be changed
		field.Value = t.Announcement.Title
	}
	f.add("title", field)
	return f.form(ticketVerb("announce", sc.Ticket), "announce", "announce", sc.Ticket)
}
