package web

import (
	"slices"
	"strings"
	"unicode"

	"guichet/bot"
)

// sentence is a private sentence of the adapter's own.
func sentence(locale, fr, en string) bot.Message {
	return bot.Message{Blocks: []bot.Block{{Kind: bot.Paragraph, Text: bot.Text{{Text: orEnglish(locale, fr, en)}}}}}
}

// clean takes out of a message what no screen can show: control characters, and marks that
// turn the direction of what follows. The message handed in stays as it is.
func clean(m bot.Message) bot.Message {
	m.Blocks = slices.Clone(m.Blocks)
	for i := range m.Blocks {
		b := &m.Blocks[i]
		b.Text = cleanText(b.Text)
		b.Pairs = slices.Clone(b.Pairs)
		for j := range b.Pairs {
			b.Pairs[j] = bot.Pair{Label: cleanWords(b.Pairs[j].Label), Value: cleanText(b.Pairs[j].Value)}
		}
		b.Buttons = slices.Clone(b.Buttons)
		for j := range b.Buttons {
			b.Buttons[j].Label = cleanWords(b.Buttons[j].Label)
		}
		if b.Menu != nil {
			menu := *b.Menu
			menu.Options = slices.Clone(menu.Options)
			for j := range menu.Options {
				menu.Options[j].Label = cleanWords(menu.Options[j].Label)
			}
			b.Menu = &menu
		}
	}
	return m
}

func cleanText(t bot.Text) bot.Text {
	t = slices.Clone(t)
	for i := range t {
		t[i].Text = cleanWords(t[i].Text)
	}
	return t
}

func cleanWords(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}
