package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"guichet/bot"
	"guichet/bot/outbox"
	"guichet/bot/speech"
	"guichet/tickets"
)

func linkTo(p bot.Platform, at tickets.MessageRef) string {
	l, ok := p.(bot.Linker)
	if !ok || at.Message == "" {
		return ""
	}
	return l.Link(at)
}

// formerKey names the nth message, from 1, that a card left behind as it moved to another channel:
// the old card, or the procedure under it.
func formerKey(number int64, space string, n int) string {
	return fmt.Sprintf("former:%d:%s:%d", number, space, n)
}

// movedKey names what is said under the card that took the place of the nth former message.
func movedKey(number int64, space string, n int) string {
	return fmt.Sprintf("moved_here:%d:%s:%d", number, space, n)
}

// misplaced tells whether the card of an unfinished ticket stands in another channel than its
// category's: because the category changed, or the configuration. Where the bot is not in the
// right channel, the card stays and works.
func misplaced(p bot.Platform, card *tickets.Delivery, t *tickets.Ticket) bool {
	if card == nil || t == nil || card.Ref.Message == "" || t.State.Finished() {
		return false
	}
	right := p.Channel(tickets.PlacePool, t.Category)
	return right != "" && right != card.Ref.Channel
}

// moveCard has the card posted anew where it belongs, with the procedure under it. What stands in
// the old place becomes a link once the new card stands. Nothing happens when that was seen to
// already.
func (a *App) moveCard(ctx context.Context, card *tickets.Delivery, t *tickets.Ticket) error {
	space := card.Place.Space
	err := a.store.Update(ctx, func(tx tickets.Tx) error {
		now, err := tx.Delivery(ctx, card.Key)
		if err != nil || now.Ref != card.Ref || card.Ref.Message == "" {
			return err
		}
		n, err := leave(ctx, tx, now, 1)
		if err != nil {
			return err
		}
		next := n
		for part := range speech.CheckPages(t.Checklist) {
			list, err := tx.Delivery(ctx, outbox.ChecklistKey(t.Number, space, part))
			if errors.Is(err, tickets.ErrNotFound) || err == nil && list.Ref.Message == "" {
				continue
			}
			if err != nil {
				return err
			}
			if next, err = leave(ctx, tx, list, next+1); err != nil {
				return err
			}
		}
		return tx.Enqueue(ctx, &tickets.Delivery{
			Key: movedKey(t.Number, space, n), Ticket: t.Number, Purpose: string(speech.PurposeMovedHere),
			Place: tickets.Place{Space: space, Kind: tickets.PlaceThread},
		})
	})
	a.wake()
	return err
}

// leave makes the message that stands for the delivery a former one, the first that is free from
// the nth on, and has the delivery posted anew. It returns which one it is.
func leave(ctx context.Context, tx tickets.Tx, d *tickets.Delivery, n int) (int, error) {
	for ; ; n++ {
		_, err := tx.Delivery(ctx, formerKey(d.Ticket, d.Place.Space, n))
		if errors.Is(err, tickets.ErrNotFound) {
			break
		}
		if err != nil {
			return n, err
		}
	}
	key, stood := formerKey(d.Ticket, d.Place.Space, n), d.Ref
	again := *d
	again.Stale = true
	former := tickets.Delivery{Key: key, Ticket: d.Ticket, Purpose: string(speech.PurposeMoved), Place: d.Place}
	if err := errors.Join(tx.Enqueue(ctx, &again), tx.Enqueue(ctx, &former)); err != nil {
		return n, err
	}
	now, err := tx.Delivery(ctx, d.Key)
	if err != nil {
		return n, err
	}
	now.Ref, now.TriedAt = insteadOf(stood), time.Time{}
	old, err := tx.Delivery(ctx, key)
	if err != nil {
		return n, err
	}
	old.Ref, old.State = stood, tickets.Sent // it waits for the new card, to which it will lead
	return n, errors.Join(tx.SaveDelivery(ctx, now), tx.SaveDelivery(ctx, old))
}

// followCard brings the messages that a card has left behind up to date, now that it stands.
func followCard(ctx context.Context, tx tickets.Tx, card *tickets.Delivery) error {
	for n := 1; ; n++ {
		key := formerKey(card.Ticket, card.Place.Space, n)
		_, err := tx.Delivery(ctx, key)
		if errors.Is(err, tickets.ErrNotFound) {
			return nil
		}
		if err == nil {
			err = tx.Enqueue(ctx, &tickets.Delivery{Key: key, OnlyStale: true})
		}
		if err != nil {
			return err
		}
	}
}

// elsewhereLink is where the other place of a card that moved is: the card of now for what it has
// left behind, the former card for what is said under the new one. errMoot: there is none yet.
func (d *dispatcher) elsewhereLink(ctx context.Context, row *tickets.Delivery) (string, error) {
	key := outbox.CardKey(row.Ticket, d.space)
	if speech.Purpose(row.Purpose) == speech.PurposeMovedHere {
		key = formerKey(row.Ticket, d.space, speech.PartOf(row.Key))
	}
	var there *tickets.Delivery
	err := d.app.store.View(ctx, func(tx tickets.Tx) (err error) {
		there, err = tx.Delivery(ctx, key)
		return err
	})
	if errors.Is(err, tickets.ErrNotFound) || err == nil && there.Ref.Message == "" {
		return "", errMoot
	}
	if err != nil {
		return "", err
	}
	return linkTo(d.platform, there.Ref), nil
}

// onFormer takes a reaction on a card that has moved: it does nothing, and who put it or took it
// off is told where the card is now.
func (a *App) onFormer(ctx context.Context, e bot.Event, number int64) error {
	err := a.store.Update(ctx, func(tx tickets.Tx) error {
		if first, err := tx.FirstSeen(ctx, e.Key); err != nil || !first {
			return orSeen(err)
		}
		return seeReaction(e)(ctx, tx)
	})
	if tickets.CodeOf(err) == tickets.Seen {
		return nil
	}
	if err != nil || !e.Roles.Technician && e.Name != emojiHand {
		return err
	}
	a.later.do("whisper where the card is", func(ctx context.Context) error {
		p := a.platforms[e.Space]
		if p == nil {
			return nil
		}
		var card *tickets.Delivery
		var t *tickets.Ticket
		err := a.store.View(ctx, func(tx tickets.Tx) (err error) {
			if t, err = tx.Ticket(ctx, number); err != nil {
				return err
			}
			card, err = tx.Delivery(ctx, outbox.CardKey(number, e.Space))
			return err
		})
		if err != nil {
			return err
		}
		sc := a.stage(ctx, a.people.ask(ctx, e.By.ID), t, nil, true)
		sc.Link = linkTo(p, card.Ref)
		return whisperTo(ctx, p, e.By.ID, e.Where, a.speech.Moved(sc))
	})
	return nil
}
