package app

import (
	"context"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/tickets"
)

// tick takes the buttons of a procedure. The message they stand on shows what comes of it; what
// is so already needs no word.
func (a *App) tick(ctx context.Context, e bot.Event, in grammar.Intent) (bot.Answer, error) {
	_, err := a.desk.Tick(ctx, act(e, in.Via), in.Ticket, in.Arg, in.Value == "on")
	if tickets.CodeOf(err) == tickets.NothingToChange {
		return bot.Answer{}, nil
	}
	return bot.Answer{}, err
}
