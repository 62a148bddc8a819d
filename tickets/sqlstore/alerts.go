package sqlstore

import (
	"context"
	"time"

	"guichet/tickets"
)

const saidAlerts = "select count(*) from deliveries where budget = ?1 and budget <> '' and state <> 'held' and created_at > ?2"

// SaidAlerts is tickets.Tx's.
func (t *tx) SaidAlerts(ctx context.Context, budget string, since time.Time) (n int, err error) {
	err = t.one(ctx, "count a channel's alerts", saidAlerts, []any{text(budget), ms(since)}, &n)
	return n, err
}

const (
	whereHeld  = " where d.budget = ?1 and d.state = 'held' and d.created_at >= ?2 and d.created_at < ?3"
	heldAlerts = selectDeliveries + whereHeld + " order by d.created_at, d.id limit ?4"
	countHeld  = "select count(*) from deliveries d" + whereHeld
)

// HeldAlerts is tickets.Tx's.
func (t *tx) HeldAlerts(ctx context.Context, budget string, from, until time.Time, limit int) (held []*tickets.Delivery, total int, err error) {
	held, err = t.deliveries(ctx, "list the alerts held back", heldAlerts, text(budget), ms(from), ms(until), limit)
	if err != nil {
		return nil, 0, err
	}
	err = t.one(ctx, "count the alerts held back", countHeld, []any{text(budget), ms(from), ms(until)}, &total)
	return held, total, err
}
