package app

import (
	"context"
	"fmt"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/bot/speech"
	"guichet/tickets"
)

// command takes /ticket and /desk, with native sub-commands (Sub, Args) or as one text (Words).
func (a *App) command(ctx context.Context, e bot.Event) (bot.Answer, error) {
	if e.Sub == "" && e.Name == grammar.DeskCommand {
		p := grammar.ParseDesk(e.Words)
		switch {
		case p.Nearest != "":
			return a.suggest(ctx, e, p)
		case p.Unfit != nil:
			locale := a.people.locale(a.viewer(ctx, e.By))
			m := a.speech.Sentence(locale, "ask.usage", speech.Vars{"Command": speech.CodeText(a.speech.Usage(locale, *p.Unfit)), "Does": p.Unfit.Description.In(locale)})
			return bot.Answer{Private: &m}, nil
		case p.Command == nil:
			m := a.speech.DeskHelp(a.people.locale(a.viewer(ctx, e.By)), e.Roles)
			return bot.Answer{Private: &m}, nil
		}
		return a.ordered(ctx, e, p.In)
	}
	if e.Sub == "" {
		p := grammar.ParseCommand(e.Words)
		switch {
		case p.Nearest != "":
			return a.suggest(ctx, e, p)
		case p.Command == nil:
			return a.openForm(ctx, e, draft{Values: map[string]string{"summary": p.Summary}})
		}
		return a.ordered(ctx, e, p.In)
	}
	in := grammar.Intent{Verb: e.Sub, Via: bot.ViaCommand, Person: tickets.UserID(e.Args["person"]), Level: e.Args["level"], Until: speech.FirstOf(e.Args["until"], e.Args["period"])}
	in.Text = speech.FirstOf(e.Args["text"], e.Args["reason"], e.Args["name"], e.Args["category"])
	if s := e.Args["ticket"]; s != "" {
		n, ok := grammar.ParseNumber(s)
		if !ok {
			return bot.Answer{}, &tickets.Error{Code: tickets.NotFound}
		}
		in.Ticket = n
	}
	if s := e.Args[grammar.OtherTicket]; s != "" {
		n, ok := grammar.ParseNumber(s)
		if !ok {
			return bot.Answer{}, &tickets.Error{Code: tickets.NotFound}
		}
		in.Other = n
	}
	return a.ordered(ctx, e, in)
}

// suggest asks whether a near miss was meant, with a button that does it, and one that opens a
// ticket with the words after all.
func (a *App) suggest(ctx context.Context, e bot.Event, p grammar.Parsed) (bot.Answer, error) {
	name, rest := grammar.FirstWord(p.Nearest)
	locale := a.people.locale(a.viewer(ctx, e.By))
	meant := speech.Command(locale, name, nil) + " " + rest
	m := a.speech.Sentence(locale, "ask.nearest", map[string]any{"Command": meant})
	var buttons []bot.Button
	switch in := p.Meant; {
	case in.Person != "" || in.Level != "":
	case in.Text == "":
		buttons = append(buttons, bot.Button{Label: speech.Clip(meant, speech.OptionLabel), Verb: fmt.Sprintf("%s:%d", in.Verb, in.Ticket), Style: bot.Primary})
	case mainField[in.Verb] != "":
		id, err := a.saveDraft(ctx, "", draft{
			By: e.By.ID, Form: fmt.Sprintf("%s:%d", in.Verb, in.Ticket), Ticket: in.Ticket, Values: map[string]string{mainField[in.Verb]: in.Text},
		})
		if err != nil {
			return bot.Answer{}, err
		}
		buttons = append(buttons, bot.Button{Label: speech.Clip(meant, speech.OptionLabel), Verb: "draft:" + id, Style: bot.Primary})
	}
	if p.Summary != "" {
		id, err := a.saveDraft(ctx, "", draft{By: e.By.ID, Form: "open", Values: map[string]string{"summary": speech.Clip(p.Summary, tickets.MaxSummary)}})
		if err != nil {
			return bot.Answer{}, err
		}
		buttons = append(buttons, bot.Button{Label: a.speech.T(locale, "button.open", nil), Verb: "words:" + id})
	}
	m.Blocks = speech.Row(m.Blocks, buttons...)
	return bot.Answer{Private: &m}, nil
}

// click takes buttons and menus.
func (a *App) click(ctx context.Context, e bot.Event) (bot.Answer, error) {
	return a.perform(ctx, e, grammar.ParseVerb(e.Verb, bot.ViaButton))
}
