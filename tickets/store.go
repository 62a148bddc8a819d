package tickets

import (
	"context"
	"time"
)

// Store keeps the desk. Implementations are in package sqlstore; storetest is the suite
// each must pass.
type Store interface {
	// Update runs f in one read-write transaction and returns once it is durable on disk.
	// An error of f undoes everything and is returned as it is. f must not keep tx, and
	// may be run again when the database asks for a retry (serialisation, deadlock), so it
	// has no effect besides tx. Updates of one ticket are serialised: Tx.Ticket locks it.
	Update(ctx context.Context, f func(tx Tx) error) error
	// View runs f in one read-only transaction: one consistent state.
	View(ctx context.Context, f func(tx Tx) error) error
	// Ping tells whether the database answers.
	Ping(ctx context.Context) error
	// Close waits for running transactions.
	Close() error
}

// Tx is one transaction. All times are stored as integer unix milliseconds, UTC, and come
// back in UTC. Reading what is not there is ErrNotFound.
type Tx interface {
	// Now is the one instant of this transaction, to the millisecond.
	Now() time.Time

	Tickets
	Events
	Queue
	Timers
	Attachments
	Conversation
	Leases
	Terms
	Audits
	Homes
	Bulks
}

// Tickets are the tickets and their journal.
type Tickets interface {
	// InsertTicket stores a new ticket and sets its Number (the next of the desk's sequence)
	// and Version.
	InsertTicket(ctx context.Context, t *Ticket) error
	// SaveTicket stores a changed ticket and raises its Version; ErrStale when the stored
	// version is not t.Version.
	SaveTicket(ctx context.Context, t *Ticket) error
	// Ticket loads a ticket; in an Update it is locked until the end of the transaction.
	Ticket(ctx context.Context, number int64) (*Ticket, error)
	// FindTickets lists tickets in the order and page that q asks for.
	FindTickets(ctx context.Context, q Query) ([]*Ticket, error)
	// CountTickets counts what FindTickets would list without Limit and Offset.
	CountTickets(ctx context.Context, q Query) (int, error)
	// CountByState counts tickets by state.
	CountByState(ctx context.Context) (map[State]int, error)
	// Append adds a row to the journal and sets its ID.
	Append(ctx context.Context, e *Entry) error
	// Journal lists a ticket's rows, oldest first, with their words.
	Journal(ctx context.Context, number int64) ([]*Entry, error)
	// Entry loads one row of the journal, with its words.
	Entry(ctx context.Context, id int64) (*Entry, error)
}

// Order is the order of a list of tickets.
type Order string

// The orders.
const (
	ByNewest   Order = ""       // newest first
	ByDeadline Order = "due"    // soonest running deadline first, those without one last, then oldest
	ByNumber   Order = "number" // oldest first
)

// Query selects tickets. Zero fields do not select.
type Query struct {
	Numbers      []int64 // these tickets
	Category     string
	Concerns     UserID // requester, beneficiary or follower
	Requester    UserID
	Assignee     UserID
	Pool         bool      // nobody holds it
	Late         time.Time // NextDue is before this instant
	States       []State
	Unfinished   bool   // not resolved, closed, cancelled or rejected
	Summary      string // exactly this
	Description  *string
	OpenedSince  time.Time
	OpenedBefore time.Time
	EndedSince   time.Time // closed, cancelled or rejected at this instant or later
	Order        Order
	Limit        int // 0 = no limit
	Offset       int
}

// Events keep each platform event to one effect.
type Events interface {
	// FirstSeen records the event's key and reports whether it was new. Keys are kept for at
	// least a week. An empty key is always new and not recorded.
	FirstSeen(ctx context.Context, key string) (bool, error)
	// Alone waits until no other Update that has called it with the key is under way: what was
	// not there before the call is seen after it, and nobody adds it until this Update ends.
	Alone(ctx context.Context, key string) error
	// Reaction is what was last seen of a person's reaction on a message; never seen is not
	// present, at the zero time.
	Reaction(ctx context.Context, r Reaction) (present bool, at time.Time, err error)
	// SetReaction records what is seen now; at is the platform's own time of the change.
	SetReaction(ctx context.Context, r Reaction, present bool, at time.Time) error
	// Reactions lists the people whose reaction was last seen present on the message, by
	// name of the reaction.
	Reactions(ctx context.Context, m MessageRef) (map[string][]UserID, error)
}

// Reaction is one person's emoji on one message. Name is canonical ("eyes").
type Reaction struct {
	On   MessageRef // Thread is ignored
	Name string
	By   UserID
}

// Queue is what remains to be said.
type Queue interface {
	// Enqueue stores a delivery that is not there yet under its key, due now unless DueAt is
	// set. When the key exists: with Stale it becomes due again with the next Generation
	// (also when parked), without it nothing happens. With OnlyStale nothing is inserted. A
	// delivery whose State is Held is kept and never due, whatever is asked under its key later.
	Enqueue(ctx context.Context, d *Delivery) error
	// NextDeliveries lists up to limit queued deliveries of the space that are due, in order
	// of ID, leaving out: those whose ticket has an earlier unsent delivery on that space
	// which is not due yet (order per ticket is strict; edits of messages that stand neither
	// wait nor block, what goes Beside does not block, and what waits for a ChannelMissing
	// lets the others pass).
	NextDeliveries(ctx context.Context, space string, limit int) ([]*Delivery, error)
	// NextDeliveryAt is the soonest DueAt of a queued delivery of the space after now, zero if none.
	NextDeliveryAt(ctx context.Context, space string) (time.Time, error)
	// Delivery loads a delivery by key.
	Delivery(ctx context.Context, key string) (*Delivery, error)
	// DeliveryByMessage loads the delivery whose message this is.
	DeliveryByMessage(ctx context.Context, m MessageRef) (*Delivery, error)
	// SaveDelivery stores Attempts, DueAt, FirstAt, TriedAt, SentAt, Ref, Reason and State.
	// When the stored Generation is newer, State, DueAt and Attempts stay as stored: it
	// became stale while it was being sent, and remains queued.
	SaveDelivery(ctx context.Context, d *Delivery) error
	// SaidAlerts counts the deliveries of the budget that were enqueued after the instant and
	// not held back.
	SaidAlerts(ctx context.Context, budget string, since time.Time) (int, error)
	// HeldAlerts lists up to limit deliveries of the budget that were enqueued and held back
	// from an instant until before another one, oldest first, and tells how many there are.
	HeldAlerts(ctx context.Context, budget string, from, until time.Time, limit int) (held []*Delivery, total int, err error)
	// QueueStats tells the number of queued and parked deliveries of a space and since when
	// the oldest queued one waits (zero if none).
	QueueStats(ctx context.Context, space string) (queued, parked int, oldest time.Time, err error)
}

// Timers are the rows that wait.
type Timers interface {
	// SetTimers replaces all timers of the ticket.
	SetTimers(ctx context.Context, ticket int64, timers []Timer) error
	// DueTimers lists up to limit timers due now, soonest first; in an Update they are
	// locked, and those locked by another transaction are passed over.
	DueTimers(ctx context.Context, limit int) ([]Timer, error)
	// DeleteTimer removes one timer; no error when it is gone, reports whether it was there.
	DeleteTimer(ctx context.Context, ticket int64, key string) (bool, error)
	// NextTimer is the soonest DueAt of all timers, zero if none.
	NextTimer(ctx context.Context) (time.Time, error)
}

// Attachments are the files joined to tickets, and what became of the desk's copies.
type Attachments interface {
	// InsertAttachment stores a new attachment and sets its ID.
	InsertAttachment(ctx context.Context, a *Attachment) error
	// SaveAttachment stores File, State, Attempts, DueAt and FirstAt; ErrNotFound when it is gone.
	SaveAttachment(ctx context.Context, a *Attachment) error
	// Attachment loads one.
	Attachment(ctx context.Context, id int64) (*Attachment, error)
	// AttachmentsOf lists those of a ticket in the order they were joined.
	AttachmentsOf(ctx context.Context, ticket int64) ([]*Attachment, error)
	// AttachmentsIn lists those of a journal row in their order.
	AttachmentsIn(ctx context.Context, entry int64) ([]*Attachment, error)
	// DueAttachments lists up to limit attachments that wait to be fetched from the space now,
	// those that were tried least first, then oldest first.
	DueAttachments(ctx context.Context, space string, limit int) ([]*Attachment, error)
	// NextAttachmentAt is the soonest DueAt of one that waits in the space after now, zero if none.
	NextAttachmentAt(ctx context.Context, space string) (time.Time, error)
}

// Conversation is what the desk remembers of people and of the places they talk in.
type Conversation interface {
	Person(ctx context.Context, id UserID) (*Person, time.Time, error) // with the time it was saved
	SavePerson(ctx context.Context, p Person) error
	Counter(ctx context.Context, ticket int64, user UserID) (*Counter, error)
	SaveCounter(ctx context.Context, c Counter) error
	// CounterAt finds the counter that is this place; thread "" for a whole DM or thread.
	CounterAt(ctx context.Context, space, channel, thread string) (*Counter, error)
	// SaveOriginal stores of which message a journal row's words are, or what has become of it.
	SaveOriginal(ctx context.Context, o Original) error
	// OriginalOf is the message whose words the row holds, ErrNotFound when they were typed
	// elsewhere.
	OriginalOf(ctx context.Context, entry int64) (*Original, error)
	// OriginalAt is the newest row that holds the words of this message.
	OriginalAt(ctx context.Context, m MessageRef) (*Original, error)
	// Originals lists the messages of a ticket that were written in the channel since the
	// instant and are not gone, oldest row first.
	Originals(ctx context.Context, ticket int64, space, channel string, since time.Time) ([]*Original, error)
	// Draft is what was typed in a form that was not accepted yet; ErrNotFound after expiry.
	Draft(ctx context.Context, id string) ([]byte, error)
	SaveDraft(ctx context.Context, id string, body []byte, expires time.Time) error
	DeleteDraft(ctx context.Context, id string) error
	// Value is a small named fact ("discord commands hash", "slack last DM seen"); "" if none.
	Value(ctx context.Context, key string) (string, error)
	SetValue(ctx context.Context, key, value string) error
}

// Leases let one replica at a time do what must be done once.
type Leases interface {
	// Lease takes or prolongs the named lease for owner until now+ttl. ok is false while
	// another owner holds it. fence rises each time the owner changes.
	Lease(ctx context.Context, name, owner string, ttl time.Duration) (fence int64, ok bool, err error)
	// Unlease gives it back.
	Unlease(ctx context.Context, name, owner string) error
	// Prune deletes expired drafts, event keys older than a week and audit rows older than
	// AuditKept.
	Prune(ctx context.Context) error
}

// Audits is the record of acts that no ticket's journal shows.
type Audits interface {
	// AppendAudit stores a row and sets its ID.
	AppendAudit(ctx context.Context, r *AuditRow) error
	// Audit lists rows, newest first.
	Audit(ctx context.Context, q AuditQuery) ([]*AuditRow, error)
}
