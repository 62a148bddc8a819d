package speech

import (
	"strings"

	"guichet/bot"
	"guichet/tickets"
)

// EditedSince tells what somebody else has changed while a form was open.
func (s *Speech) EditedSince(sc Scene, since []tickets.FieldChange) bot.Message {
	blocks := []bot.Block{Paragraph(s.Text(sc.Locale, "refusal.edited_since", Vars{"Ref": boldText(sc.Ticket.Ref())}))}
	return bot.Message{Blocks: append(blocks, Paragraph(Lines(s.Changes(sc, since)))), Tone: bot.Warning}
}

// maxChanged is how much of a field's new words is repeated, in characters.
const maxChanged = 200

// Changes are what others have changed, a line each: "Objet : Tom a mis « … »".
func (s *Speech) Changes(sc Scene, since []tickets.FieldChange) (out []bot.Text) {
	for _, c := range since {
		value := s.valueOf(sc, c.Field, c.Now)
		key := "amended.field"
		if value == "" {
			key = "amended.emptied"
		}
		out = append(out, s.Text(sc.Locale, key, Vars{
			"Field": s.T(sc.Locale, "field."+c.Field, nil), "Who": s.someone(sc, c.By), "Value": value,
		}))
	}
	return out
}

// valueOf is a field's value in words.
func (s *Speech) valueOf(sc Scene, field, value string) string {
	switch field {
	case tickets.FieldUrgency:
		return s.urgencyName(sc.Locale, tickets.Urgency(value))
	case tickets.FieldImpact:
		return s.impactName(sc.Locale, tickets.Impact(value))
	case tickets.FieldCategory:
		return s.categoryName(sc, value)
	}
	short, _ := Cut(strings.Join(strings.Fields(value), " "), maxChanged)
	return short
}

// amended tells the people whose ticket it is that their words were corrected.
func (s *Speech) amended(sc Scene) bot.Message {
	t := sc.Ticket
	blocks := []bot.Block{s.tell(sc, "amended", nil)}
	var out []bot.Text
	for _, field := range strings.Fields(Entry(sc).Detail.Why) {
		switch field {
		case tickets.FieldSummary:
			out = append(out, s.Text(sc.Locale, "amended.summary", Vars{"Value": t.Summary}))
		case tickets.FieldCategory:
			out = append(out, s.Text(sc.Locale, "amended.category", Vars{"Value": s.categoryName(sc, t.Category)}))
		case tickets.FieldDescription:
			out = append(out, s.Text(sc.Locale, "amended.description", nil))
		}
	}
	return bot.Message{Blocks: append(blocks, Small(Lines(out))), Tone: bot.Muted}
}
