package tickets

import (
	"context"
	"errors"
	"slices"
	"time"
)

// attach notes the files of a row: they are fetched after the answer was given. What an edit
// leaves as it was is not fetched again; nor is what was said once the ticket had ended, and is
// said now that it is open again.
func (c *change) attach(ctx context.Context, e *Entry) error {
	if e.Kind == Filed || len(e.Detail.Files) == 0 {
		return nil
	}
	known := c.known
	if e.Kind == Reopened {
		var err error
		if known, err = c.tx.AttachmentsOf(ctx, c.t.Number); err != nil {
			return err
		}
	}
	waits, settled := false, false
	for i, f := range e.Detail.Files {
		a := &Attachment{Ticket: e.Ticket, Entry: e.ID, Position: i, Space: f.From.Space, File: f, State: ToFetch, DueAt: c.now}
		if a.Space == "" {
			a.Space = e.Actor.Space()
		}
		if j := slices.IndexFunc(known, func(k *Attachment) bool { return k.File.Same(f) }); j >= 0 {
			if e.Kind == Edited {
				continue
			}
			a.File, a.State = known[j].File, known[j].State
		}
		waits, settled = waits || a.State == ToFetch, true
		if err := c.tx.InsertAttachment(ctx, a); err != nil {
			return err
		}
	}
	if settled && !waits {
		return c.filed(ctx, e.ID)
	}
	return nil
}

// Attachments lists the files of a ticket in the order they were joined. Who may see them is for
// the caller to know: those of rows that a requester may not see are among them.
func (d *Desk) Attachments(ctx context.Context, number int64) (list []*Attachment, err error) {
	err = d.store.View(ctx, func(tx Tx) error {
		list, err = tx.AttachmentsOf(ctx, number)
		return err
	})
	return list, err
}

// Settle records what became of an attachment: kept when f has a Hash, else refused. When it was
// the last one of its row, the row Filed says what became of all of them. An attachment that is
// settled already stays as it is.
func (d *Desk) Settle(ctx context.Context, a *Attachment, f File) error {
	_, err := d.change(ctx, Act{}, a.Ticket, func(c *change) error {
		now, err := c.tx.Attachment(ctx, a.ID)
		if err != nil || now.State != ToFetch {
			return err
		}
		now.File, now.State = f, NotKept
		if f.Hash != "" {
			now.State = Kept
		}
		if err := c.tx.SaveAttachment(ctx, now); err != nil {
			return err
		}
		c.onTicket(a.File, f)
		return c.filed(ctx, now.Entry)
	})
	if CodeOf(err) == NotFound || errors.Is(err, ErrNotFound) {
		return nil // erased meanwhile
	}
	return err
}

// onTicket brings the ticket's own list of files up to date.
func (c *change) onTicket(was, f File) {
	for i, one := range c.t.Files {
		if one == was {
			c.t.Files[i] = f
			return
		}
	}
}

// filed adds the row Filed when every file of the other row is settled.
func (c *change) filed(ctx context.Context, entry int64) error {
	all, err := c.tx.AttachmentsIn(ctx, entry)
	if err != nil {
		return err
	}
	var files []File
	for _, a := range all {
		if a.State == ToFetch {
			return nil
		}
		files = append(files, a.File)
	}
	of, err := c.tx.Entry(ctx, entry)
	if err != nil {
		return err
	}
	c.act.Via = of.Via
	kind := of.Kind
	if kind == Edited {
		kind = of.Detail.RowKind
	}
	c.row(Filed, Detail{Of: of.ID, Why: string(kind), Subject: of.Actor, Files: files}, "")
	return nil
}

// Postpone records that an attachment could not be fetched and when to try again.
func (d *Desk) Postpone(ctx context.Context, a *Attachment, until time.Time) error {
	return d.store.Update(ctx, func(tx Tx) error {
		now, err := tx.Attachment(ctx, a.ID)
		if errors.Is(err, ErrNotFound) || err == nil && now.State != ToFetch {
			return nil
		}
		if err != nil {
			return err
		}
		if now.FirstAt.IsZero() {
			now.FirstAt = tx.Now()
		}
		now.Attempts++
		now.DueAt = until
		return tx.SaveAttachment(ctx, now)
	})
}
