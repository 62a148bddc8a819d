package render

import (
	"fmt"

	"guichet/bot"
)

// Styles of buttons.
// https://docs.discord.com/developers/components/reference#button-button-styles
const (
	stylePrimary   = 1
	styleSecondary = 2
	styleSuccess   = 3
	styleDanger    = 4
)

// rows renders buttons and menus. What Discord would refuse the whole message for is an
// error here, so that it is seen in a test and not in a channel.
func rows(blocks []bot.Block) ([]Row, error) {
	var out []Row
	seen := map[string]bool{}
	check := func(id string) error {
		switch {
		case id == "" || width(id) > MaxCustomID:
			return fmt.Errorf("render: verb %q is not 1 to %d characters", id, MaxCustomID)
		case seen[id]:
			return fmt.Errorf("render: verb %q twice on one message", id)
		}
		seen[id] = true
		return nil
	}
	for _, b := range blocks {
		switch {
		case b.Kind == bot.Row:
			for i, button := range b.Buttons {
				if err := check(button.Verb); err != nil {
					return nil, err
				}
				if i%MaxRowButtons == 0 {
					out = append(out, Row{Type: TypeRow})
				}
				last := &out[len(out)-1]
				last.Components = append(last.Components, renderButton(button))
			}
		case b.Kind == bot.Select && b.Menu != nil && len(b.Menu.Options) > 0:
			if err := check(b.Menu.Verb); err != nil {
				return nil, err
			}
			out = append(out, Row{Type: TypeRow, Components: []Component{menu(*b.Menu)}})
		}
	}
	if len(out) > MaxRows {
		return nil, fmt.Errorf("render: %d rows of buttons, %d at most", len(out), MaxRows)
	}
	return out, nil
}

func renderButton(b bot.Button) Component {
	c := Component{Type: TypeButton, CustomID: b.Verb, Label: label(b.Label, MaxButtonLabel), Style: styleSecondary}
	switch {
	case b.On:
		c.Style = styleSuccess
	case b.Style == bot.Primary:
		c.Style = stylePrimary
	case b.Style == bot.Danger:
		c.Style = styleDanger
	}
	return c
}

func menu(m bot.Menu) Component {
	return Component{
		Type: TypeSelect, CustomID: m.Verb, Placeholder: cut(oneLine(m.Placeholder), MaxPlaceholder),
		Options: options(m.Options, ""),
	}
}

// options renders choices; values that are doubled or too long could not be told apart and
// are left out.
func options(list []bot.Option, chosen string) []Option {
	var out []Option
	seen := map[string]bool{}
	for _, o := range list {
		if o.Value == "" || width(o.Value) > MaxOptionText || seen[o.Value] || len(out) == MaxOptions {
			continue
		}
		seen[o.Value] = true
		out = append(out, Option{Label: label(o.Label, MaxOptionText), Value: o.Value, Default: o.Value == chosen})
	}
	return out
}

// label is a text that must not be empty.
func label(s string, limit int) string {
	if s = cut(oneLine(s), limit); s == "" {
		return "…"
	}
	return s
}
