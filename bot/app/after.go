package app

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/tickets"
)

// reopenForm asks the reason of a reopening, unless the person has written one since the
// closure.
func (a *App) reopenForm(ctx context.Context, e bot.Event, in grammar.Intent) (bot.Answer, bool, error) {
	t, late, err := a.desk.MayReopen(ctx, actor(e), in.Ticket)
	if err != nil {
		return bot.Answer{}, true, err
	}
	if late.Times > 0 {
		return bot.Answer{}, false, nil
	}
	f := a.form(ctx, e, t, fmt.Sprintf("reopen:%d", in.Ticket), nil, nil)
	return bot.Answer{Form: &f}, true, nil
}

// reopen takes a ticket up again; it goes to the pool when its technician has left the desk.
func (a *App) reopen(ctx context.Context, by tickets.Act, in grammar.Intent) (*tickets.Ticket, error) {
	t, _, err := a.desk.MayReopen(ctx, by.By, in.Ticket)
	if err != nil {
		return nil, err
	}
	wish := tickets.Reopening{Reason: in.Text}
	if t.Assignee != "" {
		holder, err := a.colleague(ctx, t.Assignee)
		if err != nil {
			return nil, err
		}
		if !holder.Roles.Staff() {
			wish.Gone = t.Assignee
		}
	}
	return a.desk.Reopen(ctx, by, in.Ticket, wish)
}

// openAgain opens the form for a ticket that follows from one that has ended, with what the
// person wrote since.
func (a *App) openAgain(ctx context.Context, e bot.Event, in grammar.Intent) (bot.Answer, error) {
	t, journal, err := a.desk.Ticket(ctx, actor(e), in.Ticket)
	if err != nil {
		return bot.Answer{}, err
	}
	journal = slices.DeleteFunc(journal, func(row *tickets.Entry) bool { return row.Ticket != t.Number })
	late := tickets.LateOf(journal, e.By.ID)
	vals := map[string]string{
		"kind": string(t.Kind), "summary": t.Summary, "description": late.Words, relatedValue: strconv.FormatInt(t.Number, 10),
	}
	if a.policy.Category(t.Category) != nil {
		vals["category"] = t.Category
	}
	return a.openForm(ctx, e, draft{Values: vals, Files: late.Files, Origin: tickets.Origin{Markup: late.Markup}})
}

// reopenStates are those of the tickets that a reopening may be about.
var reopenStates = []tickets.State{tickets.ResolvedState, tickets.ClosedState}

// relatedValue is where a draft keeps the number of the ticket that a new one follows from.
const relatedValue = "related"

// afterEnd tells whether words in a DM without an open ticket are about the latest one there:
// it waits for an answer, or has ended so lately that they may be thanks or a reason to reopen.
func (a *App) afterEnd(ctx context.Context, e bot.Event, number int64) (bool, error) {
	t, _, err := a.desk.Ticket(ctx, actor(e), number)
	if tickets.CodeOf(err) == tickets.NotFound {
		return false, nil
	}
	for err == nil && t.ClosedBy == tickets.ByMerge && t.Continued() != 0 { // the work goes on there
		t, _, err = a.desk.Ticket(ctx, actor(e), t.Continued())
	}
	if err != nil {
		return false, err
	}
	return !t.State.Terminal() || a.policy.Reopenable(t, a.now()), nil
}
