package speech

import (
	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/tickets"
)

// ExtendForm asks for another date for the resolution and the reason, ID "extend:<number>".
func (s *Speech) ExtendForm(sc Scene, vals, errs map[string]string) bot.Form {
	f := s.filler(sc, vals, errs)
	f.add("until", bot.Field{ID: "until", Kind: bot.DateField, Required: true, Hint: f.hint("until")})
	f.long("reason", "reason", "reason_extend", true)
	return f.form(ticketVerb("extend", sc.Ticket), "extend", "extend", sc.Ticket)
}

// AttributeForm asks whose delay a missed deadline was, ID "attribute:<number>"; and which
// deadline, when several were missed.
func (s *Speech) AttributeForm(sc Scene, vals, errs map[string]string) bot.Form {
	f := s.filler(sc, vals, errs)
	if t := sc.Ticket; t != nil && len(t.Clocks.Missed()) > 1 {
		var missed []string
		for _, c := range t.Clocks.Missed() {
			missed = append(missed, string(c))
		}
		f.choice("clock", "clock.", string(LatestMissed(t)), true, missed...)
	}
	f.choice("delay", "delay.option.", "", true, grammar.Delays...)
	return f.form(ticketVerb("attribute", sc.Ticket), "attribute", "attribute", sc.Ticket)
}

// LatestMissed is the clock that is most likely meant: the last one whose deadline was missed,
// the resolution's when none was.
func LatestMissed(t *tickets.Ticket) tickets.Clock {
	if missed := t.Clocks.Missed(); len(missed) > 0 {
		return missed[len(missed)-1]
	}
	return tickets.ClockResolve
}

// delayOf is the value of a ball in buttons and forms.
func delayOf(b tickets.Ball) string {
	if b == tickets.BallUs {
		return grammar.DelayUs
	}
	return string(b)
}
