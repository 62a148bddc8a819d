package speech

import (
	"guichet/bot"
	"guichet/tickets"
)

// MacroMenu offers the canned answers for a ticket, one page of a menu at a time. unknown is a
// name that was typed and is none of them.
func (s *Speech) MacroMenu(sc Scene, page int, unknown string) bot.Message {
	macros := sc.Policy.Macros
	if len(macros) == 0 {
		return s.Sentence(sc.Locale, "macro.none", nil)
	}
	pages := (len(macros) + maxListed - 1) / maxListed
	page = max(1, min(page, pages))
	menu := &bot.Menu{Placeholder: s.T(sc.Locale, "macro.choose", nil), Verb: Verb("macro", sc.Ticket)}
	for i := range macros[(page-1)*maxListed : min(page*maxListed, len(macros))] {
		m := &macros[(page-1)*maxListed+i]
		menu.Options = append(menu.Options, bot.Option{Label: MacroName(m, sc.Locale), Value: m.ID})
	}
	key := "macro.menu"
	if unknown != "" {
		key = "macro.unknown"
	}
	blocks := []bot.Block{Paragraph(s.Text(sc.Locale, key, Vars{"Ref": boldText(sc.Ticket.Ref()), "Name": unknown})), {Kind: bot.Select, Menu: menu}}
	if pages > 1 {
		blocks = append(blocks, Small(s.Text(sc.Locale, "list.page", Vars{"Page": page, "Pages": pages})))
	}
	return bot.Message{Blocks: Row(blocks, s.turns(sc.Locale, page, pages, Verb("macros", sc.Ticket))...)}
}

// MacroPreview shows who is about to send a macro what the requester will read, and where the
// beneficiary reads another language, that too. stamp makes one preview one answer.
func (s *Speech) MacroPreview(sc Scene, m *tickets.Macro, readers []MacroReader, stamp string) bot.Message {
	blocks := []bot.Block{Paragraph(s.Text(sc.Locale, "macro.preview", Vars{"Ref": boldText(sc.Ticket.Ref()), "Name": MacroName(m, sc.Locale)}))}
	for _, r := range readers {
		blocks = append(blocks, Small(s.Text(sc.Locale, "macro.for", Vars{"Name": r.Name})), bot.Block{Kind: bot.Quote, Text: r.Words})
	}
	return bot.Message{Blocks: Row(blocks,
		bot.Button{Label: s.T(sc.Locale, "button.send", nil), Verb: Verb("macrosend", sc.Ticket, m.ID, stamp), Style: bot.Primary},
		bot.Button{Label: s.T(sc.Locale, "button.edit_first", nil), Verb: Verb("macroedit", sc.Ticket, m.ID, stamp)},
		bot.Button{Label: s.T(sc.Locale, "button.drop", nil), Verb: Verb("macrodrop", sc.Ticket)},
	)}
}

// MacroReader is somebody who will read a macro, and the words in their language.
type MacroReader struct {
	Name  string
	Words bot.Text
}
