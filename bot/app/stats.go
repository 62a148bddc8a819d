package app

import (
	"context"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/bot/speech"
	"guichet/tickets"
)

// stats shows privately what a period came to.
func (a *App) stats(ctx context.Context, e bot.Event, in grammar.Intent) (bot.Answer, error) {
	sc, by := a.stage(ctx, a.viewer(ctx, e.By), nil, nil, false), actor(e)
	since, ok := grammar.ParsePeriod(speech.FirstOf(in.Until, grammar.UsualPeriod), sc.Now, speech.Zone(sc))
	if !ok && tickets.May(by, tickets.ActStats, nil) {
		return a.sentence(ctx, e, "stats.unknown", speech.Vars{
			"Command": speech.CodeText(speech.Command(sc.Locale, "stats", nil) + " " + a.speech.T(sc.Locale, "stats.example", nil)), "Days": grammar.LongestPeriod,
		}), nil
	}
	var of tickets.UserID
	if in.Level == grammar.OnlyMe {
		of = by.ID
	}
	f, err := a.desk.Figures(ctx, by, since, of)
	if err != nil {
		return bot.Answer{}, err
	}
	for _, one := range f.Each {
		a.names(ctx, &sc, one.Who)
	}
	m := a.speech.Stats(sc, f, since, of != "")
	return bot.Answer{Private: &m}, nil
}
