package speech

import (
	"guichet/bot"
	"guichet/tickets"
)

// opened confirms a ticket to who opened it: number, recorded words, promise. It is the
// first message of a counter and mentions its person, so that replies notify them.
func (s *Speech) opened(sc Scene) bot.Message { return s.confirmation(sc, "opened") }

// openedFor tells the beneficiary that somebody opened a ticket for them.
func (s *Speech) openedFor(sc Scene) bot.Message { return s.confirmation(sc, "opened_for") }

func (s *Speech) confirmation(sc Scene, key string) bot.Message {
	t := sc.Ticket
	call := pinged(sc, reader(sc))
	if call == nil {
		call = plain(s.someone(sc, t.Requester))
	}
	blocks := []bot.Block{s.tell(sc, key, Vars{"Name": call, "Who": s.someone(sc, t.Requester)})}
	blocks = append(blocks, fields(s.recorded(sc)))
	blocks, more := s.described(sc, blocks, maxNoticeWords)
	if more {
		blocks = append(blocks, Small(s.Text(sc.Locale, "card.more", Vars{"Command": CodeText(Command(sc.Locale, "show", t))})))
	}
	if t.State.Finished() {
		return bot.Message{Blocks: blocks, Tone: bot.Muted}
	}
	blocks = append(blocks,
		Paragraph(s.Text(sc.Locale, "opened.promise", Vars{"Promise": s.promise(sc, seenFrom(sc))})),
		Small(s.Text(sc.Locale, "opened.hint", nil)),
	)
	buttons := []bot.Button{s.Named(sc.Locale, "add", t, bot.Neutral)}
	if possible(t, deedCancel) {
		buttons = append(buttons, s.Named(sc.Locale, "cancel", t, bot.Danger))
	}
	return bot.Message{Blocks: Row(blocks, buttons...), Tone: bot.Good}
}

// number is all that a channel learns of a ticket that was taken there.
func (s *Speech) number(sc Scene) bot.Message {
	return bot.Message{Blocks: []bot.Block{Paragraph(plain(sc.Ticket.Ref()))}}
}

// recorded is what was written down, as the form asked it.
func (s *Speech) recorded(sc Scene) []bot.Pair {
	t := sc.Ticket
	var pairs []bot.Pair
	add := func(key string, value bot.Text) {
		if len(value) > 0 {
			pairs = append(pairs, bot.Pair{Label: s.T(sc.Locale, key, nil), Value: value})
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
		add("field.state", plain(s.StateName(sc.Locale, t.State)))
	}
	return pairs
}
