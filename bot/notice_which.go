package bot

import (
	"guichet/bot/markup"
	"guichet/tickets"
)

// Which asks what words said in the DM are for: one of the open tickets, or a new one.
func (s *Speech) Which(sc Scene, id string, d draft, open []*tickets.Ticket) Message {
	verb := "into:" + id
	said, _ := cut(markup.Text(s.resolved(sc, markup.Read(d.Values["said"]))), tickets.MaxSummary)
	blocks := quoted([]Block{paragraph(s.text(sc.Locale, "direct.which", nil))}, said)
	menu := &Menu{Placeholder: s.T(sc.Locale, "direct.choose", nil), Verb: verb}
	for _, t := range open {
		label, _ := cut(t.Ref()+" · "+t.Summary, maxOptionLabel)
		menu.Options = append(menu.Options, Option{Label: label, Value: ticketName(t.Number)})
	}
	if len(menu.Options) > 0 {
		blocks = append(blocks, Block{Kind: Select, Menu: menu})
	}
	return Message{Blocks: row(blocks, Button{Label: s.T(sc.Locale, "button.open", nil), Verb: verb + ":new"})}
}
