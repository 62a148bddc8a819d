package tickets

import "time"

// PlaceKind says what sort of place a delivery goes to.
type PlaceKind string

// The kinds of places. All but PlaceCounter, PlaceOrigin and PlaceDirect are one per space.
const (
	PlacePool       PlaceKind = "pool"       // the pool channel: cards, response alerts
	PlaceThread     PlaceKind = "thread"     // the technicians' thread under the card
	PlaceCounter    PlaceKind = "counter"    // the ticket's private conversation with a person
	PlaceEscalation PlaceKind = "escalation" // the escalation channel
	PlaceManagers   PlaceKind = "managers"   // the managers' channel
	PlaceHelpdesk   PlaceKind = "helpdesk"   // the channel of everybody: announcements
	PlaceOrigin     PlaceKind = "origin"     // under the message that the ticket was taken from
	PlaceDirect     PlaceKind = "direct"     // the bot's direct messages with User, of no ticket yet
)

// Place is where a delivery goes, in the desk's words; an adapter knows the channel.
type Place struct {
	Space string
	Kind  PlaceKind
	User  UserID // for PlaceCounter and PlaceDirect
}

func (p Place) String() string {
	if p.Kind == PlaceCounter || p.Kind == PlaceDirect {
		return string(p.Kind) + ":" + string(p.User)
	}
	return string(p.Kind) + ":" + p.Space
}

// MessageRef names a message on a platform.
type MessageRef struct {
	Space   string
	Channel string // channel, DM or thread the message stands in, the platform's id
	Message string // "" is no message
	Thread  string // Slack: ts of the thread's root, when the message is a reply
}

// DeliveryState is how far a delivery has come.
type DeliveryState string

// The states of a delivery.
const (
	Queued DeliveryState = "queued" // to be sent, or sent once and stale again
	Sent   DeliveryState = "sent"
	Parked DeliveryState = "parked" // can never be sent, or failed for too long; reported
	Held   DeliveryState = "held"   // an alert beyond its channel's budget: a digest tells of it
)

// ChannelMissing is the Reason of a delivery whose channel the bot cannot reach: somebody has to
// invite the bot. Meanwhile what its ticket says elsewhere is said.
const ChannelMissing = "channel_missing"

// Delivery is one thing to be said in one place. It is written in the transaction of the
// change it follows from, and rendered when it is sent. A delivery whose message stands
// already is edited in place: so a card, a validation or an alert that is put again under
// its key (see Tx.Enqueue) converges to the present state, ten changes making one edit.
type Delivery struct {
	ID         int64
	Key        string // unique; platforms carry it to make sending idempotent, ≤ 80 characters
	Ticket     int64
	Entry      int64  // journal row it follows from; 0 for what shows only the present state
	Purpose    string // package speech's word for what is said
	Place      Place
	Stale      bool   // when the key exists already: make it due again (an edit)
	OnlyStale  bool   // as Stale, but a key that does not exist is left alone; not stored
	Budget     string // the channel whose alert budget it counts against, "" for what is no alert
	Beside     bool   // takes its time: waits for what its ticket says before it, but nothing waits for it
	Digest     string // purpose of what lists it once the budget is used up, "" if it is never held back; not stored
	State      DeliveryState
	Generation int64 // rises each time it is made due again
	Attempts   int
	DueAt      time.Time // not before
	FirstAt    time.Time // first attempt of this generation, zero before it
	TriedAt    time.Time // last attempt, zero before it: its outcome may be unknown
	CreatedAt  time.Time
	SentAt     time.Time
	Ref        MessageRef // the message that stands, once sent; before it, Thread is a former one that it replaces
	Reason     string     // why it failed last, the metric's word
}

// Counter is a ticket's private conversation with a person, once it has been opened.
type Counter struct {
	Ticket  int64
	User    UserID
	Channel string // DM or private thread
	Thread  string // Slack: ts of the root message in the DM
	Kind    string // "dm" or "thread"
}

// Timer is a row that waits: at DueAt the desk looks at the ticket again for Purpose
// ("warn", "breach", "remind_validation"…). One per ticket, purpose and clock/percent (Key).
type Timer struct {
	Ticket  int64
	Key     string // unique within the ticket, e.g. "warn:resolve:75"
	DueAt   time.Time
	Clock   Clock
	Percent int
}
