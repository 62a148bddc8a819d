package tickets

import (
	"context"
	"errors"
	"time"
)

// Derive says what must be said because of new journal rows: a pure function of the ticket
// as it is after them, and of the rows. Package bot provides it.
type Derive func(t *Ticket, rows []*Entry) []Delivery

// Desk is the service desk: each exported method is one use case in one transaction, that
// loads, decides, changes the ticket, appends to the journal, reckons the clocks, and writes
// the deliveries and timers that follow. A refusal is an *Error.
type Desk struct {
	store  Store
	policy *Policy
	derive Derive
	wake   func()
}

// NewDesk makes a desk. wake is called after each change that was committed; it may be nil.
func NewDesk(s Store, p *Policy, d Derive, wake func()) *Desk {
	if wake == nil {
		wake = func() {}
	}
	return &Desk{store: s, policy: p, derive: d, wake: wake}
}

// Act is somebody's act as the platform told it.
type Act struct {
	By    Actor
	Via   string // "button", "command", "reaction", "form", "message", "timer", "catchup"
	Event string // key of the platform event: one event has one effect
	// Markup tells that words are in the desk's own Markdown, as messages are; otherwise they
	// are plain text as typed, as in commands and forms.
	Markup bool
	// With is stored in the same transaction, also when the act is refused: what was seen of
	// a reaction. It returns a Seen refusal when there is nothing new.
	With func(ctx context.Context, tx Tx) error
	// Original is the message whose words the act brings, nil when they were typed in a form or
	// command. Entry and Ticket are filled in.
	Original *Original
}

// change is a ticket being changed.
type change struct {
	tx     Tx
	now    time.Time
	act    Act
	t      *Ticket
	policy *Policy
	rows   []*Entry
	others []*change // of other tickets, stored along with this one
	skip   bool      // thresholds that this change puts into the past are not all told
	asked  Action    // what the table of permissions was asked for last
	terms  []string  // of a ticket that is being opened, once they are known

	revised *Original     // the message that the change's last row edits or withdraws
	known   []*Attachment // that were joined to it
}

// row appends a journal row to the change.
func (c *change) row(k EntryKind, d Detail, words string) {
	d.Markup = c.act.Markup && words != ""
	c.rows = append(c.rows, &Entry{
		Ticket: c.t.Number, At: c.now, Actor: c.act.By.ID, Via: c.act.Via, Event: c.act.Event,
		Kind: k, Detail: d, Words: words,
	})
}

// move changes the state by the table of transitions, or refuses with what is possible.
func (c *change) move(a Action) (from, to State, err error) {
	from = c.t.State
	if to, err = c.next(a); err != nil {
		return from, from, err
	}
	c.t.State = to
	return from, to, nil
}

func (c *change) refuse(code Code, a Action) *Error {
	return &Error{Code: code, Ticket: c.t, Action: a, Possible: ProcessOf(c.t.Kind).Possible(c.t.State)}
}

// change runs f on the locked ticket and stores what follows.
func (d *Desk) change(ctx context.Context, act Act, number int64, f func(c *change) error) (*Ticket, error) {
	return d.changeAt(ctx, act, number, func(ctx context.Context, tx Tx) (*Ticket, error) { return tx.Ticket(ctx, number) }, f)
}

// changeAt is change of the ticket that locate finds; number is the one that was asked for.
func (d *Desk) changeAt(ctx context.Context, act Act, number int64, locate func(ctx context.Context, tx Tx) (*Ticket, error), f func(c *change) error) (*Ticket, error) {
	var out *Ticket
	var refusal *Error
	var asked Action
	err := d.store.Update(ctx, func(tx Tx) error {
		out, refusal = nil, nil
		if err := begin(ctx, tx, act); err != nil {
			return err
		}
		t, err := locate(ctx, tx)
		if errors.Is(err, ErrNotFound) {
			return &Error{Code: NotFound}
		}
		if err != nil {
			return err
		}
		c := &change{tx: tx, now: tx.Now(), act: act, t: t, policy: d.policy}
		err = f(c)
		asked = c.asked
		if err != nil {
			// f has only looked and noted rows; what was seen stays seen.
			if act.With != nil && errors.As(err, &refusal) {
				return nil
			}
			return err
		}
		out = t
		return d.finish(ctx, c)
	})
	switch {
	case err != nil:
		return nil, d.record(ctx, act, number, asked, err)
	case refusal != nil:
		return nil, d.record(ctx, act, number, asked, refusal)
	}
	d.wake()
	return out, nil
}

// begin notes the event, and what the adapter saw along with it.
func begin(ctx context.Context, tx Tx, act Act) error {
	first, err := tx.FirstSeen(ctx, act.Event)
	if err != nil {
		return err
	}
	if !first {
		return &Error{Code: Seen}
	}
	if act.With != nil {
		return act.With(ctx, tx)
	}
	return nil
}

// finish writes the rows, the ticket with its clocks and timers, and what must be said.
func (d *Desk) finish(ctx context.Context, c *change) error {
	if len(c.rows) == 0 {
		return nil
	}
	for i := 0; i < len(c.rows); i++ { // files that are known already add a row
		e := c.rows[i]
		e.Ticket = c.t.Number
		if err := c.tx.Append(ctx, e); err != nil {
			return err
		}
		c.t.LastEntry = e.ID
		if err := c.attach(ctx, e); err != nil {
			return err
		}
	}
	if err := errors.Join(c.remember(ctx), c.reviseOriginal(ctx)); err != nil {
		return err
	}
	c.settle()
	journal := c.rows
	if c.rows[0].Kind != Opened {
		var err error
		if journal, err = c.tx.Journal(ctx, c.t.Number); err != nil {
			return err
		}
	}
	r := Reckon(d.policy, journal)
	c.t.Clocks = r.Clocks()
	c.t.NextDue = nextDue(c.t)
	if err := c.tx.SaveTicket(ctx, c.t); err != nil {
		return err
	}
	if err := c.noteTerms(ctx); err != nil {
		return err
	}
	if err := c.tx.SetTimers(ctx, c.t.Number, schedule(d.policy, r, c.t, journal, c.skip, c.now)); err != nil {
		return err
	}
	for _, dl := range d.derive(c.t, c.rows) {
		if err := c.say(ctx, dl); err != nil {
			return err
		}
	}
	for _, other := range c.others {
		if err := d.finish(ctx, other); err != nil {
			return err
		}
	}
	return nil
}

// nextDue is the soonest running deadline, zero when none runs.
func nextDue(t *Ticket) time.Time {
	var due time.Time
	if t.State.Finished() {
		return due
	}
	for _, s := range []ClockState{t.Clocks.Respond, t.Clocks.FirstContact, t.Clocks.Resolve} {
		if s.Running() && (due.IsZero() || s.Deadline.Before(due)) {
			due = s.Deadline
		}
	}
	return due
}
