package bot

import "guichet/tickets"

// What follows stands in the technicians' thread under the card, in few words.

// assigned mentions whom the ticket was given to.
func (s *Speech) assigned(sc Scene) Message {
	e := entry(sc)
	who := firstOfUsers(e.Detail.Assignee, sc.Ticket.Assignee)
	key := "assigned"
	switch {
	case e.Actor == who:
		return Message{Blocks: []Block{s.tell(sc, "assigned.self", vars{"To": sc.Name(who)})}}
	case e.Actor == "":
		key = "assigned.desk"
	}
	return Message{Blocks: []Block{s.calling(sc, who, key, nil)}}
}

// askReason offers the form for the reason of a wait, until it has one or is over.
func (s *Speech) askReason(sc Scene) Message {
	t := sc.Ticket
	if t.State != tickets.WaitingState {
		return Message{Blocks: []Block{s.tell(sc, "ask_reason.over", nil)}, Tone: Muted}
	}
	ball := s.ballName(sc.Locale, t.WaitingOn)
	if t.WaitReason != "" {
		return Message{Blocks: s.words(sc, []Block{s.tell(sc, "ask_reason.given", vars{"Ball": ball})}, t.WaitReason), Tone: Muted}
	}
	blocks := []Block{s.tell(sc, "ask_reason", vars{"Ball": ball})}
	return Message{Blocks: row(blocks, Button{Label: s.T(sc.Locale, "button.reason", nil), Verb: verb("wait", t), Style: Primary})}
}

// askSolution offers the form Solution… after a ✅, as long as the ✅ stands and the ticket is
// not resolved.
func (s *Speech) askSolution(sc Scene) Message {
	t, e := sc.Ticket, entry(sc)
	who := s.someone(sc, firstOfUsers(e.Detail.Subject, e.Actor))
	switch {
	case t.State.Finished():
		return Message{Blocks: []Block{s.tell(sc, "ask_solution.done", nil)}, Tone: Muted}
	case t.Prompt == "":
		return Message{Blocks: []Block{s.tell(sc, "ask_solution.dropped", vars{"Who": who})}, Tone: Muted}
	}
	blocks := []Block{s.tell(sc, "ask_solution", vars{"Who": who})}
	return Message{Blocks: row(blocks, Button{Label: s.T(sc.Locale, "button.solution", nil), Verb: verb("resolve", t), Style: Primary})}
}

// refused brings the reason to the technician.
func (s *Speech) refused(sc Scene) Message {
	e := entry(sc)
	who := firstOfUsers(sc.Ticket.Assignee, e.Detail.Assignee)
	return Message{Blocks: s.words(sc, []Block{s.calling(sc, who, "refused", nil)}, e.Words), Tone: Warning}
}

// escalated calls the person on duty at the level.
func (s *Speech) escalated(sc Scene) Message {
	e := entry(sc)
	level := e.Detail.Level
	called := firstOfUsers(e.Detail.Subject, sc.OnDuty[level])
	key := "escalated"
	if called == "" {
		key = "escalated.nobody"
	}
	first := s.calling(sc, called, key, vars{"Level": level})
	if called == "" && sc.Place.Kind == tickets.PlaceEscalation {
		first.Text = appendText(s.managers(sc), plain(", "), first.Text)
	}
	blocks := s.words(sc, []Block{first}, e.Words)
	if e.Words == "" && possible(sc.Ticket, deedEscalate) {
		blocks = append(blocks, small(s.text(sc.Locale, "escalated.hint", nil)))
		blocks = row(blocks, s.button(sc.Locale, deedEscalate, sc.Ticket))
	}
	return Message{Blocks: blocks, Tone: Warning}
}

// reposted says under a card why it stands anew.
func (s *Speech) reposted(sc Scene) Message {
	return Message{Blocks: []Block{s.tell(sc, "reposted", nil)}, Tone: Muted}
}

// replaced stands where a card was whose thread is gone.
func (s *Speech) replaced(sc Scene) Message {
	return Message{Blocks: []Block{s.tell(sc, "replaced", nil)}, Tone: Muted}
}
