package bot

import "guichet/tickets"

// maxPanelButtons is how many categories stand as buttons: five rows of five. With more they are
// in a menu. https://docs.discord.com/developers/components/reference#action-row
const maxPanelButtons = 25

// Panel is the pinned message of a channel with a way in for each category, in the desk's language.
func (s *Speech) Panel(locale string, p *tickets.Policy) Message {
	blocks := []Block{heading(s.T(locale, "panel.title", vars{"Desk": p.Name})), paragraph(s.text(locale, "panel.text", nil))}
	var buttons []Button
	var options []Option
	for i := range p.Categories {
		c := &p.Categories[i]
		label, _ := cut(categoryName(c, locale), maxOptionLabel)
		buttons = append(buttons, Button{Label: label, Verb: "panel:" + c.ID})
		options = append(options, Option{Label: label, Value: c.ID})
	}
	if len(buttons) <= maxPanelButtons {
		for i := 0; i < len(buttons); i += maxRowButtons {
			blocks = row(blocks, buttons[i:min(i+maxRowButtons, len(buttons))]...)
		}
		return Message{Blocks: blocks}
	}
	blocks = append(blocks, Block{Kind: Select, Menu: &Menu{Placeholder: s.T(locale, "panel.choose", nil), Verb: "panel", Options: options}})
	if len(options) > maxPanelOptions {
		blocks = row(blocks, Button{Label: s.T(locale, "button.open", nil), Verb: "new"})
	}
	return Message{Blocks: blocks}
}

// maxPanelOptions is how many categories the menus of a message hold everywhere; beyond, a button
// opens the form, where any can be named.
const maxPanelOptions = 100
