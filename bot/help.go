package bot

import (
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
	blocks = append(blocks, paragraph(intro), paragraph(s.helpLines(locale, Commands(), false)))
	if roles.Technician || roles.Manager {
		blocks = append(blocks,
			paragraph(s.text(locale, "help.staff", nil)),
			paragraph(appendText(s.helpLines(locale, Commands(), true), plain("\n"), s.helpLines(locale, DeskCommands(), true))),
			small(s.text(locale, "help.reactions", nil)),
		)
	}
	return Message{Blocks: append(blocks, small(s.text(locale, "help.numbers", nil)))}
}

// DeskHelp tells what /desk takes.
func (s *Speech) DeskHelp(locale string) Message {
	return Message{Blocks: []Block{
		heading(s.T(locale, "help.title", nil)),
		paragraph(s.helpLines(locale, DeskCommands(), true)),
		small(s.text(locale, "help.numbers", nil)),
	}}
}

// helpLines are the commands of everybody, or of the staff, one a line.
func (s *Speech) helpLines(locale string, all []Command, staff bool) Text {
	var out Text
	for _, c := range all {
		if c.Staff != staff {
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
