package bot

import (
	"context"
	"strconv"

	"guichet/tickets"
)

// mostSimilar is how many similar tickets are listed: a row of buttons for each and one menu fill
// a message. https://docs.discord.com/developers/components/reference#action-row
const mostSimilar = 4

// similar shows a technician the tickets under way that are like one, with buttons that link them.
func (a *App) similar(ctx context.Context, e Event, in intent) (Answer, error) {
	t, _, err := a.desk.Ticket(ctx, actor(e), in.Ticket)
	if err != nil {
		return Answer{}, err
	}
	alike, total, err := a.desk.Similar(ctx, actor(e), in.Ticket, mostSimilar)
	if err != nil {
		return Answer{}, err
	}
	sc := a.stage(ctx, a.viewer(ctx, e.By), t, nil, false)
	sc.Roles = e.Roles
	for _, other := range alike {
		a.names(ctx, &sc, other.Requester, other.Beneficiary.User, other.Assignee)
	}
	m := a.speech.Similar(sc, alike, total)
	return Answer{Private: &m}, nil
}

// Similar lists tickets that are like the scene's. Each can be linked at a press: as related, or
// the newer of the two as a duplicate of the older, which closes it.
func (s *Speech) Similar(sc Scene, alike []*tickets.Ticket, total int) Message {
	t := sc.Ticket
	if len(alike) == 0 {
		return s.Sentence(sc.Locale, "similar.none", vars{"Ref": t.Ref()})
	}
	blocks := []Block{heading(t.Ref() + " · " + s.T(sc.Locale, "similar.list", vars{"Count": total}))}
	menu := &Menu{Placeholder: s.T(sc.Locale, "list.show", nil), Verb: "show"}
	for _, other := range alike {
		one := sc
		one.Ticket = other
		blocks = append(blocks, paragraph(s.listed(one)))
		blocks = row(blocks, s.linkButtons(sc, other)...)
		menu.Options = append(menu.Options, Option{Label: s.title(one), Value: strconv.FormatInt(other.Number, 10)})
	}
	if total > len(alike) {
		blocks = append(blocks, small(s.text(sc.Locale, "similar.link", vars{"Command": codeText(command(sc.Locale, "link", t))})))
	}
	return Message{Blocks: append(blocks, Block{Kind: Select, Menu: menu})}
}

func (s *Speech) linkButtons(sc Scene, other *tickets.Ticket) []Button {
	t := sc.Ticket
	number := strconv.FormatInt(other.Number, 10)
	buttons := []Button{{Label: s.T(sc.Locale, "button.link_to", vars{"Other": other.Ref()}), Verb: verb("link", t, number)}}
	switch {
	case t.Kind != other.Kind: // neither can go on in the other
	case t.Number > other.Number:
		buttons = append(buttons, Button{
			Label: s.T(sc.Locale, "button.duplicate_of", vars{"Other": other.Ref()}),
			Verb:  verb("link", t, number, string(tickets.LinkDuplicate)),
		})
	default:
		buttons = append(buttons, Button{
			Label: s.T(sc.Locale, "button.is_duplicate", vars{"Other": other.Ref()}),
			Verb:  verb("link", other, strconv.FormatInt(t.Number, 10), string(tickets.LinkDuplicate)),
		})
	}
	return buttons
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
				Key: cardKey(n, d.space), Ticket: n, Purpose: string(PurposeCard),
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
