package bot

import (
	"slices"
	"strings"

	"guichet/tickets"
)

// Help tells what the person can do here, by role, from the catalogue of commands. On Slack
// words after /ticket open a ticket directly.
func (s *Speech) Help(locale string, roles tickets.Roles, slack bool) Message {
	blocks := []Block{heading(s.T(locale, "help.title", nil))}
	intro := s.text(locale, "help.intro", vars{"Command": codeText(command(locale, "new", nil))})
	if slack {
		intro = s.text(locale, "help.intro_slack", vars{
			"Command": codeText("/ticket"), "Example": codeText("/ticket " + s.T(locale, "help.example", nil)),
		})
	}
	blocks = append(blocks, paragraph(intro), paragraph(s.helpLines(locale, slices.Concat(Commands(), DeskCommands()), roles, false)))
	if roles.Staff() {
		blocks = append(blocks,
			paragraph(s.text(locale, "help.staff", nil)),
			paragraph(s.helpLines(locale, slices.Concat(Commands(), DeskCommands()), roles, true)),
			small(s.text(locale, "help.reactions", nil)),
		)
	}
	return Message{Blocks: append(blocks, small(s.text(locale, "help.numbers", nil)))}
}

// DeskHelp tells what /desk takes, by role.
func (s *Speech) DeskHelp(locale string, roles tickets.Roles) Message {
	blocks := []Block{heading(s.T(locale, "help.title", nil))}
	for _, staff := range []bool{false, true} {
		if lines := s.helpLines(locale, DeskCommands(), roles, staff); lines != nil {
			blocks = append(blocks, paragraph(lines))
		}
	}
	return Message{Blocks: append(blocks, small(s.text(locale, "help.numbers", nil)))}
}

// forThem tells whether a sub-command is of use to people of these roles: by the table of
// permissions, whatever the ticket.
func forThem(c Command, roles tickets.Roles) bool {
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
	action, ok := verbActions[c.Name]
	return !ok && roles.Staff() || tickets.PermissionOf(action).Who.Has(who)
}

// helpLines are the commands of everybody, or of the staff, one a line.
func (s *Speech) helpLines(locale string, all []Command, roles tickets.Roles, staff bool) Text {
	var out Text
	for _, c := range all {
		if c.Staff != staff || !forThem(c, roles) {
			continue
		}
		if out != nil {
			out = appendText(out, plain("\n"))
		}
		out = appendText(out, codeText(s.usage(locale, c)), plain(" "+c.Description.In(locale)))
	}
	return out
}

// usage is "/ticket voir 12": the name in the locale, and what must follow it.
func (s *Speech) usage(locale string, c Command) string {
	parts := []string{command(locale, c.Name, nil)}
	for _, o := range c.Options {
		if o.Required {
			parts = append(parts, "<"+s.T(locale, "option."+o.Name, nil)+">")
		}
	}
	return strings.Join(parts, " ")
}
