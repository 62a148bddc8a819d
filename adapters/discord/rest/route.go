package rest

import (
	"net/http"
	"slices"
	"strings"
)

// route is what Discord counts a call under: the path without minor ids, and the major one.
// https://docs.discord.com/developers/topics/rate-limits#rate-limits
type route struct {
	name    string // "GET channels/:major/messages/:id"
	major   string // the channel's or server's id, "" none
	message bool   // posting, editing and reading messages share documented limits
}

func routeOf(method, path string) route {
	segments := strings.Split(strings.Trim(path, "/"), "/")
	r := route{}
	if i := slices.Index(segments, "reactions"); i > 0 && method != http.MethodGet {
		// Putting reactions on and taking them off, whose ever and which ever, is one bucket.
		method, segments = "REACT", segments[:i+1]
	}
	for i, s := range segments {
		switch {
		case i == 1 && (segments[0] == "channels" || segments[0] == "guilds"):
			r.major, segments[i] = s, ":major"
		case i > 0 && segments[i-1] == "reactions":
			segments[i] = ":emoji"
		case isID(s):
			segments[i] = ":id"
		}
	}
	r.name = method + " " + strings.Join(segments, "/")
	r.message = segments[0] == "channels" && len(segments) >= 3 && len(segments) <= 4 && segments[2] == "messages"
	return r
}

// isID tells whether the segment is a snowflake.
func isID(s string) bool {
	if s == "" {
		return false
	}
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}
