package bot

import (
	"slices"

	"guichet/tickets"
)

// What follows is said after a resolution or a closure.

// closed tells that the ticket is closed, by whose answer or by silence, and how to reopen it.
func (s *Speech) closed(sc Scene) Message {
	t := sc.Ticket
	key := "closed.validated"
	switch firstOf(entry(sc).Detail.Why, t.ClosedBy) {
	case "silence":
		key = "closed.silence"
	case tickets.ClosedInBulk:
		key = "closed.bulk"
	}
	blocks := s.words(sc, []Block{s.tell(sc, key, nil)}, entry(sc).Words)
	switch {
	case !t.State.Terminal() || t.Resolutions > round(sc):
		return Message{Blocks: append(blocks, small(s.text(sc.Locale, "closed.reopened", nil))), Tone: Muted}
	case reopenableBy(sc, reader(sc)):
		blocks = append(blocks, small(s.text(sc.Locale, "closed.reopen_hint", nil)))
		return Message{Blocks: row(blocks, s.named(sc.Locale, "reopen", t, Neutral)), Tone: Muted}
	}
	hint := s.text(sc.Locale, "closed.hint", vars{"Command": codeText(command(sc.Locale, "new", nil))})
	return Message{Blocks: append(blocks, small(hint)), Tone: Muted}
}

// reopenableBy tells whether the person can reopen the closed ticket now.
func reopenableBy(sc Scene, u tickets.UserID) bool {
	if sc.Policy == nil || !sc.Policy.Reopenable(sc.Ticket, sc.Now) {
		return false
	}
	return tickets.May(tickets.Actor{ID: u, Roles: sc.Roles}, tickets.ActReopen, sc.Ticket) || mergedOf(sc, u)
}

// mergedOf tells whether a ticket of the person's own was merged into the scene's.
func mergedOf(sc Scene, u tickets.UserID) bool {
	return sc.Ticket.Follows(u) && slices.ContainsFunc(sc.Ticket.Links, func(l tickets.Link) bool {
		return l.Kind == tickets.LinkMergedFrom && sc.Others[l.Ticket] != nil && sc.Others[l.Ticket].Concerns(u)
	})
}

// late offers to reopen the ticket with what was written after its end, or to open another
// that is linked to it.
func (s *Speech) late(sc Scene) Message {
	t := sc.Ticket
	switch {
	case !t.State.Terminal():
		return Message{Blocks: []Block{s.tell(sc, "late.over", nil)}, Tone: Muted}
	case reopenableBy(sc, reader(sc)):
		blocks := []Block{s.tell(sc, "late.reopen", nil)}
		return Message{Blocks: row(blocks, s.named(sc.Locale, "reopen", t, Primary), s.named(sc.Locale, "again", t, Neutral))}
	}
	key := "late.open"
	if t.State != tickets.ClosedState || sc.Policy != nil && sc.Policy.Reopenable(t, sc.Now) {
		key = "late.ended"
	}
	return Message{Blocks: row([]Block{s.tell(sc, key, nil)}, s.named(sc.Locale, "again", t, Primary))}
}

// reopened tells that work goes on, and with whom.
func (s *Speech) reopened(sc Scene) Message {
	t, e := sc.Ticket, entry(sc)
	if sc.Place.Kind == tickets.PlaceThread {
		first := s.calling(sc, e.Detail.Assignee, "reopened.thread", nil)
		if e.Detail.Assignee == "" {
			first = s.tell(sc, "reopened.thread_pool", nil)
		}
		return Message{Blocks: s.attached(sc, s.words(sc, []Block{first}, e.Words)), Tone: Warning}
	}
	key := "reopened"
	if e.Actor == reader(sc) {
		key = "reopened.you"
	}
	blocks := s.attached(sc, s.words(sc, []Block{s.tell(sc, key, nil)}, e.Words))
	next := s.text(sc.Locale, "reopened.pool", nil)
	if holder := firstOfUsers(t.Assignee, e.Detail.Assignee); holder != "" {
		next = s.text(sc.Locale, "reopened.holder", vars{"Name": sc.Name(holder)})
	}
	blocks = append(blocks, small(next))
	if !t.State.Terminal() {
		blocks = row(blocks, s.named(sc.Locale, "add", t, Neutral))
	}
	return Message{Blocks: blocks, Tone: Good}
}

// thanked is all that thanks lead to.
func (s *Speech) thanked(sc Scene) Message {
	text := s.text(sc.Locale, "thanked", s.about(sc, vars{"Words": entry(sc).Words}))
	return Message{Blocks: []Block{small(text)}, Tone: Muted}
}

// askAgain reminds who writes on a resolved ticket that their answer is awaited.
func (s *Speech) askAgain(sc Scene) Message {
	r := entry(sc).Detail.Round
	if sc.Ticket.State != tickets.ResolvedState || r > 0 && sc.Ticket.Resolutions != r {
		return Message{Blocks: []Block{s.tell(sc, "remind.over", nil)}, Tone: Muted}
	}
	return Message{Blocks: row([]Block{s.tell(sc, "ask_again", nil)}, s.verdicts(sc)...)}
}
