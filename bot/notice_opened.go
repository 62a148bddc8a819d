package bot

import "guichet/tickets"

// opened confirms a ticket to who opened it: number, recorded words, promise. It is the
// first message of a counter and mentions its person, so that replies notify them.
func (s *Speech) opened(sc Scene) Message { return s.confirmation(sc, "opened") }

// openedFor tells the beneficiary that somebody opened a ticket for them.
func (s *Speech) openedFor(sc Scene) Message { return s.confirmation(sc, "opened_for") }

func (s *Speech) confirmation(sc Scene, key string) Message {
	t := sc.Ticket
	call := pinged(sc, reader(sc))
	if call == nil {
		call = plain(s.someone(sc, t.Requester))
	}
	blocks := []Block{s.tell(sc, key, vars{"Name": call, "Who": s.someone(sc, t.Requester)})}
	blocks = append(blocks, fields(s.recorded(sc)))
	blocks, more := s.described(sc, blocks, maxNoticeWords)
	if more {
		blocks = append(blocks, small(s.text(sc.Locale, "card.more", vars{"Command": codeText(command(sc.Locale, "show", t))})))
	}
	if t.State.Finished() {
		return Message{Blocks: blocks, Tone: Muted}
	}
	blocks = append(blocks,
		paragraph(s.text(sc.Locale, "opened.promise", vars{"Promise": s.promise(sc, seenFrom(sc))})),
		small(s.text(sc.Locale, "opened.hint", nil)),
	)
	buttons := []Button{s.named(sc.Locale, "add", t, Neutral)}
	if possible(t, deedCancel) {
		buttons = append(buttons, s.named(sc.Locale, "cancel", t, Danger))
	}
	return Message{Blocks: row(blocks, buttons...), Tone: Good}
}

// number is all that a channel learns of a ticket that was taken there.
func (s *Speech) number(sc Scene) Message {
	return Message{Blocks: []Block{paragraph(plain(sc.Ticket.Ref()))}}
}

// recorded is what was written down, as the form asked it.
func (s *Speech) recorded(sc Scene) []Pair {
	t := sc.Ticket
	var pairs []Pair
	add := func(key string, value Text) {
		if len(value) > 0 {
			pairs = append(pairs, Pair{Label: s.T(sc.Locale, key, nil), Value: value})
		}
	}
	add("field.kind", plain(s.T(sc.Locale, "kind."+string(t.Kind), nil)))
	add("field.summary", plain(t.Summary))
	add("field.urgency", plain(s.urgencyName(sc.Locale, t.Urgency)))
	add("field.category", s.category(sc))
	pairs = append(pairs, s.ownFacts(sc)...)
	add("field.beneficiary", beneficiaryName(sc))
	add("field.phone", plain(t.Phone))
	add("field.files", s.files(sc.Locale, t.Files))
	add("field.origin", s.originLink(sc.Locale, t))
	if t.State != tickets.New {
		add("field.state", plain(s.stateName(sc.Locale, t.State)))
	}
	return pairs
}
