package bot

import (
	"context"
	"strconv"

	"guichet/tickets"
)

// mostProposed is how many known incidents are proposed after a ticket was sent.
const mostProposed = 3

// withKnown adds to the confirmation the announced incidents that the new ticket is like, if
// there are any. The ticket stands whatever becomes of this.
func (a *App) withKnown(ctx context.Context, e Event, t *tickets.Ticket, m Message) Message {
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

// Proposals are known incidents that may be the reader's own: to join, or whose workaround may
// have helped already.
func (s *Speech) Proposals(sc Scene, known []*tickets.Ticket) []Block {
	blocks := []Block{paragraph(s.text(sc.Locale, "known", nil))}
	for _, k := range known {
		other := strconv.FormatInt(k.Number, 10)
		blocks = append(blocks, paragraph(appendText(nil, boldText(k.Announcement.Title), plain(" ("+k.Ref()+")"))))
		var buttons []Button
		if k.State.Finished() {
			blocks = quoted(blocks, clip(k.Solution, maxCardWords))
		} else {
			buttons = append(buttons, Button{Label: s.T(sc.Locale, "button.metoo", nil), Verb: verb("join", sc.Ticket, other), Style: Primary})
		}
		buttons = append(buttons, Button{Label: s.T(sc.Locale, "button.helped", nil), Verb: verb("helped", sc.Ticket, other)})
		blocks = row(blocks, buttons...)
	}
	return append(blocks, small(s.text(sc.Locale, "known.hint", nil)))
}

// deflect takes the buttons of a proposal: the person's own ticket ends, and the known one counts
// them, or has helped them.
func (a *App) deflect(ctx context.Context, e Event, in intent) (Answer, error) {
	known, _ := strconv.ParseInt(in.Arg, 10, 64)
	t, err := a.desk.Deflect(ctx, act(e, in.Via), in.Ticket, known, in.Verb == "join")
	if err != nil {
		return Answer{}, err
	}
	other := *t
	other.Number, other.Kind = known, tickets.Incident
	m := a.speech.Sentence(a.people.locale(a.viewer(ctx, e.By)), "known."+in.Verb, map[string]any{"Ref": t.Ref(), "Known": other.Ref()})
	return Answer{Replace: &m}, nil
}

// similar shows a technician the tickets under way that are like one.
func (a *App) similar(ctx context.Context, e Event, in intent) (Answer, error) {
	ts, total, err := a.desk.Similar(ctx, actor(e), in.Ticket, pageSize)
	if err != nil {
		return Answer{}, err
	}
	sc := a.stage(ctx, a.viewer(ctx, e.By), nil, nil, false)
	sc.Roles = e.Roles
	for _, t := range ts {
		a.names(ctx, &sc, t.Requester, t.Beneficiary.User, t.Assignee)
	}
	m := a.speech.List(sc, a.speech.T(sc.Locale, "similar.list", map[string]any{"Count": total}), ts, 1, 1, "list")
	if isDesk("link") && total > 0 {
		m.Blocks = append(m.Blocks, small(a.speech.text(sc.Locale, "similar.link", vars{"Command": codeText("/desk " + commandName(sc.Locale, "link") + " " + ticketName(in.Ticket))})))
	}
	return Answer{Private: &m}, nil
}

// similarTo counts the tickets that are like one, for its card.
func (a *App) similarTo(ctx context.Context, t *tickets.Ticket) int {
	if t.State.Finished() {
		return 0
	}
	_, total, err := a.desk.Similar(ctx, tickets.Actor{}, t.Number, 0)
	if err != nil {
		a.log.Warn().Err(err).Int64("ticket", t.Number).Msg("similar tickets could not be counted")
	}
	return total
}
