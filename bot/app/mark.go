package app

import (
	"context"
	"errors"

	"guichet/bot"
	"guichet/tickets"
)

// mark marks the message that was sent to the requester where it stands itself, instead of
// saying its words again below it. done is false where the words were written elsewhere, or the
// bot may not mark: then the thread is told in words.
func (d *dispatcher) mark(ctx context.Context, row *tickets.Delivery) (done bool, err error) {
	marker, ok := d.platform.(bot.SentMarker)
	if !ok {
		return false, nil
	}
	var o *tickets.Original
	err = d.app.store.View(ctx, func(tx tickets.Tx) (err error) {
		o, err = tx.OriginalOf(ctx, row.Entry)
		return err
	})
	if errors.Is(err, tickets.ErrNotFound) || err == nil && o.Ref.Space != d.space {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if err := marker.Mark(ctx, o.Ref, emojiCheck, !o.Gone); err != nil {
		switch bot.FaultOf(err).Fault {
		case bot.Gone:
			return true, errMoot
		case bot.Forbidden, bot.Refused:
			return false, nil
		}
		return false, err
	}
	row.State, row.SentAt, row.Reason = tickets.Sent, d.app.now(), ""
	return true, d.app.store.Update(context.WithoutCancel(ctx), func(tx tickets.Tx) error { return tx.SaveDelivery(ctx, row) })
}
