package bot

import (
	"context"
	"fmt"
	"strings"

	"guichet/tickets"
)

// decideForm opens the forms of the request process, where words are missing.
func (a *App) decideForm(ctx context.Context, e Event, in intent) (Answer, bool, error) {
	id := fmt.Sprintf("%s:%d:%s", in.Verb, in.Ticket, in.Arg)
	var t *tickets.Ticket
	var err error
	switch in.Verb {
	case "evaluate":
		id = fmt.Sprintf("evaluate:%d", in.Ticket)
		t, err = a.desk.MayDo(ctx, actor(e), in.Ticket, tickets.ActEvaluate)
	case "reject":
		if in.Text != "" {
			return Answer{}, false, nil
		}
		t, err = a.desk.MayDecide(ctx, a.approver(ctx, e), in.Ticket, tickets.ActReject, in.round())
	case "question":
		t, err = a.desk.MayDecide(ctx, a.approver(ctx, e), in.Ticket, tickets.ActAsk, in.round())
	case "delegate":
		t, err = a.desk.MayDecide(ctx, a.approver(ctx, e), in.Ticket, tickets.ActDelegate, in.round())
	case "answer":
		t, err = a.desk.MayDo(ctx, actor(e), in.Ticket, tickets.ActSay)
	case "away":
		if in.Until != "" {
			return Answer{}, false, nil
		}
	default:
		return Answer{}, false, nil
	}
	if err != nil {
		return Answer{}, true, err
	}
	f := a.form(ctx, e, t, id, nil, nil)
	return Answer{Form: &f}, true, nil
}

// decide carries out an act of the request process that needs no more words.
func (a *App) decide(ctx context.Context, e Event, by tickets.Act, in intent) (*tickets.Ticket, error) {
	if in.Verb == "submit" {
		return a.desk.Submit(ctx, by, in.Ticket)
	}
	by.By = a.approver(ctx, e)
	if in.Verb == "reject" {
		return a.desk.Reject(ctx, by, in.Ticket, in.round(), in.Text)
	}
	return a.desk.Approve(ctx, by, in.Ticket, in.round())
}

// decided takes a filled form of the request process.
func (a *App) decided(ctx context.Context, e Event, by tickets.Act, in intent, d draft) (*tickets.Ticket, error) {
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
		return a.desk.Reject(ctx, by, in.Ticket, in.round(), v["reason"])
	case "question":
		return a.desk.Ask(ctx, by, in.Ticket, in.round(), v["text"])
	}
	who := tickets.UserID(v["person"])
	to := tickets.Actor{ID: who}
	if p := a.platforms[who.Space()]; p != nil {
		roles, err := p.Roles(ctx, who)
		if err != nil && FaultOf(err).Fault != Gone {
			return nil, err
		}
		to.Roles = roles
	} else {
		to.ID = ""
	}
	return a.desk.Delegate(ctx, by, in.Ticket, in.round(), to)
}

// away notes until when somebody is away; "non" or "no" ends it.
func (a *App) away(ctx context.Context, e Event, by tickets.Act, until string) (Answer, error) {
	if word := tickets.Fold(strings.TrimSpace(until)); word == "non" || word == "no" {
		if err := a.desk.Away(ctx, by, a.now()); err != nil {
			return Answer{}, err
		}
		return a.sentence(ctx, e, "away.over", nil), nil
	}
	date, ok := parseUntil(until, e.At, a.policy.Zone)
	if !ok || !date.After(a.now()) {
		return Answer{}, &tickets.Error{Code: tickets.BadDay, Field: "until"}
	}
	if err := a.desk.Away(ctx, by, date); err != nil {
		return Answer{}, err
	}
	sc := a.stage(ctx, a.viewer(ctx, e.By), nil, nil, false)
	m := Message{Blocks: []Block{paragraph(a.speech.text(sc.Locale, "away.noted", vars{
		"When": a.speech.moment(sc, date), "Command": codeText(command(sc.Locale, "away", nil) + " " + a.speech.T(sc.Locale, "away.word", nil)),
	}))}}
	return Answer{Private: &m}, nil
}
