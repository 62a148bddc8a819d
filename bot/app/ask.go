package app

import (
	"context"
	"fmt"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/bot/speech"
	"guichet/tickets"
)

// formFor opens the form for what still needs words. ok is false when nothing is missing. It
// checks first that the act is possible, so that nobody writes in vain.
func (a *App) formFor(ctx context.Context, e bot.Event, in grammar.Intent) (answer bot.Answer, ok bool, err error) {
	if answer, ok, err = a.decideForm(ctx, e, in); ok || err != nil {
		return answer, true, err
	}
	id := fmt.Sprintf("%s:%d", in.Verb, in.Ticket)
	button := in.Via == bot.ViaButton
	var action tickets.Action
	switch {
	case in.Verb == "resolve" && in.Text == "":
		action = tickets.ActResolve
	case in.Verb == "wait" && in.Text == "" && button:
		action = tickets.ActWait
	case in.Verb == "escalate" && in.Text == "" && button:
		action = tickets.ActEscalate
	case in.Verb == "cancel" && in.Text == "" && button:
		action = tickets.ActCancel
	case in.Verb == "assign" && in.Person == "":
		action = tickets.ActAssign
	case in.Verb == "impact" && in.Level == "" && in.Arg == "":
		action = tickets.ActImpact
	case in.Verb == "announce" && in.Text == "":
		action = tickets.ActAnnounce
	case in.Verb == "reply" && in.Text == "":
		action = tickets.ActReply
	case in.Verb == "note" && in.Text == "":
		action = tickets.ActNote
	case in.Verb == "refuse" && in.Text == "":
		return a.refuseForm(ctx, e, in)
	case in.Verb == "reopen" && in.Text == "":
		return a.reopenForm(ctx, e, in)
	case in.Verb == "edit":
		return a.editForm(ctx, e, in)
	case in.Verb == "extend" && (in.Text == "" || in.Until == ""):
		return a.extendForm(ctx, e, in)
	case in.Verb == "attribute" && in.Value == "" && in.Level == "":
		return a.attributeForm(ctx, e, in)
	case in.Verb == "add":
		action = tickets.ActSay
	case in.Verb == "comment":
		action = tickets.ActComment
	default:
		return bot.Answer{}, false, nil
	}
	t, err := a.desk.MayDo(ctx, actor(e), in.Ticket, action)
	if err != nil {
		return bot.Answer{}, true, err
	}
	f := a.form(ctx, e, t, id, nil, nil)
	return bot.Answer{Form: &f}, true, nil
}

// refuseForm asks the reason of a refusal.
func (a *App) refuseForm(ctx context.Context, e bot.Event, in grammar.Intent) (bot.Answer, bool, error) {
	t, err := a.desk.MayAnswer(ctx, actor(e), in.Ticket, in.Round())
	if err != nil {
		return bot.Answer{}, true, err
	}
	f := a.form(ctx, e, t, fmt.Sprintf("refuse:%d:%d", in.Ticket, t.Resolutions), nil, nil)
	return bot.Answer{Form: &f}, true, nil
}

// form renders the form of that id, prefilled, with errors.
func (a *App) form(ctx context.Context, e bot.Event, t *tickets.Ticket, id string, vals, errs map[string]string) bot.Form {
	f := a.formOf(ctx, e, t, id, vals, errs)
	a.typeCategory(ctx, e, &f)
	return f
}

func (a *App) formOf(ctx context.Context, e bot.Event, t *tickets.Ticket, id string, vals, errs map[string]string) bot.Form {
	sc := a.stage(ctx, a.viewer(ctx, e.By), t, nil, false)
	sc.Roles, sc.Space = e.Roles, e.Space
	switch verb := grammar.ParseVerb(id, "").Verb; verb {
	case "open":
		return a.speech.OpenForm(sc, vals, errs)
	case "edit":
		return a.speech.EditForm(sc, vals, errs)
	case "announce":
		return a.speech.AnnounceForm(sc, vals, errs)
	case "resolve":
		return a.speech.ResolveForm(sc, vals, errs)
	case "bulk":
		return a.speech.BulkForm(sc, vals, errs)
	case "assign":
		return a.speech.AssignForm(sc, vals, errs)
	case "impact":
		return a.speech.ImpactForm(sc, vals, errs)
	case "extend":
		return a.speech.ExtendForm(sc, vals, errs)
	case "attribute":
		return a.speech.AttributeForm(sc, vals, errs)
	case "evaluate":
		return a.speech.EvaluateForm(sc, vals, errs)
	case "delegate":
		return a.speech.DelegateForm(sc, id, vals, errs)
	case "away":
		return a.speech.AwayForm(sc, id, vals, errs)
	case "wait", "refuse", "cancel", "escalate", "reopen", "reject":
		return a.speech.ReasonForm(sc, id, verb, vals, errs)
	default:
		return a.speech.TextForm(sc, id, verb, vals, errs)
	}
}

// whichTicket asks for the number that a command lacks, with the tickets it may be about.
func (a *App) whichTicket(ctx context.Context, e bot.Event, in grammar.Intent) (bot.Answer, error) {
	q := tickets.Query{Concerns: e.By.ID, Unfinished: true, Limit: pageSize}
	if e.Roles.Technician {
		q = tickets.Query{Assignee: e.By.ID, Unfinished: true, Order: tickets.ByDeadline, Limit: pageSize}
		if in.Verb == "claim" {
			q = tickets.Query{Pool: true, Unfinished: true, Order: tickets.ByDeadline, Limit: pageSize}
		}
	}
	if in.Verb == "reopen" {
		q.Unfinished, q.States, q.Order = false, reopenStates, tickets.ByNewest
	}
	ts, _, err := a.desk.List(ctx, q)
	if err == nil && len(ts) == 0 && e.Roles.Technician && q.Assignee != "" {
		q.Assignee = "" // who has none of their own may mean any other
		ts, _, err = a.desk.List(ctx, q)
	}
	if err != nil {
		return bot.Answer{}, err
	}
	sc := a.stage(ctx, a.viewer(ctx, e.By), nil, nil, false)
	sc.Roles = e.Roles
	title := a.speech.T(sc.Locale, "ask.ticket", map[string]any{"Command": speech.Command(sc.Locale, in.Verb, nil)})
	m := a.speech.List(sc, title, ts, 1, 1, "list")
	return bot.Answer{Private: &m}, nil
}
