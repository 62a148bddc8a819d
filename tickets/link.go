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
