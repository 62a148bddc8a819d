package markup

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"guichet/tickets"
)

// Names tells what stands behind the ids in a platform's markup. A function may be nil, and
// may answer "" for what it does not know.
type Names struct {
	Person  func(id string) tickets.UserID
	Group   func(id string) string // of a role or user group, without "@"
	Channel func(id string) string // without "#"
	Own     bool                   // mentions of the desk's own kind, <@space:id>, are ones
}

func (n Names) person(id string) tickets.UserID {
	if n.Person == nil {
		return ""
	}
	return n.Person(id)
}

func (n Names) group(id string) string {
	if n.Group != nil {
		if name := n.Group(id); name != "" {
			return name
		}
	}
	return id
}

func (n Names) channel(id string) string {
	if n.Channel != nil {
		if name := n.Channel(id); name != "" {
			return name
		}
	}
	return id
}

// ReadDiscord reads a message as Discord's clients do.
// https://support.discord.com/hc/en-us/articles/210298617
// https://docs.discord.com/developers/reference#message-formatting
func ReadDiscord(s string, names Names) Document {
	r := discordReader{names: names}
	out, _ := r.read(nil, Clean(s), false, false)
	return normal(out)
}

type discordReader struct{ names Names }

// discordItem is an item's line. "+" makes none on Discord.
var discordItem = regexp.MustCompile(`^([ \t]*)(?:([-*])|(\d{1,9})\.)[ \t]+(\S.*)$`)

// discordFence is a code block, which may begin and end within a line.
var discordFence = regexp.MustCompile("(?s)```(?:([A-Za-z0-9_+.#-]+)\n)?(.*?)```")

// read reads quotes and code blocks, whichever comes first.
func (r discordReader) read(out Document, s string, quoted, apart bool) (Document, bool) {
	for s != "" {
		if !quoted && strings.HasPrefix(s, ">>> ") {
			return r.read(out, s[4:], true, apart)
		}
		if !quoted && strings.HasPrefix(s, "> ") {
			var inner string
			inner, s = quoteLines(s)
			out, _ = r.read(out, inner, true, apart)
			apart = false
			continue
		}
		text, fence, rest := s, []int(nil), ""
		if !quoted {
			text, rest = beforeQuote(s)
		}
		if fence = discordFence.FindStringSubmatchIndex(s); fence != nil && fence[0] <= len(text) && strings.TrimSpace(s[fence[4]:fence[5]]) != "" {
			lang := ""
			if fence[2] >= 0 {
				lang = s[fence[2]:fence[3]]
			}
			before := s[:fence[0]]
			out, apart = r.lines(out, before, quoted, apart)
			out = append(out, Block{Kind: Fence, Apart: apart, Quoted: quoted, Lang: lang, Code: s[fence[4]:fence[5]]})
			s, apart = strings.TrimPrefix(strings.TrimLeft(s[fence[1]:], " "), "\n"), false
			continue
		}
		out, apart = r.lines(out, text, quoted, apart)
		s = rest
	}
	return out, apart
}

// lines reads lines without quotes and code blocks; the line break at their end is none.
func (r discordReader) lines(out Document, s string, quoted, apart bool) (Document, bool) {
	s = strings.TrimSuffix(s, "\n")
	if s == "" {
		return out, apart
	}
	return blocks(out, smallLine.ReplaceAllString(s, ""), quoted, apart, discordItem, r.inline)
}

// smallLine marks small print, which is text like any other elsewhere.
var smallLine = regexp.MustCompile(`(?m)^-# `)

// quoteLines takes the lines of a quote off the beginning of s.
func quoteLines(s string) (inner, rest string) {
	var lines []string
	for strings.HasPrefix(s, "> ") || s == ">" || strings.HasPrefix(s, ">\n") {
		line, more, _ := strings.Cut(s, "\n")
		lines = append(lines, strings.TrimPrefix(line[1:], " "))
		s = more
	}
	return strings.Join(lines, "\n"), s
}

// beforeQuote splits s before the first line that begins a quote.
func beforeQuote(s string) (text, rest string) {
	i := 0
	for {
		j := strings.Index(s[i:], "\n>")
		if j < 0 {
			return s, ""
		}
		i += j + 1
		if strings.HasPrefix(s[i:], "> ") || strings.HasPrefix(s[i:], ">>> ") {
			return s[:i], s[i:]
		}
	}
}

// inline reads the text of one block.
func (r discordReader) inline(s string) []Span { return r.styled(nil, s, 0, 0) }

// maxNesting bounds how deep styles are looked for within each other.
const maxNesting = 8

func (r discordReader) styled(out []Span, s string, style Style, depth int) []Span {
	from := 0
	flush := func(to int) {
		if to > from {
			out = append(out, Span{Text: s[from:to], Style: style})
		}
	}
	dead := map[string]bool{} // marks that nothing closes any more
	for i := 0; i < len(s); {
		c := s[i]
		if c == '\\' && i+1 < len(s) && isPunct(s[i+1]) {
			flush(i)
			out = append(out, Span{Text: s[i+1 : i+2], Style: style})
			i += 2
			from = i
			continue
		}
		if span, n := r.atom(s[i:]); n > 0 {
			flush(i)
			if span.Style&Code == 0 {
				span.Style |= style
			}
			out = append(out, span)
			i += n
			from = i
			continue
		}
		if depth < maxNesting {
			if m, inner, n := r.mark(s, i, dead); n > 0 {
				flush(i)
				out = r.styled(out, inner, style|m, depth+1)
				i += n
				from = i
				continue
			}
		}
		if c == '`' {
			i += run(s[i:])
			continue
		}
		if strings.HasPrefix(s[i:], "http") {
			if raw, _ := addressAt(s[i:]); raw != "" { // no style begins within an address
				i += len(raw)
				continue
			}
		}
		i++
	}
	flush(len(s))
	return out
}

// mark reads a run of text between two marks of a style.
func (r discordReader) mark(s string, i int, dead map[string]bool) (style Style, inner string, n int) {
	for _, m := range discordMarks {
		if !strings.HasPrefix(s[i:], m.mark) || dead[m.mark] {
			continue
		}
		body := s[i+len(m.mark):]
		if m.tight && (body == "" || isSpace(body[0]) || m.mark == "_" && i > 0 && wordBefore(s[:i])) {
			continue
		}
		end := closer(body, m)
		if end == 0 || end > 0 && strings.TrimSpace(body[:end]) == "" {
			continue
		}
		if end < 0 {
			dead[m.mark] = true
			continue
		}
		return m.style, body[:end], end + 2*len(m.mark)
	}
	return 0, "", 0
}

type discordMark struct {
	mark  string
	style Style
	tight bool // no white space within the marks
}

var discordMarks = []discordMark{
	{"**", Bold, false},
	{"__", Underline, false},
	{"~~", Strike, false},
	{"||", Spoiler, false},
	{"*", Italic, true},
	{"_", Italic, true},
}

// closer finds the mark that ends a run, -1 when there is none.
func closer(s string, m discordMark) int {
	for i := 0; i < len(s); {
		switch {
		case s[i] == '\\' && i+1 < len(s):
			i += 2
		case s[i] == '`':
			n := run(s[i:])
			if end := closingRun(s[i+n:], n); end > 0 {
				n += end + n
			}
			i += n
		case strings.HasPrefix(s[i:], m.mark):
			n := run(s[i:])
			if at := closes(s, i, n, m); at >= 0 {
				return at
			}
			i += n
		default:
			i++
		}
	}
	return -1
}

// closes tells where in a run of n marks at i the style ends, -1 when it does not.
func closes(s string, i, n int, m discordMark) int {
	switch {
	case len(m.mark) == 2:
		if n < 2 {
			return -1
		}
		return i + n - 2 // the last two: a single one before them ends what is within
	case n == 2: // of the other style, within this one
		return -1
	case i == 0 || isSpace(s[i-1]):
		return -1
	case m.mark == "_" && i+n < len(s) && wordAfter(s[i+n:]):
		return -1
	}
	return i + n - 1
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }

func wordAfter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

var (
	discordPerson  = regexp.MustCompile(`^<@!?(\d{1,20})>`)
	discordRole    = regexp.MustCompile(`^<@&(\d{1,20})>`)
	discordChannel = regexp.MustCompile(`^<#(\d{1,20})>`)
	discordEmoji   = regexp.MustCompile(`^<a?(:\w{1,40}:)\d{1,20}>`)
	discordCommand = regexp.MustCompile(`^<(/[^:<>\n]{1,100}):\d{1,20}>`)
	discordGuide   = regexp.MustCompile(`^<id:(\w{1,30})>`)
	discordLink    = regexp.MustCompile(`^\[((?:\\.|[^\[\]\\\n]){1,1000})\]\(<?((?:https?://|mailto:)[^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?(?:[ \t]+"[^"\n]*")?\)`)
)

// atom reads what stands for itself.
func (r discordReader) atom(s string) (Span, int) {
	switch s[0] {
	case '`':
		n := run(s)
		if end := closingRun(s[n:], n); end > 0 && strings.TrimSpace(s[n:n+end]) != "" {
			return Span{Text: unpad(s[n : n+end]), Style: Code}, n + end + n
		}
	case '[':
		if m := discordLink.FindStringSubmatch(s); m != nil && Link(m[2]) != "" && strings.TrimSpace(m[1]) != "" {
			label := Span{Text: unescaped(m[1]), URL: m[2]}
			if l := len(m[1]); l > 2 && m[1][0] == '`' && m[1][l-1] == '`' {
				label.Text, label.Style = strings.Trim(m[1], "`"), Code
			}
			return label, len(m[0])
		}
	case '<':
		return r.tag(s)
	}
	return Span{}, 0
}

func (r discordReader) tag(s string) (Span, int) {
	if r.names.Own && ownMention.MatchString(s) {
		return ownTag(s)
	}
	if m := discordPerson.FindStringSubmatch(s); m != nil {
		if who := r.names.person(m[1]); who != "" {
			return Span{User: who, Text: "@" + who.Local()}, len(m[0])
		}
		return Span{Text: "@" + m[1]}, len(m[0])
	}
	if m := discordRole.FindStringSubmatch(s); m != nil {
		return Span{Text: "@" + strings.TrimPrefix(r.names.group(m[1]), "@")}, len(m[0])
	}
	if m := discordChannel.FindStringSubmatch(s); m != nil {
		return Span{Text: "#" + r.names.channel(m[1])}, len(m[0])
	}
	for _, form := range []*regexp.Regexp{discordEmoji, discordCommand} {
		if m := form.FindStringSubmatch(s); m != nil {
			return Span{Text: m[1]}, len(m[0])
		}
	}
	if m := discordGuide.FindStringSubmatch(s); m != nil {
		return Span{Text: "#" + m[1]}, len(m[0])
	}
	if m := ownInstant.FindStringSubmatch(s); m != nil {
		return instantSpan(m[1], m[2]), len(m[0])
	}
	if m := ownAddress.FindStringSubmatch(s); m != nil && Link(m[1]) != "" {
		return Span{Text: Link(m[1]), URL: m[1]}, len(m[0])
	}
	return Span{}, 0
}

// unescaped is text without the backslashes that make characters themselves.
func unescaped(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && isPunct(s[i+1]) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
