package speech

import (
	"guichet/bot"
	"guichet/tickets"
)

// What follows stands in the counters of requester and beneficiary.

// looksAfter tells who looks after the ticket.
func (s *Speech) looksAfter(sc Scene) bot.Message {
	e := Entry(sc)
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
	blocks := []bot.Block{s.tell(sc, key, Vars{"Who": s.someone(sc, who)})}
	if resolve := sc.Ticket.Clocks.Resolve; resolve.Running() && resolve.Deadline.After(sc.Now) {
		blocks = append(blocks, Small(s.Text(sc.Locale, "looks_after.due", Vars{"When": s.relativeTo(sc, sayBefore, resolve.Deadline)})))
	}
	return bot.Message{Blocks: blocks}
}

// waits tells on whom the ticket waits and why. Rendered again once work goes on, it says so.
func (s *Speech) waits(sc Scene) bot.Message {
	t, e := sc.Ticket, Entry(sc)
	if t.State.Finished() {
		return bot.Message{Blocks: []bot.Block{s.tell(sc, "waits.over", nil)}, Tone: bot.Muted}
	}
	if e.Kind == tickets.Resumed || t.State != tickets.WaitingState {
		return bot.Message{Blocks: []bot.Block{s.tell(sc, "waits.resumed", nil)}}
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
	blocks := []bot.Block{s.tell(sc, key, nil)}
	blocks = s.words(sc, blocks, FirstOf(t.WaitReason, e.Words))
	if !theirs {
		return bot.Message{Blocks: blocks, Tone: bot.Muted}
	}
	blocks = append(blocks, Small(s.Text(sc.Locale, "opened.hint", nil)))
	return bot.Message{Blocks: Row(blocks, s.Named(sc.Locale, "add", t, bot.Primary)), Tone: bot.Warning}
}

// FirstOf is the first of the words that is not empty.
func FirstOf(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

// cancelled tells that the ticket was cancelled, by whom and why; in the technicians' thread
// in few words.
func (s *Speech) cancelled(sc Scene) bot.Message {
	key := "cancelled"
	if sc.Place.Kind == tickets.PlaceThread {
		key = "cancelled.thread"
	}
	return bot.Message{Blocks: s.words(sc, []bot.Block{s.tell(sc, key, nil)}, Entry(sc).Words), Tone: bot.Muted}
}

// retyped tells that the ticket has another name now: the old one still finds it.
func (s *Speech) retyped(sc Scene) bot.Message {
	kind := Entry(sc).Detail.Kind
	if kind == "" {
		kind = sc.Ticket.Kind
	}
	was, now := *sc.Ticket, *sc.Ticket
	now.Kind, was.Kind = kind, tickets.Incident
	if kind == tickets.Incident {
		was.Kind = tickets.Request
	}
	return bot.Message{Blocks: []bot.Block{s.tell(sc, "retyped."+string(kind), Vars{"Ref": boldText(now.Ref()), "Was": was.Ref()})}}
}
