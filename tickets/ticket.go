package tickets

import (
	"fmt"
	"time"
)

// Kind separates the two ITIL processes: an incident is an unplanned disruption, a
// request a wish for information, access or change.
type Kind string

// The kinds.
const (
	Incident Kind = "incident"
	Request  Kind = "request"
)

// Prefix is the prefix of the kind's numbers: INC or REQ.
func (k Kind) Prefix() string {
	if k == Request {
		return "REQ"
	}
	return "INC"
}

// Urgency is how soon the beneficiary needs an answer.
type Urgency string

// The urgencies, as the configuration writes them.
const (
	Low    Urgency = "low"
	Medium Urgency = "medium"
	High   Urgency = "high"
)

// Impact is how many people are hit.
type Impact string

// The impacts, as the configuration writes them.
const (
	One  Impact = "one"
	Team Impact = "team"
	Many Impact = "many"
)

// Priority is urgency × impact by the desk's matrix: P1 (first) to P4.
type Priority string

// The priorities.
const (
	P1 Priority = "P1"
	P2 Priority = "P2"
	P3 Priority = "P3"
	P4 Priority = "P4"
)

// Ball says with whom a waiting ticket's ball is: whose time it is.
type Ball string

// The balls. BallUs is the zero value: the desk works, the clock runs.
const (
	BallUs        Ball = ""
	BallRequester Ball = "requester"
	BallSupplier  Ball = "supplier"
	BallOtherDesk Ball = "other_desk"
)

// Source is how a ticket came in.
type Source string

// The sources.
const (
	SourceChat       Source = "chat"
	SourcePhone      Source = "phone"
	SourceWalkIn     Source = "walk_in"
	SourceEmail      Source = "email"
	SourceMonitoring Source = "monitoring"
)

// Ticket is the present state of a ticket. The journal is the record; this is the sum of it,
// kept so that a card or a list costs one read.
type Ticket struct {
	Number       int64 // one sequence per desk, never the same twice
	Kind         Kind
	State        State
	Summary      string
	Description  string
	Phone        string
	Urgency      Urgency
	Impact       Impact
	Priority     Priority
	Category     string // id in the configuration; may be gone from it
	Group        string // service contract of the beneficiary at the opening, "" none; may be gone too
	Source       Source
	Files        []File
	Origin       Origin // the message it was taken from
	Requester    UserID
	Beneficiary  Beneficiary
	Followers    []UserID // who else is told, in the order in which they were added
	Links        []Link   // to other tickets, in the order in which they were made
	Assignee     UserID   // "" while nobody has claimed it
	WaitingOn    Ball
	WaitedFrom   State // state to come back to when resumed
	WaitReason   string
	Solution     string
	ResolvedBy   UserID // who gave the latest solution: not always the assignee
	Workaround   bool   // the solution is a workaround, not definitive
	RootCause    string
	Resolutions  int    // how often it was resolved: the round of the validation
	ClosedBy     string // why it closed: "validated", "silence", "" while open
	PeopleHit    int    // people who said "me too", besides the beneficiary
	Announcement Announcement
	Rating       Rating
	Prompt       UserID // who put ✅ and has not filled the solution's form yet
	OpenedAt     time.Time
	ClaimedAt    time.Time // first claim; a release does not undo it
	AssignedAt   time.Time // latest claim or assignment, zero when in the pool
	ContactAt    time.Time
	ResolvedAt   time.Time
	ClosedAt     time.Time
	NextDue      time.Time    // soonest running deadline; zero when none runs
	Clocks       Clocks       // as computed at the last change
	Checklist    []Check      // the category's procedure
	Fields       []FieldValue // of the category's own fields
	Steps        Steps        // of a request, before its work: evaluation and approval
	LastEntry    int64        // id of the newest journal row
	Version      int64        // rises at each change; the store refuses a stale save
}

// Rating is the beneficiary's answer to the survey at closing. Marks are 1 to 5, 0 is
// no mark.
type Rating struct {
	By      UserID    `json:"by,omitempty"`
	Speed   int       `json:"speed,omitempty"`
	Answer  int       `json:"answer,omitempty"`
	Comment string    `json:"comment,omitempty"`
	AskedAt time.Time `json:"asked_at,omitzero"`
	FirstAt time.Time `json:"first_at,omitzero"`
	Expired bool      `json:"expired,omitempty"`
	Times   int       `json:"times,omitempty"` // how often it was asked before: once per closure
	// FollowUp is the manager who follows a low mark up, FollowedAt when that was done with.
	FollowUp   UserID    `json:"follow_up,omitempty"`
	FollowedAt time.Time `json:"followed_at,omitzero"`
}

// Ref is the public name of the ticket: INC-12, REQ-13.
func (t *Ticket) Ref() string { return fmt.Sprintf("%s-%d", t.Kind.Prefix(), t.Number) }
