package tickets

import "slices"

// State is where a ticket stands in its process.
type State string

// The states of both processes.
const (
	New              State = "new"
	ClaimedState     State = "claimed"
	InProgress       State = "in_progress"
	WaitingState     State = "waiting"
	InEvaluation     State = "in_evaluation"
	AwaitingApproval State = "awaiting_approval"
	ResolvedState    State = "resolved"
	ClosedState      State = "closed"
	CancelledState   State = "cancelled"
	RejectedState    State = "rejected"
)

// States lists every state, in the order of a ticket's life.
var States = []State{
	New, ClaimedState, InEvaluation, AwaitingApproval, InProgress, WaitingState,
	ResolvedState, ClosedState, CancelledState, RejectedState,
}

// Finished tells whether work has ended: resolved or beyond.
func (s State) Finished() bool {
	return s == ResolvedState || s.Terminal()
}

// Terminal tells whether the ticket has left the desk's hands for good (a reopening aside).
func (s State) Terminal() bool {
	return s == ClosedState || s == CancelledState || s == RejectedState
}

// Action is what somebody, or a timer, asks of a ticket.
type Action string

// The actions that the table of transitions knows. Actions that leave the state alone in
// every case (urgency, note, reply…) are not in it.
const (
	ActClaim     Action = "claim"
	ActRelease   Action = "release"
	ActAssign    Action = "assign"
	ActContact   Action = "contact"
	ActWait      Action = "wait"
	ActResume    Action = "resume"
	ActEvaluate  Action = "evaluate" // request: feasibility, cost and impact are being looked at
	ActSubmit    Action = "submit"   // request: evaluated, now the approvers' turn, or the work where none is needed
	ActApprove   Action = "approve"
	ActReject    Action = "reject"
	ActResolve   Action = "resolve"
	ActValidate  Action = "validate"
	ActRefuse    Action = "refuse"
	ActExpire    Action = "expire" // nobody validated in time: administrative closure
	ActCancel    Action = "cancel"
	ActReopen    Action = "reopen"
	ActEscalate  Action = "escalate"
	ActUrgent    Action = "urgent"
	ActBulkClose Action = "bulk_close" // a manager ends what nobody works on any more, many at once
	ActFold      Action = "fold"       // closed as a duplicate of another ticket, or merged into it
	ActExtend    Action = "extend"     // another date for the resolution; changes no state
)

// back, as a transition's end, is the state the ticket was in before it waited.
const back State = "(back)"

// Transition is one line of the table: from a state, by an action, to a state.
type Transition struct {
	From   State
	Action Action
	To     State
}

// common holds for both processes: state and assignee are separate, so any unfinished
// ticket can be claimed, released, assigned, waited and cancelled.
var common = []Transition{
	{New, ActClaim, ClaimedState},
	{New, ActAssign, ClaimedState},
	{ClaimedState, ActRelease, New},
	{ClaimedState, ActAssign, ClaimedState},
	{ClaimedState, ActContact, InProgress},
	{InProgress, ActClaim, InProgress}, // back in the pool after a release, or after its technician left
	{InProgress, ActAssign, InProgress},
	{InProgress, ActRelease, InProgress},
	{InProgress, ActContact, InProgress},
	{WaitingState, ActClaim, WaitingState},
	{WaitingState, ActAssign, WaitingState},
	{WaitingState, ActRelease, WaitingState},
	{WaitingState, ActContact, WaitingState},
	{WaitingState, ActWait, WaitingState}, // the ball passes on, or the reason is said after
	{WaitingState, ActResume, back},
	{New, ActWait, WaitingState},
	{ClaimedState, ActWait, WaitingState},
	{InProgress, ActWait, WaitingState},
	{InProgress, ActResolve, ResolvedState},
	{New, ActCancel, CancelledState},
	{ClaimedState, ActCancel, CancelledState},
	{InProgress, ActCancel, CancelledState},
	{WaitingState, ActCancel, CancelledState},
	{ResolvedState, ActValidate, ClosedState},
	{ResolvedState, ActRefuse, InProgress},
	{ResolvedState, ActExpire, ClosedState},
	{ResolvedState, ActReopen, InProgress},
	{ClosedState, ActReopen, InProgress},
	{New, ActFold, ClosedState},
	{ClaimedState, ActFold, ClosedState},
	{InProgress, ActFold, ClosedState},
	{WaitingState, ActFold, ClosedState},
	{ResolvedState, ActFold, ClosedState},
	{New, ActBulkClose, ClosedState},
	{ClaimedState, ActBulkClose, ClosedState},
	{InProgress, ActBulkClose, ClosedState},
	{WaitingState, ActBulkClose, ClosedState},
	{ResolvedState, ActBulkClose, ClosedState},
	{New, ActEscalate, New},
	{ClaimedState, ActEscalate, ClaimedState},
	{InProgress, ActEscalate, InProgress},
	{WaitingState, ActEscalate, WaitingState},
	{New, ActUrgent, New},
	{ClaimedState, ActUrgent, ClaimedState},
	{InProgress, ActUrgent, InProgress},
	{WaitingState, ActUrgent, WaitingState},
}

// incident is what only an incident may do: it can be solved at once, at first call.
var incident = []Transition{
	{New, ActResolve, ResolvedState},
	{ClaimedState, ActResolve, ResolvedState},
	{WaitingState, ActResolve, ResolvedState},
}

// request is the path of a request: evaluated, approved, then done. What needs no approval
// goes from claimed to in progress by first contact, as an incident does.
var request = []Transition{
	{New, ActResolve, ResolvedState},
	{ClaimedState, ActResolve, ResolvedState},
	{WaitingState, ActResolve, ResolvedState},
	{New, ActEvaluate, InEvaluation},
	{ClaimedState, ActEvaluate, InEvaluation},
	{InProgress, ActEvaluate, InEvaluation},
	{AwaitingApproval, ActEvaluate, InEvaluation}, // taken back: what was asked has changed
	{New, ActSubmit, AwaitingApproval},
	{ClaimedState, ActSubmit, AwaitingApproval},
	{InProgress, ActSubmit, AwaitingApproval},
	{WaitingState, ActApprove, WaitingState}, // approvers need not wait; it resumes into the work
	{WaitingState, ActReject, RejectedState},
	{InEvaluation, ActClaim, InEvaluation},
	{InEvaluation, ActAssign, InEvaluation},
	{InEvaluation, ActRelease, InEvaluation},
	{InEvaluation, ActContact, InEvaluation},
	{InEvaluation, ActWait, WaitingState},
	{InEvaluation, ActCancel, CancelledState},
	{InEvaluation, ActEscalate, InEvaluation},
	{InEvaluation, ActUrgent, InEvaluation},
	{InEvaluation, ActSubmit, AwaitingApproval},
	{InEvaluation, ActTurnDown, RejectedState},
	{InEvaluation, ActEvaluate, InEvaluation},
	{AwaitingApproval, ActClaim, AwaitingApproval},
	{AwaitingApproval, ActAssign, AwaitingApproval},
	{AwaitingApproval, ActRelease, AwaitingApproval},
	{AwaitingApproval, ActContact, AwaitingApproval},
	{AwaitingApproval, ActWait, WaitingState},
	{AwaitingApproval, ActCancel, CancelledState},
	{AwaitingApproval, ActEscalate, AwaitingApproval},
	{AwaitingApproval, ActUrgent, AwaitingApproval},
	{InEvaluation, ActFold, ClosedState},
	{AwaitingApproval, ActFold, ClosedState},
	{InEvaluation, ActBulkClose, ClosedState},
	{AwaitingApproval, ActBulkClose, ClosedState},
	{AwaitingApproval, ActApprove, InProgress},
	{AwaitingApproval, ActReject, RejectedState},
}

// Process is the table of transitions of one kind of ticket.
type Process []Transition

var (
	incidentProcess = Process(slices.Concat(common, incident))
	requestProcess  = Process(slices.Concat(common, request))
)

// ProcessOf is the table of the kind.
func ProcessOf(k Kind) Process {
	if k == Request {
		return requestProcess
	}
	return incidentProcess
}

// Next is the state that the action leads to, and false when the table has no such line.
// A waiting ticket that resumes goes back to waitedFrom.
func (p Process) Next(from State, a Action, waitedFrom State) (State, bool) {
	for _, t := range p {
		if t.From == from && t.Action == a {
			if t.To == back {
				return waitedFrom, true
			}
			return t.To, true
		}
	}
	return "", false
}

// Possible lists what can be done from the state, in the table's order.
func (p Process) Possible(from State) []Action {
	var out []Action
	for _, t := range p {
		if t.From == from {
			out = append(out, t.Action)
		}
	}
	return out
}

// Knows tells whether the table has a line for the action at all.
func (p Process) Knows(a Action) bool {
	return slices.ContainsFunc(p, func(t Transition) bool { return t.Action == a })
}
