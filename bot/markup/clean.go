package markup

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
)

// Clean takes out of text what has no place in a chat: control characters, zero bytes, broken
// UTF-8, and the marks that turn the direction of what follows around.
func Clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = lineBreaks.Replace(s)
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, s)
}

var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n")

// address finds a web address at the beginning of text.
var address = regexp.MustCompile(`^https?://[^\s<>"|` + "`" + `\\*~\[\]]+`)

// addressAt is the web address that s begins with, as it stands there and as a link, without
// the punctuation of the sentence around it; "" when there is none.
func addressAt(s string) (raw, link string) {
	if !strings.HasPrefix(s, "http") {
		return "", ""
	}
	raw = address.FindString(s)
	for raw != "" {
		last := raw[len(raw)-1]
		if strings.IndexByte(".,;:!?'_}", last) < 0 && (last != ')' || strings.Count(raw, "(") >= strings.Count(raw, ")")) {
			break
		}
		raw = raw[:len(raw)-1]
	}
	if link = Link(raw); link == "" {
		return "", ""
	}
	return raw, link
}

// Link is an address that may be followed: http, https or mailto, written so that no markup
// can end it. "" for any other.
func Link(s string) string {
	s = inLink.Replace(strings.TrimSpace(Clean(s)))
	if len(s) > maxLink || strings.ContainsAny(s, "\n\t") {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		if u.Host == "" {
			return ""
		}
	case "mailto":
		if u.Opaque == "" {
			return ""
		}
	default:
		return ""
	}
	return s
}

// maxLink is the longest address that is kept as a link, in bytes: Slack takes 3,000 characters.
const maxLink = 2000

var inLink = strings.NewReplacer(" ", "%20", "<", "%3C", ">", "%3E", `"`, "%22", "|", "%7C", "`", "%60", `\`, "%5C",
	"*", "%2A", "~", "%7E", "[", "%5B", "]", "%5D", "(", "%28", ")", "%29",
	"@everyone", "%40everyone", "@here", "%40here", "\u200b", "")
