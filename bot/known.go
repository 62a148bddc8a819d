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
		of := ""
		if len(known) > 1 { // where buttons stand below all texts, each says what it is about
			of = " (" + k.Ref() + ")"
		}
		if k.State.Finished() {
			blocks = quoted(blocks, clip(k.Solution, maxCardWords))
		} else {
			buttons = append(buttons, Button{Label: s.T(sc.Locale, "button.metoo", nil) + of, Verb: verb("join", sc.Ticket, other), Style: Primary})
		}
		buttons = append(buttons, Button{Label: s.T(sc.Locale, "button.helped", nil) + of, Verb: verb("helped", sc.Ticket, other)})
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
