package speech

import (
	"time"

	"guichet/bot"
	"guichet/tickets"
)

// Purpose says what a delivery says.
type Purpose string

// The purposes, with the places they go to.
const (
	PurposeCard        Purpose = "card"         // pool channel: the ticket, edited in place
	PurposeOpened      Purpose = "opened"       // requester's counter: number, recorded words, promise
	PurposeOpenedFor   Purpose = "opened_for"   // beneficiary's counter: somebody opened it for them
	PurposeLooksAfter  Purpose = "looks_after"  // counters: who looks after the ticket (claimed, assigned)
	PurposeAssigned    Purpose = "assigned"     // thread: assigned to X by Y, X mentioned
	PurposeWaits       Purpose = "waits"        // counters: waiting, on whom and why
	PurposeAskReason   Purpose = "ask_reason"   // thread: ⏸️ was put; a button asks for the reason
	PurposeAskSolution Purpose = "ask_solution" // thread: ✅ was put; a button "Solution…" opens the form
	PurposeValidation  Purpose = "validation"   // counters: the solution, Validate / Refuse; shows the outcome once answered
	PurposeRemind      Purpose = "remind"       // counters: the validation is still open
	PurposeRefused     Purpose = "refused"      // thread: refused, with the reason, assignee mentioned
	PurposeClosed      Purpose = "closed"       // counters: closed (validated or by silence)
	PurposeCancelled   Purpose = "cancelled"    // counters and thread: cancelled, with the reason
	PurposeRating      Purpose = "rating"       // beneficiary's counter: two rows of five marks, edited as they are tapped
	PurposeRemindRate  Purpose = "remind_rate"  // beneficiary's counter: one reminder
	PurposeLowRating   Purpose = "low_rating"   // managers' channel: a 1 or a 2
	PurposeWhich       Purpose = "which"        // direct messages: what words there are for
	PurposeSaid        Purpose = "said"         // threads, and the other people's counters: words of requester, beneficiary or follower
	PurposeReplied     Purpose = "replied"      // counters: words of the desk
	PurposeReplySent   Purpose = "reply_sent"   // threads: these words were sent to the requester; a mark on the message where it stands itself
	PurposeNoted       Purpose = "noted"        // thread of its author's space: an internal note
	PurposeFiles       Purpose = "files"        // thread or counters: the files of a row, after its words
	PurposeUnfiled     Purpose = "unfiled"      // sender's counter, or thread, sender mentioned: what could not be copied
	PurposeUnfit       Purpose = "unfit"        // the same places: what was copied, but is too large for another platform
	PurposeEscalated   Purpose = "escalated"    // thread: level n is called, duty person mentioned, with the reason
	PurposeWarn        Purpose = "warn"         // pool (respond) or thread (first contact, resolve): a target is nearly used up
	PurposeBreach      Purpose = "breach"       // escalation channel: a target is used up, managers mentioned, Take over
	PurposeNudge       Purpose = "nudge"        // thread: claimed, but no first contact in time
	PurposeReturned    Purpose = "returned"     // thread: back in the pool, no first contact in time
	PurposeProposal    Purpose = "proposal"     // counters: another date is proposed, Accept / Decline; shows the outcome
	PurposeAnswered    Purpose = "answered"     // thread: the proposed date was accepted or refused
	PurposeDigest      Purpose = "digest"       // pool channel: the alerts beyond the channel's budget, edited in place
	PurposeReposted    Purpose = "reposted"     // thread: the card was deleted and is posted again
	PurposeReplaced    Purpose = "replaced"     // pool: where a card stood that is posted again below
	PurposeChecklist   Purpose = "checklist"    // thread: the category's procedure, edited in place
	PurposeArchive     Purpose = "archive"      // private threads: closed, nothing is said
	PurposeIntake      Purpose = "intake"       // direct messages: an offer to open a ticket with what was said
	PurposeMarked      Purpose = "marked"       // no message: 🎫 was put, the ticket is to be made
	PurposeNumber      Purpose = "number"       // under the message that got 🎫: the number and nothing else
	PurposeReopened    Purpose = "reopened"     // counters and thread: reopened, by whom and why
	PurposeThanked     Purpose = "thanked"      // thread: somebody says thank you
	PurposeAskAgain    Purpose = "ask_again"    // counter of who wrote: the solution still waits for an answer
	PurposeLate        Purpose = "late"         // counter of who wrote after the end: reopen, or open another
	PurposeFollowing   Purpose = "following"    // a follower's counter: who put them on the ticket, and its story so far
	PurposeUnfollowed  Purpose = "unfollowed"   // a former follower's counter
	PurposeRetyped     Purpose = "retyped"      // counters: an incident is a request now, or the other way round
	PurposeAmended     Purpose = "amended"      // counters: somebody of the desk has corrected summary, description or category
	PurposeMoved       Purpose = "moved"        // a card's former place, or its procedure's: where the card is now
	PurposeMovedHere   Purpose = "moved_here"   // thread of the card that moved: where the earlier words are
	PurposeParked      Purpose = "parked"       // pool channel: something could not be said

	PurposeApproval       Purpose = "approval"        // approvers, and the managers' channel: the request and the buttons that decide
	PurposeRemindApproval Purpose = "remind_approval" // the same places: it has not been answered
	PurposeSubmitted      Purpose = "submitted"       // counters: others decide now
	PurposeApproved       Purpose = "approved"        // counters and thread: the work begins
	PurposeRejected       Purpose = "rejected"        // counters and thread: refused, with the reason
	PurposeQuestion       Purpose = "question"        // counters and thread: an approver's question
	PurposeQuestionAnswer Purpose = "question_answer" // who asked: what the requester answered

	PurposeAnnouncement Purpose = "announcement" // the channel of everybody: an incident that is known, edited in place
	PurposeRelief       Purpose = "relief"       // those who said "me too": a workaround, or the end
)

// Purposes of what is said of two tickets.
const (
	PurposeFolded           Purpose = "folded"            // counters and thread: the work goes on in another ticket
	PurposeRestored         Purpose = "restored"          // counters and thread: the ticket is its own again
	PurposeAbsorbed         Purpose = "absorbed"          // counters and thread: another ticket was merged into this one
	PurposeSeparated        Purpose = "separated"         // counters and thread: that was undone
	PurposeOriginalResolved Purpose = "original_resolved" // counters of a duplicate: how the original was solved
)

// Scene is all that a renderer may look at: renderers are pure functions of it.
type Scene struct {
	Locale string // "fr" or "en"
	Space  string // where the message will stand
	Place  tickets.Place
	Ticket *tickets.Ticket
	Entry  *tickets.Entry // the journal row a notice follows from; nil for the card and forms
	Policy *tickets.Policy
	Names  map[tickets.UserID]string // display names of everybody the ticket and entry speak of
	OnDuty map[int]tickets.UserID    // by level, at the time of the entry
	Delays bool                      // the notice is late: it says when it should have been said
	Left   tickets.UserID            // the assignee, when they no longer work at the desk
	Viewer tickets.UserID            // for lists, forms and counters
	Roles  tickets.Roles             // of the viewer, for forms and help
	Now    time.Time
	// Telling is set when a confirmation is told for the first time: it says what was promised
	// at the opening, also when somebody has taken the ticket since; that is said next.
	Telling  bool
	Managers []tickets.UserID // of the space, as known to the desk
	Problem  string           // PurposeParked: reason code
	Similar  int              // for the card: tickets under way that are like this one
	Alike    []int64          // the best of them

	// Room is what one message holds of words where it will stand, and Part which of the
	// messages this is that longer words, a checklist or files need, counted from 0.
	Room bot.Room
	Part int

	// Revised is set when the words of Entry were changed (Edited) or taken back (Withdrawn) since
	// they were said. Entry holds what they are now.
	Revised tickets.EntryKind

	// Answered, for PurposeValidation, is the row that answered the round (Validated or
	// Refused); nil while nobody did or when it is not known, then the notice says how but
	// not who.
	Answered *tickets.Entry

	// Link, for PurposeMoved and PurposeMovedHere, is the address of the other card.
	Link string

	// Others are the tickets that Ticket is linked to, or that Entry speaks of, by number.
	Others map[int64]*tickets.Ticket

	// Journal, for PurposeFollowing, is what has happened so far.
	Journal []*tickets.Entry

	// Uploads, for PurposeFiles, are the files that go along with the message; Unfit, for it and
	// for PurposeUnfit, those of its part that are too large for the platform.
	Uploads, Unfit []tickets.File
	// Recalled is set when what is to be said was taken back, and an earlier try of saying it may
	// stand: it is looked for, and never said again.
	Recalled bool

	// Held, for PurposeDigest, are the alerts it lists, and Total how many there are.
	Held  []HeldAlert
	Total int
}

// HeldAlert is an alert that a digest lists.
type HeldAlert struct {
	Ticket *tickets.Ticket
	Entry  *tickets.Entry
}

// Name is the display name of a person, or the platform's id when nobody knows better.
func (s Scene) Name(u tickets.UserID) string {
	if n := s.Names[u]; n != "" {
		return n
	}
	return u.Local()
}
