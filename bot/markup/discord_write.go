package markup

import (
	"strconv"
	"strings"
)

// Discord writes Discord's Markdown. quoted puts all of it in a quote, where a quote of the
// writer's own is told apart by a sign.
func Discord(d Document, quoted bool) string {
	if quoted {
		d = InQuote(d)
	}
	var b strings.Builder
	for i, block := range d {
		inQuote := quoted || block.Quoted
		if i > 0 {
			b.WriteByte('\n')
			if block.Apart {
				if inQuote && (quoted || d[i-1].Quoted) {
					b.WriteString("> ")
				}
				b.WriteByte('\n')
			}
		}
		for j, line := range strings.Split(discordBlock(block), "\n") {
			if j > 0 {
				b.WriteByte('\n')
			}
			if inQuote {
				b.WriteString("> ")
			}
			b.WriteString(line)
		}
	}
	return b.String()
}

func discordBlock(b Block) string {
	switch b.Kind {
	case Heading:
		return "### " + discordText(b.Text) // the smallest: a heading of theirs is not one of ours
	case Item:
		indent := strings.Repeat("  ", b.Depth)
		mark := "- "
		if b.Number > 0 {
			mark = strconv.Itoa(b.Number) + ". "
		}
		return indent + mark + strings.ReplaceAll(discordText(b.Text), "\n", "\n"+indent+"  ")
	case Fence:
		return "```" + b.Lang + "\n" + inCode(strings.ReplaceAll(b.Code, "```", "``"+Joint+"`")) + "\n```"
	default:
		return discordText(b.Text)
	}
}

// discordMark is a style that is open, with its mark.
var discordMarkOf = map[Style]string{Bold: "**", Italic: "*", Underline: "__", Strike: "~~", Spoiler: "||"}

// discordText writes the text of a block. Styles are nested properly, and closed at the end of
// each line, beyond which a quote would end them.
func discordText(t []Span) string {
	var b strings.Builder
	var open []Style
	var closed bool // a mark was closed last
	shut := func(keep Style) {
		for n := len(open); n > 0; n = len(open) {
			all := Style(0)
			for _, o := range open {
				all |= o
			}
			if all&^keep == 0 {
				return
			}
			b.WriteString(discordMarkOf[open[n-1]])
			open, closed = open[:n-1], true
		}
	}
	for i, s := range t {
		style := s.Style &^ Code
		if s.Text == "\n" && plainSpan(s) {
			shut(0)
			b.WriteByte('\n')
			closed = false
			continue
		}
		shut(style)
		for _, m := range longest(t[i:], style, open) {
			if closed {
				b.WriteString(Joint) // else the marks of both would run into one
				closed = false
			}
			b.WriteString(discordMarkOf[m])
			open = append(open, m)
		}
		text := b.String()
		discordSpan(&b, s, text == "" || text[len(text)-1] == '\n', next(t, i))
		closed = false
	}
	shut(0)
	return b.String()
}

func next(t []Span, i int) string {
	if i+1 < len(t) && plainSpan(t[i+1]) {
		return t[i+1].Text
	}
	return ""
}

// longest lists the styles to open, those that last longest first.
func longest(t []Span, style Style, open []Style) (out []Style) {
	for _, o := range open {
		style &^= o
	}
	reach := map[Style]int{}
	for _, m := range markOrder {
		if style&m == 0 {
			continue
		}
		for _, s := range t {
			if s.Style&m == 0 {
				break
			}
			reach[m]++
		}
		at := len(out)
		for at > 0 && reach[out[at-1]] < reach[m] {
			at--
		}
		out = append(out[:at], append([]Style{m}, out[at:]...)...)
	}
	return out
}

func discordSpan(b *strings.Builder, s Span, lineStart bool, rest string) {
	switch {
	case !s.At.IsZero():
		b.WriteString("<t:" + strconv.FormatInt(s.At.Unix(), 10) + ":" + string(clock(s.Clock)) + ">")
	case s.URL != "" && s.Text == s.URL:
		if s.Style == 0 && (rest == "" || isSpace(rest[0])) {
			b.WriteString(s.URL)
			return
		}
		b.WriteString("<" + s.URL + ">")
	case s.URL != "":
		label := strings.Join(DiscordPieces(s.Text, false), "")
		if s.Style&Code != 0 {
			label = discordCode(s.Text)
		}
		b.WriteString("[" + label + "](" + s.URL + ")")
	case s.Style&Code != 0:
		b.WriteString(discordCode(s.Text))
	default:
		b.WriteString(strings.Join(DiscordPieces(s.Text, lineStart), ""))
	}
}

// discordCode is a piece of code within a line. Discord's marks are one or two backquotes.
func discordCode(s string) string {
	s = inCode(strings.ReplaceAll(s, "``", "`"+Joint+"`"))
	if !strings.Contains(s, "`") {
		return "`" + s + "`"
	}
	return "`` " + s + " ``"
}

// inCode parts what would call somebody, were it not code.
func inCode(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		b.WriteByte(s[i])
		if s[i] == '<' && i+1 < len(s) && strings.IndexByte("@#", s[i+1]) >= 0 || s[i] == '@' && i+1 < len(s) && CallsAll(s[i+1:]) {
			b.WriteString(Joint)
		}
	}
	return b.String()
}
