package sqlstore

import (
	"context"
	"strings"
	"time"

	"guichet/tickets"
)

// SetTimers is tickets.Tx's.
func (t *tx) SetTimers(ctx context.Context, ticket int64, timers []tickets.Timer) error {
	if _, err := t.exec(ctx, "drop a ticket's timers", "delete from timers where ticket = ?1", ticket); err != nil {
		return err
	}
	if len(timers) == 0 {
		return nil
	}
	const columns = 4
	rows := make([]string, 0, len(timers))
	args := []any{ticket}
	for _, timer := range timers {
		rows = append(rows, "(?1, "+placeholders(len(args)+1, columns)+")")
		args = append(args, text(timer.Key), ms(timer.DueAt), text(timer.Clock), timer.Percent)
	}
	_, err := t.exec(ctx, "set a ticket's timers",
		"insert into timers (ticket, key, due_at, clock, percent) values "+strings.Join(rows, ", "), args...)
	return err
}

// The ticket is locked along with its timer, or passed over with it: who changes a ticket
// locks it before its timers, and the other way round would be a deadlock.
const dueTimers = `select timers.ticket, timers.key, timers.due_at, timers.clock, timers.percent
	from timers join tickets on tickets.number = timers.ticket
	where timers.due_at <= ?1 order by timers.due_at, timers.ticket, timers.key limit ?2`

// DueTimers is tickets.Tx's.
func (t *tx) DueTimers(ctx context.Context, limit int) ([]tickets.Timer, error) {
	query := dueTimers
	if t.mode != reading {
		query += t.dialect.skipLocked("timers, tickets")
	}
	var found []tickets.Timer
	err := t.all(ctx, "list due timers", query, []any{ms(t.now), limit}, func(row scanner) error {
		var timer tickets.Timer
		var due int64
		if err := row.Scan(&timer.Ticket, &timer.Key, &due, &timer.Clock, &timer.Percent); err != nil {
			return err
		}
		timer.DueAt = at(due)
		found = append(found, timer)
		return nil
	})
	return found, err
}

// DeleteTimer is tickets.Tx's.
func (t *tx) DeleteTimer(ctx context.Context, ticket int64, key string) (bool, error) {
	n, err := t.exec(ctx, "delete a timer", "delete from timers where ticket = ?1 and key = ?2", ticket, text(key))
	return n == 1, err
}

const nextTimer = "select coalesce(min(due_at), 0) from timers"

// NextTimer is tickets.Tx's.
func (t *tx) NextTimer(ctx context.Context) (time.Time, error) {
	var due int64
	err := t.one(ctx, "find the next timer", nextTimer, nil, &due)
	return at(due), err
}
