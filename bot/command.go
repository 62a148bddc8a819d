package bot

import (
	"context"
	"fmt"

	"guichet/tickets"
)

// command takes /ticket and /desk, with native sub-commands (Sub, Args) or as one text (Words).
func (a *App) command(ctx context.Context, e Event) (Answer, error) {
	if e.Sub == "" && e.Name == deskCommand {
		p := parseDesk(e.Words)
		switch {
		case p.nearest != "":
			return a.suggest(ctx, e, p)
		case p.unfit != nil:
			locale := a.people.locale(a.viewer(ctx, e.By))
			m := a.speech.Sentence(locale, "ask.usage", vars{"Command": codeText(a.speech.usage(locale, *p.unfit)), "Does": p.unfit.Description.In(locale)})
			return Answer{Private: &m}, nil
		case p.command == nil:
			m := a.speech.DeskHelp(a.people.locale(a.viewer(ctx, e.By)), e.Roles)
			return Answer{Private: &m}, nil
		}
		return a.ordered(ctx, e, p.in)
	}
	if e.Sub == "" {
		p := parseCommand(e.Words)
		switch {
		case p.nearest != "":
			return a.suggest(ctx, e, p)
		case p.command == nil:
			return a.openForm(ctx, e, draft{Values: map[string]string{"summary": p.summary}})
		}
		return a.ordered(ctx, e, p.in)
	}
	in := intent{Verb: e.Sub, Via: viaCommand, Person: tickets.UserID(e.Args["person"]), Level: e.Args["level"], Until: firstOf(e.Args["until"], e.Args["period"])}
	in.Text = firstOf(e.Args["text"], e.Args["reason"], e.Args["name"], e.Args["category"])
	if s := e.Args["ticket"]; s != "" {
		n, ok := parseNumber(s)
		if !ok {
			return Answer{}, &tickets.Error{Code: tickets.NotFound}
		}
		in.Ticket = n
	}
	if s := e.Args[otherTicket]; s != "" {
		n, ok := parseNumber(s)
		if !ok {
			return Answer{}, &tickets.Error{Code: tickets.NotFound}
		}
		in.Other = n
	}
	return a.ordered(ctx, e, in)
}

// suggest asks whether a near miss was meant, with a button that does it, and one that opens a
// ticket with the words after all.
func (a *App) suggest(ctx context.Context, e Event, p parsed) (Answer, error) {
	name, rest := firstWord(p.nearest)
	locale := a.people.locale(a.viewer(ctx, e.By))
	meant := command(locale, name, nil) + " " + rest
	m := a.speech.Sentence(locale, "ask.nearest", map[string]any{"Command": meant})
	var buttons []Button
	switch in := p.meant; {
	case in.Person != "" || in.Level != "":
	case in.Text == "":
		buttons = append(buttons, Button{Label: clip(meant, optionLabel), Verb: fmt.Sprintf("%s:%d", in.Verb, in.Ticket), Style: Primary})
	case mainField[in.Verb] != "":
		id, err := a.saveDraft(ctx, "", draft{
			By: e.By.ID, Form: fmt.Sprintf("%s:%d", in.Verb, in.Ticket), Ticket: in.Ticket, Values: map[string]string{mainField[in.Verb]: in.Text},
		})
		if err != nil {
			return Answer{}, err
		}
		buttons = append(buttons, Button{Label: clip(meant, optionLabel), Verb: "draft:" + id, Style: Primary})
	}
	if p.summary != "" {
		id, err := a.saveDraft(ctx, "", draft{By: e.By.ID, Form: "open", Values: map[string]string{"summary": clip(p.summary, tickets.MaxSummary)}})
		if err != nil {
			return Answer{}, err
		}
		buttons = append(buttons, Button{Label: a.speech.T(locale, "button.open", nil), Verb: "words:" + id})
	}
	m.Blocks = row(m.Blocks, buttons...)
	return Answer{Private: &m}, nil
}

// click takes buttons and menus.
func (a *App) click(ctx context.Context, e Event) (Answer, error) {
	return a.perform(ctx, e, parseVerb(e.Verb, viaButton))
}
