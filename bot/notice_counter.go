package bot

import "guichet/tickets"

// What follows stands in the counters of requester and beneficiary.

// looksAfter tells who looks after the ticket.
func (s *Speech) looksAfter(sc Scene) Message {
	e := entry(sc)
	who := e.Detail.Assignee
	if who == "" {
		who = sc.Ticket.Assignee
	}
	if who == "" {
		who = e.Actor
	}
	key := "looks_after"
	if e.Detail.Previous != "" && e.Detail.Previous != who {
		key = "looks_after.now"
	}
	blocks := []Block{s.tell(sc, key, vars{"Who": s.someone(sc, who)})}
	if resolve := sc.Ticket.Clocks.Resolve; resolve.Running() && resolve.Deadline.After(sc.Now) {
		blocks = append(blocks, small(s.text(sc.Locale, "looks_after.due", vars{"When": s.relativeTo(sc, sayBefore, resolve.Deadline)})))
	}
	return Message{Blocks: blocks}
}

// waits tells on whom the ticket waits and why. Rendered again once work goes on, it says so.
func (s *Speech) waits(sc Scene) Message {
	t, e := sc.Ticket, entry(sc)
	if t.State.Finished() {
		return Message{Blocks: []Block{s.tell(sc, "waits.over", nil)}, Tone: Muted}
	}
	if e.Kind == tickets.Resumed || t.State != tickets.WaitingState {
		return Message{Blocks: []Block{s.tell(sc, "waits.resumed", nil)}}
	}
	ball := t.WaitingOn
	if ball == tickets.BallUs {
		ball = tickets.BallRequester
	}
	key := "waits." + string(ball)
	theirs := ball == tickets.BallRequester && !t.Follows(reader(sc))
	if ball == tickets.BallRequester && !theirs {
		key = "waits.requester_other"
	}
	blocks := []Block{s.tell(sc, key, nil)}
	blocks = s.words(sc, blocks, firstOf(t.WaitReason, e.Words))
	if !theirs {
		return Message{Blocks: blocks, Tone: Muted}
	}
	blocks = append(blocks, small(s.text(sc.Locale, "opened.hint", nil)))
	return Message{Blocks: row(blocks, s.named(sc.Locale, "add", t, Primary)), Tone: Warning}
}

func firstOf(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

// cancelled tells that the ticket was cancelled, by whom and why; in the technicians' thread
// in few words.
func (s *Speech) cancelled(sc Scene) Message {
	key := "cancelled"
	if sc.Place.Kind == tickets.PlaceThread {
		key = "cancelled.thread"
	}
	return Message{Blocks: s.words(sc, []Block{s.tell(sc, key, nil)}, entry(sc).Words), Tone: Muted}
}

// retyped tells that the ticket has another name now: the old one still finds it.
func (s *Speech) retyped(sc Scene) Message {
	kind := entry(sc).Detail.Kind
	if kind == "" {
		kind = sc.Ticket.Kind
	}
	was, now := *sc.Ticket, *sc.Ticket
	now.Kind, was.Kind = kind, tickets.Incident
	if kind == tickets.Incident {
		was.Kind = tickets.Request
	}
	return Message{Blocks: []Block{s.tell(sc, "retyped."+string(kind), vars{"Ref": boldText(now.Ref()), "Was": was.Ref()})}}
}
