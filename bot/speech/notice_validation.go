package speech

import (
	"strconv"

	"guichet/bot"
	"guichet/tickets"
)

// validation shows a resolution and asks whether it helped. Once that round is answered it
// says how, and has no buttons.
func (s *Speech) validation(sc Scene) bot.Message {
	t, e := sc.Ticket, Entry(sc)
	key := "validation"
	if e.Detail.Workaround {
		key = "validation.workaround"
	}
	blocks := []bot.Block{s.tell(sc, key, Vars{"Who": s.someone(sc, FirstOfUsers(e.Actor, e.Detail.Assignee, t.Assignee))})}
	blocks = s.words(sc, blocks, FirstOf(e.Words, solutionOf(t, round(sc))))
	if !awaited(sc) {
		return bot.Message{Blocks: append(blocks, Paragraph(s.outcome(sc))), Tone: bot.Muted}
	}
	if t.Follows(reader(sc)) {
		return bot.Message{Blocks: blocks, Tone: bot.Good} // who follows is told, and not asked
	}
	blocks = append(blocks, s.tell(sc, "validation.ask", nil))
	return bot.Message{Blocks: Row(blocks, s.verdicts(sc)...), Tone: bot.Good}
}

// remind asks once more while the validation is open.
func (s *Speech) remind(sc Scene) bot.Message {
	if !awaited(sc) {
		return bot.Message{Blocks: []bot.Block{s.tell(sc, "remind.over", nil)}, Tone: bot.Muted}
	}
	blocks := []bot.Block{s.tell(sc, "remind", nil)}
	blocks = s.words(sc, blocks, sc.Ticket.Solution)
	blocks = append(blocks, Small(s.Text(sc.Locale, "remind.hint", nil)))
	return bot.Message{Blocks: Row(blocks, s.verdicts(sc)...), Tone: bot.Warning}
}

// round is the resolution that a notice is about, the present one when the row does not say.
func round(sc Scene) int {
	if r := Entry(sc).Detail.Round; r > 0 {
		return r
	}
	return sc.Ticket.Resolutions
}

// awaited tells whether the resolution the notice is about still waits for its answer.
func awaited(sc Scene) bool {
	return sc.Ticket.State == tickets.ResolvedState && sc.Ticket.Resolutions == round(sc)
}

// verdicts are the two buttons, good for this resolution only.
func (s *Speech) verdicts(sc Scene) []bot.Button {
	r := strconv.Itoa(round(sc))
	return []bot.Button{
		{Label: s.T(sc.Locale, "button.validate", nil), Verb: Verb("validate", sc.Ticket, r), Style: bot.Primary},
		{Label: s.T(sc.Locale, "button.refuse", nil), Verb: Verb("refuse", sc.Ticket, r), Style: bot.Danger},
	}
}

// outcome is how the round was answered, and by whom when the scene knows.
func (s *Speech) outcome(sc Scene) bot.Text {
	t := sc.Ticket
	key := "outcome.refused"
	switch {
	case t.Resolutions > round(sc):
	case t.State == tickets.ClosedState && t.ClosedBy == "silence":
		key = "outcome.silence"
	case t.State == tickets.ClosedState && t.ClosedBy == tickets.ClosedInBulk:
		key = "outcome.bulk"
	case t.State == tickets.ClosedState:
		key = "outcome.validated"
	case t.State == tickets.CancelledState:
		key = "outcome.cancelled"
	}
	a := sc.Answered
	if a == nil || a.Actor == "" || (a.Kind != tickets.Validated && a.Kind != tickets.Refused) {
		return s.Text(sc.Locale, key, nil)
	}
	key = "outcome.validated_by"
	if a.Kind == tickets.Refused {
		key = "outcome.refused_by"
	}
	who := sc.Name(a.Actor)
	if a.Actor == reader(sc) {
		key += "_you"
	}
	return s.Text(sc.Locale, key, Vars{"Who": who, "When": s.Moment(sc, a.At)})
}

// solutionOf is the ticket's solution when it is still the one of the round.
func solutionOf(t *tickets.Ticket, round int) string {
	if t.Resolutions != round {
		return ""
	}
	return t.Solution
}

// FirstOfUsers is the first of the people who is somebody.
func FirstOfUsers(users ...tickets.UserID) tickets.UserID {
	for _, u := range users {
		if u != "" {
			return u
		}
	}
	return ""
}
