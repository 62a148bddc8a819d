package bot

import (
	"strconv"

	"guichet/tickets"
)

// validation shows a resolution and asks whether it helped. Once that round is answered it
// says how, and has no buttons.
func (s *Speech) validation(sc Scene) Message {
	t, e := sc.Ticket, entry(sc)
	key := "validation"
	if e.Detail.Workaround {
		key = "validation.workaround"
	}
	blocks := []Block{s.tell(sc, key, vars{"Who": s.someone(sc, firstOfUsers(e.Actor, e.Detail.Assignee, t.Assignee))})}
	blocks = s.words(sc, blocks, firstOf(e.Words, solutionOf(t, round(sc))))
	if !awaited(sc) {
		return Message{Blocks: append(blocks, paragraph(s.outcome(sc))), Tone: Muted}
	}
	if t.Follows(reader(sc)) {
		return Message{Blocks: blocks, Tone: Good} // who follows is told, and not asked
	}
	blocks = append(blocks, s.tell(sc, "validation.ask", nil))
	return Message{Blocks: row(blocks, s.verdicts(sc)...), Tone: Good}
}

// remind asks once more while the validation is open.
func (s *Speech) remind(sc Scene) Message {
	if !awaited(sc) {
		return Message{Blocks: []Block{s.tell(sc, "remind.over", nil)}, Tone: Muted}
	}
	blocks := []Block{s.tell(sc, "remind", nil)}
	blocks = s.words(sc, blocks, sc.Ticket.Solution)
	blocks = append(blocks, small(s.text(sc.Locale, "remind.hint", nil)))
	return Message{Blocks: row(blocks, s.verdicts(sc)...), Tone: Warning}
}

// round is the resolution that a notice is about, the present one when the row does not say.
func round(sc Scene) int {
	if r := entry(sc).Detail.Round; r > 0 {
		return r
	}
	return sc.Ticket.Resolutions
}

// awaited tells whether the resolution the notice is about still waits for its answer.
func awaited(sc Scene) bool {
	return sc.Ticket.State == tickets.ResolvedState && sc.Ticket.Resolutions == round(sc)
}

// verdicts are the two buttons, good for this resolution only.
func (s *Speech) verdicts(sc Scene) []Button {
	r := strconv.Itoa(round(sc))
	return []Button{
		{Label: s.T(sc.Locale, "button.validate", nil), Verb: verb("validate", sc.Ticket, r), Style: Primary},
		{Label: s.T(sc.Locale, "button.refuse", nil), Verb: verb("refuse", sc.Ticket, r), Style: Danger},
	}
}

// outcome is how the round was answered, and by whom when the scene knows.
func (s *Speech) outcome(sc Scene) Text {
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
		return s.text(sc.Locale, key, nil)
	}
	key = "outcome.validated_by"
	if a.Kind == tickets.Refused {
		key = "outcome.refused_by"
	}
	who := sc.Name(a.Actor)
	if a.Actor == reader(sc) {
		key += "_you"
	}
	return s.text(sc.Locale, key, vars{"Who": who, "When": s.moment(sc, a.At)})
}

// solutionOf is the ticket's solution when it is still the one of the round.
func solutionOf(t *tickets.Ticket, round int) string {
	if t.Resolutions != round {
		return ""
	}
	return t.Solution
}

func firstOfUsers(users ...tickets.UserID) tickets.UserID {
	for _, u := range users {
		if u != "" {
			return u
		}
	}
	return ""
}
