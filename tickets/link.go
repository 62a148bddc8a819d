package tickets

import "slices"

// LinkKind says what a ticket is to another one.
type LinkKind string

// The kinds of links. All but LinkRelated have an opposite, which stands on the other ticket.
const (
	LinkRelated    LinkKind = "related"
	LinkDuplicate  LinkKind = "duplicate"   // this one is a duplicate of the other
	LinkOriginal   LinkKind = "original"    // the other is a duplicate of this one
	LinkCausedBy   LinkKind = "caused_by"   // the other is the cause
	LinkCauses     LinkKind = "causes"      // this one is the cause
	LinkMergedInto LinkKind = "merged"      // the conversation goes on in the other
	LinkMergedFrom LinkKind = "merged_with" // the other one's conversation goes on here
)

// Opposite is what the other ticket is to this one.
func (k LinkKind) Opposite() LinkKind {
	pairs := []LinkKind{LinkDuplicate, LinkOriginal, LinkCausedBy, LinkCauses, LinkMergedInto, LinkMergedFrom}
	if i := slices.Index(pairs, k); i >= 0 {
		return pairs[i^1]
	}
	return k
}

// Link is one end of a link between two tickets; the other ticket has the other end.
type Link struct {
	Kind   LinkKind `json:"kind"`
	Ticket int64    `json:"ticket"`
}

// beside is a change of another ticket in the same transaction.
func (c *change) beside(t *Ticket) *change {
	return &change{tx: c.tx, now: c.now, act: c.act, t: t, policy: c.policy}
}

// link makes a link: c's ticket is k to the other one's. Both journals say so.
func (c *change) link(other *change, k LinkKind) {
	c.addLink(other.t.Number, k)
	other.addLink(c.t.Number, k.Opposite())
}

func (c *change) addLink(other int64, k LinkKind) {
	c.t.Links = append(slices.Clone(c.t.Links), Link{Kind: k, Ticket: other})
	c.row(Linked, Detail{Other: other, Link: k}, "")
}

// cutLink takes the links to the other ticket away.
func (c *change) cutLink(other int64) {
	c.t.Links = slices.DeleteFunc(slices.Clone(c.t.Links), func(l Link) bool { return l.Ticket == other })
	if len(c.t.Links) == 0 {
		c.t.Links = nil
	}
}

// LinkTo is what the ticket is to the other, by the latest link; "" when they are not linked.
func (t *Ticket) LinkTo(other int64) LinkKind {
	for _, l := range slices.Backward(t.Links) {
		if l.Ticket == other {
			return l.Kind
		}
	}
	return ""
}

// linked are the numbers of the tickets at the other end of the links of a kind.
func (t *Ticket) linked(k LinkKind) []int64 {
	var out []int64
	for _, l := range t.Links {
		if l.Kind == k {
			out = append(out, l.Ticket)
		}
	}
	return out
}

// Continued is the number of the ticket in which the work on this one goes on, since it was
// merged or is a duplicate; 0 when it is its own.
func (t *Ticket) Continued() int64 {
	kind := map[string]LinkKind{ByMerge: LinkMergedInto, ByDuplicate: LinkDuplicate}[t.ClosedBy]
	if all := t.linked(kind); kind != "" && len(all) > 0 {
		return all[len(all)-1]
	}
	return 0
}
