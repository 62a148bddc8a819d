package app

import (
	"context"
	"errors"
	"slices"

	"guichet/bot"
	"guichet/bot/speech"
	"guichet/tickets"
)

// deleted takes the news that somebody deleted a message. A card of ours is posted again, at
// once: the desk works with it. What else we said has been said. What a person takes back is
// taken back on the other side.
func (a *App) deleted(ctx context.Context, e bot.Event) error {
	if was, err := a.panelDeleted(ctx, e); was || err != nil {
		return err
	}
	d, err := a.deliveryAt(ctx, e.Where)
	switch {
	case errors.Is(err, tickets.ErrNotFound):
		return a.withdrawn(ctx, e)
	case err != nil || speech.Purpose(d.Purpose) != speech.PurposeCard:
		return err
	}
	return a.cardGone(ctx, d)
}

// channelLost tells whether a failure is that of the channel a card stands in, which the desk still
// has: the card is there once the bot is let in again. Where the desk has another channel by now,
// the card is gone.
func (a *App) channelLost(p bot.Platform, card tickets.MessageRef, failure error) bool {
	switch speech.Problems[bot.FaultOf(failure).Reason] {
	case "message_gone", "thread_gone":
		return false
	}
	now := a.pools(p)
	return slices.Contains(now, card.Channel) || slices.Contains(now, "")
}

// cardGone has a card that is gone posted again, and says so under the new one. Nothing
// happens when that was seen to already.
func (a *App) cardGone(ctx context.Context, card *tickets.Delivery) error {
	return a.cardAgain(ctx, card, "reposted:", nil)
}

// cardReplaced has a card posted again that stands, but can have no thread any more. What stands
// points to the new one.
func (a *App) cardReplaced(ctx context.Context, card *tickets.Delivery) error {
	return a.cardAgain(ctx, card, "rethreaded:", func(ctx context.Context, tx tickets.Tx, before tickets.MessageRef) error {
		key := "replaced:" + before.Space + ":" + before.Message
		err := tx.Enqueue(ctx, &tickets.Delivery{Key: key, Ticket: card.Ticket, Purpose: string(speech.PurposeReplaced), Place: card.Place})
		if err != nil {
			return err
		}
		old, err := tx.Delivery(ctx, key)
		if err != nil {
			return err
		}
		old.Ref = before // it stands: what is sent is an edit
		return tx.SaveDelivery(ctx, old)
	})
}

// cardAgain has a card posted anew and why it was, which prefix names, said under it.
func (a *App) cardAgain(ctx context.Context, card *tickets.Delivery, prefix string, then func(ctx context.Context, tx tickets.Tx, before tickets.MessageRef) error) error {
	err := a.store.Update(ctx, func(tx tickets.Tx) error {
		now, err := tx.Delivery(ctx, card.Key)
		if err != nil || now.Ref != card.Ref || card.Ref.Message == "" {
			return err
		}
		again := *now
		again.Stale = true
		if err := tx.Enqueue(ctx, &again); err != nil {
			return err
		}
		if now, err = tx.Delivery(ctx, card.Key); err != nil {
			return err
		}
		before := now.Ref
		now.Ref = insteadOf(before)
		if err := tx.SaveDelivery(ctx, now); err != nil {
			return err
		}
		if then != nil {
			if err := then(ctx, tx, before); err != nil {
				return err
			}
		}
		return tx.Enqueue(ctx, &tickets.Delivery{
			Key: prefix + card.Place.Space + ":" + before.Message, Ticket: card.Ticket, Purpose: string(speech.PurposeReposted),
			Place: tickets.Place{Space: card.Place.Space, Kind: tickets.PlaceThread},
		})
	})
	a.wake()
	return err
}
