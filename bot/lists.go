package bot

import (
	"context"
	"strconv"
	"strings"

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
	b, err := a.board(ctx, actor(e), filter(in.Arg), int(in.Ticket), pageSize)
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
	t, journal, err := a.desk.Ticket(ctx, actor(e), in.Ticket)
	if err != nil {
		return Answer{}, err
	}
	sc := a.stage(ctx, a.viewer(ctx, e.By), t, nil, false)
	sc.Roles = e.Roles
	for _, row := range journal {
		a.names(ctx, &sc, row.Actor, row.Detail.Assignee, row.Detail.Previous, row.Detail.Subject)
	}
	m := a.speech.Show(sc, journal)
	return Answer{Private: &m}, nil
}

// completeMost is how many completions platforms take (Discord 25).
const completeMost = 25

// complete proposes what could be typed next, and only what the person may see.
func (a *App) complete(ctx context.Context, e Event) (Answer, error) {
	locale := a.people.locale(a.viewer(ctx, e.By))
	if e.Focus == "category" {
		var out []Option
		for _, c := range a.policy.Categories {
			if name := c.Name.In(locale); strings.Contains(tickets.Fold(name), tickets.Fold(e.Words)) && len(out) < completeMost {
				out = append(out, Option{Label: clip(name, optionLabel), Value: c.ID})
			}
		}
		return Answer{Choices: out}, nil
	}
	if e.Focus == "name" {
		return a.completeMacro(e, locale), nil
	}
	q := tickets.Query{Concerns: e.By.ID, Unfinished: true, Limit: 200}
	if e.Roles.Technician {
		q = tickets.Query{Unfinished: true, Order: tickets.ByDeadline, Limit: 200}
	}
	if e.Sub == "reopen" {
		q.Unfinished, q.States, q.Order = false, reopenStates, tickets.ByNewest
	}
	ts, _, err := a.desk.List(ctx, q)
	if err != nil {
		return Answer{}, err
	}
	var out []Option
	for _, t := range ts {
		label := t.Ref() + " · " + t.Summary
		if len(out) < completeMost && strings.Contains(tickets.Fold(label), tickets.Fold(e.Words)) {
			out = append(out, Option{Label: clip(label, optionLabel), Value: strconv.FormatInt(t.Number, 10)})
		}
	}
	return Answer{Choices: out}, nil
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
