package bot

import "guichet/tickets"

// maxPanelButtons is how many categories stand as buttons: five rows of five. With more they are
// in menus. https://docs.discord.com/developers/components/reference#action-row
const maxPanelButtons = 25

// Panel is the pinned message of a channel with a way in for each category, in the desk's language.
func (s *Speech) Panel(locale string, p *tickets.Policy) Message {
	blocks := []Block{heading(s.T(locale, "panel.title", vars{"Desk": p.Name})), paragraph(s.text(locale, "panel.text", nil))}
	var buttons []Button
	var options []Option
	for _, c := range p.Categories {
		name := c.Name.In(locale)
		if name == "" {
			name = c.ID
		}
		label, _ := cut(name, maxOptionLabel)
		buttons = append(buttons, Button{Label: label, Verb: "panel:" + c.ID})
		options = append(options, Option{Label: label, Value: c.ID})
	}
	if len(buttons) <= maxPanelButtons {
		for i := 0; i < len(buttons); i += maxRowButtons {
			blocks = row(blocks, buttons[i:min(i+maxRowButtons, len(buttons))]...)
		}
		return Message{Blocks: blocks}
	}
	for i := 0; i < len(options) && i < maxRowButtons*maxListed; i += maxListed {
		verb := "panel"
		if i > 0 {
			verb = "panel:more" + string(rune('0'+i/maxListed)) // two menus of a message differ in their verbs
		}
		blocks = append(blocks, Block{Kind: Select, Menu: &Menu{
			Placeholder: s.T(locale, "panel.choose", nil), Verb: verb, Options: options[i:min(i+maxListed, len(options))],
		}})
	}
	return Message{Blocks: blocks}
}
