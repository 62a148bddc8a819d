package sqlstore

import (
	"context"
	"errors"
	"time"

	"guichet/tickets"
)

// Draft is tickets.Tx's.
func (t *tx) Draft(ctx context.Context, id string) ([]byte, error) {
	var draft []byte
	err := t.one(ctx, "load a draft", "select body from drafts where id = ?1 and expires_at > ?2",
		[]any{text(id), ms(t.now)}, &draft)
	return draft, err
}

// SaveDraft is tickets.Tx's.
func (t *tx) SaveDraft(ctx context.Context, id string, draft []byte, expires time.Time) error {
	if draft == nil {
		draft = []byte{} // SQLite would store null
	}
	_, err := t.exec(ctx, "save a draft", `insert into drafts (id, body, expires_at) values (?1, ?2, ?3)
		on conflict (id) do update set body = excluded.body, expires_at = excluded.expires_at`,
		text(id), draft, ms(expires))
	return err
}

// DeleteDraft is tickets.Tx's.
func (t *tx) DeleteDraft(ctx context.Context, id string) error {
	_, err := t.exec(ctx, "delete a draft", "delete from drafts where id = ?1", text(id))
	return err
}

// Value is tickets.Tx's.
func (t *tx) Value(ctx context.Context, key string) (string, error) {
	var value string
	err := t.one(ctx, "load a value", "select value from facts where key = ?1", []any{text(key)}, &value)
	if errors.Is(err, tickets.ErrNotFound) {
		return "", nil
	}
	return value, err
}

// SetValue is tickets.Tx's.
func (t *tx) SetValue(ctx context.Context, key, value string) error {
	_, err := t.exec(ctx, "save a value", `insert into facts (key, value) values (?1, ?2)
		on conflict (key) do update set value = excluded.value`, text(key), text(value))
	return err
}

// Prune is tickets.Tx's.
func (t *tx) Prune(ctx context.Context) error {
	if _, err := t.exec(ctx, "prune drafts", "delete from drafts where expires_at <= ?1", ms(t.now)); err != nil {
		return err
	}
	if _, err := t.exec(ctx, "prune the audit", "delete from audit where at < ?1", ms(t.now.Add(-tickets.AuditKept))); err != nil {
		return err
	}
	_, err := t.exec(ctx, "prune events", "delete from events where at < ?1", ms(t.now.Add(-keepEvents)))
	return err
}
