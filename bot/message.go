package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"guichet/tickets"
)

// lock begins a message in the thread that stays there when relay is automatic.
const lock = "🔒"

// message takes what somebody wrote where the bot reads. In a counter it is for the desk; in a
// card's thread it is the technicians' own, unless the desk relays all; in the bot's DM
// outside a thread it may be the start of a ticket.
func (a *App) message(ctx context.Context, e Event) error {
	e.Key = messageKey(e.Where)
	c, err := a.counterAt(ctx, e.Where)
	switch {
	case errors.Is(err, tickets.ErrNotFound):
		switch {
		case e.Direct && e.Where.Thread != "":
			a.sayInNew(e)
			return nil
		case e.Direct:
			return a.direct(ctx, e)
		}
		return nil
	case err != nil:
		return err
	case c.User == threadUser(e.Space):
		return a.threadMessage(ctx, e, c.Ticket)
	case c.User != e.By.ID:
		return nil // somebody who was let into a private thread speaks for themselves
	}
	return a.sayIn(ctx, e, c.Ticket)
}

// sayInNew takes words in a thread of the DM that is not known as a counter: its root may be the
// confirmation that was posted a moment ago and is not stored yet. The root tells.
func (a *App) sayInNew(e Event) {
	who, ok := a.platforms[e.Space].(Identifier)
	if !ok {
		return
	}
	a.later.do("identify a counter", func(ctx context.Context) error {
		root := e.Where
		root.Message, root.Thread = e.Where.Thread, ""
		_, number, ours, err := who.Identify(ctx, root)
		if err != nil {
			return err
		}
		if !ours || number == 0 {
			return a.direct(ctx, e)
		}
		return a.sayIn(ctx, e, number)
	})
}

// messageKey is the same for a message told by an event and read back later.
func messageKey(m tickets.MessageRef) string {
	return fmt.Sprintf("message:%s:%s:%s", m.Space, m.Channel, m.Message)
}

// counterAt finds whose conversation a place is. The thread under a card is the technicians'
// also before the bot has said anything in it.
func (a *App) counterAt(ctx context.Context, m tickets.MessageRef) (c *tickets.Counter, err error) {
	err = a.store.View(ctx, func(tx tickets.Tx) error {
		c, err = tx.CounterAt(ctx, m.Space, m.Channel, m.Thread)
		if !errors.Is(err, tickets.ErrNotFound) || m.Thread == "" {
			return err
		}
		root, rootErr := tx.DeliveryByMessage(ctx, tickets.MessageRef{Space: m.Space, Channel: m.Channel, Message: m.Thread})
		if errors.Is(rootErr, tickets.ErrNotFound) || rootErr == nil && Purpose(root.Purpose) != PurposeCard {
			return err
		}
		if rootErr != nil {
			return rootErr
		}
		c = &tickets.Counter{Ticket: root.Ticket, User: threadUser(m.Space), Channel: m.Channel, Thread: m.Thread, Kind: m.Thread}
		return nil
	})
	return c, err
}

// sayIn records words for a ticket. In a DM that serves several tickets, words outside a
// reply are the only open ticket's; with more than one the person is asked.
func (a *App) sayIn(ctx context.Context, e Event, number int64) error {
	_, threads := a.platforms[e.Space].(DMThreads)
	if e.Direct && !threads {
		open, _, err := a.desk.List(ctx, tickets.Query{Concerns: e.By.ID, Unfinished: true, Limit: 2})
		if err != nil {
			return err
		}
		switch len(open) {
		case 0:
			about, err := a.afterEnd(ctx, e, number)
			if err != nil {
				return err
			}
			if !about {
				return a.direct(ctx, e)
			}
		case 1:
			number = open[0].Number
		default:
			return a.askWhich(ctx, e)
		}
	}
	_, err := a.desk.Say(ctx, act(e, viaMessage), number, e.Words, e.Files)
	return a.unsaid(ctx, e, err)
}

// unsaid tells the person that their words were not taken, and why.
func (a *App) unsaid(ctx context.Context, e Event, err error) error {
	var refusal *tickets.Error
	if !errors.As(err, &refusal) {
		return err
	}
	if refusal.Code != tickets.Seen {
		a.whisper(e, a.refusal(ctx, e.By, refusal))
	}
	return nil
}

// askWhich says how to tell which of several tickets the words are for.
func (a *App) askWhich(ctx context.Context, e Event) error {
	a.whisper(e, a.speech.Sentence(a.people.locale(a.viewer(ctx, e.By)), "direct.which", nil))
	return nil
}

// threadMessage takes a technician's message under a card: it stays there, unless the desk
// relays all but what begins with a lock.
func (a *App) threadMessage(ctx context.Context, e Event, number int64) error {
	if a.policy.Relay != "automatic" || strings.HasPrefix(strings.TrimSpace(e.Words), lock) || !e.Roles.Technician {
		return nil
	}
	_, err := a.desk.Reply(ctx, act(e, viaMessage), number, e.Words, e.Files)
	return a.unsaid(ctx, e, err)
}

// sendReacted sends the thread message that got a ✉️ to the requester.
func (a *App) sendReacted(e Event) {
	p := a.platforms[e.Space]
	reader, ok := p.(MessageReader)
	if !ok {
		return
	}
	a.later.do("send a thread message", func(ctx context.Context) error {
		said, err := reader.Message(ctx, e.Where)
		if err != nil {
			return err
		}
		answer, err := a.sendSaid(ctx, e, said)
		var refusal *tickets.Error
		if errors.As(err, &refusal) {
			if refusal.Code == tickets.Seen || refusal.Code == tickets.NotFound {
				return nil
			}
			m := a.refusal(ctx, a.people.ask(ctx, e.By.ID), refusal)
			answer = Answer{Private: &m}
			err = nil
		}
		if err == nil && answer.Private != nil {
			return p.Whisper(ctx, e.By.ID, e.Where, *answer.Private)
		}
		return err
	})
}

// sendQuoted is the context menu "Send to requester".
func (a *App) sendQuoted(ctx context.Context, e Event) (Answer, error) {
	if e.Target == nil {
		return Answer{}, nil
	}
	said := Said{Ref: e.Target.Ref, By: e.Target.By, Text: e.Target.Text, Files: e.Target.Files}
	if _, err := a.sendSaid(ctx, e, said); err != nil {
		return Answer{}, err
	}
	return a.sentence(ctx, e, "done.sent", nil), nil
}

// sendSaid sends a message of a card's thread to the requester, once, whoever asks how often.
func (a *App) sendSaid(ctx context.Context, e Event, said Said) (Answer, error) {
	if !e.Roles.Technician {
		return Answer{}, &tickets.Error{Code: tickets.NotFound}
	}
	at := said.Ref
	c, err := a.counterAt(ctx, at)
	if errors.Is(err, tickets.ErrNotFound) || err == nil && c.User != threadUser(e.Space) {
		return Answer{}, &tickets.Error{Code: tickets.NotFound}
	}
	if err != nil {
		return Answer{}, err
	}
	send := act(e, viaReaction)
	send.Event, send.Markup = "sent:"+messageKey(at), true
	_, err = a.desk.Reply(ctx, send, c.Ticket, said.Text, joinedTo(said.Files, at))
	return Answer{}, err
}
