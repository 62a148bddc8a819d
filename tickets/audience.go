package tickets

import "slices"

// Who decides about a ticket, who is told of it and who may see it are three questions:
// Concerned, Audience and ShownTo answer them. The desk's own people are known by their roles.

// Concerned lists the people whose ticket it is: requester, then the beneficiary when that is
// another person with a chat account. They validate, refuse, cancel and reopen.
func (t *Ticket) Concerned() []UserID {
	var out []UserID
	if t.Requester != "" {
		out = append(out, t.Requester)
	}
	if b := t.Beneficiary.User; b != "" && b != t.Requester {
		out = append(out, b)
	}
	return out
}

// Concerns tells whether the person is requester or beneficiary.
func (t *Ticket) Concerns(u UserID) bool {
	return u != "" && (t.Requester == u || t.Beneficiary.User == u)
}

// Follows tells whether the person is a follower: told of the ticket, and free to write, but
// without a say in it.
func (t *Ticket) Follows(u UserID) bool {
	return u != "" && !t.Concerns(u) && slices.Contains(t.Followers, u)
}

// Audience lists everybody who has a counter of the ticket and is told there what happens:
// requester, beneficiary, then the followers. Each is named once.
func (t *Ticket) Audience() []UserID {
	out := t.Concerned()
	for _, u := range t.Followers {
		if !slices.Contains(out, u) {
			out = append(out, u)
		}
	}
	return out
}

// ShownTo tells whether the person may see the ticket and write in its conversation without
// working at the desk.
func (t *Ticket) ShownTo(u UserID) bool { return t.Concerns(u) || t.Follows(u) }
