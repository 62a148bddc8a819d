package app

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"guichet/bot"
	"guichet/bot/outbox"
	"guichet/tickets"
)

// catchUpDays is how far back conversations are read: keys of messages taken are kept for a week.
const catchUpDays = 6 * 24 * time.Hour

// catchUpReads is how often one place is read on, some hundred messages at a time.
const catchUpReads = 10

// catchUpCounter reads what the person wrote, changed and deleted while the bot was away. What
// was taken before is known by its message.
func (a *App) catchUpCounter(ctx context.Context, p bot.Platform, t *tickets.Ticket, c tickets.Counter) error {
	at := tickets.MessageRef{Space: p.Space(), Channel: c.Channel, Thread: c.Thread}
	return a.catchUpPlace(ctx, p, t, at, func(ctx context.Context, s bot.Said) error {
		if s.By != c.User {
			return nil
		}
		return a.message(ctx, a.saidEvent(p, bot.MessageEvent, s, c.Kind == "dm"))
	})
}

// catchUpThread reads the technicians' thread: edits and deletions of what was sent, ✉️ put on
// messages while the bot was away and, where the desk relays by itself, what is new.
func (a *App) catchUpThread(ctx context.Context, p bot.Platform, t *tickets.Ticket) error {
	at, ok, err := a.threadPlace(ctx, p, t)
	if err != nil || !ok {
		return err
	}
	since := a.relayedSince(ctx, p.Space())
	return a.catchUpPlace(ctx, p, t, at, func(ctx context.Context, s bot.Said) error {
		e := a.saidEvent(p, bot.MessageEvent, s, false)
		if !since.IsZero() && s.At.After(since) {
			roles, err := p.Roles(ctx, s.By)
			if err != nil && bot.FaultOf(err).Fault != bot.Gone {
				return err
			}
			e.Roles = roles
			if err := a.message(ctx, e); err != nil {
				return err
			}
		}
		if s.Letter {
			return a.catchUpLetter(ctx, p, s)
		}
		return nil
	})
}

// threadPlace is where the technicians talk about the ticket, if they may have begun to.
func (a *App) threadPlace(ctx context.Context, p bot.Platform, t *tickets.Ticket) (at tickets.MessageRef, ok bool, err error) {
	finder, can := p.(bot.ThreadFinder)
	if !can {
		return at, false, nil
	}
	var card *tickets.Delivery
	err = a.store.View(ctx, func(tx tickets.Tx) (err error) {
		card, err = tx.Delivery(ctx, outbox.CardKey(t.Number, p.Space()))
		return err
	})
	if errors.Is(err, tickets.ErrNotFound) || err == nil && card.Ref.Message == "" {
		return at, false, nil
	}
	if err != nil {
		return at, false, err
	}
	return finder.ThreadOf(card.Ref), true, nil
}

// catchUpPlace reads a place on from where nothing can be missing, hands what is not known, and
// follows what has become of what is.
func (a *App) catchUpPlace(ctx context.Context, p bot.Platform, t *tickets.Ticket, at tickets.MessageRef, unknown func(ctx context.Context, s bot.Said) error) error {
	since := t.OpenedAt
	if last := a.now().Add(-catchUpDays); since.Before(last) {
		since = last
	}
	there, until, whole := map[string]bool{}, since, false
	for range catchUpReads {
		if err := slowly(ctx, p, at.Channel); err != nil {
			return err
		}
		page, err := p.Read(ctx, at, since)
		if f := bot.FaultOf(err).Fault; err != nil {
			if f == bot.Gone || f == bot.Forbidden {
				return nil
			}
			return err
		}
		for _, s := range page {
			there[s.Ref.Message], until, at.Message = true, s.At, s.Ref.Message
			if err := a.catchUpSaid(ctx, p, s, unknown); err != nil {
				return err
			}
		}
		if whole = len(page) == 0; whole {
			break
		}
	}
	return a.catchUpGone(ctx, p, t, at, since, func(o *tickets.Original) bool {
		return !there[o.Ref.Message] && o.Ref.Thread == at.Thread && (whole || o.At.Before(until))
	})
}

// catchUpSaid takes one message that was read: what is known of it may have been edited.
func (a *App) catchUpSaid(ctx context.Context, p bot.Platform, s bot.Said, unknown func(ctx context.Context, s bot.Said) error) error {
	o, err := a.originalAt(ctx, s.Ref)
	if errors.Is(err, tickets.ErrNotFound) {
		return unknown(ctx, s)
	}
	if err != nil || o.Gone || s.EditedAt.IsZero() || !s.EditedAt.Truncate(time.Millisecond).After(o.ChangedAt) {
		return err
	}
	return a.edited(ctx, a.saidEvent(p, bot.EditedEvent, s, false))
}

// catchUpGone takes back what is no longer there. Before words are withdrawn the message is
// looked for by itself: a list may lack what the platform still has.
func (a *App) catchUpGone(ctx context.Context, p bot.Platform, t *tickets.Ticket, at tickets.MessageRef, since time.Time, missing func(o *tickets.Original) bool) error {
	reader, ok := p.(bot.MessageReader)
	if !ok {
		return nil
	}
	var known []*tickets.Original
	err := a.store.View(ctx, func(tx tickets.Tx) (err error) {
		known, err = tx.Originals(ctx, t.Number, p.Space(), at.Channel, since)
		return err
	})
	if err != nil {
		return err
	}
	for _, o := range slices.DeleteFunc(known, func(o *tickets.Original) bool { return !missing(o) }) {
		if err := slowly(ctx, p, at.Channel); err != nil {
			return err
		}
		if _, err := reader.Message(ctx, o.Ref); err == nil || bot.FaultOf(err).Fault != bot.Gone {
			continue
		}
		if err := a.withdrawn(ctx, bot.Event{Kind: bot.DeletedEvent, Space: p.Space(), At: a.now(), Where: o.Ref}); err != nil {
			return err
		}
	}
	return nil
}

// catchUpLetter sends a message that got ✉️ while the bot was away, for a technician who put it.
func (a *App) catchUpLetter(ctx context.Context, p bot.Platform, s bot.Said) error {
	if _, err := a.originalAt(ctx, s.Ref); !errors.Is(err, tickets.ErrNotFound) {
		return err // sent meanwhile, or taken back since
	}
	if err := slowly(ctx, p, s.Ref.Channel); err != nil {
		return err
	}
	put, err := p.Reactions(ctx, s.Ref, []string{emojiLetter})
	if err != nil {
		if bot.FaultOf(err).Fault == bot.Gone {
			return nil
		}
		return err
	}
	for _, u := range put[emojiLetter] {
		if answered, err := a.wasAnswered(ctx, s.Ref, u); err != nil || answered {
			if err != nil {
				return err
			}
			continue
		}
		roles, err := p.Roles(ctx, u)
		if err != nil && bot.FaultOf(err).Fault != bot.Gone {
			return err
		}
		if !roles.Technician {
			continue
		}
		e := bot.Event{Kind: bot.ReactionEvent, Space: p.Space(), At: a.now(), By: tickets.Person{ID: u}, Roles: roles, Where: s.Ref, Name: emojiLetter, On: true}
		err = a.sendSaid(ctx, e, s, bot.ViaCatchUp)
		var no *unsent
		var refusal *tickets.Error
		if errors.As(err, &no) || errors.As(err, &refusal) {
			return a.letterAnswered(ctx, s.Ref, u, true) // who put it is told when they try again, not each time the bot comes back
		}
		return err
	}
	return nil
}

// saidEvent is a message that was read as the platform would have told it.
func (a *App) saidEvent(p bot.Platform, kind bot.EventKind, s bot.Said, direct bool) bot.Event {
	e := bot.Event{
		Kind: kind, Space: p.Space(), At: s.At, By: tickets.Person{ID: s.By}, Where: s.Ref,
		Words: s.Text, Files: joinedTo(s.Files, s.Ref), Direct: direct, ReplyTo: s.ReplyTo,
	}
	if kind == bot.EditedEvent {
		e.At, e.Written = s.EditedAt, s.At
	}
	return e
}

// relayKey names the stored instant since when what is written under cards is relayed by itself.
func relayKey(space string) string { return "relayed_since:" + space }

// relayedSince is since when the desk relays what is written under cards, zero when it does not.
// What was written before that was private, and stays it.
func (a *App) relayedSince(ctx context.Context, space string) time.Time {
	if a.policy.Relay != "automatic" {
		return time.Time{}
	}
	return a.notedTime(ctx, relayKey(space))
}

// noteRelay stores since when the desk relays by itself, or that it no longer does.
func (a *App) noteRelay(ctx context.Context, space string) {
	err := a.store.Update(ctx, func(tx tickets.Tx) error {
		since, err := tx.Value(ctx, relayKey(space))
		automatic := a.policy.Relay == "automatic"
		if err != nil || automatic == (since != "") {
			return err
		}
		since = ""
		if automatic {
			since = strconv.FormatInt(tx.Now().UnixMilli(), 10)
		}
		return tx.SetValue(ctx, relayKey(space), since)
	})
	if err != nil && ctx.Err() == nil {
		a.log.Warn().Err(err).Str("space", space).Msg("since when messages are relayed could not be remembered")
	}
}
