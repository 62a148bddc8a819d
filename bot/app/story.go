package app

import (
	"context"
	"strconv"

	"guichet/bot"
	"guichet/bot/grammar"
)

// tellStory shows a page of a ticket's whole story privately, from its beginning.
func (a *App) tellStory(ctx context.Context, e bot.Event, in grammar.Intent) (bot.Answer, error) {
	sc, journal, err := a.journalScene(ctx, e, in.Ticket)
	if err != nil {
		return bot.Answer{}, err
	}
	page, _ := strconv.Atoi(in.Arg)
	m := a.speech.Story(sc, journal, page)
	if in.Arg != "" { // a page was turned
		return bot.Answer{Replace: &m}, nil
	}
	return bot.Answer{Private: &m}, nil
}
