package speech

import (
	"strconv"

	"guichet/bot"
	"guichet/tickets"
)

// Similar lists tickets that are like the scene's. Each can be linked at a press: as related, or
// the newer of the two as a duplicate of the older, which closes it.
func (s *Speech) Similar(sc Scene, alike []*tickets.Ticket, total int) bot.Message {
	t := sc.Ticket
	if len(alike) == 0 {
		return s.Sentence(sc.Locale, "similar.none", Vars{"Ref": t.Ref()})
	}
	blocks := []bot.Block{heading(t.Ref() + " · " + s.T(sc.Locale, "similar.list", Vars{"Count": total}))}
	menu := &bot.Menu{Placeholder: s.T(sc.Locale, "list.show", nil), Verb: "show"}
	for _, other := range alike {
		one := sc
		one.Ticket = other
		blocks = append(blocks, Paragraph(s.listed(one)))
		blocks = Row(blocks, s.linkButtons(sc, other)...)
		menu.Options = append(menu.Options, bot.Option{Label: s.title(one), Value: strconv.FormatInt(other.Number, 10)})
	}
	if total > len(alike) {
		blocks = append(blocks, Small(s.Text(sc.Locale, "similar.link", Vars{"Command": CodeText(Command(sc.Locale, "link", t))})))
	}
	return bot.Message{Blocks: append(blocks, bot.Block{Kind: bot.Select, Menu: menu})}
}

func (s *Speech) linkButtons(sc Scene, other *tickets.Ticket) []bot.Button {
	t := sc.Ticket
	number := strconv.FormatInt(other.Number, 10)
	buttons := []bot.Button{{Label: s.T(sc.Locale, "button.link_to", Vars{"Other": other.Ref()}), Verb: Verb("link", t, number)}}
	switch {
	case t.Kind != other.Kind: // neither can go on in the other
	case t.Number > other.Number:
		buttons = append(buttons, bot.Button{
			Label: s.T(sc.Locale, "button.duplicate_of", Vars{"Other": other.Ref()}),
			Verb:  Verb("link", t, number, string(tickets.LinkDuplicate)),
		})
	default:
		buttons = append(buttons, bot.Button{
			Label: s.T(sc.Locale, "button.is_duplicate", Vars{"Other": other.Ref()}),
			Verb:  Verb("link", other, strconv.FormatInt(t.Number, 10), string(tickets.LinkDuplicate)),
		})
	}
	return buttons
}
