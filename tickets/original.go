package tickets

import (
	"context"
	"errors"
	"time"
)

// Original is a person's own message whose words stand in a journal row: what is changed or
// deleted there is followed on the other side.
type Original struct {
	Entry     int64 // the row: Said or Replied
	Ticket    int64
	Ref       MessageRef
	Author    UserID
	At        time.Time // when it was written, by the platform's clock
	ChangedAt time.Time // latest change that was taken, by the platform's clock; zero before it
	Latest    int64     // the row with its present words, 0 while it was never changed
	Gone      bool      // deleted, or taken back
}

// TakenBack is why a message that was relayed by itself is withdrawn: its author has locked it.
const TakenBack = "locked"

// remember notes of which message the words of the new rows are.
func (c *change) remember(ctx context.Context) error {
	if c.act.Original == nil {
		return nil
	}
	for _, e := range c.rows {
		if e.Kind != Said && e.Kind != Replied {
			continue
		}
		o := *c.act.Original
		o.Entry, o.Ticket = e.ID, e.Ticket
		return c.tx.SaveOriginal(ctx, o)
	}
	return nil
}

// Edit records that a message whose words were taken reads otherwise since the instant, by its
// platform's clock, or has other files. What is older than the latest change, or changes neither,
// is Seen.
func (d *Desk) Edit(ctx context.Context, act Act, o Original, at time.Time, words string, files []File) (*Ticket, error) {
	return d.revise(ctx, act, o, func(c *change, o *Original, now *Entry) error {
		if !o.ChangedAt.IsZero() && !at.Truncate(time.Millisecond).After(o.ChangedAt) {
			return &Error{Code: Seen}
		}
		words, err := c.text(words, "text", len(files) > 0)
		if err != nil {
			return err
		}
		before := now.Detail.Files
		removed := Without(before, files)
		if words == now.Words && len(removed) == 0 && len(Without(files, before)) == 0 {
			return &Error{Code: Seen} // a preview was added, or the like
		}
		known, rows, err := c.brought(ctx, o.Ref)
		if err != nil {
			return err
		}
		o.ChangedAt, c.known = at, known
		d := Detail{Of: o.Entry, RowKind: now.Kind, Files: asKnown(files, known), Subject: o.Author, Count: len(removed)}
		if len(removed) > 0 {
			d.Joined = rows
		}
		if now.Kind == Said {
			c.relist(before, d.Files)
		}
		c.row(Edited, d, words)
		return nil
	})
}

// Retract records that a message whose words were taken was deleted, or taken back for the
// reason why (TakenBack). Nothing of the words or their files stays on the other side.
func (d *Desk) Retract(ctx context.Context, act Act, o Original, why string) (*Ticket, error) {
	return d.revise(ctx, act, o, func(c *change, o *Original, now *Entry) error {
		_, rows, err := c.brought(ctx, o.Ref)
		if err != nil {
			return err
		}
		o.Gone, o.ChangedAt = true, c.now
		if now.Kind == Said {
			c.relist(now.Detail.Files, nil)
		}
		c.row(Retracted, Detail{Of: o.Entry, RowKind: now.Kind, Why: why, Subject: o.Author, Count: len(now.Detail.Files), Joined: rows}, "")
		return nil
	})
}

// revise changes what is known of a message. f gets it as it is, and its row with the words of
// now.
func (d *Desk) revise(ctx context.Context, act Act, o Original, f func(c *change, o *Original, now *Entry) error) (*Ticket, error) {
	return d.change(ctx, act, o.Ticket, func(c *change) error {
		if err := c.may(ActRevise); err != nil {
			return err
		}
		present, err := c.tx.OriginalOf(ctx, o.Entry)
		if errors.Is(err, ErrNotFound) || err == nil && present.Gone {
			return &Error{Code: Seen}
		}
		if err != nil {
			return err
		}
		row, err := c.tx.Entry(ctx, present.Entry)
		if err != nil {
			return err
		}
		now := *row
		if present.Latest != 0 {
			latest, err := c.tx.Entry(ctx, present.Latest)
			if err != nil {
				return err
			}
			now.say(latest)
		}
		if err := f(c, present, &now); err != nil {
			return err
		}
		c.revised = present
		return nil
	})
}

// reviseOriginal stores what has become of a message, once its row has an id.
func (c *change) reviseOriginal(ctx context.Context) error {
	if c.revised == nil {
		return nil
	}
	for _, e := range c.rows {
		if e.Kind == Edited || e.Kind == Retracted {
			c.revised.Latest = e.ID
		}
	}
	return c.tx.SaveOriginal(ctx, *c.revised)
}

// say gives a row the words of its latest revision.
func (e *Entry) say(latest *Entry) {
	e.Words, e.Detail.Files, e.Detail.Markup = latest.Words, latest.Detail.Files, latest.Detail.Markup
}

// Present is a row of the conversation as it reads now: the words of its latest edit, or none
// and gone when its message was withdrawn. Of a row Filed it tells which files are gone.
func Present(ctx context.Context, tx Tx, e *Entry) (now *Entry, o *Original, err error) {
	said := e.ID
	switch e.Kind {
	case Said, Replied:
	case Filed:
		if said, err = saidIn(ctx, tx, e); err != nil {
			return nil, nil, err
		}
	default:
		return e, nil, nil
	}
	o, err = tx.OriginalOf(ctx, said)
	if errors.Is(err, ErrNotFound) {
		return e, nil, nil
	}
	if err != nil || o.Latest == 0 {
		return e, o, err
	}
	latest, err := tx.Entry(ctx, o.Latest)
	if err != nil {
		return nil, nil, err
	}
	copied := *e
	if e.Kind == Filed {
		copied.withdrawn(latest)
	} else {
		copied.say(latest)
	}
	return &copied, o, nil
}

// saidIn is the row of the conversation whose files a row Filed tells of: that of the message
// itself, also when an edit has joined them.
func saidIn(ctx context.Context, tx Tx, e *Entry) (int64, error) {
	of, err := tx.Entry(ctx, e.Detail.Of)
	if err != nil {
		return 0, err
	}
	if of.Kind == Edited {
		return of.Detail.Of, nil
	}
	return of.ID, nil
}

// PresentJournal is a journal as its conversation reads now: edits and withdrawals are put into
// the rows they are about, and are no rows of their own. Whoever was told something reads only
// what still stands.
func PresentJournal(journal []*Entry) []*Entry {
	latest, editOf := map[int64]*Entry{}, map[int64]int64{}
	for _, e := range journal {
		if e.Kind == Edited || e.Kind == Retracted {
			latest[e.Detail.Of], editOf[e.ID] = e, e.Detail.Of
		}
	}
	var out []*Entry
	for _, e := range journal {
		if e.Kind == Edited || e.Kind == Retracted {
			continue
		}
		if l := latest[e.ID]; l != nil {
			copied := *e
			copied.say(l)
			copied.Detail.Revised = l.Kind
			e = &copied
		}
		if e.Kind == Filed {
			said := e.Detail.Of
			if of, ok := editOf[said]; ok {
				said = of
			}
			e = filedNow(e, latest[said])
		}
		out = append(out, e)
	}
	return out
}

// filedNow is a row Filed without the files that are gone from their message.
func filedNow(e, latest *Entry) *Entry {
	if latest == nil {
		return e
	}
	copied := *e
	copied.withdrawn(latest)
	copied.Detail.Files = Without(e.Detail.Files, copied.Detail.Removed)
	return &copied
}
