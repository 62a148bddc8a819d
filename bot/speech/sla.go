package speech

import (
	"guichet/bot"
	"guichet/tickets"
)

// priorities are those that a matrix can give, first to last.
var priorities = []tickets.Priority{tickets.P1, tickets.P2, tickets.P3, tickets.P4}

// Commitments says what the desk undertakes by priority, for people of the service contract
// ("" none): the targets, and the promise that a ticket opened now would get, which is made by
// the same function.
func (s *Speech) Commitments(sc Scene, contract string) bot.Message {
	blocks := []bot.Block{heading(s.T(sc.Locale, "sla.commitments", nil))}
	if sc.Policy == nil {
		return bot.Message{Blocks: blocks}
	}
	for _, p := range priorities {
		when := s.given(sc, p)
		targets := sc.Policy.TargetsFor(p, "", contract)
		if when == "" || targets.Calendar == nil {
			continue
		}
		now := sc
		opened := []*tickets.Entry{{Kind: tickets.Opened, At: sc.Now, Detail: tickets.Detail{Priority: p, Group: contract}}}
		now.Ticket = &tickets.Ticket{State: tickets.New, Priority: p, OpenedAt: sc.Now, Clocks: tickets.Reckon(sc.Policy, opened).Clocks()}
		line := appendText(boldText(string(p)), plain(" · "+when+"\n"), plain(s.promised(sc.Locale, targets)))
		blocks = append(blocks, Paragraph(line), Small(s.Text(sc.Locale, "sla.now", Vars{"Promise": s.Promise(now)})))
	}
	if g := sc.Policy.Group(contract); g != nil {
		blocks = append(blocks, Small(s.Text(sc.Locale, "sla.contract", Vars{"Contract": g.Name.In(sc.Locale)})))
	}
	return bot.Message{Blocks: append(blocks, Small(s.Text(sc.Locale, "sla.hint", Vars{"Command": CodeText(Command(sc.Locale, "sla", nil) + " 12")})))}
}

// given is what makes a ticket this priority: "Haute × Une personne, Moyenne × Plusieurs
// équipes".
func (s *Speech) given(sc Scene, p tickets.Priority) string {
	out := ""
	for _, u := range []tickets.Urgency{tickets.High, tickets.Medium, tickets.Low} {
		for _, i := range []tickets.Impact{tickets.Many, tickets.Team, tickets.One} {
			if sc.Policy.Matrix[u][i] != p {
				continue
			}
			if out != "" {
				out += ", "
			}
			out += s.urgencyName(sc.Locale, u) + " × " + s.impactName(sc.Locale, i)
		}
	}
	return out
}

// promised lists the targets: "Prise en charge : 30 min · Premier contact : 1 h · …".
func (s *Speech) promised(locale string, t tickets.Targets) string {
	out := ""
	for _, c := range tickets.AllClocks {
		span := t.Of(c)
		if span.IsZero() {
			continue
		}
		if out != "" {
			out += " · "
		}
		out += s.T(locale, "sla.target", Vars{"Clock": s.T(locale, "clock."+string(c), nil), "Target": s.span(locale, span)})
	}
	return out
}
