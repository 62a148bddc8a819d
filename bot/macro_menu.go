package bot

import "guichet/tickets"

// MacroMenu offers the canned answers for a ticket, one page of a menu at a time. unknown is a
// name that was typed and is none of them.
func (s *Speech) MacroMenu(sc Scene, page int, unknown string) Message {
	macros := sc.Policy.Macros
	if len(macros) == 0 {
		return s.Sentence(sc.Locale, "macro.none", nil)
	}
	pages := (len(macros) + maxListed - 1) / maxListed
	page = max(1, min(page, pages))
	menu := &Menu{Placeholder: s.T(sc.Locale, "macro.choose", nil), Verb: verb("macro", sc.Ticket)}
	for i := range macros[(page-1)*maxListed : min(page*maxListed, len(macros))] {
		m := &macros[(page-1)*maxListed+i]
		menu.Options = append(menu.Options, Option{Label: macroName(m, sc.Locale), Value: m.ID})
	}
	key := "macro.menu"
	if unknown != "" {
		key = "macro.unknown"
	}
	blocks := []Block{paragraph(s.text(sc.Locale, key, vars{"Ref": boldText(sc.Ticket.Ref()), "Name": unknown})), {Kind: Select, Menu: menu}}
	if pages > 1 {
		blocks = append(blocks, small(s.text(sc.Locale, "list.page", vars{"Page": page, "Pages": pages})))
	}
	return Message{Blocks: row(blocks, s.turns(sc.Locale, page, pages, verb("macros", sc.Ticket))...)}
}

// MacroPreview shows who is about to send a macro what the requester will read, and where the
// beneficiary reads another language, that too. stamp makes one preview one answer.
func (s *Speech) MacroPreview(sc Scene, m *tickets.Macro, readers []MacroReader, stamp string) Message {
	blocks := []Block{paragraph(s.text(sc.Locale, "macro.preview", vars{"Ref": boldText(sc.Ticket.Ref()), "Name": macroName(m, sc.Locale)}))}
	for _, r := range readers {
		blocks = append(blocks, small(s.text(sc.Locale, "macro.for", vars{"Name": r.Name})), Block{Kind: Quote, Text: r.Words})
	}
	return Message{Blocks: row(blocks,
		Button{Label: s.T(sc.Locale, "button.send", nil), Verb: verb("macrosend", sc.Ticket, m.ID, stamp), Style: Primary},
		Button{Label: s.T(sc.Locale, "button.edit_first", nil), Verb: verb("macroedit", sc.Ticket, m.ID, stamp)},
		Button{Label: s.T(sc.Locale, "button.drop", nil), Verb: verb("macrodrop", sc.Ticket)},
	)}
}

// MacroReader is somebody who will read a macro, and the words in their language.
type MacroReader struct {
	Name  string
	Words Text
}
