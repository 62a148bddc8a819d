package render

import (
	"fmt"
	"strconv"
	"strings"

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
	for i, b := range blocks {
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
			rows := menus(*b.Menu)
			out = append(out, rows[:min(len(rows), max(1, MaxRows-len(out)-rowsOf(blocks[i+1:])))]...)
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

// rowsOf is how many rows the blocks need at least.
func rowsOf(blocks []bot.Block) (n int) {
	for _, b := range blocks {
		switch {
		case b.Kind == bot.Row:
			n += (len(b.Buttons) + MaxRowButtons - 1) / MaxRowButtons
		case b.Kind == bot.Select && b.Menu != nil && len(b.Menu.Options) > 0:
			n++
		}
	}
	return n
}

// menuMark parts a menu's verb from the number of the further menu that goes on with its options.
const menuMark = "~"

// menus renders a menu, and what it does not hold as further ones.
func menus(m bot.Menu) (out []Row) {
	for i := 0; i < len(m.Options); i += MaxOptions {
		id := m.Verb
		if i > 0 {
			id += menuMark + strconv.Itoa(i/MaxOptions)
		}
		out = append(out, Row{Type: TypeRow, Components: []Component{{
			Type: TypeSelect, CustomID: id, Placeholder: cut(oneLine(m.Placeholder), MaxPlaceholder),
			Options: options(m.Options[i:min(i+MaxOptions, len(m.Options))], ""),
		}}})
	}
	return out
}

// MenuVerb is the verb of a menu, by the custom_id that it was rendered with.
func MenuVerb(customID string) string {
	verb, _, _ := strings.Cut(customID, menuMark)
	return verb
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
