package tickets

import (
	"context"
	"errors"
	"fmt"
	"time"
)

const (
	// MaxBulk is how many tickets one change of many takes: what a person can look over.
	MaxBulk = 500
	// BulkUndo is how long after its end a change of many can be undone.
	BulkUndo = 10 * time.Minute
	// bulkKept is how long a preview waits to be confirmed.
	bulkKept = time.Hour
)

// BulkState is how far a change of many tickets has come.
type BulkState string

// The states of a bulk and of its items.
const (
	BulkPreview BulkState = "preview" // shown, nothing done
	BulkRunning BulkState = "running" // confirmed: ticket by ticket, also after a restart
	BulkDone    BulkState = "done"
	BulkUndoing BulkState = "undoing"
	BulkUndone  BulkState = "undone"

	ItemTodo    BulkState = "todo"
	ItemChanged BulkState = "changed"
	ItemSkipped BulkState = "skipped" // touched since the preview, or no longer possible
	ItemBack    BulkState = "back"    // undone
	ItemKept    BulkState = "kept"    // touched since the change: not undone
)

// Bulk is one change of many tickets by a manager: all are closed, or given to somebody.
type Bulk struct {
	ID       string    `json:"-"`
	By       UserID    `json:"-"`
	State    BulkState `json:"-"`
	At       time.Time `json:"-"` // of the preview
	Name     string    `json:"name,omitempty"`
	Roles    Roles     `json:"roles"`
	Action   Action    `json:"action"` // ActBulkClose or ActAssign
	To       UserID    `json:"to,omitempty"`
	Reason   string    `json:"reason,omitempty"`
	Ended    time.Time `json:"ended,omitzero"`
	UndoneBy UserID    `json:"undone_by,omitempty"`
}

// BulkItem is one ticket of a bulk.
type BulkItem struct {
	Bulk   string    `json:"-"`
	Ticket int64     `json:"-"`
	State  BulkState `json:"-"`
	Entry  int64     `json:"-"` // the newest journal row at the preview; after the change, the change's
	Ref    string    `json:"ref"`
	Before Undoable  `json:"before"`
}

// Undoable is what a bulk changes of a ticket.
type Undoable struct {
	State      State     `json:"state"`
	Assignee   UserID    `json:"assignee,omitempty"`
	AssignedAt time.Time `json:"assigned_at,omitzero"`
	ClaimedAt  time.Time `json:"claimed_at,omitzero"`
	WaitedFrom State     `json:"waited_from,omitempty"`
	ClosedAt   time.Time `json:"closed_at,omitzero"`
	ClosedBy   string    `json:"closed_by,omitempty"`
	Prompt     UserID    `json:"prompt,omitempty"`
}

// Bulks are the changes of many tickets.
type Bulks interface {
	SaveBulk(ctx context.Context, b *Bulk) error
	Bulk(ctx context.Context, id string) (*Bulk, error)
	// OpenBulks lists those that are running or being undone, oldest first.
	OpenBulks(ctx context.Context) ([]*Bulk, error)
	// BulksBy lists somebody's confirmed ones, newest first.
	BulksBy(ctx context.Context, u UserID, limit int) ([]*Bulk, error)
	SaveBulkItem(ctx context.Context, i *BulkItem) error
	// BulkItem loads one; in an Update it is locked until the end of the transaction.
	BulkItem(ctx context.Context, bulk string, ticket int64) (*BulkItem, error)
	// BulkItems lists up to limit (0: all) of a state ("": all), by number.
	BulkItems(ctx context.Context, bulk string, state BulkState, limit int) ([]*BulkItem, error)
}

// MayBulk checks that the actor may change many tickets at once.
func (d *Desk) MayBulk(ctx context.Context, by Actor) error {
	if err := mayDesk(by, ActBulk); err != nil {
		return d.record(ctx, Act{By: by, Via: viaLook}, 0, ActBulk, err)
	}
	return nil
}

// PreviewBulk notes which tickets a bulk would change, and changes nothing.
func (d *Desk) PreviewBulk(ctx context.Context, by Actor, b *Bulk, ts []*Ticket) error {
	if err := mayDesk(by, ActBulk); err != nil {
		return d.record(ctx, Act{By: by, Via: viaLook}, 0, ActBulk, err)
	}
	b.By, b.Name, b.Roles, b.State = by.ID, by.Name, by.Roles, BulkPreview
	return d.store.Update(ctx, func(tx Tx) error {
		b.At = tx.Now()
		if err := tx.SaveBulk(ctx, b); err != nil {
			return err
		}
		for _, t := range ts[:min(len(ts), MaxBulk)] {
			if err := tx.SaveBulkItem(ctx, &BulkItem{Bulk: b.ID, Ticket: t.Number, State: ItemTodo, Entry: t.LastEntry, Ref: t.Ref()}); err != nil {
				return err
			}
		}
		return nil
	})
}

// ConfirmBulk starts what was previewed. Pressed twice it starts once.
func (d *Desk) ConfirmBulk(ctx context.Context, act Act, id string) (*Bulk, error) {
	return d.turnBulk(ctx, act, id, func(b *Bulk, now time.Time) error {
		switch {
		case b.State != BulkPreview:
			return &Error{Code: Seen}
		case now.After(b.At.Add(bulkKept)):
			return &Error{Code: BulkTooLate}
		}
		b.State = BulkRunning
		return nil
	})
}

// UndoBulk puts each ticket back as it was, unless it was touched since.
func (d *Desk) UndoBulk(ctx context.Context, act Act, id string) (*Bulk, error) {
	return d.turnBulk(ctx, act, id, func(b *Bulk, now time.Time) error {
		switch {
		case b.State == BulkUndoing || b.State == BulkUndone:
			return &Error{Code: Seen}
		case b.State != BulkDone || now.After(b.Ended.Add(BulkUndo)):
			return &Error{Code: BulkTooLate}
		}
		b.State, b.UndoneBy = BulkUndoing, act.By.ID
		return nil
	})
}

func (d *Desk) turnBulk(ctx context.Context, act Act, id string, turn func(b *Bulk, now time.Time) error) (out *Bulk, err error) {
	if err := mayDesk(act.By, ActBulk); err != nil {
		return nil, d.record(ctx, act, 0, ActBulk, err)
	}
	err = d.store.Update(ctx, func(tx Tx) error {
		b, err := tx.Bulk(ctx, id)
		if errors.Is(err, ErrNotFound) {
			return &Error{Code: BulkTooLate}
		}
		if err != nil {
			return err
		}
		if err := turn(b, tx.Now()); err != nil {
			return err
		}
		out = b
		return tx.SaveBulk(ctx, b)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// BulkReport is a bulk with what became of its tickets.
func (d *Desk) BulkReport(ctx context.Context, by Actor, id string) (b *Bulk, items []*BulkItem, err error) {
	if by.ID != "" {
		if err := d.MayBulk(ctx, by); err != nil {
			return nil, nil, err
		}
	}
	err = d.store.View(ctx, func(tx Tx) error {
		if b, err = tx.Bulk(ctx, id); err != nil {
			return err
		}
		items, err = tx.BulkItems(ctx, id, "", 0)
		return err
	})
	if errors.Is(err, ErrNotFound) {
		err = &Error{Code: BulkTooLate}
	}
	return b, items, err
}

// RunBulks works on what was confirmed, ticket by ticket, each in a transaction of its own: a
// process that is killed goes on where it was. It returns the bulks that ended.
func (d *Desk) RunBulks(ctx context.Context) (ended []*Bulk, err error) {
	var open []*Bulk
	if err := d.store.View(ctx, func(tx Tx) error {
		open, err = tx.OpenBulks(ctx)
		return err
	}); err != nil {
		return nil, err
	}
	for _, b := range open {
		if err := d.runBulk(ctx, b); err != nil {
			return ended, err
		}
		ended = append(ended, b)
	}
	return ended, nil
}

// runBulk does, or undoes, each item and closes the bulk.
func (d *Desk) runBulk(ctx context.Context, b *Bulk) error {
	from, step := ItemTodo, d.bulkStep
	if b.State == BulkUndoing {
		from, step = ItemChanged, d.undoStep
	}
	for {
		var todo []*BulkItem
		if err := d.store.View(ctx, func(tx Tx) (err error) {
			todo, err = tx.BulkItems(ctx, b.ID, from, bulkChunk)
			return err
		}); err != nil {
			return err
		}
		for _, i := range todo {
			if err := step(ctx, b, i.Ticket); err != nil {
				return err
			}
		}
		if len(todo) < bulkChunk {
			break
		}
	}
	return d.store.Update(ctx, func(tx Tx) error {
		now, err := tx.Bulk(ctx, b.ID)
		if err != nil || now.State != b.State {
			return err // another replica was quicker
		}
		now.State, now.Ended = BulkDone, tx.Now()
		if b.State == BulkUndoing {
			now.State = BulkUndone
		}
		*b = *now
		return tx.SaveBulk(ctx, now)
	})
}

// bulkChunk is how many items are read at once.
const bulkChunk = 50

// item runs f on a ticket of a bulk while its item is in the state; what f refuses is settled as
// otherwise.
func (d *Desk) item(ctx context.Context, b *Bulk, act Act, number int64, in, otherwise BulkState, f func(c *change, i *BulkItem) error) error {
	err := d.store.Update(ctx, func(tx Tx) error {
		i, err := tx.BulkItem(ctx, b.ID, number)
		if err != nil || i.State != in {
			return err
		}
		t, err := tx.Ticket(ctx, number)
		if err != nil {
			return err
		}
		c := &change{tx: tx, now: tx.Now(), act: act, t: t, policy: d.policy, skip: true}
		var refusal *Error
		switch err := f(c, i); {
		case errors.As(err, &refusal):
			i.State = otherwise
			return tx.SaveBulkItem(ctx, i)
		case err != nil:
			return err
		}
		if err := d.finish(ctx, c); err != nil {
			return err
		}
		i.Entry = c.t.LastEntry
		return tx.SaveBulkItem(ctx, i)
	})
	if err == nil {
		d.wake()
	}
	return err
}

// bulkStep changes one ticket, unless somebody touched it since the preview.
func (d *Desk) bulkStep(ctx context.Context, b *Bulk, number int64) error {
	act := Act{By: Actor{ID: b.By, Name: b.Name, Roles: b.Roles}, Via: "bulk", Event: fmt.Sprintf("bulk:%s:%d", b.ID, number)}
	return d.item(ctx, b, act, number, ItemTodo, ItemSkipped, func(c *change, i *BulkItem) error {
		if c.t.LastEntry != i.Entry {
			return c.refuse(NothingToChange, b.Action)
		}
		i.State, i.Before = ItemChanged, undoable(c.t)
		if b.Action == ActAssign {
			if c.t.Assignee == b.To || c.t.State.Finished() {
				return c.refuse(NothingToChange, ActAssign)
			}
			return c.give(ctx, ActAssign, Assigned, b.To)
		}
		from, to, err := c.move(ActBulkClose)
		if err != nil {
			return err
		}
		c.t.ClosedAt, c.t.ClosedBy, c.t.Prompt = c.now, ClosedInBulk, ""
		c.row(Closed, Detail{From: from, To: to, Why: ClosedInBulk, Round: c.t.Resolutions}, b.Reason)
		return nil
	})
}

// ClosedInBulk is Ticket.ClosedBy of what a manager closed with others: nobody is asked for
// marks.
const ClosedInBulk = "bulk"

// undoStep puts one ticket back, unless somebody touched it since.
func (d *Desk) undoStep(ctx context.Context, b *Bulk, number int64) error {
	act := Act{By: Actor{ID: b.UndoneBy}, Via: "bulk", Event: fmt.Sprintf("unbulk:%s:%d", b.ID, number)}
	return d.item(ctx, b, act, number, ItemChanged, ItemKept, func(c *change, i *BulkItem) error {
		if c.t.LastEntry != i.Entry {
			return c.refuse(NothingToChange, "")
		}
		i.State = ItemBack
		was, now, holder := i.Before, c.t.State, c.t.Assignee
		c.t.State, c.t.Assignee, c.t.AssignedAt, c.t.WaitedFrom = was.State, was.Assignee, was.AssignedAt, was.WaitedFrom
		c.t.ClaimedAt, c.t.ClosedAt, c.t.ClosedBy, c.t.Prompt = was.ClaimedAt, was.ClosedAt, was.ClosedBy, was.Prompt
		c.row(PutBack, Detail{
			From: now, To: was.State, Assignee: was.Assignee, Previous: holder, Ball: c.t.WaitingOn, Round: c.t.Resolutions, Why: string(b.Action),
		}, "")
		return nil
	})
}

func undoable(t *Ticket) Undoable {
	return Undoable{
		State: t.State, Assignee: t.Assignee, AssignedAt: t.AssignedAt, ClaimedAt: t.ClaimedAt, WaitedFrom: t.WaitedFrom,
		ClosedAt: t.ClosedAt, ClosedBy: t.ClosedBy, Prompt: t.Prompt,
	}
}
