package grammar

import (
	"strconv"
	"strings"

	"guichet/tickets"
)

// Intent is what somebody wants, whether they said it by button, command, menu or form.
type Intent struct {
	Verb   string
	Ticket int64  // 0 when not said
	Other  int64  // the second ticket of a link or merge
	Arg    string // the verb's third part: round, clock, page
	Value  string // its fourth part
	Person tickets.UserID
	Text   string // reason, solution, message
	Level  string
	Until  string // a date and time, or a period, as it was typed
	Via    string
}

// ParseVerb reads "verb:subject[:argument[:value]]" of a button, menu or form. "do:12:claim",
// which a menu makes, is "claim:12".
func ParseVerb(s, via string) Intent {
	parts := strings.SplitN(s, ":", 4)
	part := func(i int) string {
		if i < len(parts) {
			return parts[i]
		}
		return ""
	}
	in := Intent{Verb: part(0), Arg: part(2), Value: part(3), Via: via}
	in.Ticket, _ = strconv.ParseInt(part(1), 10, 64)
	if in.Verb == "do" {
		in.Verb, in.Arg, _ = strings.Cut(in.Arg, "_")
	}
	return in
}

// Round is the resolution that the button was about, 0 for the present one.
func (in Intent) Round() int {
	n, _ := strconv.Atoi(in.Arg)
	return n
}

// ParseNumber reads "12", "INC-12", "req12", "#12".
func ParseNumber(s string) (int64, bool) {
	s = strings.ToLower(strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(s), "#"), "n°"))
	for _, prefix := range []string{"inc", "req"} {
		s = strings.TrimPrefix(s, prefix)
	}
	s = strings.TrimPrefix(s, "-")
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n <= 0 || s[0] == '+' {
		return 0, false
	}
	return n, true
}

// parseMention reads "<@slack:U12>", which adapters make of a mention.
func parseMention(s string) (tickets.UserID, bool) {
	inner, ok := strings.CutPrefix(s, "<@")
	if !ok {
		return "", false
	}
	inner, ok = strings.CutSuffix(inner, ">")
	id := tickets.UserID(inner)
	return id, ok && id.Space() != "" && id.Local() != ""
}
