package config

import (
	"slices"
	"strings"

	"guichet/tickets"
)

// process reads the steps that the requests of a category take before their work.
func (o object) process(kind tickets.Kind) (evaluation bool, rule *tickets.ApprovalRule) {
	evaluation = o.get("evaluation").flag(false)
	approval := o.get("approval")
	if approval.present() {
		rule = approval.approval()
	}
	if kind == tickets.Incident {
		for _, of := range []value{approval, o.get("evaluation")} {
			if of.present() {
				of.failKey("is for requests, but the type is incident: remove it, or write type: request")
			}
		}
	}
	return evaluation, rule
}

// remindApprovers is after how much business time approvers are reminded, if nothing is said.
var remindApprovers = tickets.Span{Days: 1}

func (v value) approval() *tickets.ApprovalRule {
	o := v.object("by", "rule", "remind_after", "stand_ins")
	a := &tickets.ApprovalRule{
		All:         oneOf(o.get("rule"), "any", "any", "all") == "all",
		RemindAfter: read(o.get("remind_after"), remindApprovers, ParseSpan),
		StandIns:    o.get("stand_ins").standIns(),
	}
	by := o.get("by")
	if !by.isList() {
		oneOf(by, "managers", "managers")
		return a
	}
	a.People = by.refs(parseRef)
	if len(by.items()) == 0 {
		by.fail(`names nobody: write managers, or people as in ["slack:@marie"]`)
	}
	return a
}

// standIns reads who answers for whom.
func (v value) standIns() map[tickets.UserID]tickets.UserID {
	out := map[tickets.UserID]tickets.UserID{}
	for _, e := range v.entries() {
		of, err := parsePerson(e.name)
		if err != nil {
			e.failKey("%s", err)
			continue
		}
		to := read(e.value, "", parsePerson)
		switch {
		case to == of:
			e.fail("is %q, who stands in for themselves: name somebody else", string(to))
		case to == "":
			if !e.present() {
				e.failKey(`names nobody: write the person who answers, as in "slack:@paul"`)
			}
		default:
			out[of] = to
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// approvers lists the groups of people that approve requests, as the platforms are told of
// them: their id is the reference.
func approvers(categories []category, space string) []tickets.UserID {
	var out []tickets.UserID
	for _, c := range categories {
		if c.Approval == nil {
			continue
		}
		for _, ref := range c.Approval.People {
			if ref.Space() == space && strings.Contains(ref.Local(), ":") && !slices.Contains(out, ref) {
				out = append(out, ref)
			}
		}
	}
	return out
}
