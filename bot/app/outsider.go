package app

import (
	"context"
	"errors"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/tickets"
)

// outsider refuses guests and people who are nobody of the space, whatever they do: they get
// one polite sentence without a fact of any ticket. inside is false when the event is answered.
func (a *App) outsider(ctx context.Context, e bot.Event) (answer bot.Answer, inside bool, err error) {
	if !e.Roles.Guest || e.By.ID == "" || e.Kind == bot.MembershipEvent || e.Kind == bot.DeletedEvent || e.Kind == bot.ConnectedEvent {
		return bot.Answer{}, true, nil
	}
	if e.Kind == bot.CompletionEvent {
		return bot.Answer{}, false, nil
	}
	if e.Kind == bot.HomeEvent {
		answer, err = a.home(ctx, e) // shows the same sentence
		return answer, false, err
	}
	if e.Kind == bot.ReactionEvent {
		return bot.Answer{}, false, a.outsiderReacts(ctx, e)
	}
	return a.turnAway(ctx, e, grammar.ParseVerb(e.Verb, "").Ticket)
}

func (a *App) turnAway(ctx context.Context, e bot.Event, number int64) (bot.Answer, bool, error) {
	by := act(e, eventNames[e.Kind])
	err := a.desk.Enter(ctx, by, number)
	var refusal *tickets.Error
	if !errors.As(err, &refusal) {
		return bot.Answer{}, false, err
	}
	m := a.refusal(ctx, e.By, refusal)
	if e.Kind == bot.MessageEvent {
		if first, err := a.firstToday(ctx, e); err != nil || !first {
			return bot.Answer{}, false, err
		}
		a.whisper(e, m)
		return bot.Answer{}, false, nil
	}
	return bot.Answer{Private: &m}, false, nil
}

// firstToday tells whether somebody is told for the first time today: whoever goes on writing
// is not answered each time.
func (a *App) firstToday(ctx context.Context, e bot.Event) (first bool, err error) {
	key := "outsider:" + string(e.By.ID) + ":" + a.now().UTC().Format("2006-01-02")
	err = a.store.Update(ctx, func(tx tickets.Tx) error {
		first, err = tx.FirstSeen(ctx, key)
		return err
	})
	return first, err
}

// outsiderReacts records what is seen, so that the reaction is not new when its author becomes
// a member one day.
func (a *App) outsiderReacts(ctx context.Context, e bot.Event) error {
	if !meaning[e.Name] {
		return nil
	}
	d, err := a.deliveryAt(ctx, e.Where)
	if errors.Is(err, tickets.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	err = a.store.Update(ctx, func(tx tickets.Tx) error { return seeReaction(e)(ctx, tx) })
	if tickets.CodeOf(err) == tickets.Seen || err != nil || !e.On {
		if tickets.CodeOf(err) == tickets.Seen {
			return nil
		}
		return err
	}
	answer, _, err := a.turnAway(ctx, e, d.Ticket)
	if err == nil && answer.Private != nil {
		a.whisper(e, *answer.Private)
	}
	return err
}
