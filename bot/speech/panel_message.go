package speech

import (
	"guichet/bot"
	"guichet/tickets"
)

// maxPanelButtons is how many categories stand as buttons: five rows of five. With more they are
// in a menu. https://docs.discord.com/developers/components/reference#action-row
const maxPanelButtons = 25

// Panel is the pinned message of a channel with a way in for each category, in the desk's language.
func (s *Speech) Panel(locale string, p *tickets.Policy) bot.Message {
	blocks := []bot.Block{heading(s.T(locale, "panel.title", Vars{"Desk": p.Name})), Paragraph(s.Text(locale, "panel.text", nil))}
	var buttons []bot.Button
	var options []bot.Option
	for i := range p.Categories {
		c := &p.Categories[i]
		label, _ := Cut(CategoryName(c, locale), MaxOptionLabel)
		buttons = append(buttons, bot.Button{Label: label, Verb: "panel:" + c.ID})
		options = append(options, bot.Option{Label: label, Value: c.ID})
	}
	if len(buttons) <= maxPanelButtons {
		for i := 0; i < len(buttons); i += maxRowButtons {
			blocks = Row(blocks, buttons[i:min(i+maxRowButtons, len(buttons))]...)
		}
		return bot.Message{Blocks: blocks}
	}
	blocks = append(blocks, bot.Block{Kind: bot.Select, Menu: &bot.Menu{Placeholder: s.T(locale, "panel.choose", nil), Verb: "panel", Options: options}})
	if len(options) > maxPanelOptions {
		blocks = Row(blocks, bot.Button{Label: s.T(locale, "button.open", nil), Verb: "new"})
	}
	return bot.Message{Blocks: blocks}
}

// maxPanelOptions is how many categories the menus of a message hold everywhere; beyond, a button
// opens the form, where any can be named.
const maxPanelOptions = 100
