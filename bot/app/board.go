package app

import (
	"context"
	"slices"

	"guichet/bot/grammar"
	"guichet/bot/speech"
	"guichet/tickets"
)

// board reads a page of a person's list. What they may not see turns into their own tickets;
// a page that is no longer there into the last one.
func (a *App) board(ctx context.Context, by tickets.Actor, f grammar.Filter, page, size int) (speech.Board, error) {
	b := speech.Board{Filter: f, Staff: tickets.May(by, tickets.ActListQueue, nil), Page: max(page, 1)}
	switch {
	case !b.Staff:
		b.Filter = grammar.FilterOwn
	case !slices.Contains(grammar.StaffFilters, f):
		b.Filter = grammar.FilterTeam
	}
	q := tickets.Query{Unfinished: true, Order: tickets.ByDeadline, Limit: size}
	switch b.Filter {
	case grammar.FilterOwn:
		q = tickets.Query{Concerns: by.ID, States: speech.Standing, Order: tickets.ByNewest, Limit: size}
	case grammar.FilterMine:
		q.Assignee = by.ID
	case grammar.FilterPool:
		q.Pool = true
	case grammar.FilterLate:
		q.Late = a.now()
	}
	for {
		q.Offset = (b.Page - 1) * size
		ts, total, err := a.desk.List(ctx, q)
		if err != nil {
			return b, err
		}
		b.Tickets, b.Total, b.Pages = ts, total, max((total+size-1)/size, 1)
		if b.Page <= b.Pages {
			return b, nil
		}
		b.Page = b.Pages
	}
}

// boardScene is the scene of a list, with the names it speaks of.
func (a *App) boardScene(ctx context.Context, p tickets.Person, roles tickets.Roles, b speech.Board) speech.Scene {
	sc := a.stage(ctx, p, nil, nil, false)
	sc.Roles = roles
	for _, t := range b.Tickets {
		a.names(ctx, &sc, t.Assignee, t.Requester, t.Beneficiary.User)
	}
	return sc
}
