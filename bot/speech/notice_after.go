package speech

import (
	"slices"

	"guichet/bot"
	"guichet/tickets"
)

// What follows is said after a resolution or a closure.

// closed tells that the ticket is closed, by whose answer or by silence, and how to reopen it.
func (s *Speech) closed(sc Scene) bot.Message {
	t := sc.Ticket
	key := "closed.validated"
	switch FirstOf(Entry(sc).Detail.Why, t.ClosedBy) {
	case "silence":
		key = "closed.silence"
	case tickets.ClosedInBulk:
		key = "closed.bulk"
	}
	blocks := s.words(sc, []bot.Block{s.tell(sc, key, nil)}, Entry(sc).Words)
	switch {
	case !t.State.Terminal() || t.Resolutions > round(sc):
		return bot.Message{Blocks: append(blocks, Small(s.Text(sc.Locale, "closed.reopened", nil))), Tone: bot.Muted}
	case reopenableBy(sc, reader(sc)):
		blocks = append(blocks, Small(s.Text(sc.Locale, "closed.reopen_hint", nil)))
		return bot.Message{Blocks: Row(blocks, s.Named(sc.Locale, "reopen", t, bot.Neutral)), Tone: bot.Muted}
	}
	hint := s.Text(sc.Locale, "closed.hint", Vars{"Command": CodeText(Command(sc.Locale, "new", nil))})
	return bot.Message{Blocks: append(blocks, Small(hint)), Tone: bot.Muted}
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
func (s *Speech) late(sc Scene) bot.Message {
	t := sc.Ticket
	switch {
	case !t.State.Terminal():
		return bot.Message{Blocks: []bot.Block{s.tell(sc, "late.over", nil)}, Tone: bot.Muted}
	case reopenableBy(sc, reader(sc)):
		blocks := []bot.Block{s.tell(sc, "late.reopen", nil)}
		return bot.Message{Blocks: Row(blocks, s.Named(sc.Locale, "reopen", t, bot.Primary), s.Named(sc.Locale, "again", t, bot.Neutral))}
	}
	key := "late.open"
	if t.State != tickets.ClosedState || sc.Policy != nil && sc.Policy.Reopenable(t, sc.Now) {
		key = "late.ended"
	}
	return bot.Message{Blocks: Row([]bot.Block{s.tell(sc, key, nil)}, s.Named(sc.Locale, "again", t, bot.Primary))}
}

// reopened tells that work goes on, and with whom.
func (s *Speech) reopened(sc Scene) bot.Message {
	t, e := sc.Ticket, Entry(sc)
	if sc.Place.Kind == tickets.PlaceThread {
		first := s.calling(sc, e.Detail.Assignee, "reopened.thread", nil)
		if e.Detail.Assignee == "" {
			first = s.tell(sc, "reopened.thread_pool", nil)
		}
		return bot.Message{Blocks: s.attached(sc, s.words(sc, []bot.Block{first}, e.Words)), Tone: bot.Warning}
	}
	key := "reopened"
	if e.Actor == reader(sc) {
		key = "reopened.you"
	}
	blocks := s.attached(sc, s.words(sc, []bot.Block{s.tell(sc, key, nil)}, e.Words))
	next := s.Text(sc.Locale, "reopened.pool", nil)
	if holder := FirstOfUsers(t.Assignee, e.Detail.Assignee); holder != "" {
		next = s.Text(sc.Locale, "reopened.holder", Vars{"Name": sc.Name(holder)})
	}
	blocks = append(blocks, Small(next))
	if !t.State.Terminal() {
		blocks = Row(blocks, s.Named(sc.Locale, "add", t, bot.Neutral))
	}
	return bot.Message{Blocks: blocks, Tone: bot.Good}
}

// thanked is all that thanks lead to.
func (s *Speech) thanked(sc Scene) bot.Message {
	text := s.Text(sc.Locale, "thanked", s.about(sc, Vars{"Words": Entry(sc).Words}))
	return bot.Message{Blocks: []bot.Block{Small(text)}, Tone: bot.Muted}
}

// askAgain reminds who writes on a resolved ticket that their answer is awaited.
func (s *Speech) askAgain(sc Scene) bot.Message {
	r := Entry(sc).Detail.Round
	if sc.Ticket.State != tickets.ResolvedState || r > 0 && sc.Ticket.Resolutions != r {
		return bot.Message{Blocks: []bot.Block{s.tell(sc, "remind.over", nil)}, Tone: bot.Muted}
	}
	return bot.Message{Blocks: Row([]bot.Block{s.tell(sc, "ask_again", nil)}, s.verdicts(sc)...)}
}
