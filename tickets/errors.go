package tickets

import (
	"errors"
	"fmt"
)

// Code names a refusal made for people; package speech has a sentence for each in every
// language. Anything that is not an *Error is our own failure.
type Code string

// The refusals.
const (
	NotFound        Code = "not_found"         // no such ticket, or not theirs: the same answer
	NotAllowed      Code = "not_allowed"       // the person lacks the role
	Illegal         Code = "illegal"           // the table of transitions has no such line
	AlreadyAssigned Code = "already_assigned"  // somebody else was quicker
	AlreadyYours    Code = "already_yours"     // the actor holds it already
	NotAssignee     Code = "not_assignee"      // only who holds it can give it back
	AlreadyAnswered Code = "already_answered"  // validated or refused by the other one, or before
	AlreadyHit      Code = "already_hit"       // "me too" was said before
	FieldEmpty      Code = "field_empty"       // a category's own field, see Error.Asked
	FieldUnexpected Code = "field_unexpected"  // it does not fit the field's pattern
	SummaryEmpty    Code = "summary_empty"     // what the field Summary needs
	SummaryTooLong  Code = "summary_too_long"  // over MaxSummary characters
	TextTooLong     Code = "text_too_long"     // over MaxText characters
	TextEmpty       Code = "text_empty"        // a reason, a solution or a reply is needed
	UnknownCategory Code = "unknown_category"  //
	UnknownPerson   Code = "unknown_person"    // not somebody a ticket can be given to
	BadMark         Code = "bad_mark"          // not 1 to 5
	RatingClosed    Code = "rating_closed"     // the survey is over, or 24 h have passed
	SelfRating      Code = "self_rating"       // nobody rates their own work
	Duplicate       Code = "duplicate"         // the same words twice within a minute: see Error.Ticket
	Seen            Code = "seen"              // the platform delivered this event before
	NotTechnician   Code = "not_technician"    // the person to assign does not work at the desk
	NobodyHolds     Code = "nobody_holds"      // it is in the pool already
	ReopenTooLate   Code = "reopen_too_late"   //
	NeedsApproval   Code = "needs_approval"    // nothing is resolved before it
	NeedsEvaluation Code = "needs_evaluation"  // the category wants it first
	ApprovalFirst   Code = "approval_first"    // a request cannot be opened as solved before both
	NotApprover     Code = "not_approver"      // others are asked to approve it
	OwnRequest      Code = "own_request"       // nobody approves their own
	AlreadyDecided  Code = "already_decided"   // approved, refused or withdrawn: see Ticket.Steps
	ApproverWords   Code = "approver_words"    // an approver's words outside of a question
	AlreadyApproved Code = "already_approved"  // by the same person; others are still asked
	PhoneTooLong    Code = "phone_too_long"    // over MaxPhone characters
	NameEmpty       Code = "name_empty"        // a caller without a chat account needs a name
	NothingToChange Code = "nothing_to_change" // it is so already
	BadDate         Code = "bad_date"          // cannot be read, past, not after the deadline, or years away
	BadDay          Code = "bad_day"           // cannot be read, or has passed
	NoTarget        Code = "no_target"         // the clock has no deadline that could move
	NobodyToAsk     Code = "nobody_to_ask"     // neither requester nor beneficiary can answer
	NotMissed       Code = "not_missed"        // no deadline was missed
	NotHolder       Code = "not_holder"        // only the assignee, or a manager
	ManagersOnly    Code = "managers_only"     // said once; managers can change it
	BulkTooLate     Code = "bulk_too_late"     // a change of many that is no longer there, or can no longer be undone
	BulkEmpty       Code = "bulk_empty"        // no ticket fits the filter
	Outsider        Code = "outsider"          // a guest, or nobody of the space
	ToldAlready     Code = "told_already"      // requester and beneficiary need not follow
	ManyFollowers   Code = "many_followers"    // MaxFollowers is reached
	SameTicket      Code = "same_ticket"       // a ticket cannot be linked to, or merged with, itself
	NotLinked       Code = "not_linked"        //
	AlreadyMerged   Code = "already_merged"    // into the ticket it says
	TargetEnded     Code = "target_ended"      // work does not go on there: see Error.Ticket
	OtherProcess    Code = "other_process"     // an incident is no duplicate of a request
	UndoTooLate     Code = "undo_too_late"     // Limit is how many minutes there were
	MergedSince     Code = "merged_since"      // the other ticket was merged itself
	AlreadyOpen     Code = "already_open"      // there is nothing to reopen
	TooManyTickets  Code = "too_many_tickets"  // more than Limit would have to be counted
	EditedSince     Code = "edited_since"      // others have changed the same fields: see Error.Since
)

// Limits of what people type, in characters (runes).
const (
	MaxSummary = 120
	MaxText    = 3000 // descriptions, reasons, solutions and messages typed in forms and commands
	// MaxMessage is for what was written as a message, in the desk's own Markdown: the 40,000
	// characters that Slack takes, each of which may need a backslash, and marks beside.
	// https://docs.slack.dev/reference/methods/chat.postMessage#truncating
	MaxMessage = 100_000
	MaxPhone   = 40
	MaxName    = 80
)

// MaxFollowers is how many people can be put on one ticket: each of them is told everything.
const MaxFollowers = 50

// Error is a refusal made for a person. Ticket is set where the sentence speaks of one.
type Error struct {
	Code     Code
	Field    string         // form field the refusal is about, "" none
	Ticket   *Ticket        // as it stands now
	Action   Action         // what was asked, for Illegal
	Possible []Action       // what can be done instead, for Illegal
	Limit    int            // for the TooLong codes, in characters
	Asked    *CategoryField // the category's own field that the refusal is about
	Since    []FieldChange  // for EditedSince: what others have changed
}

func (e *Error) Error() string {
	if e.Ticket != nil {
		return fmt.Sprintf("tickets: %s (%s)", e.Code, e.Ticket.Ref())
	}
	return "tickets: " + string(e.Code)
}

// Is makes errors.Is(err, &Error{Code: c}) compare codes only.
func (e *Error) Is(target error) bool {
	var t *Error
	return errors.As(target, &t) && t.Code == e.Code
}

// CodeOf is the code of a refusal in err's chain, "" when there is none.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// Errors of the store that every implementation returns, wrapped or not.
var (
	ErrNotFound = errors.New("tickets: not in the store")
	ErrStale    = errors.New("tickets: changed by somebody else meanwhile")
	ErrNewer    = errors.New("tickets: the database was made by a newer version of Guichet")
)
