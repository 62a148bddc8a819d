package render

import (
	"regexp"
	"strings"
	"unicode"
)

// joint is put where two harmless characters would make a mention: it is not seen.
const joint = "\u200b"

// clean takes out what has no place in a chat: control characters, zero bytes, broken
// UTF-8, and the marks that turn the direction of what follows around.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\ufffd")
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n", "\t", " ").Replace(s)
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case unicode.IsControl(r), r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, s)
}

// address finds what Discord would make a link of: it is kept whole, escaping breaks it.
var address = regexp.MustCompile(`^https?://[^\s<>"]+`)

// inAddress encodes what would format even within an address.
var inAddress = strings.NewReplacer("*", "%2A", "|", "%7C", "`", "%60", "~", "%7E", `\`, "%5C",
	"[", "%5B", "]", "%5D", "@everyone", "%40everyone", "@here", "%40here")

// pieces escapes text as Discord's Markdown and cuts it into pieces that must not be cut
// further. lineStart: the text begins a line.
// https://docs.discord.com/developers/reference#message-formatting
func pieces(s string, lineStart bool) []string {
	s = clean(s)
	var out []string
	for i := 0; i < len(s); {
		if m := addressAt(s[i:]); m != "" {
			out = append(out, inAddress.Replace(m))
			i += len(m)
			lineStart = false
			continue
		}
		piece, n := escapeOne(s[i:], lineStart)
		r := s[i]
		out = append(out, piece)
		i += n
		lineStart = r == '\n' || lineStart && r == ' '
	}
	return out
}

func addressAt(s string) string {
	if !strings.HasPrefix(s, "http") {
		return ""
	}
	return address.FindString(s)
}

// escapeOne escapes what s begins with and tells how many bytes of s that was.
func escapeOne(s string, lineStart bool) (string, int) {
	c := s[0]
	switch {
	case strings.IndexByte("\\*_~|`[]", c) >= 0:
		return `\` + s[:1], 1
	case c == '<' && opensTag(s[1:]), c == '@' && callsAll(s[1:]):
		return s[:1] + joint, 1
	case lineStart && strings.IndexByte("#>-+", c) >= 0:
		return `\` + s[:1], 1
	case lineStart && c >= '0' && c <= '9':
		n := 1
		for n < len(s) && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		if n < len(s) && s[n] == '.' {
			return s[:n] + `\.`, n + 1
		}
		return s[:n], n
	}
	n := 1
	for n < len(s) && s[n]&0xC0 == 0x80 {
		n++
	}
	return s[:n], n
}

// opensTag tells whether "<" and then rest could be a mention, a command, an emoji or a time;
// at the end of a span nobody knows what follows.
func opensTag(rest string) bool {
	if rest == "" || strings.IndexByte("@#:/", rest[0]) >= 0 {
		return true
	}
	for _, p := range []string{"t:", "a:", "id:", "sound:"} {
		if strings.HasPrefix(rest, p) {
			return true
		}
	}
	return false
}

func callsAll(rest string) bool {
	return rest == "" || strings.HasPrefix(rest, "everyone") || strings.HasPrefix(rest, "here")
}

// plain is text for where Discord formats nothing (labels, titles of modals, footers).
func plain(s string) string { return strings.TrimSpace(clean(s)) }

// Line is text for where there is one line and nothing is formatted: names of threads.
func Line(s string) string { return oneLine(s) }

// oneLine is plain text without line breaks.
func oneLine(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }
