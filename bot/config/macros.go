package config

import (
	"regexp"
	"slices"
	"strings"

	"guichet/tickets"
)

// Macro is a canned answer. Its text may have Placeholders in braces.
type Macro struct {
	ID   string
	Text tickets.Words
}

// Placeholders are what a macro's text may hold: {requester} and so on.
var Placeholders = []string{"requester", "beneficiary", "technician", "ticket", "summary", "category", "desk", "deadline"}

var placeholder = regexp.MustCompile(`\{([^{}\s]*)\}`)

func readMacros(v value) []Macro {
	var out []Macro
	seen := map[string]bool{}
	for _, item := range v.items() {
		o := item.object("id", "text")
		m := Macro{ID: o.requiredID(seen), Text: o.requiredWords("text", tickets.MaxText)}
		for _, locale := range locales {
			for _, found := range placeholder.FindAllStringSubmatch(m.Text[locale], -1) {
				if !slices.Contains(Placeholders, found[1]) {
					o.get("text").fail("has %s in %s, which stands for nothing: there are {%s}", found[0], locale, strings.Join(Placeholders, "}, {"))
				}
			}
		}
		out = append(out, m)
	}
	return out
}
