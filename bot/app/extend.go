package app

import (
	"context"
	"fmt"
	"slices"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/bot/speech"
	"guichet/tickets"
)

// extendForm asks for another date and its reason.
func (a *App) extendForm(ctx context.Context, e bot.Event, in grammar.Intent) (bot.Answer, bool, error) {
	t, err := a.desk.MayExtend(ctx, actor(e), in.Ticket)
	if err != nil {
		return bot.Answer{}, true, err
	}
	f := a.form(ctx, e, t, fmt.Sprintf("extend:%d", in.Ticket), map[string]string{"until": in.Until, "reason": in.Text}, nil)
	return bot.Answer{Form: &f}, true, nil
}

// propose proposes the date that was typed or picked, in the desk's zone when it names none.
func (a *App) propose(ctx context.Context, e bot.Event, by tickets.Act, number int64, until, reason string) (*tickets.Ticket, error) {
	date, ok := speech.ParseUntil(until, e.At, a.policy.Zone)
	if !ok {
		if t, err := a.desk.MayExtend(ctx, by.By, number); err != nil {
			return t, err
		}
		return nil, &tickets.Error{Code: tickets.BadDate, Field: "until"}
	}
	return a.desk.Propose(ctx, by, number, date, reason)
}

// attributeForm asks whose delay a missed deadline was.
func (a *App) attributeForm(ctx context.Context, e bot.Event, in grammar.Intent) (bot.Answer, bool, error) {
	clock := tickets.Clock(in.Arg)
	if clock == "" {
		t, _, err := a.desk.Ticket(ctx, actor(e), in.Ticket)
		if err != nil {
			return bot.Answer{}, true, err
		}
		clock = speech.LatestMissed(t)
	}
	t, err := a.desk.MayAttribute(ctx, actor(e), in.Ticket, clock)
	if err != nil {
		return bot.Answer{}, true, err
	}
	f := a.form(ctx, e, t, fmt.Sprintf("attribute:%d", in.Ticket), nil, nil)
	return bot.Answer{Form: &f}, true, nil
}

// attribute notes whose delay it was. Buttons and forms say "us" for the desk itself.
func (a *App) attribute(ctx context.Context, by tickets.Act, number int64, clock, whose string) (*tickets.Ticket, error) {
	if clock == "" {
		t, _, err := a.desk.Ticket(ctx, by.By, number)
		if err != nil {
			return nil, err
		}
		clock = string(speech.LatestMissed(t))
	}
	if !slices.Contains(tickets.AllClocks, tickets.Clock(clock)) || !slices.Contains(grammar.Delays, whose) {
		return nil, &tickets.Error{Code: tickets.NothingToChange}
	}
	ball := tickets.Ball(whose)
	if whose == grammar.DelayUs {
		ball = tickets.BallUs
	}
	return a.desk.Attribute(ctx, by, number, tickets.Clock(clock), ball)
}
