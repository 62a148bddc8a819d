package sqlstore

import (
	"context"

	"guichet/tickets"
)

// saveFollowers brings the index of tickets by follower up to date: the tickets themselves
// keep their followers in one column, so that loading one stays one read.
func (t *tx) saveFollowers(ctx context.Context, ticket *tickets.Ticket) error {
	query, args := "delete from followers where ticket = ?1", []any{ticket.Number}
	if n := len(ticket.Followers); n > 0 {
		query += " and user_id not in (" + placeholders(2, n) + ")"
		for _, u := range ticket.Followers {
			args = append(args, text(u))
		}
	}
	if _, err := t.exec(ctx, "forget followers", query, args...); err != nil {
		return err
	}
	for _, u := range ticket.Followers {
		_, err := t.exec(ctx, "save a follower", "insert into followers (ticket, user_id) values (?1, ?2) on conflict do nothing", ticket.Number, text(u))
		if err != nil {
			return err
		}
	}
	return nil
}
