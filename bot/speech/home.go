package speech

import "guichet/bot"

// Home is the app's Home: for requesters their tickets with what they can do, for technicians
// and managers the queue.
func (s *Speech) Home(sc Scene, b Board) bot.Message {
	blocks := []bot.Block{
		heading(s.T(sc.Locale, "list.title."+string(b.Filter), Vars{"Count": b.Total})),
		{Kind: bot.Row, Buttons: []bot.Button{{Label: s.T(sc.Locale, "button.open", nil), Verb: "new:0", Style: bot.Primary}}},
	}
	blocks = append(blocks, s.filters(sc.Locale, b)...)
	if len(b.Tickets) == 0 {
		return bot.Message{Blocks: append(blocks, s.emptyBoard(sc.Locale, b))}
	}
	for _, t := range b.Tickets {
		one := sc
		one.Ticket = t
		blocks = Row(append(blocks, Paragraph(s.boardLine(one, b))), s.homeButtons(one)...)
	}
	return bot.Message{Blocks: append(blocks, s.boardTurns(sc.Locale, b)...)}
}

// homeButtons are what the person most likely wants of a ticket, and its details.
func (s *Speech) homeButtons(sc Scene) []bot.Button {
	t := sc.Ticket
	var out []bot.Button
	if own := s.ownRow(sc); len(own) > 0 {
		out = append(out, own[0].Buttons...)
	}
	if t.Assignee == "" && possible(t, DeedClaim) && mayDo(sc, DeedClaim) {
		out = append(out, s.button(sc.Locale, DeedClaim, t))
	}
	out = out[:min(len(out), maxRowButtons-1)]
	return append(out, s.Named(sc.Locale, "show", t, bot.Neutral))
}
