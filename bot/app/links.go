package app

import (
	"context"
	"strconv"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/bot/speech"
	"guichet/tickets"
)

// linkOrMerge takes what is about two tickets.
func (a *App) linkOrMerge(ctx context.Context, e bot.Event, in grammar.Intent) (bot.Answer, error) {
	if in.Other == 0 {
		in.Other, _ = strconv.ParseInt(in.Arg, 10, 64)
	}
	by := act(e, in.Via)
	undo := in.Verb == "unmerge" || in.Verb == "merge" && in.Level == grammar.UndoMerge
	switch {
	case undo:
		from, into, err := a.desk.Unmerge(ctx, by, in.Ticket)
		return a.linked(ctx, e, in, "unmerge", from, into, err)
	case in.Other == 0:
		return a.sentence(ctx, e, "ask.other", map[string]any{"Command": speech.Command(a.people.locale(a.viewer(ctx, e.By)), in.Verb, nil) + " 34 12"}), nil
	case in.Verb == "unlink":
		first, second, err := a.desk.Unlink(ctx, by, in.Ticket, in.Other)
		return a.linked(ctx, e, in, "unlink", first, second, err)
	case in.Verb == "link":
		kind := tickets.LinkKind(speech.FirstOf(in.Level, in.Value, string(tickets.LinkRelated)))
		first, second, err := a.desk.Link(ctx, by, in.Ticket, in.Other, kind)
		return a.linked(ctx, e, in, "link_"+string(kind), first, second, err)
	case in.Via != bot.ViaButton:
		return a.previewMerge(ctx, e, in)
	}
	from, into, err := a.desk.Merge(ctx, by, in.Ticket, in.Other)
	return a.linked(ctx, e, in, "merge", from, into, err)
}

// previewMerge shows what a merge will do, with the button that does it.
func (a *App) previewMerge(ctx context.Context, e bot.Event, in grammar.Intent) (bot.Answer, error) {
	from, into, err := a.desk.MayMerge(ctx, actor(e), in.Ticket, in.Other)
	if err != nil {
		return bot.Answer{}, err
	}
	m := a.speech.MergePreview(a.pairScene(ctx, e, from, into), into)
	return bot.Answer{Private: &m}, nil
}

// linked tells who acted what became of two tickets.
func (a *App) linked(ctx context.Context, e bot.Event, in grammar.Intent, what string, first, second *tickets.Ticket, err error) (bot.Answer, error) {
	if err != nil {
		return bot.Answer{}, err
	}
	m := a.speech.Linked(a.pairScene(ctx, e, first, second), second, what)
	if in.Via == bot.ViaButton && in.Verb == "merge" {
		return bot.Answer{Replace: &m}, nil
	}
	return bot.Answer{Private: &m}, nil
}

func (a *App) pairScene(ctx context.Context, e bot.Event, first, second *tickets.Ticket) speech.Scene {
	sc := a.stage(ctx, a.viewer(ctx, e.By), first, nil, false)
	sc.Roles = e.Roles
	a.names(ctx, &sc, second.Requester, second.Assignee)
	return sc
}
