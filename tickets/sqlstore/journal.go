package sqlstore

import (
	"context"
	"fmt"

	"guichet/tickets"
)

const selectJournal = `select j.id, j.ticket, j.at, j.actor, j.via, j.event, j.kind, j.detail,
	coalesce(w.text, ''), coalesce(w.was, ''), coalesce(w.note, ''), coalesce(w.files, '')
	from journal j left join words w on w.entry = j.id`

const ofTicket = " where j.ticket = ?1 order by j.id"

func scanEntry(row scanner) (*tickets.Entry, error) {
	var (
		e             tickets.Entry
		when          int64
		detail, files string
	)
	err := row.Scan(&e.ID, &e.Ticket, &when, &e.Actor, &e.Via, &e.Event, &e.Kind, &detail, &e.Words, &e.Was, &e.Note, &files)
	if err != nil {
		return nil, err
	}
	e.At = at(when)
	if err := parse(detail, &e.Detail); err != nil {
		return nil, fmt.Errorf("journal row %d: %w", e.ID, err)
	}
	if err := parse(files, &e.Detail.Files); err != nil {
		return nil, fmt.Errorf("journal row %d: %w", e.ID, err)
	}
	return &e, nil
}

// Append is tickets.Tx's.
func (t *tx) Append(ctx context.Context, e *tickets.Entry) error {
	short := e.Detail
	short.Files = nil // they stand beside the words, where erasure reaches them
	detail, err := body(short)
	if err != nil {
		return err
	}
	files, err := body(e.Detail.Files)
	if err != nil {
		return err
	}
	var id int64
	err = t.one(ctx, "append to the journal", `insert into journal (ticket, at, actor, via, event, kind, detail)
		values (?1, ?2, ?3, ?4, ?5, ?6, ?7) returning id`,
		[]any{e.Ticket, ms(e.At), text(e.Actor), text(e.Via), text(e.Event), text(e.Kind), detail}, &id)
	if err != nil {
		return err
	}
	if words, was, note := text(e.Words), text(e.Was), text(e.Note); words != "" || was != "" || note != "" || files != "" {
		_, err = t.exec(ctx, "append words to the journal",
			"insert into words (entry, text, was, note, files) values (?1, ?2, ?3, ?4, ?5)", id, words, was, note, files)
		if err != nil {
			return err
		}
	}
	e.ID = id
	return nil
}

// Journal is tickets.Tx's.
func (t *tx) Journal(ctx context.Context, number int64) ([]*tickets.Entry, error) {
	return t.entries(ctx, selectJournal+ofTicket, number)
}

// Entry is tickets.Tx's.
func (t *tx) Entry(ctx context.Context, id int64) (*tickets.Entry, error) {
	found, err := t.entries(ctx, selectJournal+" where j.id = ?1", id)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("sqlstore: journal row %d: %w", id, tickets.ErrNotFound)
	}
	return found[0], nil
}

func (t *tx) entries(ctx context.Context, query string, id int64) ([]*tickets.Entry, error) {
	var found []*tickets.Entry
	err := t.all(ctx, "read the journal", query, []any{id}, func(row scanner) error {
		e, err := scanEntry(row)
		found = append(found, e)
		return err
	})
	return found, err
}
