package bot

import (
	"context"
	"strings"

	"guichet/tickets"
)

// command takes /ticket and /desk, with native sub-commands (Sub, Args) or as one text (Words).
func (a *App) command(ctx context.Context, e Event) (Answer, error) {
	if e.Sub == "" && e.Name == deskCommand {
		in, ok := parseDesk(e.Words)
		if !ok {
			m := a.speech.DeskHelp(a.people.locale(a.viewer(ctx, e.By)))
			return Answer{Private: &m}, nil
		}
		return a.perform(ctx, e, in)
	}
	if e.Sub == "" {
		p := parseCommand(e.Words)
		switch {
		case p.nearest != "":
			return a.suggest(ctx, e, p), nil
		case p.command == nil:
			return a.openForm(ctx, e, draft{Values: map[string]string{"summary": p.summary}})
		}
		return a.perform(ctx, e, p.in)
	}
	in := intent{Verb: e.Sub, Via: viaCommand, Person: tickets.UserID(e.Args["person"]), Level: e.Args["level"], Until: e.Args["until"]}
	in.Text = firstOf(e.Args["text"], e.Args["reason"], e.Args["name"])
	if s := e.Args["ticket"]; s != "" {
		n, ok := parseNumber(s)
		if !ok {
			return Answer{}, &tickets.Error{Code: tickets.NotFound}
		}
		in.Ticket = n
	}
	return a.perform(ctx, e, in)
}

// suggest asks whether a near miss was meant, and offers to open a ticket with the words.
func (a *App) suggest(ctx context.Context, e Event, p parsed) Answer {
	name, rest, _ := strings.Cut(p.nearest, " ")
	locale := a.people.locale(a.viewer(ctx, e.By))
	return a.sentence(ctx, e, "ask.nearest", map[string]any{"Command": command(locale, name, nil) + " " + rest})
}

// click takes buttons and menus.
func (a *App) click(ctx context.Context, e Event) (Answer, error) {
	return a.perform(ctx, e, parseVerb(e.Verb, viaButton))
}
