package markup

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ReadSlack reads the text of a message as Slack delivers it: mrkdwn, in which the signs &, <
// and > of what people typed are entities, and mentions, links and instants stand in angle
// brackets. https://docs.slack.dev/messaging/formatting-message-text
func ReadSlack(s string, names Names) Document {
	r := slackReader{names: names}
	var out Document
	apart := false
	s = Clean(s)
	for s != "" {
		text, code, rest, ok := slackFence(s)
		out, apart = r.quotes(out, text, apart)
		if !ok {
			break
		}
		out = append(out, Block{Kind: Fence, Apart: apart, Code: unescapeSlack(slackTag.ReplaceAllStringFunc(code, r.bare))})
		s, apart = strings.TrimPrefix(strings.TrimLeft(rest, " "), "\n"), false
	}
	return normal(out)
}

type slackReader struct{ names Names }

var (
	slackUnescaper = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")
	slackItem      = regexp.MustCompile(`^([ \t]*)(?:([•◦▪▫‣-])\x{FE0E}?|(\d{1,9})\.)[ \t]+(\S.*)$`)
	// slackTag is what Slack puts in angle brackets. Anything else there is what somebody typed.
	slackTag = regexp.MustCompile(`<(@[UW][A-Z0-9]+|#[CDG][A-Z0-9]+|![a-z][^<>|]*|(?:https?://|mailto:|tel:)[^<>|]+)(?:\|([^<>]*))?>`)
)

func unescapeSlack(s string) string { return slackUnescaper.Replace(s) }

// slackFence splits text at its first code block, which may begin and end within a line.
func slackFence(s string) (before, code, rest string, ok bool) {
	const mark = "```"
	i := strings.Index(s, mark)
	if i < 0 {
		return s, "", "", false
	}
	j := strings.Index(s[i+len(mark):], mark)
	if j < 0 || strings.TrimSpace(s[i+len(mark):i+len(mark)+j]) == "" {
		return s, "", "", false
	}
	code, rest = s[i+len(mark):i+len(mark)+j], s[i+2*len(mark)+j:]
	for strings.HasPrefix(rest, "`") { // of the code, not of its end
		code, rest = code+"`", rest[1:]
	}
	return strings.TrimSuffix(s[:i], "\n"), code, rest, true
}

// quotes reads lines, some of which may be quoted.
func (r slackReader) quotes(out Document, s string, apart bool) (Document, bool) {
	if s == "" {
		return out, apart
	}
	var run []string
	quoted := false
	flush := func() {
		if len(run) > 0 {
			out, apart = blocks(out, strings.Join(run, "\n"), quoted, apart, slackItem, r.inline)
			run = nil
		}
	}
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if inner, ok := strings.CutPrefix(line, "&gt;&gt;&gt;"); ok {
			flush()
			quoted = true
			run = append([]string{strings.TrimPrefix(inner, " ")}, lines[i+1:]...)
			break
		}
		inner, is := strings.CutPrefix(line, "&gt;")
		if !is {
			inner, is = strings.CutPrefix(line, ">")
		}
		if is != quoted {
			flush()
			quoted = is
		}
		if is {
			line = strings.TrimPrefix(inner, " ")
		}
		run = append(run, line)
	}
	flush()
	return out, apart
}

// inline reads the text of one block.
func (r slackReader) inline(s string) []Span {
	var out []Span
	for i, line := range strings.Split(s, "\n") { // no style reaches over a line
		if i > 0 {
			out = append(out, Span{Text: "\n"})
		}
		out = r.styled(out, line, 0)
	}
	return out
}

var slackMarks = map[byte]Style{'*': Bold, '_': Italic, '~': Strike, '`': Code}

func (r slackReader) styled(out []Span, s string, style Style) []Span {
	from := 0
	flush := func(to int) {
		if to > from {
			out = append(out, Span{Text: Emoji(unescapeSlack(s[from:to])), Style: style})
		}
	}
	var dead [256]bool // marks that nothing closes any more
	for i := 0; i < len(s); {
		c := s[i]
		if c == '<' {
			if m := slackTag.FindStringSubmatchIndex(s[i:]); m != nil && m[0] == 0 {
				flush(i)
				span := r.tag(s[i:], m)
				span.Style |= style
				out = append(out, span)
				i += m[1]
				from = i
				continue
			}
		}
		m := slackMarks[c]
		if m == 0 || style&m != 0 || dead[c] || !opensSlack(s, i) {
			i++
			continue
		}
		end, ever := closesSlack(s[i+1:], c)
		if end <= 0 {
			dead[c] = !ever
			i++
			continue
		}
		flush(i)
		inner := s[i+1 : i+1+end]
		if m == Code {
			out = append(out, Span{Text: unescapeSlack(slackTag.ReplaceAllStringFunc(inner, r.bare)), Style: Code})
		} else {
			out = r.styled(out, inner, style|m)
		}
		i += end + 2
		from = i
	}
	flush(len(s))
	return out
}

// opensSlack tells whether the mark at i may begin a style: nothing of a word stands before
// it, and no white space after it.
func opensSlack(s string, i int) bool {
	if i > 0 && (wordBefore(s[:i]) || s[i-1] == s[i]) {
		return false
	}
	return i+1 < len(s) && s[i+1] != ' ' && s[i+1] != '\t' && s[i+1] != s[i]
}

// closesSlack finds the mark that ends a style, within s; ever is false when the mark does
// not stand there at all.
func closesSlack(s string, c byte) (end int, ever bool) {
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '<' && c != '`':
			if m := slackTag.FindStringIndex(s[i:min(len(s), i+maxSlackTag)]); m != nil && m[0] == 0 {
				i += m[1] - 1
			}
		case s[i] == '`' && c != '`' && opensSlack(s, i):
			if n := strings.IndexByte(s[i+1:], '`'); n > 0 {
				i += n + 1
			}
		case s[i] == c:
			ever = true
			if i > 0 && s[i-1] != ' ' && s[i-1] != '\t' && !slackWordAfter(s[i+1:]) && !strings.HasPrefix(s[i+1:], string(c)) {
				return i, true
			}
		}
	}
	return -1, ever
}

// maxSlackTag bounds how far the end of a tag is looked for.
const maxSlackTag = 4000

func slackWordAfter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// tag reads what stands in angle brackets.
func (r slackReader) tag(s string, m []int) Span {
	what, label := s[m[2]:m[3]], ""
	if m[4] >= 0 {
		label = s[m[4]:m[5]]
	}
	switch {
	case strings.HasPrefix(what, "@"):
		if who := r.names.person(what[1:]); who != "" {
			return Span{User: who, Text: "@" + strings.TrimPrefix(unescapeSlack(orElse(label, what[1:])), "@")}
		}
	case strings.HasPrefix(what, "!date^"):
		parts := strings.Split(what, "^")
		if at, ok := unixTime(parts[1]); ok {
			return Span{At: at, Clock: slackClock(what), Text: unescapeSlack(label)}
		}
	case strings.HasPrefix(what, "http"), strings.HasPrefix(what, "mailto:"):
		address := unescapeSlack(what)
		return Span{URL: address, Text: Emoji(unescapeSlack(orElse(label, strings.TrimPrefix(address, "mailto:"))))}
	}
	return Span{Text: unescapeSlack(r.words(what, label))}
}

// bare is a tag where nothing is formatted: within code.
func (r slackReader) bare(tag string) string {
	m := slackTag.FindStringSubmatchIndex(tag)
	what, label := tag[m[2]:m[3]], ""
	if m[4] >= 0 {
		label = tag[m[4]:m[5]]
	}
	return r.words(what, label)
}

// words are what a tag reads when it is no link, person or instant.
func (r slackReader) words(what, label string) string {
	switch {
	case strings.HasPrefix(what, "@"):
		return "@" + strings.TrimPrefix(orElse(label, what[1:]), "@")
	case strings.HasPrefix(what, "#"):
		if label == "" {
			label = r.names.channel(what[1:])
		}
		return "#" + label
	case strings.HasPrefix(what, "!subteam^"):
		if label == "" {
			label = r.names.group(strings.TrimPrefix(what, "!subteam^"))
		}
		return "@" + strings.TrimPrefix(label, "@")
	case strings.HasPrefix(what, "!date^"):
		return label
	case strings.HasPrefix(what, "!"):
		return "@" + strings.TrimPrefix(orElse(label, what[1:]), "@")
	}
	return orElse(label, what)
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
