package speech

import (
	"guichet/bot"
	"guichet/tickets"
)

// maxCardWords is how much of a reason or solution a card shows, in characters.
const maxCardWords = 600

// story tells what has become of the ticket: why it waits, how it was solved, how it ended.
// inside is for who works on it: root causes and marks are theirs.
func (s *Speech) story(sc Scene, inside bool) []bot.Block {
	return append(s.stateStory(sc, inside), s.negotiation(sc)...)
}

func (s *Speech) stateStory(sc Scene, inside bool) []bot.Block {
	switch t := sc.Ticket; t.State {
	case tickets.WaitingState:
		return s.waitingStory(sc)
	case tickets.ResolvedState:
		return s.solutionStory(sc, inside)
	case tickets.ClosedState:
		if t.Continued() != 0 {
			return s.continued(sc)
		}
		return append(s.solutionStory(sc, inside), Paragraph(s.ending(sc, inside)))
	case tickets.CancelledState, tickets.RejectedState:
		if t.ClosedAt.IsZero() {
			return []bot.Block{Paragraph(s.Text(sc.Locale, "story."+string(t.State), nil))}
		}
		return []bot.Block{Paragraph(s.Text(sc.Locale, "story."+string(t.State)+"_at", Vars{"When": s.Moment(sc, t.ClosedAt)}))}
	default:
		if t.Resolutions > 0 {
			return []bot.Block{Small(s.Text(sc.Locale, "story.refused", nil))}
		}
		return nil
	}
}

func (s *Speech) waitingStory(sc Scene) []bot.Block {
	t := sc.Ticket
	blocks := []bot.Block{Paragraph(s.Text(sc.Locale, "story.waiting", Vars{"Ball": s.ballName(sc.Locale, t.WaitingOn)}))}
	reason, _ := Cut(t.WaitReason, maxCardWords)
	return Quoted(blocks, reason)
}

func (s *Speech) solutionStory(sc Scene, inside bool) []bot.Block {
	t := sc.Ticket
	key := "story.resolved"
	if t.Workaround {
		key = "story.workaround"
	}
	blocks := []bot.Block{Paragraph(s.Text(sc.Locale, key, Vars{"Who": s.someone(sc, FirstOfUsers(t.ResolvedBy, t.Assignee)), "When": s.Moment(sc, t.ResolvedAt)}))}
	solution, _ := Cut(t.Solution, maxCardWords)
	blocks = Quoted(blocks, solution)
	if t.RootCause != "" && inside {
		cause, _ := Cut(t.RootCause, maxCardWords)
		blocks = append(blocks, Paragraph(s.Text(sc.Locale, "story.cause", Vars{"Cause": cause})))
	}
	return blocks
}

// ending is how a closed ticket closed, and whether it was rated.
func (s *Speech) ending(sc Scene, inside bool) bot.Text {
	t := sc.Ticket
	key := "story.closed"
	switch t.ClosedBy {
	case "validated", "silence", tickets.ClosedInBulk:
		key += "_" + t.ClosedBy
	}
	out := s.Text(sc.Locale, key, Vars{"When": s.Moment(sc, t.ClosedAt)})
	rating := t.Rating
	switch {
	case rating.Speed == 0 && rating.Answer == 0 && rating.Expired:
		return appendText(out, plain(" "), s.Text(sc.Locale, "story.unrated", nil))
	case rating.Speed == 0 && rating.Answer == 0:
		return out
	case sc.Policy != nil && sc.Policy.Survey.OnCard && inside:
		return appendText(out, plain(" "), s.marks(sc.Locale, rating))
	}
	return appendText(out, plain(" "), s.Text(sc.Locale, "story.rated", nil))
}

// ballName is with whom the ball is: "le demandeur".
func (s *Speech) ballName(locale string, b tickets.Ball) string {
	if b == tickets.BallUs {
		return s.T(locale, "ball.us", nil)
	}
	return s.T(locale, "ball."+string(b), nil)
}

// someone is a person's name, or the desk when it acted by itself.
func (s *Speech) someone(sc Scene, u tickets.UserID) string {
	if u == "" {
		return s.T(sc.Locale, "desk", nil)
	}
	return sc.Name(u)
}
