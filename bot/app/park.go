package app

import (
	"context"
	"fmt"

	"guichet/bot"
	"guichet/bot/outbox"
	"guichet/bot/speech"
	"guichet/tickets"
)

// isChannel tells whether the place is a channel of the desk, not of one ticket.
func isChannel(p tickets.Place) bool {
	return p.Kind == tickets.PlacePool || p.Kind == tickets.PlaceEscalation || p.Kind == tickets.PlaceManagers || p.Kind == tickets.PlaceHelpdesk
}

// withoutPool tells whether the failure under a card is that of the channel it stands in.
func withoutPool(p tickets.Place, f *bot.PlatformError) bool {
	return p.Kind == tickets.PlaceThread && (f.Fault == bot.Gone || f.Fault == bot.Forbidden) && f.Reason != bot.ReasonThreadLocked
}

// park gives up on a delivery and reports it in the pool channel of its space; a report that
// cannot be said is only logged.
func (d *dispatcher) park(row *tickets.Delivery, reason string) {
	d.app.metrics.Delivery(d.space, "parked")
	ctx, cancel := context.WithTimeout(context.Background(), sendTime)
	defer cancel()
	row.State, row.Reason = tickets.Parked, reason
	err := d.app.store.Update(ctx, func(tx tickets.Tx) error {
		if err := tx.SaveDelivery(ctx, row); err != nil {
			return err
		}
		if speech.Purpose(row.Purpose) == speech.PurposeParked || row.Place.Kind == tickets.PlacePool {
			return nil
		}
		if told, err := toldGone(ctx, tx, row); err != nil || told {
			return err
		}
		return tx.Enqueue(ctx, &tickets.Delivery{
			Key: outbox.ParkedPrefix + row.Key, Ticket: row.Ticket, Entry: row.Entry, Purpose: string(speech.PurposeParked),
			Place: tickets.Place{Space: d.reportSpace(), Kind: tickets.PlacePool, User: row.Place.User},
		})
	})
	if err != nil {
		d.app.log.Error().Err(err).Msg("a parked delivery could not be stored; it will be tried again")
	}
	d.app.wake()
}

// toldGone tells whether it was reported already that the person of the delivery's ticket can be
// told nothing any more: they have left. It notes that it is from now on.
func toldGone(ctx context.Context, tx tickets.Tx, row *tickets.Delivery) (bool, error) {
	if row.Place.User == "" || speech.Problems[row.Reason] != "user_gone" {
		return false, nil
	}
	first, err := tx.FirstSeen(ctx, fmt.Sprintf("gone:%d:%s", row.Ticket, row.Place.User))
	return !first, err
}

// reportSpace is where a parked delivery is reported: here, if there is a pool channel here.
func (d *dispatcher) reportSpace() string {
	if d.platform.Has(tickets.PlacePool) {
		return d.space
	}
	for _, p := range d.app.order {
		if p.Has(tickets.PlacePool) {
			return p.Space()
		}
	}
	return d.space
}
