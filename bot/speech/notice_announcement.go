package speech

import (
	"guichet/bot"
	"guichet/tickets"
)

// announcement is what everybody reads of an announced incident: its title, how many people
// are hit and where it stands. Nothing of it is the requester's.
func (s *Speech) announcement(sc Scene) bot.Message {
	t := sc.Ticket
	title := "announcement"
	if t.State.Terminal() || t.State.Finished() && !t.Workaround || !t.Announcement.Withdrawn.IsZero() {
		title = "announcement.over"
	}
	blocks := []bot.Block{
		heading(s.T(sc.Locale, title, Vars{"Ref": t.Ref()})),
		Paragraph(boldText(t.Announcement.Title)),
	}
	if t.PeopleHit > 0 {
		blocks = append(blocks, Small(plain(s.T(sc.Locale, "announcement.hit", Vars{"Count": t.PeopleHit + 1}))))
	}
	end := func(key string, tone bot.Tone) bot.Message {
		return bot.Message{Blocks: append(blocks, Paragraph(s.Text(sc.Locale, key, nil))), Tone: tone, Fallback: t.Ref() + " · " + t.Announcement.Title}
	}
	switch {
	case !t.Announcement.Withdrawn.IsZero():
		return end("announcement.withdrawn", bot.Muted)
	case t.State.Finished() && t.State != tickets.CancelledState && !t.Workaround:
		return end("announcement.solved", bot.Good)
	case t.State.Terminal():
		return end("announcement.closed", bot.Muted)
	case t.State.Finished():
		m := end("announcement.workaround", bot.Warning)
		m.Blocks = Quoted(m.Blocks, Clip(t.Solution, maxCardWords))
		return m
	}
	m := end("announcement.open", bot.Warning)
	m.Blocks = append(m.Blocks, Small(s.Text(sc.Locale, "announcement.hint", nil)))
	m.Blocks = Row(m.Blocks, s.button(sc.Locale, deedMeToo, t))
	return m
}

// relief tells somebody who said "me too" of a workaround, or of the end.
func (s *Speech) relief(sc Scene) bot.Message {
	t, e := sc.Ticket, Entry(sc)
	title := t.Announcement.Title
	if title == "" {
		title = t.Ref()
	}
	key, tone := "relief.solved", bot.Good
	switch {
	case e.Kind == tickets.Resolved && e.Detail.Workaround:
		key, tone = "relief.workaround", bot.Warning
	case e.Kind == tickets.Cancelled, e.Kind == tickets.Closed && t.Workaround:
		key, tone = "relief.closed", bot.Muted
	}
	blocks := []bot.Block{Paragraph(s.Text(sc.Locale, key, Vars{"Ref": boldText(t.Ref()), "Title": title}))}
	if key == "relief.workaround" {
		blocks = Quoted(blocks, Clip(e.Words, maxNoticeWords))
	}
	return bot.Message{Blocks: blocks, Tone: tone}
}

// AnnounceForm asks for the public title, ID "announce:<number>".
func (s *Speech) AnnounceForm(sc Scene, vals, errs map[string]string) bot.Form {
	f := s.filler(sc, vals, errs)
	field := bot.Field{ID: "title", Kind: bot.LineField, Max: tickets.MaxSummary, Required: true, Hint: f.hint("title")}
	if t := sc.Ticket; t != nil && t.Announced() { // it is to be changed
		field.Value = t.Announcement.Title
	}
	f.add("title", field)
	return f.form(ticketVerb("announce", sc.Ticket), "announce", "announce", sc.Ticket)
}
