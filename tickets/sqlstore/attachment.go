package sqlstore

import (
	"context"
	"fmt"
	"time"

	"guichet/tickets"
)

const selectAttachments = `select id, ticket, entry, position, space, file, state, attempts, due_at, first_at
	from attachments`

func (t *tx) attachments(ctx context.Context, what, query string, args ...any) ([]*tickets.Attachment, error) {
	var found []*tickets.Attachment
	err := t.all(ctx, what, selectAttachments+query, args, func(row scanner) error {
		var (
			a          tickets.Attachment
			file       string
			due, first int64
		)
		err := row.Scan(&a.ID, &a.Ticket, &a.Entry, &a.Position, &a.Space, &file, &a.State, &a.Attempts, &due, &first)
		if err != nil {
			return err
		}
		if err := parse(file, &a.File); err != nil {
			return fmt.Errorf("attachment %d: %w", a.ID, err)
		}
		a.DueAt, a.FirstAt = at(due), at(first)
		found = append(found, &a)
		return nil
	})
	return found, err
}

// InsertAttachment is tickets.Tx's.
func (t *tx) InsertAttachment(ctx context.Context, a *tickets.Attachment) error {
	file, err := body(a.File)
	if err != nil {
		return err
	}
	return t.one(ctx, "insert an attachment", `insert into attachments
		(ticket, entry, position, space, file, state, attempts, due_at, first_at)
		values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) returning id`,
		[]any{a.Ticket, a.Entry, a.Position, text(a.Space), file, text(a.State), a.Attempts, ms(a.DueAt), ms(a.FirstAt)}, &a.ID)
}

// SaveAttachment is tickets.Tx's.
func (t *tx) SaveAttachment(ctx context.Context, a *tickets.Attachment) error {
	file, err := body(a.File)
	if err != nil {
		return err
	}
	n, err := t.exec(ctx, "save an attachment",
		"update attachments set file = ?2, state = ?3, attempts = ?4, due_at = ?5, first_at = ?6 where id = ?1",
		a.ID, file, text(a.State), a.Attempts, ms(a.DueAt), ms(a.FirstAt))
	if err == nil && n == 0 {
		err = fmt.Errorf("sqlstore: save attachment %d: %w", a.ID, tickets.ErrNotFound)
	}
	return err
}

// Attachment is tickets.Tx's.
func (t *tx) Attachment(ctx context.Context, id int64) (*tickets.Attachment, error) {
	found, err := t.attachments(ctx, "load an attachment", " where id = ?1", id)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("sqlstore: attachment %d: %w", id, tickets.ErrNotFound)
	}
	return found[0], nil
}

// AttachmentsOf is tickets.Tx's.
func (t *tx) AttachmentsOf(ctx context.Context, ticket int64) ([]*tickets.Attachment, error) {
	return t.attachments(ctx, "list a ticket's attachments", " where ticket = ?1 order by entry, position", ticket)
}

// AttachmentsIn is tickets.Tx's.
func (t *tx) AttachmentsIn(ctx context.Context, entry int64) ([]*tickets.Attachment, error) {
	return t.attachments(ctx, "list a row's attachments", " where entry = ?1 order by position", entry)
}

// DueAttachments is tickets.Tx's.
func (t *tx) DueAttachments(ctx context.Context, space string, limit int) ([]*tickets.Attachment, error) {
	return t.attachments(ctx, "list the attachments to fetch",
		" where space = ?1 and state = 'waiting' and due_at <= ?2 order by attempts, id limit ?3", text(space), ms(t.now), limit)
}

const nextAttachmentAt = `select coalesce(min(due_at), 0) from attachments
	where space = ?1 and state = 'waiting' and due_at > ?2`

// NextAttachmentAt is tickets.Tx's.
func (t *tx) NextAttachmentAt(ctx context.Context, space string) (time.Time, error) {
	var due int64
	err := t.one(ctx, "find the next attachment's time", nextAttachmentAt, []any{text(space), ms(t.now)}, &due)
	return at(due), err
}
