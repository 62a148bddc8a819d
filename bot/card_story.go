package bot

import "guichet/tickets"

// maxCardWords is how much of a reason or solution a card shows, in characters.
const maxCardWords = 600

// story tells what has become of the ticket: why it waits, how it was solved, how it ended.
// inside is for who works on it: root causes and marks are theirs.
func (s *Speech) story(sc Scene, inside bool) []Block {
	return append(s.stateStory(sc, inside), s.negotiation(sc)...)
}

func (s *Speech) stateStory(sc Scene, inside bool) []Block {
	switch t := sc.Ticket; t.State {
	case tickets.WaitingState:
		return s.waitingStory(sc)
	case tickets.ResolvedState:
		return s.solutionStory(sc, inside)
	case tickets.ClosedState:
		if t.Continued() != 0 {
			return s.continued(sc)
		}
		return append(s.solutionStory(sc, inside), paragraph(s.ending(sc, inside)))
	case tickets.CancelledState, tickets.RejectedState:
		if t.ClosedAt.IsZero() {
			return []Block{paragraph(s.text(sc.Locale, "story."+string(t.State), nil))}
		}
		return []Block{paragraph(s.text(sc.Locale, "story."+string(t.State)+"_at", vars{"When": s.moment(sc, t.ClosedAt)}))}
	default:
		if t.Resolutions > 0 {
			return []Block{small(s.text(sc.Locale, "story.refused", nil))}
		}
		return nil
	}
}

func (s *Speech) waitingStory(sc Scene) []Block {
	t := sc.Ticket
	blocks := []Block{paragraph(s.text(sc.Locale, "story.waiting", vars{"Ball": s.ballName(sc.Locale, t.WaitingOn)}))}
	reason, _ := cut(t.WaitReason, maxCardWords)
	return quoted(blocks, reason)
}

func (s *Speech) solutionStory(sc Scene, inside bool) []Block {
	t := sc.Ticket
	key := "story.resolved"
	if t.Workaround {
		key = "story.workaround"
	}
	blocks := []Block{paragraph(s.text(sc.Locale, key, vars{"Who": s.someone(sc, firstOfUsers(t.ResolvedBy, t.Assignee)), "When": s.moment(sc, t.ResolvedAt)}))}
	solution, _ := cut(t.Solution, maxCardWords)
	blocks = quoted(blocks, solution)
	if t.RootCause != "" && inside {
		cause, _ := cut(t.RootCause, maxCardWords)
		blocks = append(blocks, paragraph(s.text(sc.Locale, "story.cause", vars{"Cause": cause})))
	}
	return blocks
}

// ending is how a closed ticket closed, and whether it was rated.
func (s *Speech) ending(sc Scene, inside bool) Text {
	t := sc.Ticket
	key := "story.closed"
	switch t.ClosedBy {
	case "validated", "silence", tickets.ClosedInBulk:
		key += "_" + t.ClosedBy
	}
	out := s.text(sc.Locale, key, vars{"When": s.moment(sc, t.ClosedAt)})
	rating := t.Rating
	switch {
	case rating.Speed == 0 && rating.Answer == 0 && rating.Expired:
		return appendText(out, plain(" "), s.text(sc.Locale, "story.unrated", nil))
	case rating.Speed == 0 && rating.Answer == 0:
		return out
	case sc.Policy != nil && sc.Policy.Survey.OnCard && inside:
		return appendText(out, plain(" "), s.marks(sc.Locale, rating))
	}
	return appendText(out, plain(" "), s.text(sc.Locale, "story.rated", nil))
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
