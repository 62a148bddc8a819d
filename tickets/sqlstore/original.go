package sqlstore

import (
	"context"
	"fmt"
	"time"

	"guichet/tickets"
)

const selectOriginals = `select entry, ticket, space, channel, message, thread, author, at, changed_at, latest, gone
	from originals`

func (t *tx) originals(ctx context.Context, what, query string, args ...any) ([]*tickets.Original, error) {
	var found []*tickets.Original
	err := t.all(ctx, what, query, args, func(row scanner) error {
		var o tickets.Original
		var said, changed int64
		err := row.Scan(&o.Entry, &o.Ticket, &o.Ref.Space, &o.Ref.Channel, &o.Ref.Message, &o.Ref.Thread,
			&o.Author, &said, &changed, &o.Latest, &o.Gone)
		o.At, o.ChangedAt = at(said), at(changed)
		found = append(found, &o)
		return err
	})
	return found, err
}

func (t *tx) original(ctx context.Context, what, query string, args ...any) (*tickets.Original, error) {
	found, err := t.originals(ctx, what, query, args...)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("sqlstore: %s: %w", what, tickets.ErrNotFound)
	}
	return found[0], nil
}

// SaveOriginal is tickets.Tx's.
func (t *tx) SaveOriginal(ctx context.Context, o tickets.Original) error {
	_, err := t.exec(ctx, "save a message's origin", `insert into originals
		(entry, ticket, space, channel, message, thread, author, at, changed_at, latest, gone)
		values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
		on conflict (entry) do update set changed_at = excluded.changed_at, latest = excluded.latest, gone = excluded.gone`,
		o.Entry, o.Ticket, text(o.Ref.Space), text(o.Ref.Channel), text(o.Ref.Message), text(o.Ref.Thread),
		text(o.Author), ms(o.At), ms(o.ChangedAt), o.Latest, o.Gone)
	return err
}

// OriginalOf is tickets.Tx's.
func (t *tx) OriginalOf(ctx context.Context, entry int64) (*tickets.Original, error) {
	return t.original(ctx, "find a row's message", selectOriginals+" where entry = ?1", entry)
}

const originalAt = " where channel = ?1 and message = ?2 and space = ?3 order by entry desc limit 1"

// OriginalAt is tickets.Tx's.
func (t *tx) OriginalAt(ctx context.Context, m tickets.MessageRef) (*tickets.Original, error) {
	return t.original(ctx, "find a message's row", selectOriginals+originalAt, text(m.Channel), text(m.Message), text(m.Space))
}

// Originals is tickets.Tx's.
func (t *tx) Originals(ctx context.Context, ticket int64, space, channel string, since time.Time) ([]*tickets.Original, error) {
	return t.originals(ctx, "list the messages of a ticket", selectOriginals+
		" where ticket = ?1 and space = ?2 and channel = ?3 and at >= ?4 and not gone order by entry",
		ticket, text(space), text(channel), ms(since))
}
