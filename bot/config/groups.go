package config

import (
	"slices"

	"guichet/tickets"
	"guichet/tickets/calendar"
)

// Group is a service contract: the people who get other targets.
type Group struct {
	ID      string
	Name    tickets.Words
	People  []tickets.UserID // references, also to user groups and roles
	Targets map[tickets.Priority]tickets.Targets
	written map[tickets.Priority]tickets.Targets // only what the contract changes
}

// contract is the group as the policy has it.
func (g Group) contract() tickets.Group {
	return tickets.Group{ID: g.ID, Name: g.Name, People: g.People, Targets: g.written}
}

func readGroups(v value, targets map[tickets.Priority]tickets.Targets, categories []category, calendars map[string]*calendar.Calendar) []Group {
	var out []Group
	seen := map[string]bool{}
	for _, item := range v.items() {
		o := item.object("id", "name", "people", "sla")
		good := len(v.doc.problems)
		sla := o.get("sla")
		g := Group{
			ID:      o.requiredID(seen),
			Name:    o.requiredWords("name", maxLabel),
			People:  o.get("people").refs(parseRef),
			Targets: readTargets(sla, targets, calendars),
		}
		if !o.get("people").present() && !o.broken {
			o.fail(`lacks people: write people: ["slack:usergroup:direction"]`)
		}
		if len(v.doc.problems) == good {
			g.written = written(sla, g.Targets)
			fitCategories(sla, g.contract(), categories)
		}
		out = append(out, g)
	}
	return out
}

// written is what a section sla that was read well says itself, without what it builds on.
func written(sla value, read map[tickets.Priority]tickets.Targets) map[tickets.Priority]tickets.Targets {
	out := map[tickets.Priority]tickets.Targets{}
	for _, e := range sla.entries() {
		from, to := read[tickets.Priority(e.name)], tickets.Targets{}
		for _, field := range e.entries() {
			switch field.name {
			case "calendar":
				to.Calendar = from.Calendar
			case "respond":
				to.Respond = from.Respond
			case "first_contact":
				to.FirstContact = from.FirstContact
			case "resolve":
				to.Resolve = from.Resolve
			}
		}
		out[tickets.Priority(e.name)] = to
	}
	return out
}

// fitCategories refuses a contract that, over the targets of a category, would have a later
// clock end before an earlier one.
func fitCategories(sla value, g tickets.Group, categories []category) {
	p := tickets.Policy{Groups: []tickets.Group{g}}
	for _, c := range categories {
		p.Categories = append(p.Categories, c.Category)
	}
	for _, e := range sla.entries() {
		i := slices.IndexFunc(p.Categories, func(c tickets.Category) bool {
			t := p.TargetsFor(tickets.Priority(e.name), c.ID, g.ID)
			return before(t.FirstContact, t.Respond) || before(t.Resolve, t.FirstContact) || before(t.Resolve, t.Respond)
		})
		if i < 0 {
			continue
		}
		t := p.TargetsFor(tickets.Priority(e.name), p.Categories[i].ID, g.ID)
		e.fail("does not go with the category %s: together they are respond %s, first_contact %s, resolve %s, which must not fall; write the others here too",
			p.Categories[i].ID, FormatSpan(t.Respond), FormatSpan(t.FirstContact), FormatSpan(t.Resolve))
	}
}
