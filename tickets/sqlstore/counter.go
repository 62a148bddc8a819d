package sqlstore

import (
	"context"

	"guichet/tickets"
)

const selectCounters = "select ticket, user_id, channel, thread, kind from counters"

func (t *tx) counter(ctx context.Context, what, query string, args ...any) (*tickets.Counter, error) {
	var c tickets.Counter
	if err := t.one(ctx, what, query, args, &c.Ticket, &c.User, &c.Channel, &c.Thread, &c.Kind); err != nil {
		return nil, err
	}
	return &c, nil
}

// Counter is tickets.Tx's.
func (t *tx) Counter(ctx context.Context, ticket int64, user tickets.UserID) (*tickets.Counter, error) {
	return t.counter(ctx, "load a counter", selectCounters+" where ticket = ?1 and user_id = ?2", ticket, text(user))
}

// SaveCounter is tickets.Tx's.
func (t *tx) SaveCounter(ctx context.Context, c tickets.Counter) error {
	_, err := t.exec(ctx, "save a counter", `insert into counters (ticket, user_id, space, channel, thread, kind)
		values (?1, ?2, ?3, ?4, ?5, ?6)
		on conflict (ticket, user_id) do update set space = excluded.space, channel = excluded.channel,
			thread = excluded.thread, kind = excluded.kind`,
		c.Ticket, text(c.User), text(c.User.Space()), text(c.Channel), text(c.Thread), text(c.Kind))
	return err
}

// CounterAt is tickets.Tx's. Several tickets of a person may share one DM: the newest is found.
func (t *tx) CounterAt(ctx context.Context, space, channel, thread string) (*tickets.Counter, error) {
	return t.counter(ctx, "find a counter", selectCounters+
		" where space = ?1 and channel = ?2 and thread = ?3 order by ticket desc limit 1",
		text(space), text(channel), text(thread))
}
