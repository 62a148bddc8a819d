package sqlstore

import (
	"context"
	"fmt"
	"time"

	"guichet/tickets"
)

const selectDeliveries = `select d.id, d.key, d.ticket, d.entry, d.purpose, d.space, d.place, d.place_user,
	d.state, d.generation, d.attempts, d.due_at, d.first_at, d.tried_at, d.created_at, d.sent_at,
	d.ref_space, d.ref_channel, d.ref_message, d.ref_thread, d.reason, d.budget, d.beside from deliveries d`

func (t *tx) deliveries(ctx context.Context, what, query string, args ...any) ([]*tickets.Delivery, error) {
	var found []*tickets.Delivery
	err := t.all(ctx, what, query, args, func(row scanner) error {
		var (
			d                                tickets.Delivery
			due, first, tried, created, sent int64
		)
		err := row.Scan(&d.ID, &d.Key, &d.Ticket, &d.Entry, &d.Purpose, &d.Place.Space, &d.Place.Kind, &d.Place.User,
			&d.State, &d.Generation, &d.Attempts, &due, &first, &tried, &created, &sent,
			&d.Ref.Space, &d.Ref.Channel, &d.Ref.Message, &d.Ref.Thread, &d.Reason, &d.Budget, &d.Beside)
		if err != nil {
			return err
		}
		d.DueAt, d.FirstAt, d.TriedAt = at(due), at(first), at(tried)
		d.CreatedAt, d.SentAt = at(created), at(sent)
		found = append(found, &d)
		return nil
	})
	return found, err
}

func (t *tx) delivery(ctx context.Context, what, query string, args ...any) (*tickets.Delivery, error) {
	found, err := t.deliveries(ctx, what, query, args...)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("sqlstore: %s: %w", what, tickets.ErrNotFound)
	}
	return found[0], nil
}

const enqueue = `insert into deliveries (key, due_at, ticket, entry, purpose, space, place, place_user,
	created_at, waits_since, state, generation, attempts, first_at, tried_at, sent_at,
	ref_space, ref_channel, ref_message, ref_thread, reason, budget, beside)
	values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?2, ?10, 1, 0, 0, 0, 0, '', '', '', '', '', ?11, ?12)
	on conflict (key) do `

// staleAgain makes a delivery due again. The last try of one that was never seen to stand
// stays on record: its outcome may be unknown still, whatever the generation.
const staleAgain = ` set state = 'queued', generation = deliveries.generation + 1, attempts = 0,
	due_at = ?2, first_at = 0, reason = '',
	waits_since = case when deliveries.state = 'queued' then deliveries.waits_since else ?2 end`

// unlessHeld leaves alone what a digest says instead.
const unlessHeld = " deliveries.state <> 'held'"

// Enqueue is tickets.Tx's.
func (t *tx) Enqueue(ctx context.Context, d *tickets.Delivery) error {
	due := ms(d.DueAt)
	if due == 0 {
		due = ms(t.now)
	}
	if d.OnlyStale {
		_, err := t.exec(ctx, "make a delivery due again", "update deliveries"+staleAgain+" where key = ?1 and"+unlessHeld, text(d.Key), due)
		return err
	}
	query := enqueue + "nothing"
	if d.Stale {
		query = enqueue + "update" + staleAgain + " where" + unlessHeld
	}
	state := tickets.Queued
	if d.State == tickets.Held {
		state = tickets.Held
	}
	_, err := t.exec(ctx, "enqueue a delivery", query, text(d.Key), due, d.Ticket, d.Entry, text(d.Purpose),
		text(d.Place.Space), text(d.Place.Kind), text(d.Place.User), ms(t.now), text(state), text(d.Budget), d.Beside)
	return err
}

// SaveDelivery is tickets.Tx's. FirstAt belongs to a generation as DueAt and Attempts do,
// so it stays as stored with them.
func (t *tx) SaveDelivery(ctx context.Context, d *tickets.Delivery) error {
	n, err := t.exec(ctx, "save a delivery", `update deliveries set
		state    = case when generation > ?2 then state    else ?3 end,
		attempts = case when generation > ?2 then attempts else ?4 end,
		due_at   = case when generation > ?2 then due_at   else ?5 end,
		first_at = case when generation > ?2 then first_at else ?6 end,
		tried_at = ?7, sent_at = ?8, ref_space = ?9, ref_channel = ?10, ref_message = ?11, ref_thread = ?12, reason = ?13
		where id = ?1`,
		d.ID, d.Generation, text(d.State), d.Attempts, ms(d.DueAt), ms(d.FirstAt), ms(d.TriedAt), ms(d.SentAt),
		text(d.Ref.Space), text(d.Ref.Channel), text(d.Ref.Message), text(d.Ref.Thread), text(d.Reason))
	if err == nil && n == 0 {
		err = fmt.Errorf("sqlstore: save delivery %d: %w", d.ID, tickets.ErrNotFound)
	}
	return err
}

// Delivery is tickets.Tx's.
func (t *tx) Delivery(ctx context.Context, key string) (*tickets.Delivery, error) {
	return t.delivery(ctx, "load a delivery", selectDeliveries+" where d.key = ?1", text(key))
}

const byMessage = ` where d.ref_message <> '' and d.ref_channel = ?1 and d.ref_message = ?2 and d.ref_space = ?3
	order by d.id desc limit 1`

// DeliveryByMessage is tickets.Tx's.
func (t *tx) DeliveryByMessage(ctx context.Context, m tickets.MessageRef) (*tickets.Delivery, error) {
	return t.delivery(ctx, "find a message's delivery", selectDeliveries+byMessage,
		text(m.Channel), text(m.Message), text(m.Space))
}

// nextDeliveries walks the queue of a space in the order of the index, looks into each
// one's lane, and stops at the limit. The pluses keep planners from the index by due time,
// which would have them collect and sort a long queue.
const nextDeliveries = ` where d.space = ?1 and d.state = 'queued' and +d.due_at <= ?2
	and (d.ref_message <> '' or d.ticket = 0 or not exists (
		select 1 from deliveries before
		where before.ticket = d.ticket and before.space = d.space and before.id < d.id
		and before.state = 'queued' and before.ref_message = '' and +before.due_at > ?2 and not before.beside
		and before.reason <> '` + tickets.ChannelMissing + `'))
	order by d.id limit ?3`

// NextDeliveries is tickets.Tx's. It locks nothing: passing over locked rows would let a
// later delivery of a ticket overtake an earlier one. Dispatching a space is one lease.
func (t *tx) NextDeliveries(ctx context.Context, space string, limit int) ([]*tickets.Delivery, error) {
	return t.deliveries(ctx, "list the next deliveries", selectDeliveries+nextDeliveries, text(space), ms(t.now), limit)
}

const nextDeliveryAt = `select coalesce(min(due_at), 0) from deliveries
	where space = ?1 and state = 'queued' and due_at > ?2`

// NextDeliveryAt is tickets.Tx's.
func (t *tx) NextDeliveryAt(ctx context.Context, space string) (time.Time, error) {
	var due int64
	err := t.one(ctx, "find the next delivery's time", nextDeliveryAt, []any{text(space), ms(t.now)}, &due)
	return at(due), err
}

const queueStats = `select
	(select count(*) from deliveries where space = ?1 and state = 'queued'),
	(select count(*) from deliveries where space = ?1 and state = 'parked'),
	(select coalesce(min(waits_since), 0) from deliveries where space = ?1 and state = 'queued' and waits_since <= ?2)`

// QueueStats is tickets.Tx's. A delivery of a later hour waits from that hour on; one that
// is tried again waits since it was first due.
func (t *tx) QueueStats(ctx context.Context, space string) (queued, parked int, oldest time.Time, err error) {
	var since int64
	err = t.one(ctx, "measure the queue", queueStats, []any{text(space), ms(t.now)}, &queued, &parked, &since)
	return queued, parked, at(since), err
}
