package app

import (
	"context"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/bot/outbox"
	"guichet/bot/speech"
	"guichet/tickets"
)

// mostSimilar is how many similar tickets are listed: a row of buttons for each and one menu fill
// a message. https://docs.discord.com/developers/components/reference#action-row
const mostSimilar = 4

// similar shows a technician the tickets under way that are like one, with buttons that link them.
func (a *App) similar(ctx context.Context, e bot.Event, in grammar.Intent) (bot.Answer, error) {
	t, _, err := a.desk.Ticket(ctx, actor(e), in.Ticket)
	if err != nil {
		return bot.Answer{}, err
	}
	alike, total, err := a.desk.Similar(ctx, actor(e), in.Ticket, mostSimilar)
	if err != nil {
		return bot.Answer{}, err
	}
	sc := a.stage(ctx, a.viewer(ctx, e.By), t, nil, false)
	sc.Roles = e.Roles
	for _, other := range alike {
		a.names(ctx, &sc, other.Requester, other.Beneficiary.User, other.Assignee)
	}
	m := a.speech.Similar(sc, alike, total)
	return bot.Answer{Private: &m}, nil
}

// similarTo counts the tickets that are like one, for its card, and names the best of them.
func (a *App) similarTo(ctx context.Context, t *tickets.Ticket) (total int, best []int64) {
	if t.State.Finished() {
		return 0, nil
	}
	alike, total, err := a.desk.Similar(ctx, tickets.Actor{}, t.Number, mostRefreshed)
	if err != nil {
		a.log.Warn().Err(err).Int64("ticket", t.Number).Msg("similar tickets could not be counted")
	}
	for _, other := range alike {
		best = append(best, other.Number)
	}
	return total, best
}

// mostRefreshed is how many older cards count a new ticket: in an outage hundreds are alike, and
// platforms pace edits.
const mostRefreshed = 3

// recount has the cards of older tickets in the space count a new one that is like them. Best
// effort: they count anew with their next change anyway.
func (d *dispatcher) recount(ctx context.Context, older []int64) {
	if len(older) == 0 {
		return
	}
	err := d.app.store.Update(ctx, func(tx tickets.Tx) error {
		for _, n := range older {
			if err := tx.Enqueue(ctx, &tickets.Delivery{
				Key: outbox.CardKey(n, d.space), Ticket: n, Purpose: string(speech.PurposeCard),
				Place: tickets.Place{Space: d.space, Kind: tickets.PlacePool}, Stale: true, OnlyStale: true,
			}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		d.app.log.Warn().Err(err).Str("space", d.space).Msg("the cards of similar tickets are not counted anew")
	}
}
