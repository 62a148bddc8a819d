package web

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"guichet/adapters/web/chat"
	"guichet/bot"
	"guichet/tickets"
)

// ErrAway says that the bot takes nothing just now.
var ErrAway = errors.New("web: Guichet does not answer just now; try again in a moment")

// Again after a failure: an event that the bot could not take is delivered a few times more.
const (
	deliveries = 3
	again      = 150 * time.Millisecond
)

// keyed are the events that a person waits to be answered.
var keyed = map[bot.EventKind]bool{bot.CommandEvent: true, bot.ClickEvent: true, bot.SubmitEvent: true, bot.ShortcutEvent: true}

// hand hands an event to the bot and shows what it answers.
func (a *Adapter) hand(ctx context.Context, e bot.Event) (Reply, error) {
	p, err := a.chat.Person(e.By.ID.Local())
	if err != nil {
		return Reply{}, err
	}
	e.Space, e.At, e.By, e.Roles = Space, a.now(), person(p), a.roles(p.ID)
	if e.Key == "" && keyed[e.Kind] {
		e.Key = Space + ":" + rand.Text()
	}
	answer, err := a.deliver(ctx, e)
	if err != nil && keyed[e.Kind] && !errors.Is(err, ErrAway) {
		failed := sentence(p.Locale, "Une erreur est survenue de notre côté. Réessayez dans un instant.",
			"Something went wrong on our side. Please try again in a moment.")
		if _, err := a.whisper(p.ID, e.Where, failed); err != nil {
			return Reply{}, err
		}
	}
	if err != nil {
		return Reply{}, err
	}
	if a.cfg.After != nil {
		a.cfg.After()
	}
	return a.show(p.ID, e, answer)
}

func (a *Adapter) deliver(ctx context.Context, e bot.Event) (answer bot.Answer, err error) {
	a.mu.Lock()
	a.last = &e
	a.mu.Unlock()
	for try := range deliveries {
		if try > 0 {
			select {
			case <-ctx.Done():
				return answer, ErrAway
			case <-time.After(again):
			}
		}
		h := a.handler.Load()
		if h == nil {
			err = ErrAway
			continue
		}
		if answer, err = (*h).Handle(ctx, e); err == nil {
			return answer, nil
		}
	}
	if !errors.Is(err, ErrAway) {
		a.log.Warn().Err(err).Msg("the bot did not take an event")
	}
	return answer, err
}

// Reply is what the person who acted sees at once, besides messages.
type Reply struct {
	Form    *bot.Form
	Errors  map[string]string // field id → sentence
	Choices []bot.Option
}

// show puts the answer where the person sees it.
func (a *Adapter) show(who string, e bot.Event, answer bot.Answer) (Reply, error) {
	r := Reply{Form: answer.Form, Errors: answer.Errors, Choices: answer.Choices}
	if answer.Replace != nil && e.Where.Message != "" {
		_, err := a.chat.Change(e.Where.Message, func(m *chat.Message) error {
			if m.By != chat.BotID {
				return chat.ErrForbidden
			}
			m.Body = clean(*answer.Replace)
			return nil
		})
		if err != nil && !errors.Is(err, chat.ErrGone) {
			return r, err
		}
	}
	if answer.Private != nil && len(answer.Errors) == 0 && answer.Form == nil {
		where := tickets.MessageRef{Channel: e.Where.Channel, Thread: e.Where.Thread}
		if _, err := a.whisper(who, where, *answer.Private); err != nil {
			return r, err
		}
	}
	return r, nil
}
