package speech

import (
	"strings"

	"guichet/bot"
	"guichet/tickets"
)

// MacroWords is a macro's text for one reader, in the scene's language. What stands for a
// placeholder are words of people or of the configuration: Plain, except the deadline, which the
// platform shows in the reader's own zone. e says who sends it and what held then.
func (s *Speech) MacroWords(sc Scene, template tickets.Words, e *tickets.Entry) bot.Text {
	parts, err := tickets.ParseMacro(template.In(sc.Locale))
	if err != nil { // a row of another version: as it was written
		return plain(template.In(sc.Locale))
	}
	var out bot.Text
	for _, p := range parts {
		out = appendText(out, plain(p.Text), s.macroValue(sc, p.Placeholder, e))
	}
	return out
}

func (s *Speech) macroValue(sc Scene, placeholder string, e *tickets.Entry) bot.Text {
	t := sc.Ticket
	switch placeholder {
	case "requester":
		if t.Requester == "" {
			return beneficiaryName(sc)
		}
		return plain(sc.Name(t.Requester))
	case "beneficiary":
		return beneficiaryName(sc)
	case "technician":
		return plain(sc.Name(e.Actor))
	case "ticket":
		return plain(t.Ref())
	case "summary":
		return plain(t.Summary)
	case "category":
		sc.Ticket = &tickets.Ticket{Category: e.Detail.Category}
		return s.category(sc)
	case "desk":
		if sc.Policy != nil {
			return plain(sc.Policy.Name)
		}
	case "deadline":
		if e.Detail.Deadline.IsZero() {
			return s.Text(sc.Locale, "macro.no_deadline", nil)
		}
		return s.Moment(sc, e.Detail.Deadline)
	}
	return nil
}

// MacroName is what menus call a macro, in at most as many characters as a choice takes.
func MacroName(m *tickets.Macro, locale string) string {
	name := m.Name.In(locale)
	if name == "" {
		name = strings.Join(strings.Fields(m.Text.In(locale)), " ")
	}
	short, _ := Cut(name, MaxOptionLabel)
	return short
}
