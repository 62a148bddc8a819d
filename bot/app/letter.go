package app

import (
	"context"
	"errors"
	"strconv"
	"time"

	"guichet/bot"
	"guichet/bot/speech"
	"guichet/tickets"
)

// letter takes ✉️ put on a message, or taken off. On a technician's message under a card it sends
// the message to the requester, once. Everything else gets a private sentence, where somebody may
// have meant something by it.
func (a *App) letter(ctx context.Context, e bot.Event) error {
	d, err := a.deliveryAt(ctx, e.Where)
	switch {
	case err == nil:
		return a.letterOnOurs(ctx, e, d)
	case !errors.Is(err, tickets.ErrNotFound):
		return err
	case !e.On:
		return a.letterOff(ctx, e)
	}
	p := a.platforms[e.Space]
	reader, ok := p.(bot.MessageReader)
	if !ok {
		return nil
	}
	if !a.isPool(p, e.Where.Channel) {
		if in, err := a.inThread(ctx, e.Where); err != nil || !in {
			return err // a letter somewhere else in the chat
		}
	}
	a.later.do("send a thread message", func(ctx context.Context) error {
		said, err := reader.Message(ctx, e.Where)
		if f := bot.FaultOf(err); err != nil {
			switch {
			case f.Fault == bot.Gone:
				_, err := a.letterOnNew(ctx, e)
				return err
			case f.Fault == bot.Forbidden && e.Roles.Technician:
				if ours, err := a.letterOnNew(ctx, e); ours || err != nil {
					return err
				}
				return a.letterOnMute(ctx, p, e)
			}
			return err
		}
		return a.sendReacted(ctx, p, e, said, bot.ViaReaction)
	})
	return nil
}

// letterOnMute answers a technician where the bot cannot read what is written: the message may
// have been sent by its menu, else that is how to send it.
func (a *App) letterOnMute(ctx context.Context, p bot.Platform, e bot.Event) error {
	no := &unsent{key: "letter.mute"}
	o, err := a.originalAt(ctx, e.Where)
	switch {
	case err == nil && !o.Gone:
		if err := a.sentBefore(ctx, o); !errors.As(err, &no) {
			return err
		}
	case err != nil && !errors.Is(err, tickets.ErrNotFound):
		return err
	}
	return whisperTo(ctx, p, e.By.ID, e.Where, a.sentenceTo(ctx, e.By.ID, no.key, no.places(a.speech, a.people.locale(e.By))))
}

// sendReacted sends the thread message that got a ✉️, and tells who put it when that is not done.
func (a *App) sendReacted(ctx context.Context, p bot.Platform, e bot.Event, said bot.Said, via string) error {
	err := a.sendSaid(ctx, e, said, via)
	var unsent *unsent
	var refusal *tickets.Error
	switch {
	case errors.As(err, &unsent):
		if err := a.letterAnswered(ctx, said.Ref, e.By.ID, true); err != nil {
			return err
		}
		return whisperTo(ctx, p, e.By.ID, said.Ref, a.sentenceTo(ctx, e.By.ID, unsent.key, unsent.places(a.speech, a.people.locale(e.By))))
	case errors.As(err, &refusal):
		if refusal.Code == tickets.Seen || refusal.Code == tickets.NotFound {
			return nil
		}
		if err := a.letterAnswered(ctx, said.Ref, e.By.ID, true); err != nil {
			return err
		}
		return whisperTo(ctx, p, e.By.ID, said.Ref, a.refusal(ctx, a.people.ask(ctx, e.By.ID), refusal))
	}
	return err
}

// sendQuoted is the context menu "Send to requester".
func (a *App) sendQuoted(ctx context.Context, e bot.Event) (bot.Answer, error) {
	if e.Target == nil {
		return bot.Answer{}, nil
	}
	said := bot.Said{Ref: e.Target.Ref, By: e.Target.By, Text: e.Target.Text, Files: e.Target.Files}
	d, err := a.deliveryAt(ctx, said.Ref)
	if err == nil {
		if !e.Roles.Technician {
			return bot.Answer{}, &tickets.Error{Code: tickets.NotFound}
		}
		return a.sentence(ctx, e, letterKey(d), nil), nil
	}
	if !errors.Is(err, tickets.ErrNotFound) {
		return bot.Answer{}, err
	}
	err = a.sendSaid(ctx, e, said, bot.ViaButton)
	var unsent *unsent
	switch {
	case errors.As(err, &unsent):
		return a.sentence(ctx, e, unsent.key, unsent.places(a.speech, a.people.locale(a.viewer(ctx, e.By)))), nil
	case err != nil:
		return bot.Answer{}, err
	}
	return a.sentence(ctx, e, "done.sent", nil), nil
}

// unsent is why a message was not sent, as a sentence of the locales.
type unsent struct {
	key string
	who string    // by whom it was sent before
	at  time.Time // and when
}

// places fills the places of the sentence.
func (u *unsent) places(s *speech.Speech, locale string) map[string]any {
	if u.at.IsZero() {
		return nil
	}
	sc := speech.Scene{Locale: locale, Now: u.at}
	return map[string]any{"Who": u.who, "When": s.Moment(sc, u.at)}
}

func (u *unsent) Error() string { return "bot: not sent: " + u.key }

// sendSaid sends a message of a card's thread to the requester, once, whoever asks how often.
func (a *App) sendSaid(ctx context.Context, e bot.Event, said bot.Said, via string) error {
	c, err := a.counterAt(ctx, said.Ref)
	if errors.Is(err, tickets.ErrNotFound) || err == nil && c.User != threadUser(e.Space) {
		return &tickets.Error{Code: tickets.NotFound}
	}
	if err != nil {
		return err
	}
	if !e.Roles.Technician {
		return &unsent{key: "letter.staff"}
	}
	if said.By == "" { // of no person: ours too, before where it stands is stored, and that may be a note
		return &unsent{key: "letter.ours"}
	}
	if locked(said.Text) {
		return &unsent{key: "letter.locked"}
	}
	by := act(e, via)
	by.Event, by.Markup = "sent:"+messageKey(said.Ref), true
	by.Original = &tickets.Original{Ref: said.Ref, Author: said.By, At: said.At, ChangedAt: said.EditedAt}
	before, err := a.originalAt(ctx, said.Ref)
	switch {
	case err == nil && !before.Gone:
		return a.sentBefore(ctx, before)
	case err == nil: // taken back since, and sent again
		by.Event += ":" + strconv.FormatInt(before.Latest, 10)
	case !errors.Is(err, tickets.ErrNotFound):
		return err
	}
	_, err = a.desk.Reply(ctx, by, c.Ticket, said.Text, joinedTo(said.Files, said.Ref))
	return err
}

// sentBefore says by whom and when a message was sent already.
func (a *App) sentBefore(ctx context.Context, o *tickets.Original) error {
	var e *tickets.Entry
	err := a.store.View(ctx, func(tx tickets.Tx) (err error) {
		e, err = tx.Entry(ctx, o.Entry)
		return err
	})
	if err != nil {
		return err
	}
	return &unsent{key: "letter.already", who: speech.FirstOf(a.people.known(ctx, e.Actor).Name, e.Actor.Local()), at: e.At}
}

// letterOff answers who takes ✉️ off a message that was sent: that does not bring it back.
func (a *App) letterOff(ctx context.Context, e bot.Event) error {
	if err := a.letterAnswered(ctx, e.Where, e.By.ID, false); err != nil {
		return err
	}
	o, err := a.originalAt(ctx, e.Where)
	if errors.Is(err, tickets.ErrNotFound) || err == nil && (o.Gone || !e.Roles.Technician) {
		return nil
	}
	if err != nil {
		return err
	}
	if in, err := a.inThread(ctx, o.Ref); err != nil || !in {
		return err
	}
	return a.whisperOnce(ctx, e, o.Ref, "letter.off")
}

// letterOnOurs answers a technician who puts ✉️ on a message of the bot.
func (a *App) letterOnOurs(ctx context.Context, e bot.Event, d *tickets.Delivery) error {
	if !e.On || !e.Roles.Technician || d.Place.Kind == tickets.PlaceCounter {
		return nil
	}
	return a.whisperOnce(ctx, e, e.Where, letterKey(d))
}

// letterOnNew looks once more whose the message was: one of ours that was posted a moment ago may
// not have been stored yet.
func (a *App) letterOnNew(ctx context.Context, e bot.Event) (ours bool, err error) {
	sleep(ctx, letterAgain)
	d, err := a.deliveryAt(ctx, e.Where)
	if errors.Is(err, tickets.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, a.letterOnOurs(ctx, e, d)
}

// letterAgain is how long storing where a message stands may take.
const letterAgain = time.Second

// letterKey says why a message of the bot is not sent to the requester.
func letterKey(d *tickets.Delivery) string {
	switch speech.Purpose(d.Purpose) {
	case speech.PurposeSaid:
		return "letter.theirs"
	case speech.PurposeNoted:
		return "letter.note"
	case speech.PurposeReplySent:
		return "letter.sent"
	}
	return "letter.ours"
}

// whisperOnce says a private sentence about an event, once however often it is told.
func (a *App) whisperOnce(ctx context.Context, e bot.Event, at tickets.MessageRef, key string) error {
	first, err := a.firstSeen(ctx, whisperKey(e))
	if err != nil || !first {
		return err
	}
	e.Where = at
	a.later.do("whisper about a letter", func(ctx context.Context) error {
		p := a.platforms[e.Space]
		if p == nil {
			return nil
		}
		return whisperTo(ctx, p, e.By.ID, e.Where, a.sentenceTo(ctx, e.By.ID, key, nil))
	})
	return nil
}

func whisperKey(e bot.Event) string {
	if e.Key == "" {
		return "" // always new
	}
	return "whisper:" + e.Key
}

// sentenceTo is a private sentence to somebody whom no event describes.
func (a *App) sentenceTo(ctx context.Context, to tickets.UserID, key string, data map[string]any) bot.Message {
	return a.speech.Sentence(a.people.locale(a.people.ask(ctx, to)), key, data)
}
