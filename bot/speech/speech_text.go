package speech

import (
	"strconv"
	"strings"
	"time"

	"guichet/bot"
	"guichet/tickets"
)

// What follows builds the neutral vocabulary of chat.go in few words. Words of people go
// through plain only: adapters escape it wherever it lands.

func plain(s string) bot.Text {
	if s == "" {
		return nil
	}
	return bot.Text{{Kind: bot.Plain, Text: s}}
}

func boldText(s string) bot.Text { return bot.Text{{Kind: bot.Bold, Text: s}} }

// CodeText is text to be typed as it is.
func CodeText(s string) bot.Text { return bot.Text{{Kind: bot.Code, Text: s}} }

// pinged mentions somebody by name; nobody is nothing.
func pinged(sc Scene, u tickets.UserID) bot.Text {
	if u == "" {
		return nil
	}
	return bot.Text{{Kind: bot.Mention, User: u, Text: sc.Name(u)}}
}

// instant is shown in the reader's own zone and language; fallback is for notifications.
func instant(at time.Time, style bot.WhenStyle, fallback string) bot.Text {
	return bot.Text{{Kind: bot.When, At: at, Style: style, Text: fallback}}
}

// appendText joins runs of spans, merging neighbours that are plain.
func appendText(t bot.Text, more ...bot.Text) bot.Text {
	for _, m := range more {
		for _, span := range m {
			last := len(t) - 1
			if last >= 0 && t[last].Kind == bot.Plain && span.Kind == bot.Plain {
				t[last].Text += span.Text
				continue
			}
			t = append(t, span)
		}
	}
	return t
}

// Flat is the text without its kinds, as a notification would show it.
func Flat(t bot.Text) string {
	var b strings.Builder
	for _, span := range t {
		b.WriteString(span.Text)
	}
	return b.String()
}

// Paragraph is a block of text.
func Paragraph(t bot.Text) bot.Block { return bot.Block{Kind: bot.Paragraph, Text: t} }

func heading(line string) bot.Block { return bot.Block{Kind: bot.Heading, Text: plain(line)} }

func quote(words string) bot.Block { return bot.Block{Kind: bot.Quote, Text: plain(words)} }

// Small is a block of secondary text.
func Small(t bot.Text) bot.Block { return bot.Block{Kind: bot.Small, Text: t} }

func fields(pairs []bot.Pair) bot.Block { return bot.Block{Kind: bot.Fields, Pairs: pairs} }

// Quoted adds somebody's words, when there are any.
func Quoted(blocks []bot.Block, words string) []bot.Block {
	if strings.TrimSpace(words) == "" {
		return blocks
	}
	return append(blocks, quote(words))
}

// Row adds a row of buttons, when there are any.
func Row(blocks []bot.Block, buttons ...bot.Button) []bot.Block {
	if len(buttons) == 0 {
		return blocks
	}
	return append(blocks, bot.Block{Kind: bot.Row, Buttons: buttons})
}

// Cut shortens words to at most limit characters and tells whether it had to. It prefers to
// cut between words.
func Cut(words string, limit int) (string, bool) {
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

// TicketName is a ticket's number in options and verbs.
func TicketName(n int64) string { return strconv.FormatInt(n, 10) }

// OptionLabel is the shortest limit of the platforms for a choice's label, in characters.
const OptionLabel = 75

// Clip shortens a text to at most n characters.
func Clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}
