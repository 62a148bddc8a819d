package sqlstore

import (
	"context"
	"fmt"
	"strconv"

	"guichet/tickets"
)

// SaveBulk is tickets.Tx's.
func (t *tx) SaveBulk(ctx context.Context, b *tickets.Bulk) error {
	raw, err := body(b)
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, "save a bulk", `insert into bulks (id, by_user, state, created_at, body) values (?1, ?2, ?3, ?4, ?5)
		on conflict (id) do update set state = excluded.state, body = excluded.body`,
		text(b.ID), text(b.By), text(b.State), ms(b.At), raw)
	return err
}

const selectBulks = "select id, by_user, state, created_at, body from bulks"

func (t *tx) bulks(ctx context.Context, query string, args ...any) (found []*tickets.Bulk, err error) {
	err = t.all(ctx, "list bulks", query, args, func(row scanner) error {
		var b tickets.Bulk
		var created int64
		var raw string
		var id, state string
		var by tickets.UserID
		if err := row.Scan(&id, &by, &state, &created, &raw); err != nil {
			return err
		}
		if err := parse(raw, &b); err != nil {
			return fmt.Errorf("bulk %s: %w", id, err)
		}
		b.ID, b.By, b.State, b.At = id, by, tickets.BulkState(state), at(created)
		found = append(found, &b)
		return nil
	})
	return found, err
}

// Bulk is tickets.Tx's.
func (t *tx) Bulk(ctx context.Context, id string) (*tickets.Bulk, error) {
	found, err := t.bulks(ctx, selectBulks+" where id = ?1"+t.lockRows(), text(id))
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("sqlstore: bulk %s: %w", id, tickets.ErrNotFound)
	}
	return found[0], nil
}

// OpenBulks is tickets.Tx's.
func (t *tx) OpenBulks(ctx context.Context) ([]*tickets.Bulk, error) {
	return t.bulks(ctx, selectBulks+" where state in ('running', 'undoing') order by created_at, id")
}

// BulksBy is tickets.Tx's.
func (t *tx) BulksBy(ctx context.Context, u tickets.UserID, limit int) ([]*tickets.Bulk, error) {
	return t.bulks(ctx, selectBulks+" where by_user = ?1 and state <> 'preview' order by created_at desc, id limit ?2", text(u), limit)
}

// SaveBulkItem is tickets.Tx's.
func (t *tx) SaveBulkItem(ctx context.Context, i *tickets.BulkItem) error {
	raw, err := body(i)
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, "save an item of a bulk", `insert into bulk_items (bulk, ticket, state, entry, body) values (?1, ?2, ?3, ?4, ?5)
		on conflict (bulk, ticket) do update set state = excluded.state, entry = excluded.entry, body = excluded.body`,
		text(i.Bulk), i.Ticket, text(i.State), i.Entry, raw)
	return err
}

const selectBulkItems = "select bulk, ticket, state, entry, body from bulk_items where bulk = ?1"

func (t *tx) bulkItems(ctx context.Context, query string, args ...any) (found []*tickets.BulkItem, err error) {
	err = t.all(ctx, "list the items of a bulk", query, args, func(row scanner) error {
		var i tickets.BulkItem
		var bulk, state, raw string
		var number, entry int64
		if err := row.Scan(&bulk, &number, &state, &entry, &raw); err != nil {
			return err
		}
		if err := parse(raw, &i); err != nil {
			return fmt.Errorf("bulk %s, ticket %d: %w", bulk, number, err)
		}
		i.Bulk, i.Ticket, i.State, i.Entry = bulk, number, tickets.BulkState(state), entry
		found = append(found, &i)
		return nil
	})
	return found, err
}

// BulkItem is tickets.Tx's.
func (t *tx) BulkItem(ctx context.Context, bulk string, ticket int64) (*tickets.BulkItem, error) {
	found, err := t.bulkItems(ctx, selectBulkItems+" and ticket = ?2"+t.lockRows(), text(bulk), ticket)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("sqlstore: bulk %s, ticket %d: %w", bulk, ticket, tickets.ErrNotFound)
	}
	return found[0], nil
}

// BulkItems is tickets.Tx's.
func (t *tx) BulkItems(ctx context.Context, bulk string, state tickets.BulkState, limit int) ([]*tickets.BulkItem, error) {
	query, args := selectBulkItems, []any{text(bulk)}
	if state != "" {
		query, args = query+" and state = ?2", append(args, text(state))
	}
	query += " order by ticket"
	if limit > 0 {
		args = append(args, limit)
		query += " limit ?" + strconv.Itoa(len(args))
	}
	return t.bulkItems(ctx, query, args...)
}

// lockRows ends a select whose rows an Update locks.
func (t *tx) lockRows() string {
	if t.mode == reading {
		return ""
	}
	return t.dialect.forUpdate()
}
