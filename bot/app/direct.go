package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/bot/speech"
	"guichet/tickets"
)

// wordsKeep is how long words said in the DM wait until their writer tells what they are for.
const wordsKeep = 7 * 24 * time.Hour

// sayInDM takes words in a DM that serves several tickets. The message that they answer tells
// which one they are for; else the only open ticket, or without one the latest that was spoken of
// here, as long as it may go on; else the person is asked.
func (a *App) sayInDM(ctx context.Context, e bot.Event, latest int64) error {
	if number, err := a.answered(ctx, e); err != nil || number != 0 {
		if err != nil {
			return err
		}
		return a.say(ctx, e, number)
	}
	open, err := a.openOf(ctx, e.By.ID)
	if err != nil {
		return err
	}
	if len(open) == 0 {
		if about, err := a.afterEnd(ctx, e, latest); err != nil || about {
			if err != nil {
				return err
			}
			return a.say(ctx, e, latest)
		}
	}
	if len(open) != 1 {
		return a.offer(ctx, e, open)
	}
	if err := a.say(ctx, e, open[0].Number); err != nil {
		return err
	}
	first, err := a.firstSeen(ctx, fmt.Sprintf("another:%d:%s", open[0].Number, e.By.ID))
	if err == nil && first {
		locale := a.people.locale(a.viewer(ctx, e.By))
		a.whisper(e, a.speech.Sentence(locale, "direct.added_only", map[string]any{
			"Ref": open[0].Ref(), "Command": speech.CodeText(speech.Command(locale, "new", nil)),
		}))
	}
	return err
}

// answered is the ticket of the message that the words answer, 0 none: one of ours in the
// person's counter, or one of their own.
func (a *App) answered(ctx context.Context, e bot.Event) (int64, error) {
	if e.ReplyTo == "" {
		return 0, nil
	}
	at := tickets.MessageRef{Space: e.Space, Channel: e.Where.Channel, Message: e.ReplyTo}
	d, err := a.deliveryAt(ctx, at)
	if err == nil && d.Place.Kind == tickets.PlaceCounter && d.Place.User == e.By.ID {
		return d.Ticket, nil
	}
	if err != nil && !errors.Is(err, tickets.ErrNotFound) {
		return 0, err
	}
	o, err := a.originalAt(ctx, at)
	if errors.Is(err, tickets.ErrNotFound) {
		return 0, nil
	}
	if err != nil || o.Author != e.By.ID {
		return 0, err
	}
	return o.Ticket, nil
}

// openOf are the tickets that somebody may write about.
func (a *App) openOf(ctx context.Context, u tickets.UserID) ([]*tickets.Ticket, error) {
	open, _, err := a.desk.List(ctx, tickets.Query{Concerns: u, Unfinished: true, Limit: speech.MaxMenuOptions})
	return open, err
}

// direct takes words in the DM that belong to no conversation: they are asked about where there
// are open tickets, else they begin a new one.
func (a *App) direct(ctx context.Context, e bot.Event) error {
	if e.Roles.Guest || strings.TrimSpace(e.Words) == "" && len(e.Files) == 0 {
		return nil
	}
	open, err := a.openOf(ctx, e.By.ID)
	if err != nil {
		return err
	}
	return a.offer(ctx, e, open)
}

// whichPrefix and the draft's id make the key of the question what words in the DM are for.
const whichPrefix = "which:"

// offer asks what words are for: one of the open tickets, or a new one. The words wait in a
// draft and the question is a delivery: both outlive the process.
func (a *App) offer(ctx context.Context, e bot.Event, open []*tickets.Ticket) error {
	if len(open) == 0 {
		return a.beginIntake(ctx, e)
	}
	id := wordsID(e.Where)
	err := a.store.Update(ctx, func(tx tickets.Tx) error {
		if first, err := tx.FirstSeen(ctx, e.Key); err != nil || !first {
			return orSeen(err)
		}
		if err := putWords(ctx, tx, e); err != nil {
			return err
		}
		return tx.Enqueue(ctx, &tickets.Delivery{
			Key: whichPrefix + id, Purpose: string(speech.PurposeWhich),
			Place: tickets.Place{Space: e.Space, Kind: tickets.PlaceDirect, User: e.By.ID},
		})
	})
	if tickets.CodeOf(err) == tickets.Seen {
		return nil
	}
	a.wake()
	return err
}

// putWords keeps the words of a message as they are now.
func putWords(ctx context.Context, tx tickets.Tx, e bot.Event) error {
	o := written(e)
	body, err := json.Marshal(draft{
		By: e.By.ID, Form: "direct", Files: e.Files, Where: o.Ref, At: o.At,
		Values: map[string]string{"said": strings.TrimSpace(e.Words)},
	})
	if err != nil {
		return fmt.Errorf("bot: draft: %w", err)
	}
	return tx.SaveDraft(ctx, wordsID(o.Ref), body, tx.Now().Add(wordsKeep))
}

// renderWhich renders the question; moot once it is answered, or the words were taken back.
func (d *dispatcher) renderWhich(ctx context.Context, row *tickets.Delivery) (m bot.Message, to tickets.MessageRef, err error) {
	id := strings.TrimPrefix(row.Key, whichPrefix)
	var body draft
	err = d.app.store.View(ctx, func(tx tickets.Tx) (err error) {
		body, err = loadDraft(ctx, tx, id)
		return err
	})
	if errors.Is(err, tickets.ErrNotFound) {
		return m, to, errMoot
	}
	if err != nil {
		return m, to, err
	}
	open, err := d.app.openOf(ctx, row.Place.User)
	if err != nil {
		return m, to, err
	}
	viewer := d.app.people.ask(ctx, row.Place.User)
	viewer.ID = row.Place.User
	m = d.app.speech.Which(d.app.stage(ctx, viewer, nil, nil, true), id, body.Values["said"], open)
	m.Key = row.Key
	return m, tickets.MessageRef{Space: body.Where.Space, Channel: body.Where.Channel}, nil
}

// into takes the answer: "into:<draft>:<ticket>" or "into:<draft>:new".
func (a *App) into(ctx context.Context, e bot.Event) (bot.Answer, error) {
	_, rest := cutVerb(e.Verb)
	id, choice, _ := strings.Cut(rest, ":")
	d, kept, err := a.draftOf(ctx, id, e.By.ID)
	if err != nil {
		return bot.Answer{}, err
	}
	if !kept || d.Form != "direct" {
		return a.sentence(ctx, e, "direct.gone", nil), nil
	}
	locale := a.people.locale(a.viewer(ctx, e.By))
	if choice == "new" {
		begun := bot.Event{
			Kind: bot.MessageEvent, Space: e.Space, Key: "new:" + messageKey(d.Where), At: d.At, By: e.By, Roles: e.Roles,
			Where: d.Where, Words: d.Values["said"], Files: d.Files, Direct: true,
		}
		if err := a.beginIntake(ctx, begun); err != nil {
			return bot.Answer{}, err
		}
		a.dropDraft(ctx, id)
		m := a.speech.Sentence(locale, "direct.new", nil)
		return bot.Answer{Replace: &m}, nil
	}
	n, ok := grammar.ParseNumber(choice)
	if !ok {
		return bot.Answer{}, nil
	}
	by := act(e, bot.ViaButton)
	by.Event, by.Markup = "into:"+messageKey(d.Where), true
	by.Original = &tickets.Original{Ref: d.Where, Author: e.By.ID, At: d.At}
	t, err := a.desk.Say(ctx, by, n, d.Values["said"], d.Files)
	if err != nil && tickets.CodeOf(err) != tickets.Seen {
		return bot.Answer{}, err
	}
	a.dropDraft(ctx, id)
	if t == nil {
		return bot.Answer{}, nil
	}
	m := a.speech.Sentence(locale, "direct.added", map[string]any{"Ref": t.Ref()})
	return bot.Answer{Replace: &m}, nil
}

// wordsID names the draft of a message in the DM, so that its edits find it.
func wordsID(m tickets.MessageRef) string { return m.Channel + "-" + m.Message }

// redraft keeps the present words of a message that waits to be told what it is for.
func (a *App) redraft(ctx context.Context, e bot.Event) (kept bool, err error) {
	if !e.Direct {
		return false, nil
	}
	if _, kept, err = a.draftOf(ctx, wordsID(e.Where), e.By.ID); err != nil || !kept {
		return false, err
	}
	return true, a.store.Update(ctx, func(tx tickets.Tx) error { return putWords(ctx, tx, e) })
}

// dropWords forgets the words of a message that is gone before it was told what it is for.
func (a *App) dropWords(ctx context.Context, m tickets.MessageRef) error {
	return a.store.Update(ctx, func(tx tickets.Tx) error { return tx.DeleteDraft(ctx, wordsID(m)) })
}
