package app

import (
	"context"
	"errors"
	"slices"

	"guichet/bot"
	"guichet/bot/outbox"
	"guichet/tickets"
)

// catchUpAnnouncement honours ✋ that were put on an announcement, or taken off it, while the bot
// was away.
func (a *App) catchUpAnnouncement(ctx context.Context, p bot.Platform, t *tickets.Ticket) error {
	var told *tickets.Delivery
	var seen map[string][]tickets.UserID
	err := a.store.View(ctx, func(tx tickets.Tx) (err error) {
		if told, err = tx.Delivery(ctx, outbox.AnnouncementKey(t.Number, p.Space())); err != nil {
			return err
		}
		seen, err = tx.Reactions(ctx, told.Ref)
		return err
	})
	if errors.Is(err, tickets.ErrNotFound) || err == nil && told.Ref.Message == "" {
		return nil
	}
	if err != nil {
		return err
	}
	if err := slowly(ctx, p, told.Ref.Channel); err != nil {
		return err
	}
	now, err := p.Reactions(ctx, told.Ref, []string{emojiHand})
	if err != nil && bot.FaultOf(err).Fault == bot.Gone {
		return nil
	}
	if err != nil {
		return err
	}
	for _, on := range []bool{false, true} {
		have, had := now[emojiHand], seen[emojiHand]
		if !on {
			have, had = had, have
		}
		for _, u := range have {
			if slices.Contains(had, u) {
				continue
			}
			if err := a.caughtReaction(ctx, p, told.Ref, emojiHand, u, on); err != nil {
				return err
			}
		}
	}
	return nil
}
