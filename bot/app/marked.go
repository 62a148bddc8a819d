package app

import (
	"context"
	"errors"
	"strings"

	"guichet/bot"
	"guichet/bot/speech"
	"guichet/tickets"
)

// emojiTicket makes a ticket of the message it is put on.
const emojiTicket = "ticket"

// markedPrefix, the place and the person make the key of what 🎫 asks for.
const markedPrefix = "marked:"

func markedKey(m tickets.MessageRef, by tickets.UserID) string {
	return markedPrefix + m.Channel + ":" + m.Message + ":" + by.Local()
}

// marked is what a key of markedKey says.
func marked(row *tickets.Delivery) (at tickets.MessageRef, ok bool) {
	parts := strings.Split(strings.TrimPrefix(row.Key, markedPrefix), ":")
	if len(parts) != 3 {
		return at, false
	}
	return tickets.MessageRef{Space: row.Place.Space, Channel: parts[0], Message: parts[1]}, true
}

// mark takes 🎫. Whose message it is only the platform knows, so what is asked is kept with what
// was seen, and done by the dispatcher: exactly once, also when the bot ends in between. On
// cards, in counters and in direct messages 🎫 means nothing.
func (a *App) mark(ctx context.Context, e bot.Event) error {
	p, ok := a.platforms[e.Space].(bot.Marker)
	if !ok || e.Direct || e.Roles.Guest || !p.Takes(e.Where.Channel) {
		return nil
	}
	for _, place := range []func() error{
		func() error { _, err := a.deliveryAt(ctx, e.Where); return err },
		func() error { _, err := a.counterAt(ctx, e.Where); return err },
	} {
		if err := place(); !errors.Is(err, tickets.ErrNotFound) {
			return err
		}
	}
	err := a.store.Update(ctx, func(tx tickets.Tx) error {
		if first, err := tx.FirstSeen(ctx, e.Key); err != nil || !first {
			return orSeen(err)
		}
		if err := seeReaction(e)(ctx, tx); err != nil || !e.On {
			return err
		}
		return tx.Enqueue(ctx, &tickets.Delivery{
			Key: markedKey(e.Where, e.By.ID), Purpose: string(speech.PurposeMarked),
			Place: tickets.Place{Space: e.Space, Kind: tickets.PlaceOrigin, User: e.By.ID},
		})
	})
	if tickets.CodeOf(err) == tickets.Seen {
		return nil
	}
	a.wake()
	return err
}

// takenKey is the fact that a message has made its ticket.
func takenKey(m tickets.MessageRef) string { return "ticket_of:" + messageKey(m) }

// takeMarked makes the ticket that 🎫 asks for: by a technician, or by who wrote the message. Others
// are told so.
func (d *dispatcher) takeMarked(ctx context.Context, row *tickets.Delivery) (string, error) {
	at, ok := marked(row)
	p, can := d.platform.(bot.Marker)
	if !ok || !can {
		return "", errMoot
	}
	q, err := p.Quote(ctx, at)
	if err != nil {
		switch bot.FaultOf(err).Fault {
		case bot.Gone:
			return "", errMoot
		case bot.Forbidden:
			u := row.Place.User
			d.tellMarker(u, at, d.app.speech.Sentence(d.app.people.locale(d.app.people.ask(ctx, u)), "marked.unreadable", nil))
			return "", errMoot
		}
		return "", err
	}
	d.app.people.meet(ctx, q.Named)
	by := tickets.Actor{ID: row.Place.User}
	if by.Roles, err = d.platform.Roles(ctx, by.ID); err != nil && bot.FaultOf(err).Fault != bot.Gone {
		return "", err
	}
	if by.Roles.Guest || err != nil {
		return "", errMoot
	}
	if !by.Roles.Technician && q.By != by.ID {
		d.tellMarker(by.ID, at, d.app.speech.Sentence(d.app.people.locale(d.app.people.ask(ctx, by.ID)), "marked.others", nil))
	} else if err := d.app.openMarked(ctx, by, q); err != nil {
		var refusal *tickets.Error
		if !errors.As(err, &refusal) {
			return "", err
		}
		if refusal.Code != tickets.Seen {
			d.tellMarker(by.ID, at, d.app.refusal(ctx, d.app.people.ask(ctx, by.ID), refusal))
		}
	}
	row.State, row.SentAt = tickets.Sent, d.app.now()
	return "taken", d.app.store.Update(ctx, func(tx tickets.Tx) error { return tx.SaveDelivery(ctx, row) })
}

// openMarked opens the ticket of a message at once, of medium urgency, its category guessed
// by the words. Each message makes one.
func (a *App) openMarked(ctx context.Context, by tickets.Actor, q bot.Quoted) error {
	o := tickets.Opening{Beneficiary: beneficiaryOf(&q), Files: joinedTo(q.Files, q.Ref), Origin: originOf(&q)}
	o.Origin.Quick = true
	o.Summary, o.Description, _ = a.quotedWords(ctx, q.Text, tickets.MaxMessage-10)
	if o.Summary == "" {
		o.Summary = a.speech.T(a.policy.Locale, "marked.silent", map[string]any{"Name": a.authorOf(ctx, &q)})
	}
	if u := o.Beneficiary.User; u != "" {
		o.Group = a.contractOf(ctx, u)
	}
	_, err := a.desk.Open(ctx, tickets.Act{By: by, Via: bot.ViaReaction, With: takeOnce(q.Ref)}, o)
	return err
}

// takeOnce notes that the message has made its ticket, and refuses as Seen when it had before.
func takeOnce(m tickets.MessageRef) func(ctx context.Context, tx tickets.Tx) error {
	return func(ctx context.Context, tx tickets.Tx) error {
		was, err := tx.Value(ctx, takenKey(m))
		switch {
		case err != nil:
			return err
		case was != "":
			return &tickets.Error{Code: tickets.Seen}
		}
		return tx.SetValue(ctx, takenKey(m), "yes")
	}
}

// authorOf is the name of who wrote a message.
func (a *App) authorOf(ctx context.Context, q *bot.Quoted) string {
	if q.By == "" {
		return q.Name
	}
	return a.people.ask(ctx, q.By).Name
}

// tellMarker tells who put 🎫, best effort, why it makes no ticket.
func (d *dispatcher) tellMarker(u tickets.UserID, at tickets.MessageRef, m bot.Message) {
	d.app.later.do("whisper about 🎫", func(ctx context.Context) error { return d.platform.Whisper(ctx, u, at, m) })
}
