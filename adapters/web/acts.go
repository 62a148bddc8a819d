package web

import (
	"context"
	"errors"
	"slices"
	"strings"

	"guichet/adapters/web/chat"
	"guichet/bot"
	"guichet/tickets"
)

// Act says who acts, where, and by which key the act is known: an act with the same key is
// done once.
type Act struct {
	Who     string
	Channel string
	Thread  string
	Key     string // "" is always new
}

func (t Act) event(kind bot.EventKind) bot.Event {
	e := bot.Event{Kind: kind, By: tickets.Person{ID: userID(t.Who)}, Where: tickets.MessageRef{Space: Space, Channel: t.Channel, Thread: t.Thread}}
	if t.Key != "" {
		e.Key = Space + ":" + t.Who + ":" + t.Key
	}
	return e
}

// Say posts what somebody typed, or does it when it is a command.
func (a *Adapter) Say(ctx context.Context, t Act, text string, files []chat.File) (Reply, error) {
	text = strings.TrimSpace(text)
	if command, words, ok := command(text); ok && len(files) == 0 {
		return a.Command(ctx, t, command, words)
	}
	if text == "" && len(files) == 0 {
		return Reply{}, nil
	}
	done := a.turns.take(t.Who, "")
	defer done()
	if m, ok := a.repeated(t); ok {
		return a.tell(ctx, m)
	}
	words := a.withMentions(text)
	m, err := a.chat.Post(chat.Draft{
		Channel: t.Channel, Thread: t.Thread, By: t.Who, Words: words, Files: files,
		Body:  bot.Message{Blocks: a.body(words), Key: t.Key},
		Pings: a.mentioned(words, t.Channel),
	})
	if err != nil {
		return Reply{}, err
	}
	return a.tell(ctx, m)
}

// repeated finds the message that an act has made already.
func (a *Adapter) repeated(t Act) (chat.Message, bool) {
	page, err := a.chat.Messages(t.Who, t.Channel, t.Thread, 0, 50)
	if err != nil || t.Key == "" {
		return chat.Message{}, false
	}
	i := slices.IndexFunc(page.Messages, func(m chat.Message) bool { return m.By == t.Who && m.Body.Key == t.Key })
	if i < 0 {
		return chat.Message{}, false
	}
	return page.Messages[i], true
}

// tell hands a message to the bot where it reads: direct messages, the private conversations
// of tickets, and the threads under its own messages in the pool.
func (a *Adapter) tell(ctx context.Context, m chat.Message) (Reply, error) {
	e, ok, err := a.words(m, bot.MessageEvent)
	if err != nil || !ok {
		return Reply{}, err
	}
	r, err := a.hand(ctx, e)
	if errors.Is(err, ErrAway) {
		err = nil // it stands, and is read when the bot is back
	}
	return r, err
}

// words is a message of a person as an event, where the bot reads.
func (a *Adapter) words(m chat.Message, kind bot.EventKind) (e bot.Event, ok bool, err error) {
	ch, err := a.chat.Channel(m.Channel)
	if err != nil {
		return e, false, err
	}
	card := false
	if ch.ID == Pool && m.Thread != "" {
		root, err := a.chat.Message(m.Thread)
		card = err == nil && root.By == chat.BotID
	}
	if ch.Kind != chat.Direct && ch.Kind != chat.Ticket && !card {
		return e, false, nil
	}
	e = Act{Who: m.By, Channel: m.Channel}.event(kind)
	e.Key = Space + ":" + m.ID
	e.Where, e.Words, e.Files, e.Direct = ref(m), written(m.Words), ticketFiles(m.Files), ch.Kind == chat.Direct
	return e, true, nil
}

// Command does a slash command.
func (a *Adapter) Command(ctx context.Context, t Act, name, words string) (Reply, error) {
	p, err := a.chat.Person(t.Who)
	if err != nil {
		return Reply{}, err
	}
	if !a.sees(t.Who, t.Channel) {
		return Reply{}, chat.ErrGone
	}
	if name != "ticket" && name != "desk" {
		_, err := a.whisper(t.Who, tickets.MessageRef{Channel: t.Channel, Thread: t.Thread}, unknownCommand(p.Locale, name))
		return Reply{}, err
	}
	done := a.turns.take(t.Who, "")
	defer done()
	e := t.event(bot.CommandEvent)
	e.Name, e.Words = name, a.withMentions(words)
	return a.hand(ctx, e)
}

// command splits "/ticket words".
func command(text string) (name, words string, ok bool) {
	rest, ok := strings.CutPrefix(text, "/")
	if !ok || strings.HasPrefix(rest, "/") {
		return "", "", false
	}
	name, words, _ = strings.Cut(rest, " ")
	if line, more, found := strings.Cut(name, "\n"); found {
		name, words = line, more+" "+words
	}
	return name, strings.TrimSpace(words), name != ""
}

// unknownCommand says what there is instead.
func unknownCommand(locale, name string) bot.Message {
	return sentence(locale, "La commande /"+name+" n’existe pas ici. Essayez /ticket aide.", "There is no command /"+name+" here. Try /ticket help.")
}

// Click presses a button or chooses from a menu of a message that the person sees.
func (a *Adapter) Click(ctx context.Context, t Act, message, verb string) (Reply, error) {
	done := a.turns.take(t.Who, message)
	defer done()
	m, err := a.chat.Visible(t.Who, message)
	if err != nil {
		return Reply{}, err
	}
	if !slices.Contains(m.Verbs(), verb) {
		return Reply{}, chat.ErrGone
	}
	e := t.event(bot.ClickEvent)
	e.Where, e.Verb = ref(m), verb
	return a.hand(ctx, e)
}

// Submission is a filled form.
type Submission struct {
	Form   string // Form.ID
	State  string // Form.State
	Values map[string]string
	Files  []chat.File
}

// Submit sends a form.
func (a *Adapter) Submit(ctx context.Context, t Act, s Submission) (Reply, error) {
	done := a.turns.take(t.Who, "")
	defer done()
	if !a.sees(t.Who, t.Channel) {
		t.Channel, t.Thread = dm(t.Who), ""
	}
	e := t.event(bot.SubmitEvent)
	e.Verb, e.State, e.Values, e.Files = s.Form, s.State, s.Values, ticketFiles(s.Files)
	return a.hand(ctx, e)
}

// React puts an emoji on a message, or takes it off.
func (a *Adapter) React(ctx context.Context, t Act, message, emoji string, on bool) (Reply, error) {
	done := a.turns.take(t.Who, message)
	defer done()
	if _, err := a.chat.Visible(t.Who, message); err != nil {
		return Reply{}, err
	}
	if !IsEmoji(emoji) {
		return Reply{}, chat.ErrForbidden
	}
	m, changed, err := a.chat.React(message, emoji, t.Who, on)
	if err != nil || !changed {
		return Reply{}, err
	}
	e := t.event(bot.ReactionEvent)
	e.Key = "" // what counts of a reaction is that it is there
	e.Where, e.Name, e.On = ref(m), emoji, on
	r, err := a.hand(ctx, e)
	if errors.Is(err, ErrAway) {
		err = nil // it stands, and is read when the bot is back
	}
	return r, err
}

// Send is the menu "Send to requester" of a message.
func (a *Adapter) Send(ctx context.Context, t Act, message string) (Reply, error) {
	return a.menu(ctx, t, message, "send_to_requester")
}

// Ticket is the menu "Open a ticket" of a message.
func (a *Adapter) Ticket(ctx context.Context, t Act, message string) (Reply, error) {
	return a.menu(ctx, t, message, "ticket_from_message")
}

// TicketFor is the menu "Open a ticket for" of the person who wrote a message.
func (a *Adapter) TicketFor(ctx context.Context, t Act, message string) (Reply, error) {
	done := a.turns.take(t.Who, message)
	defer done()
	m, err := a.chat.Visible(t.Who, message)
	if err != nil {
		return Reply{}, err
	}
	e := t.event(bot.ShortcutEvent)
	e.Name, e.Where = "ticket_for", tickets.MessageRef{Space: Space, Channel: m.Channel, Thread: m.Thread}
	if m.By != chat.BotID {
		e.Subject = userID(m.By)
	}
	return a.hand(ctx, e)
}

// menu is an entry of a message's menu.
func (a *Adapter) menu(ctx context.Context, t Act, message, name string) (Reply, error) {
	done := a.turns.take(t.Who, message)
	defer done()
	m, err := a.chat.Visible(t.Who, message)
	if err != nil {
		return Reply{}, err
	}
	e := t.event(bot.ShortcutEvent)
	e.Name, e.Where, e.Target = name, ref(m), quoted(m)
	return a.hand(ctx, e)
}

// Correct changes what somebody wrote.
func (a *Adapter) Correct(ctx context.Context, t Act, message, text string) error {
	text = strings.TrimSpace(text)
	done := a.turns.take(t.Who, message)
	defer done()
	words := a.withMentions(text)
	now, err := a.chat.Change(message, func(m *chat.Message) error {
		switch {
		case m.By != t.Who || text == "":
			return chat.ErrForbidden
		case len([]rune(words)) > chat.MaxText:
			return chat.ErrTooLong
		}
		m.Words, m.Edited = words, a.now()
		m.Edits++
		m.Body.Blocks = a.body(words)
		m.Pings = a.mentioned(words, m.Channel)
		return nil
	})
	if err != nil {
		return err
	}
	e, ok, err := a.words(now, bot.EditedEvent)
	if err != nil || !ok {
		return err
	}
	e.Key, e.Written = "", now.At
	return a.mention(ctx, e)
}

// mention hands an event that nobody waits for: what the bot misses, it reads when it is back.
func (a *Adapter) mention(ctx context.Context, e bot.Event) error {
	_, err := a.hand(ctx, e)
	if errors.Is(err, ErrAway) {
		return nil
	}
	return err
}

// Delete removes a message: one's own, what only oneself sees, and for managers any.
func (a *Adapter) Delete(ctx context.Context, t Act, message string) error {
	done := a.turns.take(t.Who, message)
	defer done()
	m, err := a.chat.Visible(t.Who, message)
	if err != nil {
		return err
	}
	if m.By != t.Who && m.Only != t.Who && !a.roles(t.Who).Manager {
		return chat.ErrForbidden
	}
	if m, err = a.chat.Delete(message); err != nil || m.Only != "" {
		return err
	}
	e := t.event(bot.DeletedEvent)
	e.Where = ref(m)
	return a.mention(ctx, e)
}
