package app

import (
	"context"
	"slices"
	"strings"

	"guichet/bot"
	"guichet/tickets"
)

// catchUpMarks honours 🎫 that were put in the desk's channels while the bot was away: one read
// of each channel's latest messages. The first time a channel is looked at, what is there is
// only noted: it was put before there was a desk.
func (a *App) catchUpMarks(ctx context.Context, p bot.Platform) {
	m, ok := p.(bot.Marker)
	if !ok {
		return
	}
	for _, channel := range m.Watched() {
		err := a.catchUpMarked(ctx, p, m, channel)
		if f := bot.FaultOf(err).Fault; err != nil && ctx.Err() == nil && f != bot.Gone && f != bot.Forbidden {
			a.log.Warn().Err(err).Str("space", p.Space()).Str("channel", channel).Msg("catching up on 🎫 failed for a channel")
		}
	}
}

func (a *App) catchUpMarked(ctx context.Context, p bot.Platform, m bot.Marker, channel string) error {
	if err := slowly(ctx, p, channel); err != nil {
		return err
	}
	since := a.now().Add(-catchUpDays)
	all, err := m.Marked(ctx, channel, emojiTicket, since)
	if err != nil {
		return err
	}
	known := "marks:" + p.Space() + ":" + channel
	before := a.notedTime(ctx, known)
	for _, at := range all {
		if err := a.catchUpMark(ctx, p, at, !before.IsZero()); err != nil {
			return err
		}
	}
	if before.IsZero() {
		a.noteTime(ctx, known)
	}
	return nil
}

// catchUpMark looks at who marked a message. Marks of before are kept apart from reactions seen,
// so that one which is put this very moment is not taken for one of them.
func (a *App) catchUpMark(ctx context.Context, p bot.Platform, at tickets.MessageRef, honour bool) error {
	if err := slowly(ctx, p, at.Channel); err != nil {
		return err
	}
	now, err := p.Reactions(ctx, at, []string{emojiTicket})
	switch {
	case err == nil:
	case bot.FaultOf(err).Fault == bot.Gone:
		now = nil // nothing is there to be read, nor to be made into a ticket
	default:
		return err
	}
	before := "marked_before:" + messageKey(at)
	if !honour {
		return a.store.Update(ctx, func(tx tickets.Tx) error { return tx.SetValue(ctx, before, joined(now[emojiTicket])) })
	}
	var seen map[string][]tickets.UserID
	var old string
	err = a.store.View(ctx, func(tx tickets.Tx) (err error) {
		if seen, err = tx.Reactions(ctx, at); err != nil {
			return err
		}
		old, err = tx.Value(ctx, before)
		return err
	})
	if err != nil {
		return err
	}
	for _, u := range now[emojiTicket] {
		if slices.Contains(seen[emojiTicket], u) || slices.Contains(strings.Fields(old), string(u)) {
			continue
		}
		if err := a.caughtReaction(ctx, p, at, emojiTicket, u, true); err != nil {
			return err
		}
	}
	return nil
}

func joined(all []tickets.UserID) string {
	var out []string
	for _, u := range all {
		out = append(out, string(u))
	}
	return strings.Join(out, " ")
}
