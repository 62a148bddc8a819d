package storetest

import (
	"context"
	"errors"
	"time"

	"github.com/google/go-cmp/cmp"

	"guichet/tickets"
)

// said appends a row to the ticket's journal.
func (d *desk) said(ticket int64) int64 {
	d.Helper()
	e := &tickets.Entry{Ticket: ticket, At: d.Clock.Now(), Kind: tickets.Said, Words: "voir le fichier"}
	d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.Append(ctx, e) })
	return e.ID
}

// join stores an attachment that waits from an instant on.
func (d *desk) join(ticket, entry int64, position int, space string, due time.Time) *tickets.Attachment {
	d.Helper()
	a := &tickets.Attachment{
		Ticket: ticket, Entry: entry, Position: position, Space: space, State: tickets.ToFetch, DueAt: due,
		File: tickets.File{Name: "écran.png", URL: "https://files.example/1?a=b", ID: "F1", Size: 12, From: tickets.MessageRef{Space: space, Channel: "C", Message: "1.2"}},
	}
	d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.InsertAttachment(ctx, a) })
	if a.ID == 0 {
		d.Errorf("the attachment has no ID")
	}
	return a
}

func (d *desk) expectAttachments(what string, want []*tickets.Attachment, list func(ctx context.Context, tx tickets.Tx) ([]*tickets.Attachment, error)) {
	d.Helper()
	d.view(func(ctx context.Context, tx tickets.Tx) error {
		got, err := list(ctx, tx)
		if diff := cmp.Diff(want, got); diff != "" {
			d.Errorf("%s: want → got\n%s", what, diff)
		}
		return err
	})
}

var attachmentTests = []test{
	{"Attachments/are listed by ticket and by row, in their order", func(d *desk) {
		one, other := d.open(), d.open()
		row, later, elsewhere := d.said(one.Number), d.said(one.Number), d.said(other.Number)
		c := d.join(one.Number, later, 0, "slack", d.now())
		b := d.join(one.Number, row, 1, "slack", d.now())
		a := d.join(one.Number, row, 0, "slack", d.now())
		x := d.join(other.Number, elsewhere, 0, "slack", d.now())
		d.expectAttachments("of the ticket", []*tickets.Attachment{a, b, c}, func(ctx context.Context, tx tickets.Tx) ([]*tickets.Attachment, error) {
			return tx.AttachmentsOf(ctx, one.Number)
		})
		d.expectAttachments("in the row", []*tickets.Attachment{a, b}, func(ctx context.Context, tx tickets.Tx) ([]*tickets.Attachment, error) {
			return tx.AttachmentsIn(ctx, row)
		})
		d.expectAttachments("of the other ticket", []*tickets.Attachment{x}, func(ctx context.Context, tx tickets.Tx) ([]*tickets.Attachment, error) {
			return tx.AttachmentsOf(ctx, other.Number)
		})
	}},
	{"Attachments/what is saved comes back", func(d *desk) {
		t := d.open()
		a := d.join(t.Number, d.said(t.Number), 0, "discord", d.now())
		a.State, a.Attempts, a.DueAt, a.FirstAt = tickets.Kept, 3, d.now().Add(time.Minute), d.now()
		a.File.Hash, a.File.Type, a.File.Size = "abc", "image/png", 13
		d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.SaveAttachment(ctx, a) })
		d.expectAttachments("saved", []*tickets.Attachment{a}, func(ctx context.Context, tx tickets.Tx) ([]*tickets.Attachment, error) {
			got, err := tx.Attachment(ctx, a.ID)
			return []*tickets.Attachment{got}, err
		})
		missing := &tickets.Attachment{ID: a.ID + 1}
		for what, f := range map[string]func(ctx context.Context, tx tickets.Tx) error{
			"load": func(ctx context.Context, tx tickets.Tx) error { _, err := tx.Attachment(ctx, missing.ID); return err },
			"save": func(ctx context.Context, tx tickets.Tx) error { return tx.SaveAttachment(ctx, missing) },
		} {
			if err := d.try(f); !errors.Is(err, tickets.ErrNotFound) {
				d.Errorf("%s what is not there: %v", what, err)
			}
		}
	}},
	{"DueAttachments/of the space, least tried first, up to the limit", func(d *desk) {
		t := d.open()
		row := d.said(t.Number)
		tried := d.join(t.Number, row, 0, "slack", d.now())
		fresh := d.join(t.Number, row, 1, "slack", d.now())
		soon := d.join(t.Number, row, 2, "slack", d.now().Add(time.Second))
		done := d.join(t.Number, row, 3, "slack", d.now())
		d.join(t.Number, row, 4, "discord", d.now())
		tried.Attempts, done.State = 1, tickets.NotKept
		d.update(func(ctx context.Context, tx tickets.Tx) error {
			return errors.Join(tx.SaveAttachment(ctx, tried), tx.SaveAttachment(ctx, done))
		})
		due := func(limit int, want ...*tickets.Attachment) {
			d.Helper()
			d.expectAttachments("due", want, func(ctx context.Context, tx tickets.Tx) ([]*tickets.Attachment, error) {
				return tx.DueAttachments(ctx, "slack", limit)
			})
		}
		due(10, fresh, tried)
		due(1, fresh)
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			at, err := tx.NextAttachmentAt(ctx, "slack")
			if !at.Equal(soon.DueAt) {
				d.Errorf("next at %s, want %s", at, soon.DueAt)
			}
			return err
		})
		d.Clock.Add(time.Second)
		due(10, fresh, soon, tried)
		d.view(func(ctx context.Context, tx tickets.Tx) error {
			at, err := tx.NextAttachmentAt(ctx, "slack")
			if !at.IsZero() {
				d.Errorf("next at %s, want none", at)
			}
			return err
		})
	}},
}
