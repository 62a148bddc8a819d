package sqlstore

import (
	"context"
	"time"

	"guichet/tickets"
)

// Person is tickets.Tx's.
func (t *tx) Person(ctx context.Context, id tickets.UserID) (*tickets.Person, time.Time, error) {
	var p tickets.Person
	var saved int64
	err := t.one(ctx, "load a person", "select id, name, locale, email, gone, saved_at from people where id = ?1",
		[]any{text(id)}, &p.ID, &p.Name, &p.Locale, &p.Email, &p.Gone, &saved)
	if err != nil {
		return nil, time.Time{}, err
	}
	return &p, at(saved), nil
}

// SavePerson is tickets.Tx's.
func (t *tx) SavePerson(ctx context.Context, p tickets.Person) error {
	_, err := t.exec(ctx, "save a person", `insert into people (id, name, locale, email, gone, saved_at)
		values (?1, ?2, ?3, ?4, ?5, ?6)
		on conflict (id) do update set name = excluded.name, locale = excluded.locale,
			email = excluded.email, gone = excluded.gone, saved_at = excluded.saved_at`,
		text(p.ID), text(p.Name), text(p.Locale), text(p.Email), p.Gone, ms(t.now))
	return err
}
