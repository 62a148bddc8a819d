package tickets

import (
	"slices"
	"strings"
	"time"
)

// RequestStep is a step of a request that comes before its work.
type RequestStep string

// The steps, in their order.
const (
	StepEvaluation RequestStep = "evaluation"
	StepApproval   RequestStep = "approval"
)

// Steps is how far a request has come before its work begins; empty for an incident, and for
// what needs neither step.
type Steps struct {
	Evaluation *Evaluation `json:"evaluation,omitempty"`
	Approval   *Approval   `json:"approval,omitempty"`
	// Pending is the step that stands between the request and its resolution, as of the last
	// change: for cards and lists. A use case asks the policy again.
	Pending RequestStep `json:"pending,omitempty"`
}

// Feasibility is the answer to "can it be done?".
type Feasibility string

// The feasibilities.
const (
	Feasible     Feasibility = "yes"
	Conditional  Feasibility = "conditions"
	NotFeasible  Feasibility = "no"
	MaxCost                  = 200  // characters of a cost
	MaxEvaluated             = 1000 // characters of the impact, and of the recommendation
)

// Evaluation is what a technician found out about a request before anybody decides on it.
type Evaluation struct {
	Manual   bool        `json:"manual,omitempty"` // asked for by a technician, not by the category
	Feasible Feasibility `json:"feasible,omitempty"`
	Cost     string      `json:"cost,omitempty"`
	Impact   string      `json:"impact,omitempty"`
	Advice   string      `json:"advice,omitempty"`
	By       UserID      `json:"by,omitempty"`
	At       time.Time   `json:"at,omitzero"`
	Done     time.Time   `json:"done,omitzero"` // when it was submitted; zero while it goes on
}

// Filled tells whether the form was filled.
func (e *Evaluation) Filled() bool { return e != nil && e.Feasible != "" }

// ApprovalState is what has become of the question whether a request is approved.
type ApprovalState string

// The states of an approval.
const (
	ApprovalOpen     ApprovalState = "open"
	ApprovalGiven    ApprovalState = "approved"
	ApprovalRejected ApprovalState = "rejected"
	ApprovalMoot     ApprovalState = "moot" // withdrawn: evaluated anew, another category, cancelled
)

// The groups that can sit in a Seat, besides references of the configuration to a user group
// or role.
const (
	GroupOfManagers = "managers"
	GroupOfAdmins   = "admins"
)

// Approval is the question whether a request is approved, as it was put to its approvers.
type Approval struct {
	Round    int           `json:"round"` // submissions count from 1
	State    ApprovalState `json:"state"`
	Category string        `json:"category,omitempty"` // the ticket's, whose rule this follows
	All      bool          `json:"all,omitempty"`      // every seat has to approve, not any
	Seats    []Seat        `json:"seats,omitempty"`
	AskedAt  time.Time     `json:"asked_at"`
	Decided  time.Time     `json:"decided,omitzero"`
	By       UserID        `json:"by,omitempty"` // who decided
	Reason   string        `json:"reason,omitempty"`
	Unmanned bool          `json:"unmanned,omitempty"` // nobody is known who could answer
	// Told lists everybody who was asked one by one so far, also in earlier rounds.
	Told []UserID `json:"told,omitempty"`
	// Questions are what approvers asked the requester, oldest first.
	Questions []Question `json:"questions,omitempty"`
}

// Why somebody sits in a seat instead of who was named for it.
const (
	SeatAway        = "away"        // has said to be away: the stand-in sits there
	SeatLeft        = "left"        // has left, or has lost the role
	SeatUnknown     = "unknown"     // nobody of that name was found
	SeatUnreachable = "unreachable" // no message reaches them
	SeatDelegated   = "delegated"
	SeatOwn         = "own"   // it is their own request
	SeatFound       = "found" // the name of the configuration was looked up
)

// Seat is one approval that is asked for: of a person, or of any one of a group.
type Seat struct {
	Who      UserID    `json:"who,omitempty"`
	Group    string    `json:"group,omitempty"`  // GroupOfManagers, GroupOfAdmins or a reference
	People   []UserID  `json:"people,omitempty"` // of the group, asked one by one where no channel is
	Of       string    `json:"of,omitempty"`     // Who sits there as one of this group, and must still be
	Named    UserID    `json:"named,omitempty"`  // for whom Who stands in
	Why      string    `json:"why,omitempty"`
	Approved time.Time `json:"approved,omitzero"`
	By       UserID    `json:"by,omitempty"`
}

// Question is what an approver asked the requester.
type Question struct {
	By       UserID    `json:"by"`
	At       time.Time `json:"at"`
	Text     string    `json:"text"`
	Answer   string    `json:"answer,omitempty"`
	Markup   bool      `json:"markup,omitempty"` // Answer is in the desk's own Markdown
	Answerer UserID    `json:"answerer,omitempty"`
	Answered time.Time `json:"answered,omitzero"`
}

// takes tells whether the actor can fill the seat, with the rights of this moment.
func (s *Seat) takes(by Actor) bool {
	switch {
	case by.ID == "":
		return false
	case s.Who == by.ID:
		return s.Of != GroupOfManagers || by.Roles.Manager
	case s.Group == GroupOfManagers:
		return by.Roles.Manager
	case s.Group == GroupOfAdmins:
		return by.Roles.Admin
	case s.Group == "":
		return false
	case by.Groups == "": // the platform could not tell in time
		return slices.Contains(s.People, by.ID)
	}
	return strings.Contains(by.Groups, "\n"+s.Group+"\n")
}

// JoinGroups writes the references of the groups that somebody belongs to.
func JoinGroups(refs []UserID) string {
	out := "\n"
	for _, r := range refs {
		out += string(r) + "\n"
	}
	return out
}

// Asked lists the people who are asked one by one: who holds a seat that has no answer yet.
func (a *Approval) Asked() []UserID {
	var out []UserID
	if a == nil {
		return nil
	}
	for i := range a.Seats {
		if s := &a.Seats[i]; s.Approved.IsZero() {
			out = append(out, s.people()...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (s *Seat) people() []UserID {
	if s.Who != "" {
		return append([]UserID{s.Who}, s.People...)
	}
	return s.People
}

// InChannel tells whether the approval is asked for in the managers' channel: of the managers,
// or of people whom nobody could list.
func (a *Approval) InChannel() bool {
	if a == nil {
		return false
	}
	return a.Unmanned || slices.ContainsFunc(a.Seats, func(s Seat) bool {
		return s.Of == GroupOfManagers || s.Group == GroupOfManagers || s.Group != "" && s.Group != GroupOfAdmins && len(s.People) == 0
	})
}

// Count is how many seats have approved.
func (a *Approval) Count() int {
	n := 0
	for _, s := range a.Seats {
		if !s.Approved.IsZero() {
			n++
		}
	}
	return n
}

// complete tells whether nothing is missing any more.
func (a *Approval) complete() bool {
	n := a.Count()
	return n > 0 && (!a.All || n == len(a.Seats))
}

// Open tells whether answers are still awaited.
func (a *Approval) Open() bool { return a != nil && a.State == ApprovalOpen }

// note adds those who are asked now to those who were told.
func (a *Approval) note() {
	a.Told = append(a.Told, a.Asked()...)
	slices.Sort(a.Told)
	a.Told = slices.Compact(a.Told)
}

// SeatOf is the seat of somebody who is asked by name, nil when they are not, or no longer.
func (a *Approval) SeatOf(u UserID) *Seat {
	if a == nil {
		return nil
	}
	for i := range a.Seats {
		if s := &a.Seats[i]; s.Who == u || slices.Contains(s.People, u) {
			return s
		}
	}
	return nil
}

// Waiting is the question that the requester has not answered, nil when there is none.
func (a *Approval) Waiting() *Question {
	if !a.Open() {
		return nil
	}
	for i := range a.Questions {
		if a.Questions[i].Answered.IsZero() {
			return &a.Questions[i]
		}
	}
	return nil
}

// approvedBy tells whether the actor, with the rights of this moment, is one who approves the
// request, or did. Nobody approves their own.
func (t *Ticket) approvedBy(by Actor) bool {
	a := t.Steps.Approval
	if a == nil || t.Concerns(by.ID) {
		return false
	}
	return slices.ContainsFunc(a.Seats, func(s Seat) bool { return s.By == by.ID || s.takes(by) })
}
