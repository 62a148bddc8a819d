package slackfake

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Places are the channels that somebody is in, as Messages takes them, their DM with the bot
// last.
func (s *Server) Places(who string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.userLocked(who)
	var out []string
	for _, c := range s.channels {
		if c.im == "" && c.has(u.id) {
			out = append(out, c.name)
		}
	}
	return append(out, "dm:"+u.name)
}

// Profile is somebody's full name and locale.
func (s *Server) Profile(who string) (name, locale string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.userLocked(who)
	return u.real, u.locale
}

// Named puts full names in place of the ids of the people who are mentioned in a text.
func (s *Server) Named(text string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, u := range s.users {
		text = strings.ReplaceAll(text, "@"+u.id, "@"+u.real)
	}
	return text
}

// Withdraw takes the app's access away: every call is refused, and so are new connections.
func (s *Server) Withdraw() {
	s.mu.Lock()
	s.withdrawn = true
	s.mu.Unlock()
	s.DropSockets()
}

// Repeat delivers the last envelope's payload once more, as Slack may.
func (s *Server) Repeat() Ack {
	s.mu.Lock()
	last := s.last
	s.mu.Unlock()
	return s.Deliver(last.kind, last.payload)
}

// delivered is what an envelope held.
type delivered struct {
	kind    string
	payload any
}

// marked finds what pings in Slack's markup.
var marked = regexp.MustCompile(`<(!channel|!here|!everyone|!subteam\^|@[UW])[^>]*>`)

// Pings are the ids of the people that the message notifies, and whatever else it would ping.
func (m Message) Pings() []string {
	out := marked.FindAllString(m.Fallback, -1)
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				walk(x)
			}
		case Obj:
			switch v["type"] {
			case "user":
				out = append(out, str(v, "user_id"))
			case "broadcast", "usergroup", "channel":
				out = append(out, fmt.Sprint(v))
			case "mrkdwn":
				out = append(out, marked.FindAllString(str(v, "text"), -1)...)
			}
			for _, x := range v {
				walk(x)
			}
		}
	}
	walk(any(m.Blocks))
	slices.Sort(out)
	return slices.Compact(out)
}
