package tickets

import "slices"

// Standing is what somebody is at the moment of an act: their relations to the ticket and
// their roles at the desk, any number of them. The zero Standing is a guest or an outsider.
type Standing uint16

// The relations and roles: the columns of the table of permissions.
const (
	AsDesk        Standing = 1 << iota // the desk: timers, the command line of who runs it
	AsRequester                        // opened the ticket
	AsBeneficiary                      // has the problem
	AsFollower                         // was put on the ticket to read along
	AsAssignee                         // holds the ticket, and still works at the desk
	AsApprover                         // is asked to approve the request
	AsRater                            // is asked for the two marks
	AsTechnician
	AsManager
	AsAdmin
	AsMember // anybody of a connected space who is no guest there
)

// Combinations that the table uses often.
const (
	own   = AsRequester | AsBeneficiary
	staff = AsTechnician | AsManager
	// sees are those who know of a ticket. For everybody else it does not exist.
	sees = AsDesk | own | AsFollower | AsAssignee | AsApprover | AsRater | staff
)

// Has tells whether any of the given relations or roles is there.
func (s Standing) Has(one Standing) bool { return s&one != 0 }

// StandingOf is what somebody is, with the roles held at this moment, to a ticket (nil: to
// the desk in general). A guest is nothing, whatever the ticket says of them.
func StandingOf(by Actor, t *Ticket) Standing {
	switch {
	case by.ID == "":
		return AsDesk
	case by.Roles.Guest:
		return 0
	}
	s := AsMember
	s.add(AsTechnician, by.Roles.Technician)
	s.add(AsManager, by.Roles.Manager)
	s.add(AsAdmin, by.Roles.Admin)
	if t == nil {
		return s
	}
	s.add(AsRequester, t.Requester == by.ID)
	s.add(AsBeneficiary, t.Beneficiary.User == by.ID)
	s.add(AsFollower, t.Follows(by.ID))
	s.add(AsAssignee, t.Assignee == by.ID && by.Roles.Staff())
	s.add(AsRater, t.Rating.By == by.ID)
	s.add(AsApprover, t.approvedBy(by))
	return s
}

func (s *Standing) add(one Standing, is bool) {
	if is {
		*s |= one
	}
}

// Standings lists each relation and role once, in the order of the table.
func Standings() []Standing {
	return slices.Clone([]Standing{
		AsDesk, AsRequester, AsBeneficiary, AsFollower, AsAssignee, AsApprover, AsRater, AsTechnician, AsManager, AsAdmin, AsMember,
	})
}
