package speech

import (
	"slices"
	"strings"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/tickets"
)

// Help tells what the person can do here, by role, from the catalogue of commands. On Slack
// words after /ticket open a ticket directly.
func (s *Speech) Help(locale string, roles tickets.Roles, slack bool) bot.Message {
	blocks := []bot.Block{heading(s.T(locale, "help.title", nil))}
	intro := s.Text(locale, "help.intro", Vars{"Command": CodeText(Command(locale, "new", nil))})
	if slack {
		intro = s.Text(locale, "help.intro_slack", Vars{
			"Command": CodeText("/ticket"), "Example": CodeText("/ticket " + s.T(locale, "help.example", nil)),
		})
	}
	blocks = append(blocks, Paragraph(intro), Paragraph(s.helpLines(locale, slices.Concat(grammar.Commands(), grammar.DeskCommands()), roles, false)))
	if roles.Staff() {
		blocks = append(blocks,
			Paragraph(s.Text(locale, "help.staff", nil)),
			Paragraph(s.helpLines(locale, slices.Concat(grammar.Commands(), grammar.DeskCommands()), roles, true)),
			Small(s.Text(locale, "help.reactions", nil)),
		)
	}
	return bot.Message{Blocks: append(blocks, Small(s.Text(locale, "help.numbers", nil)))}
}

// DeskHelp tells what /desk takes, by role.
func (s *Speech) DeskHelp(locale string, roles tickets.Roles) bot.Message {
	blocks := []bot.Block{heading(s.T(locale, "help.title", nil))}
	for _, staff := range []bool{false, true} {
		if lines := s.helpLines(locale, grammar.DeskCommands(), roles, staff); lines != nil {
			blocks = append(blocks, Paragraph(lines))
		}
	}
	return bot.Message{Blocks: append(blocks, Small(s.Text(locale, "help.numbers", nil)))}
}

// forThem tells whether a sub-command is of use to people of these roles: by the table of
// permissions, whatever the ticket.
func forThem(c grammar.Command, roles tickets.Roles) bool {
	if !c.Staff {
		return true
	}
	who := tickets.StandingOf(tickets.Actor{ID: "somebody", Roles: roles}, nil)
	if roles.Technician {
		who |= tickets.AsAssignee
	}
	if roles.Staff() {
		who |= tickets.AsApprover
	}
	action, ok := grammar.VerbActions[c.Name]
	return !ok && roles.Staff() || tickets.PermissionOf(action).Who.Has(who)
}

// helpLines are the commands of everybody, or of the staff, one a line.
func (s *Speech) helpLines(locale string, all []grammar.Command, roles tickets.Roles, staff bool) bot.Text {
	var out bot.Text
	for _, c := range all {
		if c.Staff != staff || !forThem(c, roles) {
			continue
		}
		if out != nil {
			out = appendText(out, plain("\n"))
		}
		out = appendText(out, CodeText(s.Usage(locale, c)), plain(" "+c.Description.In(locale)))
	}
	return out
}

// Usage is "/ticket voir 12": the name in the locale, and what must follow it.
func (s *Speech) Usage(locale string, c grammar.Command) string {
	parts := []string{Command(locale, c.Name, nil)}
	for _, o := range c.Options {
		if o.Required {
			parts = append(parts, "<"+s.T(locale, "option."+o.Name, nil)+">")
		}
	}
	return strings.Join(parts, " ")
}
