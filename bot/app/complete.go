package app

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/bot/speech"
	"guichet/tickets"
)

const (
	// completeMost is how many completions platforms take:
	// https://docs.discord.com/developers/interactions/application-commands#autocomplete
	completeMost = 25
	// completeAmong bounds the tickets that are looked through while somebody types: those
	// with the least time left. A number is found wherever it is.
	completeAmong = 400
)

// complete proposes what could be typed next, and only what the person may see.
func (a *App) complete(ctx context.Context, e bot.Event) (bot.Answer, error) {
	locale := a.people.locale(a.viewer(ctx, e.By))
	switch grammar.ParseVerb(e.Focus, "").Verb {
	case speech.CategoryField, "panel", "intake":
		return a.completeCategory(ctx, e, locale)
	case "name":
		return a.completeMacro(e, locale), nil
	}
	return a.completeTicket(ctx, e, locale)
}

// completeTicket proposes the tickets with which the sub-command can do something now, by
// number and by words.
func (a *App) completeTicket(ctx context.Context, e bot.Event, locale string) (bot.Answer, error) {
	by, action := actor(e), grammar.VerbActions[e.Sub]
	typed := tickets.Fold(strings.TrimSpace(strings.TrimPrefix(e.Words, "#")))
	var out []bot.Option
	add := func(t *tickets.Ticket) {
		if len(out) >= completeMost || !speech.Fits(by, action, t) {
			return
		}
		label := t.Ref() + " · " + a.speech.StateName(locale, t.State) + " · " + t.Summary
		o := bot.Option{Label: speech.Clip(label, speech.OptionLabel), Value: strconv.FormatInt(t.Number, 10)}
		if !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	begins := ""
	if n, ok := grammar.ParseNumber(typed); ok {
		begins = strconv.FormatInt(n, 10)
		t, err := a.peek(ctx, n)
		if err != nil {
			return bot.Answer{}, err
		}
		if t != nil {
			add(t)
		}
	}
	q := tickets.Query{Concerns: e.By.ID, Limit: completeAmong}
	if tickets.May(by, tickets.ActListQueue, nil) {
		q = tickets.Query{Unfinished: true, Order: tickets.ByDeadline, Limit: completeAmong}
		if e.Sub == "claim" {
			q.Pool = true
		}
	}
	if e.Sub == "reopen" {
		q.Unfinished, q.States, q.Order = false, reopenStates, tickets.ByNewest
	}
	ts, err := a.find(ctx, q)
	if err != nil {
		return bot.Answer{}, err
	}
	for _, t := range ts {
		if typed == "" || strings.Contains(tickets.Fold(t.Ref()+" "+t.Summary), typed) ||
			begins != "" && strings.HasPrefix(strconv.FormatInt(t.Number, 10), begins) {
			add(t)
		}
	}
	return bot.Answer{Choices: out}, nil
}

// peek reads a ticket without a word to anybody: nil when there is none. What the person may
// see of it is the caller's to ask.
func (a *App) peek(ctx context.Context, number int64) (t *tickets.Ticket, err error) {
	ts, err := a.find(ctx, tickets.Query{Numbers: []int64{number}, Limit: 1})
	if err != nil || len(ts) == 0 {
		return nil, err
	}
	return ts[0], nil
}

func (a *App) find(ctx context.Context, q tickets.Query) (ts []*tickets.Ticket, err error) {
	err = a.store.View(ctx, func(tx tickets.Tx) error {
		ts, err = tx.FindTickets(ctx, q)
		return err
	})
	return ts, err
}
