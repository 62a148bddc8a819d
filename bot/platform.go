package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"guichet/bot/markup"
	"guichet/tickets"
)

// Handler takes what happens on a platform. It is called from many goroutines, but one
// event at a time for the same person and for the same message. It calls no platform (so
// that the answer is quick) and returns once every effect is durable. An error means that
// nothing happened and that the platform may deliver the event again: the adapter does not
// acknowledge it where that makes the platform try again.
type Handler interface {
	Handle(ctx context.Context, e Event) (Answer, error)
}

// Features are what a platform can do with forms, and how much it takes.
type Features struct {
	FieldErrors bool // errors beside the fields of an open form (Slack)
	MaxFields   int  // fields on one form
	MaxOptions  int  // choices of one field of a form, 0: any number
	Suggests    bool // a field with more choices asks for them while the person types (CompletionEvent)
	Chained     bool // a form may be opened in answer to a form
	Room        Room // what a message holds of people's words
	// PrivateFiles tells that a private answer can carry files; elsewhere they go to the DM.
	PrivateFiles bool
}

// Room is how much of somebody's words one message holds, as Measure counts them; nil holds
// all. What is longer is said in several messages.
type Room struct {
	Words   int
	Measure markup.Measure
}

// Op is a kind of call that a platform paces.
type Op int

// The paced operations of the dispatcher.
const (
	OpPost Op = iota
	OpEdit
	OpRead
	OpOpen
)

// Platform is a chat platform. Adapters translate in and out and classify errors as
// *PlatformError; they never retry, sleep or drop.
type Platform interface {
	// Space is the name of the connected space: the part of a UserID before the colon.
	Space() string
	// Features tells what forms can do here.
	Features() Features
	// Run connects and hands events to h until ctx ends (nil), or until the platform refuses
	// for good (*PlatformError with Revoked). It reconnects by itself otherwise. After each
	// connection it hands a ConnectedEvent.
	Run(ctx context.Context, h Handler) error
	// Health tells since when the platform was last heard, and false while not connected.
	Health() (heard time.Time, connected bool)
	// Has tells whether the space has a channel for the kind of place.
	Has(kind tickets.PlaceKind) bool
	// Pace tells how long to wait before the operation may be tried in the channel ("" none),
	// by the platform's published limits and by what its answers said. It reserves nothing.
	Pace(op Op, channel string) time.Duration
	// Channel is the channel of a kind of place (pool, escalation, managers), "" if none or
	// not resolved yet. A category may have its own pool channel.
	Channel(kind tickets.PlaceKind, category string) string
	// Post posts a message. to.Channel is set; to.Thread (Slack) when it is a reply.
	Post(ctx context.Context, to tickets.MessageRef, m Message) (tickets.MessageRef, error)
	// Edit replaces a message that stands, and takes off the files that are not of it any more.
	Edit(ctx context.Context, at tickets.MessageRef, m Message) error
	// Find looks for our own message with this key that may have been posted in the place
	// since the instant, when the outcome of a Post is unknown. It reads the place once.
	Find(ctx context.Context, to tickets.MessageRef, m Message, since time.Time) (ref tickets.MessageRef, found bool, err error)
	// OpenCounter opens the private conversation of a ticket with a person, or finds the one
	// opened before. On Slack the DM (Thread is set by the dispatcher to the first message).
	OpenCounter(ctx context.Context, r CounterRequest) (tickets.Counter, error)
	// OpenThread opens the technicians' thread under a card, or finds the one opened before,
	// and returns where to post in it.
	OpenThread(ctx context.Context, card tickets.MessageRef, name string) (tickets.MessageRef, error)
	// Whisper shows a private sentence to a person, best effort: where is the place they acted in.
	Whisper(ctx context.Context, to tickets.UserID, where tickets.MessageRef, m Message) error
	// Reactions reads who reacted to a message, by canonical name, without the bot's own;
	// only the names asked for.
	Reactions(ctx context.Context, at tickets.MessageRef, names []string) (map[string][]tickets.UserID, error)
	// Person looks somebody up.
	Person(ctx context.Context, id tickets.UserID) (tickets.Person, error)
	// Roles tells what somebody may do now.
	Roles(ctx context.Context, id tickets.UserID) (tickets.Roles, error)
	// Read reads the messages of people in a place after the given message or instant, oldest
	// first, at most a few hundred: to catch up counters, DMs and threads. A place whose words do
	// not reach the bot is Forbidden.
	Read(ctx context.Context, at tickets.MessageRef, since time.Time) ([]Said, error)
	// Archive closes the private thread of a finished ticket where the platform has such a thing.
	Archive(ctx context.Context, c tickets.Counter) error
}

// PersonFinder is for platforms that can find somebody by what the configuration calls them:
// "@marie", an id or an e-mail (the part after "slack:").
type PersonFinder interface {
	FindPerson(ctx context.Context, handle string) (tickets.UserID, error)
}

// DMThreads marks platforms where a counter is a thread of the DM, whose root is the first
// message there (Slack).
type DMThreads interface {
	DMThreads()
}

// MessageReader is for platforms that can read one message of a person: what ✉️ sends.
type MessageReader interface {
	Message(ctx context.Context, at tickets.MessageRef) (Said, error)
}

// SentMarker is for platforms where the bot can put an emoji on a person's message: so a message
// that was sent to the requester is marked.
type SentMarker interface {
	// Mark puts the bot's own emoji of that canonical name on a message, or takes it off. What is
	// so already is no error.
	Mark(ctx context.Context, at tickets.MessageRef, name string, on bool) error
}

// ThreadFinder is for platforms that know where the thread under a card is, open or not.
type ThreadFinder interface {
	ThreadOf(card tickets.MessageRef) tickets.MessageRef
}

// Identifier is for platforms whose messages carry what they are: it reads one message and
// tells the delivery key and the ticket it was posted with, so that a card whose id was never
// stored is recognised when somebody reacts to it. ok is false for a message that is not ours.
type Identifier interface {
	Identify(ctx context.Context, at tickets.MessageRef) (key string, ticket int64, ok bool, err error)
}

// SpaceConfig is what the configuration says of one space: its channels ("#name" or id) and
// the rights it gives besides channel membership ("@marie", "role:Technician",
// "usergroup:it": the part after "slack:" or "discord:").
type SpaceConfig struct {
	Helpdesk      string
	Pool          string
	Escalation    string
	Managers      string
	Watched       []string
	CategoryPools map[string]string // category id → channel, where it differs from Pool
	Contracts     []Contract        // service contracts with people of this space, the first one holds
	Technicians   []string
	ManagerRoles  []string
	Admins        []string
	CounterDM     bool   // Discord: counter: dm
	Locale        string // the desk's, "fr" or "en"
}

// Contract says who of a space a service contract is for.
type Contract struct {
	ID     string
	People []string // as of Technicians
}

// GroupFinder is for platforms that know which service contracts of SpaceConfig.Contracts a
// person belongs to, in that order. It answers from what is known where it can: an answer to a
// form waits for it.
type GroupFinder interface {
	Contracts(ctx context.Context, id tickets.UserID) ([]string, error)
}

// CounterRequest asks for a counter.
type CounterRequest struct {
	Ticket int64
	User   tickets.UserID
	Name   string // of a private thread, ≤ 100 characters; unique per ticket and person
	Avoid  string // "thread" or "dm": the kind that failed before
}

// Said is a message of a person, read back.
type Said struct {
	Ref   tickets.MessageRef
	By    tickets.UserID
	At    time.Time
	Text  string // in the desk's own Markdown
	Files []tickets.File
	// EditedAt is when its words were changed last, zero if never; ReplyTo the id of the message it
	// quotes as the one answered; Letter tells that somebody has put ✉️ on it.
	EditedAt time.Time
	ReplyTo  string
	Letter   bool
}

// Fault says what became of a call that failed.
type Fault int

// The faults.
const (
	Refused   Fault = iota // the platform said no for a reason that a retry does not change
	Retryable              // it did not happen; try again
	Uncertain              // it may have happened: look before trying again
	Limited                // it did not happen; try again after After
	Gone                   // the message, channel, thread or person is no longer there
	Forbidden              // the bot, or the person's settings, do not allow it
	Revoked                // the platform has withdrawn the bot's access
)

// PlatformError is a classified error of a platform.
type PlatformError struct {
	Fault  Fault
	After  time.Duration // for Limited
	Reason string        // short word for metrics and logs, never a secret or words of people
	Err    error
}

func (e *PlatformError) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("platform: %s: %v", e.Reason, e.Err)
	}
	return "platform: " + e.Reason
}

func (e *PlatformError) Unwrap() error { return e.Err }

// FaultOf classifies any error: what is not a *PlatformError is Uncertain.
func FaultOf(err error) *PlatformError {
	var p *PlatformError
	if errors.As(err, &p) {
		return p
	}
	return &PlatformError{Fault: Uncertain, Reason: "unknown", Err: err}
}

// Reasons of a *PlatformError that the desk tells apart.
const (
	ReasonForeign  = "foreign_host" // a file lies elsewhere than on the platform's own hosts (Refused)
	ReasonExpired  = "link_expired" // the link of a file has expired, and there is no other (Gone)
	ReasonTooLarge = "too_large"    // the platform takes no file of this size (Refused)
	// ReasonPersonGone: somebody was deactivated, or has left the space (Gone).
	ReasonPersonGone = "person_gone"
	// ReasonThreadLocked: somebody has locked the thread, and the bot may not open it (Forbidden).
	ReasonThreadLocked = "thread_locked"
)

// FileFetcher is for platforms whose people's files can be read.
type FileFetcher interface {
	// Fetch opens a file that somebody joined, for the caller to read and close. It contacts the
	// platform's own hosts only, follows no redirect elsewhere, and shows its credentials to
	// nobody else; a file that lies elsewhere is Refused for ReasonForeign.
	Fetch(ctx context.Context, f tickets.File) (FileBody, error)
}

// FileBody is an open file of a platform.
type FileBody struct {
	io.ReadCloser
	Size int64 // in bytes, as announced and not to be relied on; 0 unknown
}

// UploadLimiter is for platforms that take no file over a size.
type UploadLimiter interface {
	// MaxUpload is the most bytes that a file of a message may have here now.
	MaxUpload() int64
}
