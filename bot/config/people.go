package config

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"guichet/tickets"
)

// Spaces are the platforms a configuration can speak of.
var Spaces = []string{"slack", "discord"}

var refForm = regexp.MustCompile(`^[^\s:,<>]+$`)

const refHelp = `write the space and the person, as in "slack:@marie" or "discord:@marie"`

// parseRef reads "slack:@marie", "slack:U012AB3CD", "slack:marie@example.org",
// "slack:usergroup:it" or "discord:role:Technician". It is kept as written, to be looked up on
// the platform.
func parseRef(s string) (tickets.UserID, error) {
	space, local, ok := strings.Cut(s, ":")
	if !ok || !slices.Contains(Spaces, space) {
		return "", fmt.Errorf("is %q: %s", s, refHelp)
	}
	kind, name, grouped := strings.Cut(local, ":")
	switch {
	case !grouped:
		if !refForm.MatchString(local) || local == "@" {
			return "", fmt.Errorf("is %q: %s", s, refHelp)
		}
	case space == "discord" && kind == "role":
		// Names of roles may have spaces and colons.
		if strings.TrimSpace(name) == "" {
			return "", errors.New(`names no role: write it as in "discord:role:Technician"`)
		}
	case space == "slack" && kind == "usergroup":
		if !refForm.MatchString(name) {
			return "", fmt.Errorf(`is %q: write the group's handle as in "slack:usergroup:it"`, s)
		}
	default:
		return "", fmt.Errorf(`is %q: groups are "discord:role:Technician" and "slack:usergroup:it"`, s)
	}
	return tickets.UserID(s), nil
}

// parsePerson reads a reference to one person.
func parsePerson(s string) (tickets.UserID, error) {
	ref, err := parseRef(s)
	if err == nil && strings.Contains(ref.Local(), ":") {
		return "", fmt.Errorf("is %q, which is a group: %s", s, refHelp)
	}
	return ref, err
}

// refs reads a list of references.
func (v value) refs(parse func(string) (tickets.UserID, error)) []tickets.UserID {
	var out []tickets.UserID
	for _, item := range v.items() {
		if ref := read(item, "", parse); ref != "" {
			out = append(out, ref)
		}
	}
	return out
}

// onSpace are the references of one space, without its prefix.
func onSpace(refs []tickets.UserID, space string) []string {
	var out []string
	for _, r := range refs {
		if r.Space() == space {
			out = append(out, r.Local())
		}
	}
	return out
}
