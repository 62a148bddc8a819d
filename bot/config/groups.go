package config

import (
	"guichet/tickets"
	"guichet/tickets/calendar"
)

// Group is a service contract: the people who get other targets.
type Group struct {
	ID      string
	Name    tickets.Words
	People  []tickets.UserID // references, also to user groups and roles
	Targets map[tickets.Priority]tickets.Targets
}

func readGroups(v value, targets map[tickets.Priority]tickets.Targets, calendars map[string]*calendar.Calendar) []Group {
	var out []Group
	seen := map[string]bool{}
	for _, item := range v.items() {
		o := item.object("id", "name", "people", "sla")
		g := Group{
			ID:      o.requiredID(seen),
			Name:    o.requiredWords("name", maxLabel),
			People:  o.get("people").refs(parseRef),
			Targets: readTargets(o.get("sla"), targets, calendars),
		}
		if !o.get("people").present() && !o.broken {
			o.fail(`lacks people: write people: ["slack:usergroup:direction"]`)
		}
		out = append(out, g)
	}
	return out
}
