package app

import (
	"context"
	"strconv"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/bot/speech"
	"guichet/tickets"
)

// perform does what somebody wants: the same whether it came by button, command or menu.
func (a *App) perform(ctx context.Context, e bot.Event, in grammar.Intent) (bot.Answer, error) {
	if grammar.NeedsTicket[in.Verb] && in.Ticket == 0 {
		return a.whichTicket(ctx, e, in)
	}
	switch in.Verb {
	case "new":
		return a.openForm(ctx, e, draft{Values: openingArgs(e), Files: e.Files})
	case "list":
		return a.list(ctx, e, in)
	case "day":
		return a.day(ctx, e, in)
	case "show":
		return a.show(ctx, e, in)
	case "link", "unlink", "merge", "unmerge":
		return a.linkOrMerge(ctx, e, in)
	case "again":
		return a.openAgain(ctx, e, in)
	case "story":
		return a.tellStory(ctx, e, in)
	case "sla":
		return a.sla(ctx, e, in)
	case "stats":
		return a.stats(ctx, e, in)
	case "transcript":
		return a.transcript(ctx, e, in)
	case "help":
		m := a.speech.Help(a.people.locale(a.viewer(ctx, e.By)), e.Roles, e.Sub == "")
		return bot.Answer{Private: &m}, nil
	case "similar":
		return a.similar(ctx, e, in)
	case "join", "helped":
		return a.deflect(ctx, e, in)
	case "intake":
		return a.intake(ctx, e)
	case "draft", "next", "send", "words":
		return a.draftButton(ctx, e)
	case "into":
		return a.into(ctx, e)
	}
	if in.Verb == "panel" {
		return a.panel(ctx, e, in)
	}
	if in.Verb == "check" {
		return a.tick(ctx, e, in)
	}
	if answer, ok, err := a.bulk(ctx, e, in); ok || err != nil {
		return answer, err
	}
	if answer, ok, err := a.macro(ctx, e, in); ok || err != nil {
		return answer, err
	}
	if form, ok, err := a.formFor(ctx, e, in); ok || err != nil {
		return form, err
	}
	return a.do(ctx, e, in)
}

// do carries out an act that needs no more words, and answers privately where nothing else
// would show the person that it was done.
func (a *App) do(ctx context.Context, e bot.Event, in grammar.Intent) (bot.Answer, error) {
	by := act(e, in.Via)
	var t *tickets.Ticket
	var err error
	switch in.Verb {
	case "claim":
		t, err = a.claim(ctx, by, in.Ticket)
	case "takeover":
		t, err = a.desk.TakeOver(ctx, by, in.Ticket)
	case "release":
		t, err = a.desk.Release(ctx, by, in.Ticket)
	case "assign":
		t, err = a.assign(ctx, e, by, in)
	case "contact":
		t, err = a.desk.Contact(ctx, by, in.Ticket)
	case "wait":
		t, err = a.desk.Wait(ctx, by, in.Ticket, tickets.Ball(in.Level), in.Text)
	case "resume":
		t, err = a.desk.Resume(ctx, by, in.Ticket)
	case "escalate":
		level, _ := strconv.Atoi(in.Level)
		t, err = a.desk.Escalate(ctx, by, in.Ticket, level, in.Text)
	case "urgent":
		t, err = a.desk.SetUrgency(ctx, by, in.Ticket, tickets.High)
	case "impact":
		t, err = a.setImpact(ctx, by, in)
	case "type":
		t, err = a.desk.SetType(ctx, by, in.Ticket, tickets.Kind(speech.FirstOf(in.Level, in.Arg)))
	case "announce":
		t, err = a.desk.Announce(ctx, by, in.Ticket, in.Text)
	case "withdraw":
		t, err = a.desk.Withdraw(ctx, by, in.Ticket)
	case "metoo":
		t, err = a.desk.JoinIn(ctx, by, in.Ticket)
	case "resolve":
		t, err = a.desk.Resolve(ctx, by, in.Ticket, tickets.Resolution{Solution: in.Text})
	case "validate":
		t, err = a.desk.Validate(ctx, by, in.Ticket, in.Round())
	case "refuse":
		t, err = a.desk.Refuse(ctx, by, in.Ticket, in.Round(), in.Text)
	case "reopen":
		t, err = a.reopen(ctx, by, in)
	case "cancel":
		t, err = a.desk.Cancel(ctx, by, in.Ticket, in.Text)
	case "reply":
		t, err = a.desk.Reply(ctx, by, in.Ticket, in.Text, nil)
	case "note":
		t, err = a.desk.Note(ctx, by, in.Ticket, tickets.Note(in.Text))
	case "rate":
		return a.rate(ctx, by, in)
	case "follow", "unfollow":
		t, err = a.follow(ctx, by, &in)
	case "followup", "followed":
		t, err = a.desk.FollowUp(ctx, by, in.Ticket, in.Verb == "followed")
	case "extend":
		t, err = a.propose(ctx, e, by, in.Ticket, in.Until, in.Text)
	case "accept", "decline":
		t, err = a.desk.AnswerExtension(ctx, by, in.Ticket, in.Round(), in.Verb == "accept")
	case "submit", "approve", "reject":
		t, err = a.decide(ctx, e, by, in)
	case "away":
		return a.away(ctx, e, by, in.Until)
	case "attribute":
		t, err = a.attribute(ctx, by, in.Ticket, in.Arg, speech.FirstOf(in.Value, in.Level))
	default:
		return a.sentence(ctx, e, "refusal.unknown_verb", nil), nil
	}
	if err != nil {
		return bot.Answer{}, err
	}
	return a.done(ctx, e, in, t), nil
}

// done tells who acted by command or form that it is done. After a button the message it
// stands on says so.
func (a *App) done(ctx context.Context, e bot.Event, in grammar.Intent, t *tickets.Ticket) bot.Answer {
	if in.Via == bot.ViaButton && t != nil && in.Verb != "metoo" && in.Verb != "unfollow" {
		return bot.Answer{}
	}
	key := "done." + in.Verb
	if (in.Verb == "follow" || in.Verb == "unfollow") && in.Person == e.By.ID {
		key += "_you"
	}
	return a.sentence(ctx, e, key, map[string]any{
		"Ref": t.Ref(), "Name": a.called(ctx, t.Assignee), "Level": in.Level,
		"Person": a.called(ctx, in.Person),
	})
}

// called is somebody in a sentence that must not wait: by name, or as a mention, which their
// platform shows by name, when the bot has never met them.
func (a *App) called(ctx context.Context, u tickets.UserID) any {
	if name := a.people.known(ctx, u).Name; name != "" || u == "" {
		return name
	}
	return bot.Text{{Kind: bot.Mention, User: u, Text: u.Local()}}
}

func (a *App) setImpact(ctx context.Context, by tickets.Act, in grammar.Intent) (*tickets.Ticket, error) {
	level := in.Level
	if level == "" {
		level = in.Arg
	}
	switch i := tickets.Impact(level); i {
	case tickets.One, tickets.Team, tickets.Many:
		return a.desk.SetImpact(ctx, by, in.Ticket, i)
	}
	return nil, &tickets.Error{Code: tickets.NothingToChange}
}

// assign checks what the other person may do, which only their platform knows.
func (a *App) assign(ctx context.Context, e bot.Event, by tickets.Act, in grammar.Intent) (*tickets.Ticket, error) {
	to, err := a.colleague(ctx, in.Person)
	if err != nil {
		return nil, err
	}
	return a.desk.Assign(ctx, by, in.Ticket, to)
}

// assignable refuses to give tickets to who cannot hold them.
func (a *App) assignable(ctx context.Context, u tickets.UserID) error {
	to, err := a.colleague(ctx, u)
	switch {
	case u == "":
		return &tickets.Error{Code: tickets.UnknownPerson, Field: "person"}
	case err != nil:
		return err
	case !to.Roles.Technician:
		return &tickets.Error{Code: tickets.NotTechnician, Field: "person"}
	}
	return nil
}

// rate takes one mark: the rating message shows it.
func (a *App) rate(ctx context.Context, by tickets.Act, in grammar.Intent) (bot.Answer, error) {
	mark, _ := strconv.Atoi(in.Value)
	speed, answer := mark, 0
	if in.Arg == "answer" {
		speed, answer = 0, mark
	}
	_, err := a.desk.Rate(ctx, by, in.Ticket, speed, answer)
	if tickets.CodeOf(err) == tickets.NothingToChange {
		return bot.Answer{}, nil // tapped twice
	}
	return bot.Answer{}, err
}
