package speech

import (
	"guichet/bot"
	"guichet/bot/markup"
	"guichet/tickets"
)

// Which asks what words said in the DM are for: one of the open tickets, or a new one.
func (s *Speech) Which(sc Scene, id, words string, open []*tickets.Ticket) bot.Message {
	verb := "into:" + id
	said, _ := Cut(markup.Text(s.resolved(sc, markup.Read(words))), tickets.MaxSummary)
	blocks := Quoted([]bot.Block{Paragraph(s.Text(sc.Locale, "direct.which", nil))}, said)
	menu := &bot.Menu{Placeholder: s.T(sc.Locale, "direct.choose", nil), Verb: verb}
	for _, t := range open {
		label, _ := Cut(t.Ref()+" · "+t.Summary, MaxOptionLabel)
		menu.Options = append(menu.Options, bot.Option{Label: label, Value: TicketName(t.Number)})
	}
	if len(menu.Options) > 0 {
		blocks = append(blocks, bot.Block{Kind: bot.Select, Menu: menu})
	}
	return bot.Message{Blocks: Row(blocks, bot.Button{Label: s.T(sc.Locale, "button.open", nil), Verb: verb + ":new"})}
}
