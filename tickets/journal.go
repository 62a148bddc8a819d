package tickets

import "time"

// EntryKind says what one row of the journal records.
type EntryKind string

// The kinds of journal rows. Each is one change or one thing said.
const (
	Opened            EntryKind = "opened"
	Claimed           EntryKind = "claimed"
	Released          EntryKind = "released"
	Assigned          EntryKind = "assigned"
	Contacted         EntryKind = "contacted"
	Waiting           EntryKind = "waiting"
	Resumed           EntryKind = "resumed"
	Resolved          EntryKind = "resolved"
	Validated         EntryKind = "validated"
	Refused           EntryKind = "refused"
	Closed            EntryKind = "closed"
	Cancelled         EntryKind = "cancelled"
	Reopened          EntryKind = "reopened"
	PutBack           EntryKind = "put_back" // a change of many tickets was undone: as it was before
	UrgencySet        EntryKind = "urgency"
	ImpactSet         EntryKind = "impact"
	TypeSet           EntryKind = "type"
	Categorised       EntryKind = "category"
	Retitled          EntryKind = "summary"     // the summary was corrected
	Described         EntryKind = "description" // the description was corrected
	Filled            EntryKind = "fields"      // values of the category's own fields were corrected
	Escalated         EntryKind = "escalated"
	MeToo             EntryKind = "me_too"
	NotMeToo          EntryKind = "not_me_too" // taken back
	AnnouncedPublicly EntryKind = "announced"  // its words are the public title
	Withdrawn         EntryKind = "withdrawn"  // the announcement was taken back
	Said              EntryKind = "said"       // words of requester or beneficiary from their counter
	Replied           EntryKind = "replied"    // words of the desk sent to the requester on purpose
	Noted             EntryKind = "noted"      // words of the desk that never leave it
	Prompted          EntryKind = "prompted"   // ✅: the form was offered, nothing changed yet
	Warned            EntryKind = "warned"     // a share of a target is used up
	Breached          EntryKind = "breached"   // a target is used up
	Reminded          EntryKind = "reminded"   // validation or rating asked once more
	RatingAsked       EntryKind = "rating_asked"
	Rated             EntryKind = "rated"
	Unrated           EntryKind = "unrated"     // the survey expired
	FollowedUp        EntryKind = "followed_up" // a manager takes a low mark up, or is done with it
	Nudged            EntryKind = "nudged"      // claimed, but no first contact in time
	Proposed          EntryKind = "proposed"    // another date for the resolution, with its reason
	Extended          EntryKind = "extended"    // the proposed date was accepted: it is the target
	NotExtended       EntryKind = "not_extended"
	Attributed        EntryKind = "attributed" // whose delay a missed deadline was
	Filed             EntryKind = "filed"      // what became of the files of another row: kept, or why not
	Edited            EntryKind = "edited"     // the message of an earlier row reads otherwise now
	Retracted         EntryKind = "retracted"  // the message of an earlier row was deleted

	FollowerAdded   EntryKind = "follower_added"
	FollowerRemoved EntryKind = "follower_removed"
	Ticked          EntryKind = "ticked" // an item of the procedure
	Unticked        EntryKind = "unticked"
	Linked          EntryKind = "linked"
	Unlinked        EntryKind = "unlinked"
	Thanked         EntryKind = "thanked"    // "merci !" once it was resolved
	SaidLate        EntryKind = "said_late"  // words in the counter of a ticket that has ended, kept for a reopening
	Evaluating      EntryKind = "evaluating" // request: the evaluation begins
	Evaluated       EntryKind = "evaluated"  // its form was filled
	Submitted       EntryKind = "submitted"  // the approvers are asked
	Approved        EntryKind = "approved"   // one of them approves; Detail.Why tells whether that decides
	Rejected        EntryKind = "rejected"
	Asked           EntryKind = "asked"     // an approver's question to the requester
	Delegated       EntryKind = "delegated" // somebody else answers for an approver
	ApproverSet     EntryKind = "approver"  // who answers instead of whom, by a rule; Detail.Why says which
	Stepped         EntryKind = "stepped"   // a step begins or ends because of a change of type or category
)

// The kinds of rows about two tickets, besides Linked and Unlinked.
const (
	Absorbed         EntryKind = "absorbed"          // another ticket was merged into this one
	Separated        EntryKind = "separated"         // that was undone
	Restored         EntryKind = "restored"          // the merge, or the closure as a duplicate, was undone
	OriginalResolved EntryKind = "original_resolved" // the ticket of which this is a duplicate was resolved
)

// Entry is one row of the append-only journal: who, when, where from, what, from which
// platform event. Words lie in a side table that erasure can blank.
type Entry struct {
	ID     int64 // rises within a ticket; not in commit order across tickets
	Ticket int64
	At     time.Time
	Actor  UserID // "" is the desk itself
	Via    string // "button", "command", "reaction", "form", "message", "timer", "catchup"
	Event  string // key of the platform event, "" for timers
	Kind   EntryKind
	Detail Detail
	// Words is what somebody typed: reason, solution, message; hostile until escaped. With
	// Detail.Markup it is the desk's own Markdown (package markup), in which a message keeps its
	// formatting and people mentioned are <@space:id>; without, plain text as typed.
	Words string
	// Was is what the words replaced, as plain text: the summary, description or values of the
	// category's own fields before an edit. It lies in the side table too.
	Was  string
	Note Note // of Noted rows, instead of Words
}

// Note are words that the desk tells itself. They are of a type of their own so that nothing
// that speaks to requesters, which speaks in strings, can be handed them by mistake: they are
// rendered in the technicians' threads, and shown to who works on tickets.
type Note string

// Detail is what a row needs besides words, in one flat form so that old rows stay
// readable. Only the fields of its kind are set.
type Detail struct {
	From       State     `json:"from,omitempty"`
	To         State     `json:"to,omitempty"`
	Kind       Kind      `json:"kind,omitempty"`
	Urgency    Urgency   `json:"urgency,omitempty"`
	Impact     Impact    `json:"impact,omitempty"`
	Priority   Priority  `json:"priority,omitempty"`
	Category   string    `json:"category,omitempty"`
	Group      string    `json:"group,omitempty"` // service contract of the beneficiary at the opening; the group that approves
	Assignee   UserID    `json:"assignee,omitempty"`
	Previous   UserID    `json:"previous,omitempty"`
	Ball       Ball      `json:"ball,omitempty"`
	Workaround bool      `json:"workaround,omitempty"`
	Round      int       `json:"round,omitempty"`
	Why        string    `json:"why,omitempty"` // code, e.g. why it closed: "validated", "silence"
	Clock      Clock     `json:"clock,omitempty"`
	Percent    int       `json:"percent,omitempty"`
	Deadline   time.Time `json:"deadline,omitzero"`
	Was        time.Time `json:"was,omitzero"`    // the deadline before
	DueAt      time.Time `json:"due_at,omitzero"` // when a timer should have fired
	Clocks     *Clocks   `json:"clocks,omitempty"`
	Level      int       `json:"level,omitempty"`
	Speed      int       `json:"speed,omitempty"`
	Answer     int       `json:"answer,omitempty"`
	Count      int       `json:"count,omitempty"`
	Total      int       `json:"total,omitempty"` // of which Count are done
	Source     Source    `json:"source,omitempty"`
	Files      []File    `json:"files,omitempty"`
	Of         int64     `json:"of,omitempty"`       // the row that this one completes
	Joined     []Joined  `json:"joined,omitempty"`   // the rows that brought files of the message, some of which are gone from it now
	Removed    []File    `json:"removed,omitempty"`  // never stored: files of a row Filed that are gone from their message; see Present
	Markup     bool      `json:"markup,omitempty"`   // Words are in the desk's own Markdown
	RowKind    EntryKind `json:"row_kind,omitempty"` // its kind
	Revised    EntryKind `json:"revised,omitempty"`  // never stored: see PresentJournal
	Subject    UserID    `json:"subject,omitempty"`  // whom the row is about, when not the actor
	Other      int64     `json:"other,omitempty"`    // the ticket that it is linked to
	People     []UserID  `json:"people,omitempty"`   // of the merged ticket; of a solution, who was told of it as one of another ticket
	Added      []UserID  `json:"added,omitempty"`    // those of them who were made followers
	Link       LinkKind  `json:"link,omitempty"`     // what this ticket is to the other
	Macro      string    `json:"macro,omitempty"`    // id of the canned answer that was sent
	Template   Words     `json:"template,omitempty"`
	Item       *Step     `json:"item,omitempty"` // of the procedure

	// What an urgency, impact or category was before the row.
	UrgencyWas  Urgency `json:"urgency_was,omitempty"`
	ImpactWas   Impact  `json:"impact_was,omitempty"`
	CategoryWas string  `json:"category_was,omitempty"`
}
