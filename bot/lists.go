package bot

import (
	"context"

	"guichet/tickets"
)

// pageSize is how many tickets a private list shows at once.
const pageSize = 10

// list shows a person's tickets; technicians and managers see the desk's by time left, and
// filter them. The buttons say "list:2:pool": page and filter.
func (a *App) list(ctx context.Context, e Event, in intent) (Answer, error) {
	if e.Home {
		return a.turnHome(ctx, e, in)
	}
	b, err := a.board(ctx, actor(e), filter(firstOf(in.Arg, in.Level)), int(in.Ticket), pageSize)
	if err != nil {
		return Answer{}, err
	}
	m := a.speech.Board(a.boardScene(ctx, a.viewer(ctx, e.By), e.Roles, b), b)
	if in.Via == viaButton {
		return Answer{Replace: &m}, nil
	}
	return Answer{Private: &m}, nil
}

// show shows one ticket and its story privately.
func (a *App) show(ctx context.Context, e Event, in intent) (Answer, error) {
	sc, journal, err := a.journalScene(ctx, e, in.Ticket)
	if err != nil {
		return Answer{}, err
	}
	m := a.speech.Show(sc, journal)
	return Answer{Private: &m}, nil
}

// journalScene is a ticket with its journal, as the person may see it.
func (a *App) journalScene(ctx context.Context, e Event, number int64) (Scene, []*tickets.Entry, error) {
	t, journal, err := a.desk.Ticket(ctx, actor(e), number)
	if err != nil {
		return Scene{}, nil, err
	}
	sc := a.stage(ctx, a.viewer(ctx, e.By), t, nil, false)
	sc.Roles = e.Roles
	a.names(ctx, &sc, PeopleOf(t, journal)...)
	sc.Others = a.others(ctx, OthersOf(t, journal))
	return sc, journal, nil
}

// optionLabel is the shortest limit of the platforms for a choice's label, in characters.
const optionLabel = 75

// clip shortens a text to at most n characters.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}
