package speech

import (
	"strconv"
	"unicode/utf8"

	"guichet/bot"
	"guichet/tickets"
)

const (
	storyPage      = 18 // steps of a page of the story
	leastStepWords = 40 // characters of somebody's words in a step, however full the page is
)

// Story is all that happened to a ticket, oldest first, a page of it (from 1): who, when, what,
// and what was said, shortened. Who has joined late reads it from the beginning. Requester and
// beneficiary see the conversation, never the desk's own side of it.
func (s *Speech) Story(sc Scene, journal []*tickets.Entry, page int) bot.Message {
	all := told(sc, journal)
	pages := max((len(all)+storyPage-1)/storyPage, 1)
	page = min(max(page, 1), pages)
	rows := all[(page-1)*storyPage : min(page*storyPage, len(all))]
	room := maxShown
	for _, e := range rows {
		room -= utf8.RuneCountInString(Flat(s.step(sc, e, 0)))
	}
	var steps []bot.Text
	for n, e := range rows {
		limit := max(room/(len(rows)-n), leastStepWords)
		step := s.step(sc, e, limit)
		room -= utf8.RuneCountInString(Flat(step)) - utf8.RuneCountInString(Flat(s.step(sc, e, 0)))
		steps = append(steps, step)
	}
	blocks := []bot.Block{heading(s.title(sc)), Paragraph(plain(sc.Ticket.Summary)), Paragraph(s.Text(sc.Locale, "timeline", nil))}
	if len(steps) > 0 {
		blocks = append(blocks, Small(Lines(steps)))
	}
	if pages == 1 {
		return bot.Message{Blocks: blocks}
	}
	blocks = append(blocks, Small(s.Text(sc.Locale, "list.page", Vars{"Page": page, "Pages": pages})))
	// The neighbours have their buttons already: no message bears one verb twice.
	turns := s.turns(sc.Locale, page, pages, Verb("story", sc.Ticket))
	if page < pages-1 {
		turns = append(turns, bot.Button{Label: s.T(sc.Locale, "story.end", nil), Verb: Verb("story", sc.Ticket, strconv.Itoa(pages))})
	}
	if page > 2 {
		turns = append(turns, bot.Button{Label: s.T(sc.Locale, "story.begin", nil), Verb: Verb("story", sc.Ticket, "1")})
	}
	return bot.Message{Blocks: Row(blocks, turns...)}
}
