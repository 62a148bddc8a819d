package app

import (
	"context"
	"errors"

	"guichet/bot"
	"guichet/tickets"

	"github.com/google/uuid"
	"github.com/rs/zerolog"
)

var eventNames = map[bot.EventKind]string{
	bot.CommandEvent: "command", bot.ClickEvent: "click", bot.SubmitEvent: "submit", bot.ReactionEvent: "reaction",
	bot.MessageEvent: "message", bot.CompletionEvent: "completion", bot.ShortcutEvent: "shortcut",
	bot.ConnectedEvent: "connected", bot.HomeEvent: "home", bot.DeletedEvent: "deleted", bot.MembershipEvent: "membership", bot.EditedEvent: "edited",
}

// Handle implements Handler: it takes one event to one use case of the desk and turns what
// comes of it, or the refusal, into the answer.
func (a *App) Handle(ctx context.Context, e bot.Event) (bot.Answer, error) {
	e = located(e)
	log := a.correlated(ctx, e)
	ctx = log.WithContext(ctx)
	a.people.met(ctx, e.By)
	a.people.meet(ctx, e.Named)
	if e.Target != nil {
		a.people.meet(ctx, e.Target.Named)
	}
	if e.Roles.Manager {
		a.people.metManager(ctx, e.By.ID)
	}
	answer, inside, err := a.outsider(ctx, e)
	if inside {
		answer, err = a.route(ctx, e)
	}
	answer, err = a.refused(ctx, e, answer, err)
	if err != nil {
		log.Error().Err(err).Msg("event failed")
		return bot.Answer{}, err
	}
	log.Debug().Str("verb", e.Verb).Str("sub", e.Sub).Msg("event handled")
	return answer, nil
}

// correlated is the logger of one event: the adapter's, when it has given the event its
// correlation id already, so that all lines about an event carry one.
func (a *App) correlated(ctx context.Context, e bot.Event) zerolog.Logger {
	if given := zerolog.Ctx(ctx); given.GetLevel() != zerolog.Disabled {
		return *given
	}
	return a.log.With().Str("correlation", uuid.Must(uuid.NewV7()).String()).
		Str("space", e.Space).Str("kind", eventNames[e.Kind]).Logger()
}

func (a *App) route(ctx context.Context, e bot.Event) (bot.Answer, error) {
	switch e.Kind {
	case bot.CommandEvent:
		return a.command(ctx, e)
	case bot.ClickEvent:
		return a.click(ctx, e)
	case bot.SubmitEvent:
		return a.submit(ctx, e)
	case bot.ReactionEvent:
		return bot.Answer{}, a.reaction(ctx, e, bot.ViaReaction)
	case bot.MessageEvent:
		return bot.Answer{}, a.message(ctx, e)
	case bot.EditedEvent:
		return bot.Answer{}, a.edited(ctx, e)
	case bot.CompletionEvent:
		return a.complete(ctx, e)
	case bot.ShortcutEvent:
		return a.shortcut(ctx, e)
	case bot.HomeEvent:
		return a.home(ctx, e)
	case bot.ConnectedEvent:
		a.connected(e)
	case bot.DeletedEvent:
		return bot.Answer{}, a.deleted(ctx, e)
	case bot.MembershipEvent:
		a.membersMoved(e)
		// Rights are asked at each act: this is only for the record.
		if e.By.ID != "" {
			return bot.Answer{}, a.desk.RightsChanged(ctx, e.By.ID, e.Roles, e.Where.Channel)
		}
	}
	return bot.Answer{}, nil
}

// refused turns a refusal into a private sentence, or into silence when the platform told an
// event twice.
func (a *App) refused(ctx context.Context, e bot.Event, answer bot.Answer, err error) (bot.Answer, error) {
	var r *tickets.Error
	if err == nil || !errors.As(err, &r) {
		return answer, err
	}
	if r.Code == tickets.Seen {
		return bot.Answer{}, nil
	}
	m := a.refusal(ctx, e.By, r)
	return bot.Answer{Private: &m}, nil
}

// refusal is the private sentence of a refusal, in the person's language.
func (a *App) refusal(ctx context.Context, to tickets.Person, r *tickets.Error) bot.Message {
	return a.speech.Refusal(a.stage(ctx, a.viewer(ctx, to), r.Ticket, nil, false), r)
}

// viewer is the person with all that is known of them.
func (a *App) viewer(ctx context.Context, p tickets.Person) tickets.Person {
	return merge(a.people.known(ctx, p.ID), p)
}

// sentence is a private sentence of the locales.
func (a *App) sentence(ctx context.Context, e bot.Event, key string, data map[string]any) bot.Answer {
	m := a.speech.Sentence(a.people.locale(a.viewer(ctx, e.By)), key, data)
	return bot.Answer{Private: &m}
}

// act is the event as the desk sees it.
func act(e bot.Event, via string) tickets.Act {
	return tickets.Act{By: actor(e), Via: via, Event: e.Key, Markup: e.Kind == bot.MessageEvent || e.Kind == bot.EditedEvent}
}

func actor(e bot.Event) tickets.Actor {
	return tickets.Actor{ID: e.By.ID, Name: e.By.Name, Roles: e.Roles, Place: e.Where.Channel}
}

// whisper says something to one person, best effort, after the answer was given.
func (a *App) whisper(e bot.Event, m bot.Message) {
	p := a.platforms[e.Space]
	if p == nil || e.By.ID == "" {
		return
	}
	a.later.do("whisper", func(ctx context.Context) error { return whisperTo(ctx, p, e.By.ID, e.Where, m) })
}

// logOf is the logger of the event under way.
func logOf(ctx context.Context) *zerolog.Logger { return zerolog.Ctx(ctx) }
