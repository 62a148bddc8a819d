package markup

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"guichet/tickets"
)

// ownItem is an item's line in the desk's own Markdown.
var ownItem = regexp.MustCompile(`^( *)(?:(-)|(\d{1,9})\.) (\S.*)$`)

// Read reads the desk's own Markdown. It never fails: what is no markup is text.
func Read(s string) Document {
	var out Document
	apart := false
	lines := strings.Split(Clean(s), "\n")
	for i := 0; i < len(lines); {
		quoted := isQuote(lines[i])
		j := i
		for j < len(lines) && isQuote(lines[j]) == quoted {
			j++
		}
		run := lines[i:j]
		if quoted {
			run = make([]string, 0, j-i)
			for _, line := range lines[i:j] {
				run = append(run, strings.TrimPrefix(line[1:], " "))
			}
		}
		out, apart = fenced(out, run, quoted, apart)
		i = j
	}
	return normal(out)
}

func isQuote(line string) bool { return line == ">" || strings.HasPrefix(line, "> ") }

// fenced reads lines with their code blocks.
func fenced(out Document, lines []string, quoted, apart bool) (Document, bool) {
	var text []string
	flush := func() {
		if len(text) > 0 {
			out, apart = blocks(out, strings.Join(text, "\n"), quoted, apart, ownItem, ownInline)
			text = nil
		}
	}
	for i := 0; i < len(lines); i++ {
		mark, lang := fence(lines[i])
		end := 0
		if mark != "" {
			end = closing(lines[i+1:], mark)
		}
		if mark == "" || end < 0 {
			text = append(text, lines[i])
			continue
		}
		flush()
		out = append(out, Block{Kind: Fence, Apart: apart, Quoted: quoted, Lang: lang, Code: strings.Join(lines[i+1:i+1+end], "\n")})
		apart = false
		i += end + 1
	}
	flush()
	return out, apart
}

// fence is the run of backquotes with which a line opens a code block, and its language.
func fence(line string) (mark, lang string) {
	n := len(line) - len(strings.TrimLeft(line, "`"))
	if n < 3 || strings.Contains(line[n:], "`") || strings.ContainsAny(strings.TrimSpace(line[n:]), " \t") {
		return "", ""
	}
	return line[:n], strings.TrimSpace(line[n:])
}

// closing is the index of the line that closes a code block, -1 when none does.
func closing(lines []string, mark string) int {
	for i, line := range lines {
		if strings.TrimRight(line, " ") == mark {
			return i
		}
	}
	return -1
}

// token is a piece of text, or a mark that turns a style on or off.
type token struct {
	span Span
	mark Style // 0 for a piece of text
	text string
}

// ownInline reads the text of a block in the desk's own Markdown.
func ownInline(s string) []Span {
	var tokens []token
	plain := func(text string) {
		if n := len(tokens) - 1; n >= 0 && tokens[n].mark == 0 && plainSpan(tokens[n].span) {
			tokens[n].span.Text += text
			return
		}
		tokens = append(tokens, token{span: Span{Text: text}})
	}
	for i := 0; i < len(s); {
		rest := s[i:]
		if span, n := own(rest); n > 0 {
			tokens = append(tokens, token{span: span})
			i += n
			continue
		}
		n := run(rest)
		if marks := ownMarks(rest[0], n); len(marks) > 0 {
			for _, m := range marks {
				tokens = append(tokens, token{mark: m, text: markOf[m]})
			}
			i += n
			continue
		}
		switch rest[0] {
		case '\\':
			if len(rest) > 1 && isPunct(rest[1]) {
				plain(rest[1:2])
				i += 2
				continue
			}
			plain(rest[:1])
			i++
		case '*', '_', '~', '|', '`':
			plain(rest[:n])
			i += n
		default:
			n := strings.IndexAny(rest[1:], "\\*_~|`[<h") + 1
			if n == 0 {
				n = len(rest)
			}
			plain(rest[:n])
			i += n
		}
	}
	return toggled(tokens)
}

// own reads what stands for itself: code, a link, a mention or an instant.
func own(s string) (Span, int) {
	switch s[0] {
	case '`':
		n := run(s)
		if end := closingRun(s[n:], n); end > 0 {
			return Span{Text: unpad(s[n : n+end]), Style: Code}, n + end + n
		}
	case '[':
		return ownLink(s)
	case '<':
		return ownTag(s)
	}
	return Span{}, 0
}

// run is how often the first character stands there in a row.
func run(s string) int {
	n := 1
	for n < len(s) && s[n] == s[0] {
		n++
	}
	return n
}

// closingRun finds a run of exactly n backquotes within the line, -1 when there is none.
func closingRun(s string, n int) int {
	for i := 0; i < len(s); {
		switch s[i] {
		case '\n':
			return -1
		case '`':
			m := run(s[i:])
			if m == n {
				return i
			}
			i += m
		default:
			i++
		}
	}
	return -1
}

// unpad takes off the spaces that keep backquotes of code apart from its marks.
func unpad(s string) string {
	if len(s) > 2 && s[0] == ' ' && s[len(s)-1] == ' ' && (s[1] == '`' || s[len(s)-2] == '`') {
		return s[1 : len(s)-1]
	}
	return s
}

var markOf = map[Style]string{Bold: "**", Italic: "*", Underline: "__", Strike: "~~", Spoiler: "||"}

// ownMarks are the styles that a run of n marks turns on or off.
func ownMarks(c byte, n int) []Style {
	switch {
	case c == '*' && n == 1:
		return []Style{Italic}
	case c == '*' && n == 2:
		return []Style{Bold}
	case c == '*' && n == 3:
		return []Style{Bold, Italic}
	case c == '_' && n == 2:
		return []Style{Underline}
	case c == '~' && n == 2:
		return []Style{Strike}
	case c == '|' && n == 2:
		return []Style{Spoiler}
	}
	return nil
}

// toggled turns marks into styles. A mark that has no fellow is text.
func toggled(tokens []token) []Span {
	last := map[Style]int{}
	count := map[Style]int{}
	for i, t := range tokens {
		if t.mark != 0 {
			count[t.mark]++
			last[t.mark] = i
		}
	}
	var out []Span
	var on Style
	for i, t := range tokens {
		switch {
		case t.mark == 0:
			s := t.span
			if s.Style&Code == 0 {
				s.Style |= on
			}
			out = append(out, s)
		case count[t.mark]%2 == 1 && last[t.mark] == i:
			out = append(out, Span{Text: t.text, Style: on})
		default:
			on ^= t.mark
		}
	}
	return out
}

// ownLink reads [label](address).
func ownLink(s string) (Span, int) {
	label, i := ownLabel(s[1:])
	if i < 0 || !strings.HasPrefix(s[1+i:], "](") {
		return Span{}, 0
	}
	start := 1 + i + 2
	end := strings.IndexAny(s[start:], ") \n")
	if end < 0 || s[start+end] != ')' {
		return Span{}, 0
	}
	link := Link(s[start : start+end])
	if link == "" || strings.TrimSpace(label.Text) == "" {
		return Span{}, 0
	}
	label.URL = link
	return label, start + end + 1
}

// ownLabel reads a link's label up to its bracket: text, or one piece of code.
func ownLabel(s string) (label Span, n int) {
	if strings.HasPrefix(s, "`") {
		if code, n := own(s); n > 0 && strings.HasPrefix(s[n:], "](") {
			return code, n
		}
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\n' || s[i] == '[':
			return Span{}, -1
		case s[i] == ']':
			return Span{Text: b.String()}, i
		case s[i] == '\\' && i+1 < len(s) && isPunct(s[i+1]):
			i++
		}
		b.WriteByte(s[i])
	}
	return Span{}, -1
}

var (
	ownMention = regexp.MustCompile(`^<@([a-z][a-z0-9]{0,19}:[\pL\pN._-]{1,64})>`)
	ownInstant = regexp.MustCompile(`^<t:(-?\d{1,12})(?::([tTdDfFR]))?>`)
	ownAddress = regexp.MustCompile(`^<((?:https?://|mailto:)[^\s<>]+)>`)
)

// ownTag reads what stands in angle brackets.
func ownTag(s string) (Span, int) {
	if m := ownMention.FindStringSubmatch(s); m != nil {
		return Span{User: tickets.UserID(m[1]), Text: "@" + tickets.UserID(m[1]).Local()}, len(m[0])
	}
	if m := ownInstant.FindStringSubmatch(s); m != nil {
		return instantSpan(m[1], m[2]), len(m[0])
	}
	if m := ownAddress.FindStringSubmatch(s); m != nil {
		if link := Link(m[1]); link != "" {
			return Span{Text: link, URL: link}, len(m[0])
		}
	}
	return Span{}, 0
}

// instantSpan is the instant of so many seconds, in one of Discord's styles.
func instantSpan(seconds, style string) Span {
	n, _ := strconv.ParseInt(seconds, 10, 64)
	at := time.Unix(n, 0).UTC()
	s := Span{At: at, Clock: 'f', Text: at.Format("2006-01-02 15:04 MST")}
	if style != "" {
		s.Clock = style[0]
	}
	return s
}

// isPunct tells whether a backslash makes the character itself.
func isPunct(c byte) bool {
	return c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~'
}
