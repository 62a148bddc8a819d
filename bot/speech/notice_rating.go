package speech

import (
	"strconv"
	"time"

	"guichet/bot"
	"guichet/tickets"
)

// bestMark is the highest of the marks, which begin at 1.
const bestMark = 5

// marksOpenFor is how long marks can be changed after the first (SPEC §9).
const marksOpenFor = 24 * time.Hour

// rating asks the beneficiary for the two marks: two rows of five, the chosen ones pressed.
func (s *Speech) rating(sc Scene) bot.Message {
	return s.survey(sc, "rating")
}

// remindRate asks once more.
func (s *Speech) remindRate(sc Scene) bot.Message {
	return s.survey(sc, "remind_rate")
}

func (s *Speech) survey(sc Scene, key string) bot.Message {
	t := sc.Ticket
	rated := t.Rating.Speed > 0 || t.Rating.Answer > 0
	if rated && key == "remind_rate" {
		key = "rating"
	}
	blocks := []bot.Block{s.tell(sc, key, nil)}
	if marks := s.marks(sc.Locale, t.Rating); marks != nil {
		blocks = append(blocks, Paragraph(s.Text(sc.Locale, "rating.given", Vars{"Marks": marks})))
	}
	blocks = s.words(sc, blocks, t.Rating.Comment)
	switch {
	case surveyOver(t.Rating, sc.Now) && rated:
		return bot.Message{Blocks: append(blocks, Small(s.Text(sc.Locale, "rating.over", nil))), Tone: bot.Muted}
	case surveyOver(t.Rating, sc.Now):
		return bot.Message{Blocks: append(blocks, Small(s.Text(sc.Locale, "rating.expired", nil))), Tone: bot.Muted}
	}
	blocks = Row(blocks, s.markRow(sc, "speed", t.Rating.Speed)...)
	blocks = Row(blocks, s.markRow(sc, "answer", t.Rating.Answer)...)
	blocks = Row(blocks, s.Named(sc.Locale, "comment", t, bot.Neutral))
	return bot.Message{Blocks: append(blocks, Small(s.Text(sc.Locale, "rating.hint", nil)))}
}

func surveyOver(r tickets.Rating, now time.Time) bool {
	return r.Expired || (!r.FirstAt.IsZero() && now.After(r.FirstAt.Add(marksOpenFor)))
}

// markRow is "Rapidité : 1" to "Rapidité : 5"; what is "speed" or "answer".
func (s *Speech) markRow(sc Scene, what string, chosen int) []bot.Button {
	out := make([]bot.Button, 0, bestMark)
	for mark := 1; mark <= bestMark; mark++ {
		b := bot.Button{
			Label: s.T(sc.Locale, "mark."+what, Vars{"Mark": mark}),
			Verb:  Verb("rate", sc.Ticket, what, strconv.Itoa(mark)),
			On:    mark == chosen,
		}
		if b.On {
			b.Style = bot.Primary
		}
		out = append(out, b)
	}
	return out
}

// marks are the marks given so far: "Rapidité : 4 · Réponse : 5".
func (s *Speech) marks(locale string, r tickets.Rating) bot.Text {
	var out bot.Text
	if r.Speed > 0 {
		out = plain(s.T(locale, "mark.speed", Vars{"Mark": r.Speed}))
	}
	if r.Answer > 0 {
		if out != nil {
			out = appendText(out, plain(" · "))
		}
		out = appendText(out, plain(s.T(locale, "mark.answer", Vars{"Mark": r.Answer})))
	}
	return out
}

// lowRating tells the managers of a mark of 1 or 2.
func (s *Speech) lowRating(sc Scene) bot.Message {
	t, e := sc.Ticket, Entry(sc)
	given := t.Rating
	if given.Speed == 0 && given.Answer == 0 {
		given.Speed, given.Answer = e.Detail.Speed, e.Detail.Answer
	}
	blocks := []bot.Block{s.tell(sc, "low_rating", Vars{"Marks": s.marks(sc.Locale, given)})}
	blocks = s.words(sc, blocks, given.Comment)
	blocks = append(blocks, fields([]bot.Pair{
		{Label: s.T(sc.Locale, "field.beneficiary", nil), Value: beneficiaryName(sc)},
		{Label: s.T(sc.Locale, "field.assignee", nil), Value: s.holder(sc)},
	}))
	switch {
	case !given.FollowedAt.IsZero():
		blocks = append(blocks, Paragraph(s.Text(sc.Locale, "low_rating.followed", Vars{"Name": sc.Name(given.FollowUp), "When": s.Moment(sc, given.FollowedAt)})))
		return bot.Message{Blocks: Row(blocks, s.Named(sc.Locale, "show", t, bot.Neutral)), Tone: bot.Muted}
	case given.FollowUp != "":
		blocks = append(blocks, Paragraph(s.Text(sc.Locale, "low_rating.taken", Vars{"Name": sc.Name(given.FollowUp)})))
		return bot.Message{Blocks: Row(blocks, s.Named(sc.Locale, "followed", t, bot.Primary), s.Named(sc.Locale, "show", t, bot.Neutral)), Tone: bot.Warning}
	}
	return bot.Message{Blocks: Row(blocks, s.Named(sc.Locale, "followup", t, bot.Primary), s.Named(sc.Locale, "show", t, bot.Neutral)), Tone: bot.Warning}
}
