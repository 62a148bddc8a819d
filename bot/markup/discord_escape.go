package markup

import (
	"regexp"
	"strings"
)

// Joint is put where two harmless characters would make a mention: it is not seen.
const Joint = "\u200b"

// discordAddress finds what Discord would make a link of: it is kept whole, escaping breaks it.
var discordAddress = regexp.MustCompile(`^https?://[^\s<>"]+`)

// InDiscordAddress encodes what would format even within an address.
var InDiscordAddress = strings.NewReplacer("*", "%2A", "|", "%7C", "`", "%60", "~", "%7E", `\`, "%5C",
	"[", "%5B", "]", "%5D", "@everyone", "%40everyone", "@here", "%40here")

// DiscordPieces escapes text as Discord's Markdown and cuts it into pieces that must not be
// cut further. lineStart: the text begins a line.
// https://docs.discord.com/developers/reference#message-formatting
func DiscordPieces(s string, lineStart bool) []string {
	s = strings.ReplaceAll(Clean(s), "\t", " ")
	var out []string
	for i := 0; i < len(s); {
		if strings.HasPrefix(s[i:], "http") {
			if m := discordAddress.FindString(s[i:]); m != "" {
				out = append(out, InDiscordAddress.Replace(m))
				i += len(m)
				lineStart = false
				continue
			}
		}
		piece, n := escapeOne(s[i:], lineStart)
		r := s[i]
		out = append(out, piece)
		i += n
		lineStart = r == '\n' || lineStart && r == ' '
	}
	return out
}

// escapeOne escapes what s begins with and tells how many bytes of s that was.
func escapeOne(s string, lineStart bool) (string, int) {
	c := s[0]
	switch {
	case strings.IndexByte("\\*_~|`[]", c) >= 0:
		return `\` + s[:1], 1
	case c == '<' && OpensTag(s[1:]), c == '@' && CallsAll(s[1:]):
		return s[:1] + Joint, 1
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

// OpensTag tells whether "<" and then rest could be a mention, a command, an emoji or a time
// on Discord; at the end of a text nobody knows what follows.
func OpensTag(rest string) bool {
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

// CallsAll tells whether "@" and then rest could call everybody on Discord.
func CallsAll(rest string) bool {
	return rest == "" || strings.HasPrefix(rest, "everyone") || strings.HasPrefix(rest, "here")
}
