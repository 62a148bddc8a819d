package sqlstore

import (
	"context"
	"errors"
	"time"

	"guichet/tickets"
)

// keepEvents is how long keys of platform events are kept: longer than any platform
// delivers one again.
const keepEvents = 7 * 24 * time.Hour

// FirstSeen is tickets.Tx's. On PostgreSQL a second transaction with the same key waits
// here for the first one's end.
func (t *tx) FirstSeen(ctx context.Context, key string) (bool, error) {
	if key = text(key); key == "" {
		return true, nil
	}
	n, err := t.exec(ctx, "record an event",
		"insert into events (key, at) values (?1, ?2) on conflict (key) do nothing", key, ms(t.now))
	return n == 1, err
}

// Alone is tickets.Tx's. On SQLite every Update is alone. On PostgreSQL it is a lock that the
// end of the transaction gives back; two keys of one hash wait for each other in vain, no more.
// https://www.postgresql.org/docs/15/explicit-locking.html#ADVISORY-LOCKS
func (t *tx) Alone(ctx context.Context, key string) error {
	if !t.dialect.rowLocks {
		return nil
	}
	_, err := t.exec(ctx, "wait for others", "select pg_advisory_xact_lock(hashtextextended(?1, 0))", text(key))
	return err
}

// Reaction is tickets.Tx's: never seen is not present, at the zero time.
func (t *tx) Reaction(ctx context.Context, r tickets.Reaction) (present bool, when time.Time, err error) {
	var since int64
	err = t.one(ctx, "load a reaction", `select present, at from reactions
		where space = ?1 and channel = ?2 and message = ?3 and name = ?4 and user_id = ?5`,
		[]any{text(r.On.Space), text(r.On.Channel), text(r.On.Message), text(r.Name), text(r.By)}, &present, &since)
	if errors.Is(err, tickets.ErrNotFound) {
		return false, time.Time{}, nil
	}
	return present, at(since), err
}

// SetReaction is tickets.Tx's.
func (t *tx) SetReaction(ctx context.Context, r tickets.Reaction, present bool, when time.Time) error {
	_, err := t.exec(ctx, "save a reaction", `insert into reactions (space, channel, message, name, user_id, present, at)
		values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
		on conflict (space, channel, message, name, user_id) do update set present = excluded.present, at = excluded.at`,
		text(r.On.Space), text(r.On.Channel), text(r.On.Message), text(r.Name), text(r.By), present, ms(when))
	return err
}

// Reactions is tickets.Tx's; people stand in the order of their reactions.
func (t *tx) Reactions(ctx context.Context, m tickets.MessageRef) (map[string][]tickets.UserID, error) {
	found := map[string][]tickets.UserID{}
	err := t.all(ctx, "list reactions", `select name, user_id from reactions
		where space = ?1 and channel = ?2 and message = ?3 and present order by at, user_id`,
		[]any{text(m.Space), text(m.Channel), text(m.Message)}, func(row scanner) error {
			var name string
			var user tickets.UserID
			if err := row.Scan(&name, &user); err != nil {
				return err
			}
			found[name] = append(found[name], user)
			return nil
		})
	return found, err
}
