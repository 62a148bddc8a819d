package app

import (
	"context"
	"strconv"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/tickets"
)

// mostProposed is how many known incidents are proposed after a ticket was sent.
const mostProposed = 3

// withKnown adds to the confirmation the announced incidents that the new ticket is like, if
// there are any. The ticket stands whatever becomes of this.
func (a *App) withKnown(ctx context.Context, e bot.Event, t *tickets.Ticket, m bot.Message) bot.Message {
	known, err := a.desk.Known(ctx, actor(e), t.Number, mostProposed)
	if err != nil {
		logOf(ctx).Warn().Err(err).Msg("known incidents could not be looked for")
		return m
	}
	if len(known) == 0 {
		return m
	}
	sc := a.stage(ctx, a.viewer(ctx, e.By), t, nil, false)
	m.Blocks = append(m.Blocks, a.speech.Proposals(sc, known)...)
	return m
}

// deflect takes the buttons of a proposal: the person's own ticket ends, and the known one counts
// them, or has helped them.
func (a *App) deflect(ctx context.Context, e bot.Event, in grammar.Intent) (bot.Answer, error) {
	known, _ := strconv.ParseInt(in.Arg, 10, 64)
	t, err := a.desk.Deflect(ctx, act(e, in.Via), in.Ticket, known, in.Verb == "join")
	if err != nil {
		return bot.Answer{}, err
	}
	other := *t
	other.Number, other.Kind = known, tickets.Incident
	m := a.speech.Sentence(a.people.locale(a.viewer(ctx, e.By)), "known."+in.Verb, map[string]any{"Ref": t.Ref(), "Known": other.Ref()})
	return bot.Answer{Replace: &m}, nil
}
