package web

import (
	"context"
	"errors"
	"slices"
	"time"

	"guichet/adapters/web/chat"
	"guichet/bot"
	"guichet/tickets"
)

// Post posts a message of the bot.
func (a *Adapter) Post(ctx context.Context, to tickets.MessageRef, m bot.Message) (tickets.MessageRef, error) {
	if err := a.calling(ctx, "post"); err != nil {
		return tickets.MessageRef{}, err
	}
	at, err := a.post(to, m)
	if err == nil {
		err = a.line.call("posted")
	}
	if err != nil {
		return tickets.MessageRef{}, err
	}
	return at, nil
}

func (a *Adapter) post(to tickets.MessageRef, m bot.Message) (tickets.MessageRef, error) {
	posted, err := a.chat.Post(chat.Draft{Channel: to.Channel, Thread: to.Thread, By: chat.BotID, Body: clean(m), Pings: a.pings(to.Channel, m)})
	if err != nil {
		return tickets.MessageRef{}, classify(err)
	}
	return ref(posted), nil
}

// Edit replaces a message of the bot.
func (a *Adapter) Edit(ctx context.Context, at tickets.MessageRef, m bot.Message) error {
	if err := a.calling(ctx, "edit"); err != nil {
		return err
	}
	files, err := a.chat.Upload(m.Files)
	if err != nil {
		return classify(err)
	}
	_, err = a.chat.Change(at.Message, func(old *chat.Message) error {
		if old.Channel != at.Channel || old.By != chat.BotID {
			return chat.ErrGone
		}
		if m.HadFiles || len(files) > 0 {
			old.Files = files
		}
		old.Body, old.Edited = clean(m), a.now()
		old.Edits++
		return nil
	})
	return classify(err)
}

// Find looks for our own message with m's key in a place.
func (a *Adapter) Find(ctx context.Context, to tickets.MessageRef, m bot.Message, _ time.Time) (tickets.MessageRef, bool, error) {
	if err := a.calling(ctx, "read"); err != nil {
		return tickets.MessageRef{}, false, err
	}
	found, ok := a.chat.ByKey(to.Channel, to.Thread, m.Key)
	if !ok {
		return tickets.MessageRef{}, false, nil
	}
	return ref(found), true, nil
}

// OpenCounter opens the private conversation of a ticket with a person; where that is to be
// avoided, the person's direct messages.
func (a *Adapter) OpenCounter(ctx context.Context, r bot.CounterRequest) (tickets.Counter, error) {
	if err := a.calling(ctx, "open"); err != nil {
		return tickets.Counter{}, err
	}
	if r.Avoid == "thread" {
		if _, err := a.chat.Person(r.User.Local()); err != nil {
			return tickets.Counter{}, classify(err)
		}
		return tickets.Counter{Ticket: r.Ticket, User: r.User, Channel: dm(r.User.Local()), Kind: "dm"}, nil
	}
	ch, err := a.chat.OpenConversation(r.Ticket, r.User.Local(), r.Name)
	if err != nil {
		return tickets.Counter{}, classify(err)
	}
	return tickets.Counter{Ticket: r.Ticket, User: r.User, Channel: ch.ID, Kind: "thread"}, nil
}

// OpenThread tells where to answer under a card: a thread is there as soon as it is used.
func (a *Adapter) OpenThread(ctx context.Context, card tickets.MessageRef, _ string) (tickets.MessageRef, error) {
	if err := a.calling(ctx, "open"); err != nil {
		return tickets.MessageRef{}, err
	}
	if _, err := a.chat.Message(card.Message); err != nil {
		return tickets.MessageRef{}, classify(err)
	}
	return tickets.MessageRef{Space: Space, Channel: card.Channel, Thread: card.Message}, nil
}

// Whisper shows a private sentence where the person acted, or in their direct messages when
// that place is not theirs to see.
func (a *Adapter) Whisper(ctx context.Context, to tickets.UserID, where tickets.MessageRef, m bot.Message) error {
	if err := a.calling(ctx, "post"); err != nil {
		return err
	}
	_, err := a.whisper(to.Local(), where, m)
	return classify(err)
}

func (a *Adapter) whisper(who string, where tickets.MessageRef, m bot.Message) (chat.Message, error) {
	if _, err := a.chat.Person(who); err != nil {
		return chat.Message{}, err
	}
	ch, err := a.chat.Channel(where.Channel)
	if err != nil || !ch.Has(who) {
		where = tickets.MessageRef{Channel: dm(who)}
	}
	return a.chat.Post(chat.Draft{Channel: where.Channel, Thread: where.Thread, By: chat.BotID, Body: clean(m), Only: who})
}

// Archive puts the conversation of a finished ticket out of the way.
func (a *Adapter) Archive(ctx context.Context, c tickets.Counter) error {
	if err := a.calling(ctx, "edit"); err != nil {
		return err
	}
	if c.Kind != "thread" {
		return nil
	}
	return classify(a.chat.Archive(c.Channel, true))
}

// calling fails like a call whose caller has gone, or whose line is broken.
func (a *Adapter) calling(ctx context.Context, op string) error {
	if err := ctx.Err(); err != nil {
		return &bot.PlatformError{Fault: bot.Retryable, Reason: "cancelled", Err: err}
	}
	return a.line.call(op)
}

// classify turns an error of the chat into the bot's words.
func classify(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, chat.ErrGone):
		return &bot.PlatformError{Fault: bot.Gone, Reason: "not_found", Err: err}
	case errors.Is(err, chat.ErrForbidden):
		return &bot.PlatformError{Fault: bot.Forbidden, Reason: "not_allowed", Err: err}
	case errors.Is(err, chat.ErrTooLong):
		return &bot.PlatformError{Fault: bot.Refused, Reason: "too_long", Err: err}
	}
	return &bot.PlatformError{Fault: bot.Retryable, Reason: "chat_log", Err: err}
}

// ref is the name of a message as the bot stores it.
func ref(m chat.Message) tickets.MessageRef {
	return tickets.MessageRef{Space: Space, Channel: m.Channel, Message: m.ID, Thread: m.Thread}
}

func dm(who string) string { return "dm-" + who }

// pings lists whom a message of the bot names and who can see it there.
func (a *Adapter) pings(channel string, m bot.Message) []string {
	var out []string
	add := func(who string) {
		if !slices.Contains(out, who) && a.sees(who, channel) {
			out = append(out, who)
		}
	}
	for _, b := range m.Blocks {
		for _, s := range b.Text {
			a.named(s, add)
		}
		for _, p := range b.Pairs {
			for _, s := range p.Value {
				a.named(s, add)
			}
		}
	}
	return out
}

func (a *Adapter) named(s bot.Span, add func(who string)) {
	switch {
	case s.Kind == bot.Mention && s.User.Space() == Space:
		add(s.User.Local())
	case s.Kind == bot.Group:
		for _, who := range a.group(s.Role) {
			add(who)
		}
	}
}
