package config

import (
	"guichet/tickets"
	"guichet/tickets/calendar"
)

// Limits of categories, in characters where nothing else is said.
const (
	maxLabel     = 75 // an option of a menu: https://docs.slack.dev/reference/block-kit/composition-objects/option-object
	maxCheck     = 200
	maxKeyword   = 60
	maxFormSize  = 10 // fields of its own
	maxSteps     = 50 // of its procedure
	maxFieldHint = 100
)

// category is a category with what does not belong in the policy.
type category struct {
	tickets.Category
	pool map[string]string // by space
}

// defaultCategory is the one category of a desk that describes none.
func defaultCategory(targets map[tickets.Priority]tickets.Targets) category {
	return category{Category: tickets.Category{
		ID: "other", Name: tickets.Words{"fr": "Autre", "en": "Other"}, Targets: targets,
	}}
}

func readCategories(v value, targets map[tickets.Priority]tickets.Targets, calendars map[string]*calendar.Calendar) []category {
	items := v.items()
	if len(items) == 0 {
		return []category{defaultCategory(targets)}
	}
	var out []category
	seen := map[string]bool{}
	for _, item := range items {
		o := item.object("id", "name", "pool", "specialist", "keywords", "fields", "checklist", "type",
			"evaluation", "approval", "sla")
		kind := oneOf(o.get("type"), "both", "incident", "request", "both")
		c := category{Category: tickets.Category{
			ID:         o.requiredID(seen),
			Name:       o.requiredWords("name", maxLabel),
			Type:       map[string]tickets.Kind{"incident": tickets.Incident, "request": tickets.Request}[kind],
			Specialist: string(read(o.get("specialist"), "", parsePerson)),
			Targets:    readTargets(o.get("sla"), targets, calendars),
		}}
		c.pool = o.get("pool").channel()
		for _, k := range o.get("keywords").items() {
			c.Keywords = append(c.Keywords, k.text("", maxKeyword))
		}
		c.Fields, c.Checklist = o.get("fields").fields(), o.get("checklist").steps()
		c.Evaluation, c.Approval = o.process(c.Type)
		out = append(out, c)
	}
	return out
}

// fields reads what a category asks besides the usual.
func (v value) fields() []tickets.CategoryField {
	items := v.items()
	if len(items) > maxFormSize {
		items[maxFormSize].fail("is one field too many: at most %d", maxFormSize)
	}
	var out []tickets.CategoryField
	seen := map[string]bool{}
	for _, item := range items {
		o := item.object("id", "label", "hint", "pattern", "required")
		f := tickets.CategoryField{
			ID:       o.requiredID(seen),
			Label:    o.requiredWords("label", maxLabel),
			Pattern:  read(o.get("pattern"), nil, parsePattern),
			Required: o.get("required").flag(false),
		}
		if hint := o.get("hint"); hint.node != nil {
			f.Hint = hint.words(maxFieldHint)
		}
		out = append(out, f)
	}
	return out
}

// steps reads a procedure.
func (v value) steps() []tickets.Step {
	items := v.items()
	if len(items) > maxSteps {
		items[maxSteps].fail("is one item too many: at most %d", maxSteps)
	}
	var out []tickets.Step
	seen := map[string]int{}
	for _, item := range items {
		text := item.words(maxCheck)
		if text == nil {
			continue
		}
		first := tickets.NewStep(text, 0).ID
		out = append(out, tickets.NewStep(text, seen[first]))
		seen[first]++
	}
	return out
}
