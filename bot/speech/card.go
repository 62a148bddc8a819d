package speech

import (
	"time"

	"guichet/bot"
	"guichet/tickets"
)

// maxCardDescription is how much of the description a card shows, in characters: enough to
// decide whether to claim, short enough that the pool channel stays readable.
const maxCardDescription = 600

// Card is the one message that shows a ticket in a pool channel. It shows the present state
// only, so that ten changes make one edit.
func (s *Speech) Card(sc Scene) bot.Message {
	t := sc.Ticket
	blocks := []bot.Block{heading(s.title(sc))}
	if t.Summary != "" {
		blocks = append(blocks, Paragraph(plain(t.Summary)))
	}
	blocks, more := s.described(sc, blocks, maxCardDescription)
	if more {
		blocks = append(blocks, Small(s.Text(sc.Locale, "card.more", Vars{"Command": CodeText(Command(sc.Locale, "show", t))})))
	}
	blocks = append(blocks, fields(append(s.facts(sc), s.work(sc)...)))
	blocks = append(blocks, s.steps(sc)...)
	blocks = append(blocks, s.story(sc, true)...)
	if sc.Similar > 0 {
		blocks = append(blocks, Small(plain(s.T(sc.Locale, "similar", Vars{"Count": sc.Similar}))))
	}
	if next := s.next(sc); next != nil {
		blocks = append(blocks, Small(next))
	}
	blocks = append(blocks, s.actions(sc, nil)...)
	return bot.Message{
		Blocks:   blocks,
		Tone:     tone(sc),
		Fallback: s.title(sc),
		Ticket:   t.Number,
		IsCard:   true,
	}
}

// title is "INC-12 · Nouveau · P2": no words of people, so that it always fits a heading.
func (s *Speech) title(sc Scene) string {
	t := sc.Ticket
	line := t.Ref() + " · " + s.StateName(sc.Locale, t.State)
	if t.Priority != "" {
		line += " · " + string(t.Priority)
	}
	return line
}

// StateName is a state as people read it.
func (s *Speech) StateName(locale string, st tickets.State) string {
	return s.T(locale, "state."+string(st), nil)
}

// next tells what the technicians are expected to do now; nothing once the desk is done.
func (s *Speech) next(sc Scene) bot.Text {
	t := sc.Ticket
	switch {
	case t.State.Terminal():
		return nil
	case t.Assignee == "" && !t.State.Finished() && t.State != tickets.AwaitingApproval:
		return s.Text(sc.Locale, "next.pool", nil)
	}
	return s.Text(sc.Locale, "next."+string(t.State), nil)
}

// tone is the mood of a card: what is late alarms, what is nearly late warns.
func tone(sc Scene) bot.Tone {
	t := sc.Ticket
	switch {
	case t.State == tickets.ResolvedState:
		return bot.Good
	case t.State.Terminal():
		return bot.Muted
	case late(sc):
		return bot.Alarm
	case nearlyLate(sc), t.Priority == tickets.P1:
		return bot.Warning
	case t.State == tickets.WaitingState:
		return bot.Muted
	}
	return bot.Calm
}

var clocksInOrder = []tickets.Clock{tickets.ClockRespond, tickets.ClockFirstContact, tickets.ClockResolve}

func late(sc Scene) bool {
	for _, c := range clocksInOrder {
		if state := sc.Ticket.Clocks.Of(c); state.Running() && state.Deadline.Before(sc.Now) {
			return true
		}
	}
	return false
}

// nearlyLate is a colour, not an alert: three quarters of the wall-clock time to the soonest
// deadline are over. Alerts count business time and are the desk's.
func nearlyLate(sc Scene) bool {
	t := sc.Ticket
	if t.NextDue.IsZero() || t.OpenedAt.IsZero() {
		return false
	}
	whole := t.NextDue.Sub(t.OpenedAt)
	return whole > 0 && sc.Now.Sub(t.OpenedAt) >= whole*3/4 && whole > time.Minute
}
