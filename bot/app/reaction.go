package app

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"guichet/bot"
	"guichet/bot/outbox"
	"guichet/bot/speech"
	"guichet/tickets"
)

// Canonical names of the reactions that mean something.
const (
	emojiEyes   = "eyes"
	emojiPause  = "double_vertical_bar"
	emojiUp     = "arrow_up"
	emojiCheck  = "white_check_mark"
	emojiSiren  = "rotating_light"
	emojiHand   = "hand"
	emojiLetter = "email"
)

// cardEmojis are the reactions that mean something on a card.
var cardEmojis = []string{emojiEyes, emojiPause, emojiUp, emojiCheck, emojiSiren, emojiHand}

// reaction takes an emoji put on a message or taken off. What counts is the difference between
// what was seen last and now, so a late duplicate changes nothing, and a loser's old 👀 never
// claims: it is not new.
func (a *App) reaction(ctx context.Context, e bot.Event, via string) error {
	if e.Name == emojiTicket {
		return a.mark(ctx, e)
	}
	if !meaning[e.Name] {
		return nil
	}
	if e.Name == emojiLetter {
		return a.letter(ctx, e)
	}
	d, err := a.deliveryAt(ctx, e.Where)
	if errors.Is(err, tickets.ErrNotFound) {
		a.identify(e)
		return nil
	}
	if err != nil {
		return err
	}
	if speech.Purpose(d.Purpose) == speech.PurposeMoved {
		return a.onFormer(ctx, e, d.Ticket)
	}
	onCard := speech.Purpose(d.Purpose) == speech.PurposeCard
	if !onCard && (speech.Purpose(d.Purpose) != speech.PurposeAnnouncement || e.Name != emojiHand) {
		return nil
	}
	err = a.reactCard(ctx, e, d.Ticket, via)
	var refusal *tickets.Error
	if !errors.As(err, &refusal) {
		return err
	}
	if refusal.Code == tickets.Seen || !e.On {
		return nil
	}
	if refusal.Code == tickets.AlreadyYours || refusal.Code == tickets.NothingToChange {
		return nil
	}
	a.later.do("whisper refusal", func(ctx context.Context) error {
		p := a.platforms[e.Space]
		if p == nil {
			return nil
		}
		who := a.people.ask(ctx, e.By.ID)
		sc := a.stage(ctx, who, refusal.Ticket, nil, true)
		return whisperTo(ctx, p, e.By.ID, e.Where, a.speech.Refusal(sc, refusal))
	})
	return nil
}

var meaning = map[string]bool{
	emojiEyes: true, emojiPause: true, emojiUp: true, emojiCheck: true, emojiSiren: true, emojiHand: true, emojiLetter: true,
}

// reactCard does what the reaction on the card of a ticket means. Reactions of people who are
// not technicians are seen, and mean nothing but ✋.
func (a *App) reactCard(ctx context.Context, e bot.Event, number int64, via string) error {
	by := act(e, via)
	by.With = seeReaction(e)
	if !e.Roles.Technician && e.Name != emojiHand {
		if err := a.store.Update(ctx, func(tx tickets.Tx) error {
			if first, err := tx.FirstSeen(ctx, e.Key); err != nil || !first {
				return orSeen(err)
			}
			return by.With(ctx, tx)
		}); err != nil {
			return err
		}
		return &tickets.Error{Code: tickets.NotAllowed}
	}
	var err error
	switch {
	case e.Name == emojiEyes && e.On:
		_, err = a.claim(ctx, by, number)
	case e.Name == emojiEyes:
		_, err = a.desk.Release(ctx, by, number)
	case e.Name == emojiPause && e.On:
		_, err = a.desk.Wait(ctx, by, number, tickets.BallRequester, "")
	case e.Name == emojiPause:
		_, err = a.desk.Resume(ctx, by, number)
	case e.Name == emojiUp && e.On:
		_, err = a.desk.Escalate(ctx, by, number, 2, "")
	case e.Name == emojiCheck && e.On:
		_, err = a.desk.Prompt(ctx, by, number)
	case e.Name == emojiCheck:
		_, err = a.desk.DropPrompt(ctx, by, number)
	case e.Name == emojiSiren && e.On:
		_, err = a.desk.SetUrgency(ctx, by, number, tickets.High)
	case e.Name == emojiHand && e.On:
		_, err = a.desk.JoinIn(ctx, by, number)
	case e.Name == emojiHand:
		_, err = a.desk.DropOut(ctx, by, number)
	default:
		err = a.store.Update(ctx, func(tx tickets.Tx) error { return by.With(ctx, tx) })
	}
	return err
}

func orSeen(err error) error {
	if err != nil {
		return err
	}
	return &tickets.Error{Code: tickets.Seen}
}

// seeReaction records what is seen of a reaction, and refuses as Seen what is not new: told
// twice, or older than what was seen last.
func seeReaction(e bot.Event) func(ctx context.Context, tx tickets.Tx) error {
	return func(ctx context.Context, tx tickets.Tx) error {
		r := tickets.Reaction{On: e.Where, Name: e.Name, By: e.By.ID}
		present, at, err := tx.Reaction(ctx, r)
		if err != nil {
			return err
		}
		when := e.At.Truncate(time.Millisecond)
		if when.IsZero() {
			when = tx.Now()
		}
		if present == e.On || !at.IsZero() && when.Before(at) {
			return &tickets.Error{Code: tickets.Seen}
		}
		return tx.SetReaction(ctx, r, e.On, when)
	}
}

// deliveryAt finds the delivery whose message this is.
func (a *App) deliveryAt(ctx context.Context, m tickets.MessageRef) (d *tickets.Delivery, err error) {
	err = a.store.View(ctx, func(tx tickets.Tx) error {
		d, err = tx.DeliveryByMessage(ctx, m)
		return err
	})
	return d, err
}

// identify looks whether an unknown message is a card whose id we failed to store: the bot was
// killed between posting and storing. If it is, the id is stored and the reaction counts.
func (a *App) identify(e bot.Event) {
	p := a.platforms[e.Space]
	who, ok := p.(bot.Identifier)
	if !ok || !a.isPool(p, e.Where.Channel) {
		return
	}
	a.later.do("identify a card", func(ctx context.Context) error {
		key, number, ok, err := who.Identify(ctx, e.Where)
		if err != nil || !ok {
			return err
		}
		if key, _, _ = strings.Cut(key, againMark); key == "" {
			key = outbox.CardKey(number, e.Space)
		}
		known := false
		err = a.store.Update(ctx, func(tx tickets.Tx) error {
			known = false
			d, err := tx.Delivery(ctx, key)
			if errors.Is(err, tickets.ErrNotFound) || err == nil && speech.Purpose(d.Purpose) != speech.PurposeCard {
				return nil
			}
			if err != nil {
				return err
			}
			if d.Ref.Message != "" { // stored meanwhile: somebody was quicker than the answer
				known = d.Ref.Channel == e.Where.Channel && d.Ref.Message == e.Where.Message
				return nil
			}
			known = true
			d.Ref, d.TriedAt, d.State = e.Where, time.Time{}, tickets.Sent
			return tx.SaveDelivery(ctx, d)
		})
		if err != nil || !known {
			return err
		}
		return a.reaction(ctx, e, bot.ViaReaction)
	})
}

// isPool tells whether the channel is a pool channel of the platform.
func (a *App) isPool(p bot.Platform, channel string) bool {
	return channel != "" && slices.Contains(a.pools(p), channel)
}

// pools are the channels of the platform in which cards stand.
func (a *App) pools(p bot.Platform) []string {
	if p == nil {
		return nil
	}
	out := []string{p.Channel(tickets.PlacePool, "")}
	for _, c := range a.policy.Categories {
		if own := p.Channel(tickets.PlacePool, c.ID); !slices.Contains(out, own) {
			out = append(out, own)
		}
	}
	return out
}
