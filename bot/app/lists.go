package app

import (
	"context"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/bot/speech"
	"guichet/tickets"
)

// pageSize is how many tickets a private list shows at once.
const pageSize = 10

// list shows a person's tickets; technicians and managers see the desk's by time left, and
// filter them. The buttons say "list:2:pool": page and filter.
func (a *App) list(ctx context.Context, e bot.Event, in grammar.Intent) (bot.Answer, error) {
	if e.Home {
		return a.turnHome(ctx, e, in)
	}
	b, err := a.board(ctx, actor(e), grammar.Filter(speech.FirstOf(in.Arg, in.Level)), int(in.Ticket), pageSize)
	if err != nil {
		return bot.Answer{}, err
	}
	m := a.speech.Board(a.boardScene(ctx, a.viewer(ctx, e.By), e.Roles, b), b)
	if in.Via == bot.ViaButton {
		return bot.Answer{Replace: &m}, nil
	}
	return bot.Answer{Private: &m}, nil
}

// show shows one ticket and its story privately.
func (a *App) show(ctx context.Context, e bot.Event, in grammar.Intent) (bot.Answer, error) {
	sc, journal, err := a.journalScene(ctx, e, in.Ticket)
	if err != nil {
		return bot.Answer{}, err
	}
	m := a.speech.Show(sc, journal)
	return bot.Answer{Private: &m}, nil
}

// journalScene is a ticket with its journal, as the person may see it.
func (a *App) journalScene(ctx context.Context, e bot.Event, number int64) (speech.Scene, []*tickets.Entry, error) {
	t, journal, err := a.desk.Ticket(ctx, actor(e), number)
	if err != nil {
		return speech.Scene{}, nil, err
	}
	sc := a.stage(ctx, a.viewer(ctx, e.By), t, nil, false)
	sc.Roles = e.Roles
	a.names(ctx, &sc, speech.PeopleOf(t, journal)...)
	sc.Others = a.others(ctx, speech.OthersOf(t, journal))
	return sc, journal, nil
}
