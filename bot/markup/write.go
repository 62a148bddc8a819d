package markup

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Write writes the desk's own Markdown: what Read reads is the same document again.
func Write(d Document) string {
	var b strings.Builder
	for i, block := range normal(d) {
		lines := strings.Split(ownBlock(block), "\n")
		if i > 0 {
			b.WriteByte('\n')
			if block.Apart {
				b.WriteByte('\n')
			}
		}
		for j, line := range lines {
			if j > 0 {
				b.WriteByte('\n')
			}
			if block.Quoted {
				b.WriteString("> ")
			}
			b.WriteString(line)
		}
	}
	return b.String()
}

func ownBlock(b Block) string {
	switch b.Kind {
	case Heading:
		return strings.Repeat("#", b.Level) + " " + ownText(b.Text)
	case Item:
		indent := strings.Repeat("  ", b.Depth)
		mark := "- "
		if b.Number > 0 {
			mark = strconv.Itoa(b.Number) + ". "
		}
		return indent + mark + strings.ReplaceAll(ownText(b.Text), "\n", "\n"+indent+"  ")
	case Fence:
		mark := strings.Repeat("`", max(3, longestRun(b.Code, '`')+1))
		return mark + b.Lang + "\n" + b.Code + "\n" + mark
	default:
		return ownText(b.Text)
	}
}

func longestRun(s string, c byte) int {
	longest, n := 0, 0
	for i := 0; i < len(s); i++ {
		if s[i] != c {
			n = 0
			continue
		}
		n++
		longest = max(longest, n)
	}
	return longest
}

// marks in the order in which they are written where several change at once.
var markOrder = []Style{Bold, Italic, Underline, Strike, Spoiler}

func ownText(t []Span) string {
	var b strings.Builder
	var on Style
	for i, s := range t {
		style := s.Style &^ Code
		if s.Style&Code != 0 {
			style = 0
		}
		for _, m := range markOrder {
			if (on^style)&m != 0 {
				b.WriteString(markOf[m])
			}
		}
		on = style
		rest := ""
		if i+1 < len(t) {
			rest = t[i+1].Text
		}
		ownSpan(&b, s, rest, i+1 == len(t))
	}
	for _, m := range markOrder {
		if on&m != 0 {
			b.WriteString(markOf[m])
		}
	}
	return b.String()
}

func ownSpan(b *strings.Builder, s Span, rest string, last bool) {
	switch {
	case s.User != "":
		b.WriteString("<@" + string(s.User) + ">")
	case !s.At.IsZero():
		b.WriteString("<t:" + strconv.FormatInt(s.At.Unix(), 10) + ":" + string(clock(s.Clock)) + ">")
	case s.URL != "" && s.Text == s.URL:
		if raw, _ := addressAt(s.URL + rest); raw == s.URL && s.Style == 0 && !wordBefore(b.String()[max(0, b.Len()-utf8.UTFMax):]) {
			b.WriteString(s.URL)
			return
		}
		b.WriteString("<" + s.URL + ">")
	case s.URL != "":
		label := ownEscape(s.Text, false, false)
		if s.Style&Code != 0 {
			label = ownCode(s.Text)
		}
		b.WriteString("[" + label + "](" + s.URL + ")")
	case s.Style&Code != 0:
		b.WriteString(ownCode(s.Text))
	default:
		at := b.String()
		b.WriteString(ownEscape(s.Text, at == "" || at[len(at)-1] == '\n', last))
	}
}

func clock(c byte) byte {
	if strings.IndexByte("tTdDfFR", c) >= 0 && c != 0 {
		return c
	}
	return 'f'
}

// ownCode is a piece of code within text.
func ownCode(s string) string {
	mark := strings.Repeat("`", longestRun(s, '`')+1)
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return mark + s + mark
}

// ownEscape puts backslashes where text would be taken for markup. lineStart: it begins a line;
// last: nothing follows it in its block.
func ownEscape(s string, lineStart, last bool) string {
	var b strings.Builder
	if lineStart {
		n := lineMark(s)
		if n > 0 { // the mark may follow white space
			b.WriteString(s[:n-1] + `\` + s[n-1:n])
			s = s[n:]
		}
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		escape := false
		switch c {
		case '*', '`', '[', ']':
			escape = true
		case '\\':
			escape = i+1 == len(s) || isPunct(s[i+1])
		case '_', '~', '|':
			escape = i == 0 || i+1 == len(s) || s[i-1] == c || s[i+1] == c
		case '<':
			escape = i+1 == len(s) && !last || i+1 < len(s) && strings.IndexByte("@thm", s[i+1]) >= 0
		}
		if escape {
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

// lineMark is the length of what begins a heading, quote or item, up to the character that
// makes it one; 0 when the line begins none.
func lineMark(s string) int {
	indent := len(s) - len(strings.TrimLeft(s, " \t"))
	rest := s[indent:]
	if rest == "" {
		return 0
	}
	switch c := rest[0]; {
	case c == '#' || c == '>' || c == '-':
		return indent + 1
	case c >= '0' && c <= '9':
		n := 0
		for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' {
			n++
		}
		if n < len(rest) && rest[n] == '.' {
			return indent + n + 1
		}
	}
	return 0
}
