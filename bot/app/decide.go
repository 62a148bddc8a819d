package app

import (
	"context"
	"fmt"
	"strings"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/bot/speech"
	"guichet/tickets"
)

// decideForm opens the forms of the request process, where words are missing.
func (a *App) decideForm(ctx context.Context, e bot.Event, in grammar.Intent) (bot.Answer, bool, error) {
	id := fmt.Sprintf("%s:%d:%s", in.Verb, in.Ticket, in.Arg)
	var t *tickets.Ticket
	var err error
	switch in.Verb {
	case "evaluate":
		id = fmt.Sprintf("evaluate:%d", in.Ticket)
		t, err = a.desk.MayDo(ctx, actor(e), in.Ticket, tickets.ActEvaluate)
	case "reject":
		if in.Text != "" {
			return bot.Answer{}, false, nil
		}
		t, err = a.desk.MayDecide(ctx, a.approver(ctx, e), in.Ticket, tickets.ActReject, in.Round())
	case "question":
		t, err = a.desk.MayDecide(ctx, a.approver(ctx, e), in.Ticket, tickets.ActAsk, in.Round())
	case "delegate":
		t, err = a.desk.MayDecide(ctx, a.approver(ctx, e), in.Ticket, tickets.ActDelegate, in.Round())
	case "answer":
		t, err = a.desk.MayDo(ctx, actor(e), in.Ticket, tickets.ActSay)
	case "away":
		if in.Until != "" {
			return bot.Answer{}, false, nil
		}
	default:
		return bot.Answer{}, false, nil
	}
	if err != nil {
		return bot.Answer{}, true, err
	}
	f := a.form(ctx, e, t, id, nil, nil)
	return bot.Answer{Form: &f}, true, nil
}

// decide carries out an act of the request process that needs no more words.
func (a *App) decide(ctx context.Context, e bot.Event, by tickets.Act, in grammar.Intent) (*tickets.Ticket, error) {
	if in.Verb == "submit" {
		return a.desk.Submit(ctx, by, in.Ticket)
	}
	by.By = a.approver(ctx, e)
	if in.Verb == "reject" {
		return a.desk.Reject(ctx, by, in.Ticket, in.Round(), in.Text)
	}
	return a.desk.Approve(ctx, by, in.Ticket, in.Round())
}

// decided takes a filled form of the request process.
func (a *App) decided(ctx context.Context, e bot.Event, by tickets.Act, in grammar.Intent, d draft) (*tickets.Ticket, error) {
	v := d.Values
	switch in.Verb {
	case "evaluate":
		return a.desk.Evaluate(ctx, by, in.Ticket, tickets.Evaluation{
			Feasible: tickets.Feasibility(v["feasible"]), Cost: v["cost"], Impact: v["effect"], Advice: v["advice"],
		}, v["submit"] != "no")
	case "answer":
		return a.desk.Say(ctx, by, in.Ticket, v["text"], d.Files)
	}
	by.By = a.approver(ctx, e)
	switch in.Verb {
	case "reject":
		return a.desk.Reject(ctx, by, in.Ticket, in.Round(), v["reason"])
	case "question":
		return a.desk.Ask(ctx, by, in.Ticket, in.Round(), v["text"])
	}
	who := tickets.UserID(v["person"])
	to := tickets.Actor{ID: who}
	if p := a.platforms[who.Space()]; p != nil {
		roles, err := p.Roles(ctx, who)
		if err != nil && bot.FaultOf(err).Fault != bot.Gone {
			return nil, err
		}
		to.Roles = roles
	} else {
		to.ID = ""
	}
	return a.desk.Delegate(ctx, by, in.Ticket, in.Round(), to)
}

// away notes until when somebody is away; "non" or "no" ends it.
func (a *App) away(ctx context.Context, e bot.Event, by tickets.Act, until string) (bot.Answer, error) {
	if word := tickets.Fold(strings.TrimSpace(until)); word == "non" || word == "no" {
		if err := a.desk.Away(ctx, by, a.now()); err != nil {
			return bot.Answer{}, err
		}
		return a.sentence(ctx, e, "away.over", nil), nil
	}
	date, ok := speech.ParseUntil(until, e.At, a.policy.Zone)
	if !ok || !date.After(a.now()) {
		return bot.Answer{}, &tickets.Error{Code: tickets.BadDay, Field: "until"}
	}
	if err := a.desk.Away(ctx, by, date); err != nil {
		return bot.Answer{}, err
	}
	sc := a.stage(ctx, a.viewer(ctx, e.By), nil, nil, false)
	m := bot.Message{Blocks: []bot.Block{speech.Paragraph(a.speech.Text(sc.Locale, "away.noted", speech.Vars{
		"When": a.speech.Moment(sc, date), "Command": speech.CodeText(speech.Command(sc.Locale, "away", nil) + " " + a.speech.T(sc.Locale, "away.word", nil)),
	}))}}
	return bot.Answer{Private: &m}, nil
}
