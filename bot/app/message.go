package app

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"guichet/bot"
	"guichet/bot/speech"
	"guichet/tickets"
)

// lock begins a message in the thread that stays there, whatever is relayed.
const lock = "🔒"

// locked tells whether a message begins with the lock, as the picture or by its name, whatever
// formatting is around it: what may have been meant to stay, stays.
func locked(words string) bool {
	first := strings.TrimLeft(words, " \t\r\n*_~>|#-")
	return strings.HasPrefix(first, lock) || strings.HasPrefix(first, ":lock:")
}

// message takes what somebody wrote where the bot reads. In a counter it is for the desk; in a
// card's thread it is the technicians' own, unless the desk relays all; in the bot's DM
// outside a thread it may be the start of a ticket.
func (a *App) message(ctx context.Context, e bot.Event) error {
	e.Key = messageKey(e.Where)
	c, err := a.counterAt(ctx, e.Where)
	switch {
	case errors.Is(err, tickets.ErrNotFound):
		switch {
		case e.Direct && empty(e):
			return a.wordless(ctx, e)
		case e.Direct && e.Where.Thread != "":
			a.sayInNew(e)
			return nil
		case e.Direct:
			return a.direct(ctx, e)
		}
		return nil
	case err != nil:
		return err
	case e.Unheard:
		return a.unheard(ctx, e, c)
	case c.User == threadUser(e.Space):
		return a.threadMessage(ctx, e, c.Ticket)
	case c.User != e.By.ID:
		return nil // somebody who was let into a private thread speaks for themselves
	case empty(e):
		return a.wordless(ctx, e)
	}
	return a.sayIn(ctx, e, c.Ticket)
}

// empty tells whether a message has neither words nor files.
func empty(e bot.Event) bool { return strings.TrimSpace(e.Words) == "" && len(e.Files) == 0 }

// wordless answers who sent the desk what has no words and no files for the bot.
func (a *App) wordless(ctx context.Context, e bot.Event) error {
	first, err := a.firstSeen(ctx, "wordless:"+e.Key)
	if err == nil && first {
		a.whisper(e, a.speech.Sentence(a.people.locale(a.viewer(ctx, e.By)), "words.none", nil))
	}
	return err
}

// sayInNew takes words in a thread of the DM that is not known as a counter: its root may be the
// confirmation that was posted a moment ago and is not stored yet. The root tells.
func (a *App) sayInNew(e bot.Event) {
	who, ok := a.platforms[e.Space].(bot.Identifier)
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

// written is the message of the event, as the journal remembers where its words are from.
func written(e bot.Event) *tickets.Original {
	o := &tickets.Original{Ref: e.Where, Author: e.By.ID, At: e.At}
	if e.Kind == bot.EditedEvent {
		o.At, o.ChangedAt = e.Written, e.At
	}
	return o
}

// counterAt finds whose conversation a place is. The thread under a card is the technicians'
// also before the bot has said anything in it.
func (a *App) counterAt(ctx context.Context, m tickets.MessageRef) (c *tickets.Counter, err error) {
	err = a.store.View(ctx, func(tx tickets.Tx) error {
		c, err = tx.CounterAt(ctx, m.Space, m.Channel, m.Thread)
		if !errors.Is(err, tickets.ErrNotFound) {
			return err
		}
		for _, card := range a.cardsOver(m) {
			root, rootErr := tx.DeliveryByMessage(ctx, card)
			if errors.Is(rootErr, tickets.ErrNotFound) || rootErr == nil && speech.Purpose(root.Purpose) != speech.PurposeCard && speech.Purpose(root.Purpose) != speech.PurposeMoved {
				continue
			}
			if rootErr != nil {
				return rootErr
			}
			c = &tickets.Counter{Ticket: root.Ticket, User: threadUser(m.Space), Channel: m.Channel, Thread: m.Thread, Kind: card.Message}
			err = nil
			break
		}
		return err
	})
	return c, err
}

// cardsOver lists which cards a place may be the thread of: somebody may have begun the thread
// before the bot had anything to say there.
func (a *App) cardsOver(m tickets.MessageRef) []tickets.MessageRef {
	p := a.platforms[m.Space]
	if m.Thread != "" {
		return []tickets.MessageRef{{Space: m.Space, Channel: m.Channel, Message: m.Thread}}
	}
	finder, ok := p.(bot.ThreadFinder)
	if !ok {
		return nil
	}
	var out []tickets.MessageRef
	for _, channel := range a.pools(p) {
		// Where a thread is a place of its own, it is named for its card.
		card := tickets.MessageRef{Space: m.Space, Channel: channel, Message: m.Channel}
		if finder.ThreadOf(card).Channel == m.Channel {
			out = append(out, card)
		}
	}
	return out
}

// sayIn records words for a ticket. A DM may serve several tickets: which one they are for, the
// message that they answer tells, or the only open ticket, or the person.
func (a *App) sayIn(ctx context.Context, e bot.Event, number int64) error {
	_, threads := a.platforms[e.Space].(bot.DMThreads)
	if e.Direct && !threads {
		return a.sayInDM(ctx, e, number)
	}
	return a.say(ctx, e, number)
}

func (a *App) say(ctx context.Context, e bot.Event, number int64) error {
	by := act(e, bot.ViaMessage)
	by.Original = written(e)
	_, err := a.desk.Say(ctx, by, number, e.Words, e.Files)
	return a.unsaid(ctx, e, err)
}

// unsaid tells the person that their words were not taken, and why: once, however often they
// are read.
func (a *App) unsaid(ctx context.Context, e bot.Event, err error) error {
	var refusal *tickets.Error
	if !errors.As(err, &refusal) {
		return err
	}
	if refusal.Code == tickets.Seen {
		return nil
	}
	first, err := a.firstSeen(ctx, "refused:"+e.Key)
	if err == nil && first {
		a.whisper(e, a.refusal(ctx, e.By, refusal))
	}
	return err
}

// firstSeen records an event that changes nothing but what is told to somebody.
func (a *App) firstSeen(ctx context.Context, key string) (first bool, err error) {
	err = a.store.Update(ctx, func(tx tickets.Tx) (err error) {
		first, err = tx.FirstSeen(ctx, key)
		return err
	})
	return first, err
}

// threadMessage takes a technician's message under a card: it stays there, unless the desk
// relays all but what begins with a lock. What stays there is noted as such, so that nothing
// that is found out later (an edit, another reading) sends it by itself.
func (a *App) threadMessage(ctx context.Context, e bot.Event, number int64) error {
	if a.policy.Relay != "automatic" {
		return nil
	}
	if locked(e.Words) || !e.Roles.Technician {
		_, err := a.firstSeen(ctx, e.Key)
		return err
	}
	by := act(e, bot.ViaMessage)
	by.Original = written(e)
	_, err := a.desk.Reply(ctx, by, number, e.Words, e.Files)
	return a.unsaid(ctx, e, err)
}
