package app

import (
	"context"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/bot/speech"
	"guichet/tickets"
)

// day shows technicians and managers their day. Who may not see the queue gets their own
// tickets, as from the list. A button "day:12:claim" claims, and shows what the day is then.
func (a *App) day(ctx context.Context, e bot.Event, in grammar.Intent) (bot.Answer, error) {
	if in.Arg == string(speech.DeedClaim) {
		if _, err := a.desk.Claim(ctx, act(e, in.Via), in.Ticket); err != nil {
			return bot.Answer{}, err
		}
	}
	if !tickets.May(actor(e), tickets.ActListQueue, nil) {
		return a.list(ctx, e, grammar.Intent{Verb: "list", Via: in.Via})
	}
	plan, err := a.dayPlan(ctx, e.By.ID)
	if err != nil {
		return bot.Answer{}, err
	}
	b := speech.Board{Tickets: append(append([]*tickets.Ticket{}, plan.Held...), plan.Pool...)}
	m := a.speech.Day(a.boardScene(ctx, a.viewer(ctx, e.By), e.Roles, b), plan)
	if in.Via == bot.ViaButton {
		return bot.Answer{Replace: &m}, nil
	}
	return bot.Answer{Private: &m}, nil
}

func (a *App) dayPlan(ctx context.Context, who tickets.UserID) (p speech.DayPlan, err error) {
	q := tickets.Query{Unfinished: true, Assignee: who, Order: tickets.ByDeadline, Limit: speech.DayHeld}
	if p.Held, p.HeldTotal, err = a.desk.List(ctx, q); err != nil {
		return p, err
	}
	q = tickets.Query{Unfinished: true, Pool: true, Order: tickets.ByDeadline, Limit: speech.DayPool}
	p.Pool, p.PoolTotal, err = a.desk.List(ctx, q)
	return p, err
}
