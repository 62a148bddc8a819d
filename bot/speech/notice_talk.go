package speech

import (
	"guichet/bot"
	"guichet/tickets"
)

// What follows is the conversation itself, as it stands on the other side: with its author and
// time, the words of now, and nothing of what was taken back.

// said brings the words of requester, beneficiary or a follower: to the technicians in the
// thread, and to the others of the conversation in their counters.
func (s *Speech) said(sc Scene) bot.Message {
	e := Entry(sc)
	key := "said"
	switch {
	case sc.Place.Kind == tickets.PlaceCounter:
		key = "said.counter"
	case e.Actor == "":
	case e.Actor == sc.Ticket.Requester:
		key = "said.requester"
	case e.Actor == sc.Ticket.Beneficiary.User:
		key = "said.beneficiary"
	case sc.Ticket.Follows(e.Actor):
		key = "said.follower"
	}
	m, last := s.aloud(sc, key, e.Actor)
	switch {
	case !last:
	case sc.Place.Kind == tickets.PlaceCounter:
		m.Blocks = s.answering(sc, m.Blocks)
	case possible(sc.Ticket, deedReply):
		m.Blocks = Row(m.Blocks, s.button(sc.Locale, deedReply, sc.Ticket))
	}
	return m
}

// replied gives somebody of the desk the floor.
func (s *Speech) replied(sc Scene) bot.Message {
	m, last := s.aloud(sc, "replied", author(sc))
	if last {
		m.Blocks = s.answering(sc, m.Blocks)
	}
	return toned(sc, m)
}

// replySent tells the team what the requester was told.
func (s *Speech) replySent(sc Scene) bot.Message {
	m, _ := s.aloud(sc, "reply_sent", author(sc))
	return toned(sc, m)
}

// toned is what the desk said, in its tone, as long as it stands.
func toned(sc Scene, m bot.Message) bot.Message {
	if sc.Revised != tickets.Retracted {
		m.Tone = bot.Good
	}
	return m
}

// author is who wrote what was sent: not always who sent it.
func author(sc Scene) tickets.UserID {
	e := Entry(sc)
	return FirstOfUsers(e.Detail.Subject, e.Actor)
}

// aloud are somebody's words under the sentence of the key, as they read now: of words that need
// several messages, one of them. last tells the last one of words that stand.
func (s *Speech) aloud(sc Scene, key string, by tickets.UserID) (m bot.Message, last bool) {
	e := Entry(sc)
	who := Vars{"Who": s.someone(sc, by), "When": s.Moment(sc, e.At)}
	if sc.Revised == tickets.Retracted {
		return bot.Message{Blocks: []bot.Block{s.tell(sc, "retracted", who)}, Tone: bot.Muted}, false
	}
	head := s.tell(sc, key, who)
	if e.Detail.Template != nil && key == "replied" {
		m.Blocks, last = []bot.Block{head, {Kind: bot.Quote, Text: s.MacroWords(sc, e.Detail.Template, e)}}, true
	} else {
		m.Blocks, m.Files, last = s.spoken(sc, head)
	}
	if last {
		m.Blocks = s.attached(sc, m.Blocks)
	}
	if sc.Revised == tickets.Edited {
		m.Blocks = append(m.Blocks, Small(s.Text(sc.Locale, "edited", nil)))
	}
	return m, last
}

// answering adds how to answer, as long as that is possible.
func (s *Speech) answering(sc Scene, blocks []bot.Block) []bot.Block {
	if sc.Ticket.State.Terminal() {
		return blocks
	}
	blocks = append(blocks, Small(s.Text(sc.Locale, "replied.hint", nil)))
	return Row(blocks, s.Named(sc.Locale, "add", sc.Ticket, bot.Neutral))
}

// noted is an internal note. Its words are no string, so that no other renderer takes them; it
// says nothing anywhere but under a card.
func (s *Speech) noted(sc Scene) bot.Message {
	if sc.Place.Kind != tickets.PlaceThread {
		return bot.Message{}
	}
	sc.Entry = Disclosed(Entry(sc))
	m := bot.Message{Tone: bot.Muted}
	m.Blocks, m.Files, _ = s.spoken(sc, s.tell(sc, "noted", nil))
	return m
}

// Disclosed is the row of a note with its words among those that are said: only for the thread
// under a card.
func Disclosed(e *tickets.Entry) *tickets.Entry {
	copied := *e
	copied.Words = string(e.Note)
	return &copied
}
