package bot

import (
	"strings"
	"time"

	"guichet/tickets"
)

// What follows builds the neutral vocabulary of chat.go in few words. Words of people go
// through plain only: adapters escape it wherever it lands.

func plain(s string) Text {
	if s == "" {
		return nil
	}
	return Text{{Kind: Plain, Text: s}}
}

func boldText(s string) Text { return Text{{Kind: Bold, Text: s}} }

func codeText(s string) Text { return Text{{Kind: Code, Text: s}} }

// pinged mentions somebody by name; nobody is nothing.
func pinged(sc Scene, u tickets.UserID) Text {
	if u == "" {
		return nil
	}
	return Text{{Kind: Mention, User: u, Text: sc.Name(u)}}
}

// instant is shown in the reader's own zone and language; fallback is for notifications.
func instant(at time.Time, style WhenStyle, fallback string) Text {
	return Text{{Kind: When, At: at, Style: style, Text: fallback}}
}

// appendText joins runs of spans, merging neighbours that are plain.
func appendText(t Text, more ...Text) Text {
	for _, m := range more {
		for _, span := range m {
			last := len(t) - 1
			if last >= 0 && t[last].Kind == Plain && span.Kind == Plain {
				t[last].Text += span.Text
				continue
			}
			t = append(t, span)
		}
	}
	return t
}

// flat is the text without its kinds, as a notification would show it.
func flat(t Text) string {
	var b strings.Builder
	for _, span := range t {
		b.WriteString(span.Text)
	}
	return b.String()
}

func paragraph(t Text) Block { return Block{Kind: Paragraph, Text: t} }

func heading(line string) Block { return Block{Kind: Heading, Text: plain(line)} }

func quote(words string) Block { return Block{Kind: Quote, Text: plain(words)} }

func small(t Text) Block { return Block{Kind: Small, Text: t} }

func fields(pairs []Pair) Block { return Block{Kind: Fields, Pairs: pairs} }

// quoted adds somebody's words, when there are any.
func quoted(blocks []Block, words string) []Block {
	if strings.TrimSpace(words) == "" {
		return blocks
	}
	return append(blocks, quote(words))
}

// row adds a row of buttons, when there are any.
func row(blocks []Block, buttons ...Button) []Block {
	if len(buttons) == 0 {
		return blocks
	}
	return append(blocks, Block{Kind: Row, Buttons: buttons})
}

// cut shortens words to at most limit characters and tells whether it had to. It prefers to
// cut between words.
func cut(words string, limit int) (string, bool) {
	runes := []rune(words)
	if len(runes) <= limit {
		return words, false
	}
	if limit < 1 {
		return "", true
	}
	short := string(runes[:limit-1])
	if i := strings.LastIndexAny(short, " \n\t"); i > len(short)*3/4 {
		short = short[:i]
	}
	return strings.TrimRight(short, " \n\t") + "…", true
}
