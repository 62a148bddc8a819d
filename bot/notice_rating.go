package bot

import (
	"strconv"
	"time"

	"guichet/tickets"
)

// bestMark is the highest of the marks, which begin at 1.
const bestMark = 5

// marksOpenFor is how long marks can be changed after the first (SPEC §9).
const marksOpenFor = 24 * time.Hour

// rating asks the beneficiary for the two marks: two rows of five, the chosen ones pressed.
func (s *Speech) rating(sc Scene) Message {
	return s.survey(sc, "rating")
}

// remindRate asks once more.
func (s *Speech) remindRate(sc Scene) Message {
	return s.survey(sc, "remind_rate")
}

func (s *Speech) survey(sc Scene, key string) Message {
	t := sc.Ticket
	rated := t.Rating.Speed > 0 || t.Rating.Answer > 0
	if rated && key == "remind_rate" {
		key = "rating"
	}
	blocks := []Block{s.tell(sc, key, nil)}
	if marks := s.marks(sc.Locale, t.Rating); marks != nil {
		blocks = append(blocks, paragraph(s.text(sc.Locale, "rating.given", vars{"Marks": marks})))
	}
	blocks = s.words(sc, blocks, t.Rating.Comment)
	switch {
	case surveyOver(t.Rating, sc.Now) && rated:
		return Message{Blocks: append(blocks, small(s.text(sc.Locale, "rating.over", nil))), Tone: Muted}
	case surveyOver(t.Rating, sc.Now):
		return Message{Blocks: append(blocks, small(s.text(sc.Locale, "rating.expired", nil))), Tone: Muted}
	}
	blocks = row(blocks, s.markRow(sc, "speed", t.Rating.Speed)...)
	blocks = row(blocks, s.markRow(sc, "answer", t.Rating.Answer)...)
	blocks = row(blocks, s.named(sc.Locale, "comment", t, Neutral))
	return Message{Blocks: append(blocks, small(s.text(sc.Locale, "rating.hint", nil)))}
}

func surveyOver(r tickets.Rating, now time.Time) bool {
	return r.Expired || (!r.FirstAt.IsZero() && now.After(r.FirstAt.Add(marksOpenFor)))
}

// markRow is "Rapidité : 1" to "Rapidité : 5"; what is "speed" or "answer".
func (s *Speech) markRow(sc Scene, what string, chosen int) []Button {
	out := make([]Button, 0, bestMark)
	for mark := 1; mark <= bestMark; mark++ {
		b := Button{
			Label: s.T(sc.Locale, "mark."+what, vars{"Mark": mark}),
			Verb:  verb("rate", sc.Ticket, what, strconv.Itoa(mark)),
			On:    mark == chosen,
		}
		if b.On {
			b.Style = Primary
		}
		out = append(out, b)
	}
	return out
}

// marks are the marks given so far: "Rapidité : 4 · Réponse : 5".
func (s *Speech) marks(locale string, r tickets.Rating) Text {
	var out Text
	if r.Speed > 0 {
		out = plain(s.T(locale, "mark.speed", vars{"Mark": r.Speed}))
	}
	if r.Answer > 0 {
		if out != nil {
			out = appendText(out, plain(" · "))
		}
		out = appendText(out, plain(s.T(locale, "mark.answer", vars{"Mark": r.Answer})))
	}
	return out
}

// lowRating tells the managers of a mark of 1 or 2.
func (s *Speech) lowRating(sc Scene) Message {
	t, e := sc.Ticket, entry(sc)
	given := t.Rating
	if given.Speed == 0 && given.Answer == 0 {
		given.Speed, given.Answer = e.Detail.Speed, e.Detail.Answer
	}
	blocks := []Block{s.tell(sc, "low_rating", vars{"Marks": s.marks(sc.Locale, given)})}
	blocks = s.words(sc, blocks, given.Comment)
	blocks = append(blocks, fields([]Pair{
		{Label: s.T(sc.Locale, "field.beneficiary", nil), Value: beneficiaryName(sc)},
		{Label: s.T(sc.Locale, "field.assignee", nil), Value: s.holder(sc)},
	}))
	switch {
	case !given.FollowedAt.IsZero():
		blocks = append(blocks, paragraph(s.text(sc.Locale, "low_rating.followed", vars{"Name": sc.Name(given.FollowUp), "When": s.moment(sc, given.FollowedAt)})))
		return Message{Blocks: row(blocks, s.named(sc.Locale, "show", t, Neutral)), Tone: Muted}
	case given.FollowUp != "":
		blocks = append(blocks, paragraph(s.text(sc.Locale, "low_rating.taken", vars{"Name": sc.Name(given.FollowUp)})))
		return Message{Blocks: row(blocks, s.named(sc.Locale, "followed", t, Primary), s.named(sc.Locale, "show", t, Neutral)), Tone: Warning}
	}
	return Message{Blocks: row(blocks, s.named(sc.Locale, "followup", t, Primary), s.named(sc.Locale, "show", t, Neutral)), Tone: Warning}
}
