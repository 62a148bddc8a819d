package app

import (
	"context"

	"guichet/bot/markup"
	"guichet/bot/speech"
	"guichet/tickets"
)

// stage builds the scene for a renderer. With ask, people who are little known are looked up
// on their platform; never on the way to an answer.
func (a *App) stage(ctx context.Context, viewer tickets.Person, t *tickets.Ticket, e *tickets.Entry, ask bool) speech.Scene {
	sc := speech.Scene{
		Locale: a.people.locale(viewer), Space: viewer.ID.Space(), Ticket: t, Entry: e, Policy: a.policy,
		Names: map[tickets.UserID]string{}, OnDuty: map[int]tickets.UserID{}, Viewer: viewer.ID, Now: a.now(),
	}
	at := sc.Now
	if e != nil {
		at = e.At
	}
	for level := range a.policy.Rota.Levels {
		if u := a.people.resolve(ctx, a.policy.OnDuty(level, at)); u != "" {
			sc.OnDuty[level] = u
		}
	}
	sc.Others = a.others(ctx, spokenOf(t, e))
	for _, u := range a.mentioned(ctx, &sc) {
		if _, done := sc.Names[u]; done || u == "" {
			continue
		}
		p := a.people.known(ctx, u)
		if ask && p.Name == "" {
			p = a.people.ask(ctx, u)
		}
		sc.Names[u] = p.Name
	}
	return sc
}

// spokenOf are the tickets that a ticket is linked to, or that a row speaks of.
func spokenOf(t *tickets.Ticket, e *tickets.Entry) []int64 {
	var numbers []int64
	if t != nil {
		for _, l := range t.Links {
			numbers = append(numbers, l.Ticket)
		}
	}
	if e != nil && e.Detail.Other != 0 {
		numbers = append(numbers, e.Detail.Other)
	}
	return numbers
}

// others loads tickets that a scene speaks of.
func (a *App) others(ctx context.Context, numbers []int64) map[int64]*tickets.Ticket {
	if len(numbers) == 0 {
		return nil
	}
	out := map[int64]*tickets.Ticket{}
	err := a.store.View(ctx, func(tx tickets.Tx) error {
		for _, n := range numbers {
			other, err := tx.Ticket(ctx, n)
			if err != nil {
				return err
			}
			out[n] = other
		}
		return nil
	})
	if err != nil {
		logOf(ctx).Warn().Err(err).Msg("linked tickets could not be read; they go by their numbers")
	}
	return out
}

// mentioned lists everybody whom the scene may name. Handles of the configuration in the
// entry become ids.
func (a *App) mentioned(ctx context.Context, sc *speech.Scene) []tickets.UserID {
	out := []tickets.UserID{sc.Viewer}
	for _, u := range sc.OnDuty {
		out = append(out, u)
	}
	if t := sc.Ticket; t != nil {
		out = append(out, t.Followers...)
		if t.Origin.Markup {
			out = append(out, markup.Read(t.Description).People()...)
		}
		out = append(out, speech.Approving(t)...)
		out = append(out, t.Requester, t.Beneficiary.User, t.Assignee, t.ResolvedBy, t.Prompt, t.Rating.By, t.Rating.FollowUp)
		for _, c := range t.Checklist {
			out = append(out, c.By)
		}
	}
	if sc.Entry != nil {
		e := *sc.Entry
		e.Detail.Subject = a.people.resolve(ctx, e.Detail.Subject)
		sc.Entry = &e
		if e.Detail.Markup {
			out = append(out, markup.Read(e.Words).People()...)
		}
		out = append(out, e.Actor, e.Detail.Assignee, e.Detail.Previous, e.Detail.Subject)
	}
	return out
}

// names adds the names of more people to a scene.
func (a *App) names(ctx context.Context, sc *speech.Scene, who ...tickets.UserID) {
	for _, u := range who {
		if u != "" && sc.Names[u] == "" {
			sc.Names[u] = a.people.known(ctx, u).Name
		}
	}
}
