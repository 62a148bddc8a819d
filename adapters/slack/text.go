package slack

import (
	"strings"
	"unicode/utf8"
)

const ellipsis = "…"

// tidy makes text of people safe to send: valid UTF-8, no control characters but line breaks
// and tabs, and no direction overrides that would turn round what follows them.
func tidy(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0:
			return -1
		case r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// cut shortens text to at most limit runes; an ellipsis says so.
func cut(s string, limit int) string {
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	return string([]rune(s)[:limit-1]) + ellipsis
}

// line is text for where there is one line: titles, buttons, options.
func line(s string, limit int) string {
	return cut(strings.Join(strings.Fields(tidy(s)), " "), limit)
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// escape makes text inert in Slack's markup: without angle brackets nothing is a mention, a
// link or a broadcast. https://docs.slack.dev/messaging/formatting-message-text#escaping
func escape(s string) string { return escaper.Replace(s) }

// escapeCut escapes and shortens the escaped text, never in the middle of an entity.
func escapeCut(s string, limit int) string {
	if e := escape(s); utf8.RuneCountInString(e) <= limit {
		return e
	}
	var b strings.Builder
	n := 0
	for _, r := range s {
		e := escape(string(r))
		if n+len([]rune(e))+1 > limit {
			break
		}
		b.WriteString(e)
		n += len([]rune(e))
	}
	return b.String() + ellipsis
}

// pieces splits text into runs of at most limit runes.
func pieces(s string, limit int) []string {
	var out []string
	r := []rune(s)
	for len(r) > limit {
		out = append(out, string(r[:limit]))
		r = r[limit:]
	}
	if len(r) > 0 {
		out = append(out, string(r))
	}
	return out
}
