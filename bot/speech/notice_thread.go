package speech

import (
	"guichet/bot"
	"guichet/tickets"
)

// What follows stands in the technicians' thread under the card, in few words.

// assigned mentions whom the ticket was given to.
func (s *Speech) assigned(sc Scene) bot.Message {
	e := Entry(sc)
	who := FirstOfUsers(e.Detail.Assignee, sc.Ticket.Assignee)
	key := "assigned"
	switch {
	case e.Actor == who:
		return bot.Message{Blocks: []bot.Block{s.tell(sc, "assigned.self", Vars{"To": sc.Name(who)})}}
	case e.Actor == "":
		key = "assigned.desk"
	}
	return bot.Message{Blocks: []bot.Block{s.calling(sc, who, key, nil)}}
}

// askReason offers the form for the reason of a wait, until it has one or is over.
func (s *Speech) askReason(sc Scene) bot.Message {
	t := sc.Ticket
	if t.State != tickets.WaitingState {
		return bot.Message{Blocks: []bot.Block{s.tell(sc, "ask_reason.over", nil)}, Tone: bot.Muted}
	}
	ball := s.ballName(sc.Locale, t.WaitingOn)
	if t.WaitReason != "" {
		return bot.Message{Blocks: s.words(sc, []bot.Block{s.tell(sc, "ask_reason.given", Vars{"Ball": ball})}, t.WaitReason), Tone: bot.Muted}
	}
	blocks := []bot.Block{s.tell(sc, "ask_reason", Vars{"Ball": ball})}
	return bot.Message{Blocks: Row(blocks, bot.Button{Label: s.T(sc.Locale, "button.reason", nil), Verb: Verb("wait", t), Style: bot.Primary})}
}

// askSolution offers the form Solution… after a ✅, as long as the ✅ stands and the ticket is
// not resolved.
func (s *Speech) askSolution(sc Scene) bot.Message {
	t, e := sc.Ticket, Entry(sc)
	who := s.someone(sc, FirstOfUsers(e.Detail.Subject, e.Actor))
	switch {
	case t.State.Finished():
		return bot.Message{Blocks: []bot.Block{s.tell(sc, "ask_solution.done", nil)}, Tone: bot.Muted}
	case t.Prompt == "":
		return bot.Message{Blocks: []bot.Block{s.tell(sc, "ask_solution.dropped", Vars{"Who": who})}, Tone: bot.Muted}
	}
	blocks := []bot.Block{s.tell(sc, "ask_solution", Vars{"Who": who})}
	return bot.Message{Blocks: Row(blocks, bot.Button{Label: s.T(sc.Locale, "button.solution", nil), Verb: Verb("resolve", t), Style: bot.Primary})}
}

// refused brings the reason to the technician.
func (s *Speech) refused(sc Scene) bot.Message {
	e := Entry(sc)
	who := FirstOfUsers(sc.Ticket.Assignee, e.Detail.Assignee)
	return bot.Message{Blocks: s.words(sc, []bot.Block{s.calling(sc, who, "refused", nil)}, e.Words), Tone: bot.Warning}
}

// escalated calls the person on duty at the level.
func (s *Speech) escalated(sc Scene) bot.Message {
	e := Entry(sc)
	level := e.Detail.Level
	called := FirstOfUsers(e.Detail.Subject, sc.OnDuty[level])
	key := "escalated"
	if called == "" {
		key = "escalated.nobody"
	}
	first := s.calling(sc, called, key, Vars{"Level": level})
	if called == "" && sc.Place.Kind == tickets.PlaceEscalation {
		first.Text = appendText(s.managers(sc), plain(", "), first.Text)
	}
	blocks := s.words(sc, []bot.Block{first}, e.Words)
	if e.Words == "" && possible(sc.Ticket, deedEscalate) {
		blocks = append(blocks, Small(s.Text(sc.Locale, "escalated.hint", nil)))
		blocks = Row(blocks, s.button(sc.Locale, deedEscalate, sc.Ticket))
	}
	return bot.Message{Blocks: blocks, Tone: bot.Warning}
}

// reposted says under a card why it stands anew.
func (s *Speech) reposted(sc Scene) bot.Message {
	return bot.Message{Blocks: []bot.Block{s.tell(sc, "reposted", nil)}, Tone: bot.Muted}
}

// replaced stands where a card was whose thread is gone.
func (s *Speech) replaced(sc Scene) bot.Message {
	return bot.Message{Blocks: []bot.Block{s.tell(sc, "replaced", nil)}, Tone: bot.Muted}
}
