package app

import (
	"context"

	"guichet/bot"
	"guichet/bot/grammar"
)

// sla shows privately how a ticket's deadlines come about; without a number, what the desk
// undertakes for the person.
func (a *App) sla(ctx context.Context, e bot.Event, in grammar.Intent) (bot.Answer, error) {
	if in.Ticket == 0 {
		sc := a.stage(ctx, a.viewer(ctx, e.By), nil, nil, false)
		m := a.speech.Commitments(sc, a.contractOf(ctx, e.By.ID))
		return bot.Answer{Private: &m}, nil
	}
	t, x, err := a.desk.Explain(ctx, actor(e), in.Ticket)
	if err != nil {
		return bot.Answer{}, err
	}
	sc := a.stage(ctx, a.viewer(ctx, e.By), t, nil, false)
	sc.Roles = e.Roles
	m := a.speech.Explain(sc, x)
	return bot.Answer{Private: &m}, nil
}
