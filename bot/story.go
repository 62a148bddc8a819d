package bot

import (
	"context"
	"strconv"
	"unicode/utf8"

	"guichet/tickets"
)

const (
	storyPage      = 18 // steps of a page of the story
	leastStepWords = 40 // characters of somebody's words in a step, however full the page is
)

// tellStory shows a page of a ticket's whole story privately, from its beginning.
func (a *App) tellStory(ctx context.Context, e Event, in intent) (Answer, error) {
	sc, journal, err := a.journalScene(ctx, e, in.Ticket)
	if err != nil {
		return Answer{}, err
	}
	page, _ := strconv.Atoi(in.Arg)
	m := a.speech.Story(sc, journal, page)
	if in.Arg != "" { // a page was turned
		return Answer{Replace: &m}, nil
	}
	return Answer{Private: &m}, nil
}

// Story is all that happened to a ticket, oldest first, a page of it (from 1): who, when, what,
// and what was said, shortened. Who has joined late reads it from the beginning. Requester and
// beneficiary see the conversation, never the desk's own side of it.
func (s *Speech) Story(sc Scene, journal []*tickets.Entry, page int) Message {
	all := told(sc, journal)
	pages := max((len(all)+storyPage-1)/storyPage, 1)
	page = min(max(page, 1), pages)
	rows := all[(page-1)*storyPage : min(page*storyPage, len(all))]
	room := maxShown
	for _, e := range rows {
		room -= utf8.RuneCountInString(flat(s.step(sc, e, 0)))
	}
	var steps []Text
	for n, e := range rows {
		limit := max(room/(len(rows)-n), leastStepWords)
		step := s.step(sc, e, limit)
		room -= utf8.RuneCountInString(flat(step)) - utf8.RuneCountInString(flat(s.step(sc, e, 0)))
		steps = append(steps, step)
	}
	blocks := []Block{heading(s.title(sc)), paragraph(plain(sc.Ticket.Summary)), paragraph(s.text(sc.Locale, "timeline", nil))}
	if len(steps) > 0 {
		blocks = append(blocks, small(lines(steps)))
	}
	if pages == 1 {
		return Message{Blocks: blocks}
	}
	blocks = append(blocks, small(s.text(sc.Locale, "list.page", vars{"Page": page, "Pages": pages})))
	// The neighbours have their buttons already: no message bears one verb twice.
	turns := s.turns(sc.Locale, page, pages, verb("story", sc.Ticket))
	if page < pages-1 {
		turns = append(turns, Button{Label: s.T(sc.Locale, "story.end", nil), Verb: verb("story", sc.Ticket, strconv.Itoa(pages))})
	}
	if page > 2 {
		turns = append(turns, Button{Label: s.T(sc.Locale, "story.begin", nil), Verb: verb("story", sc.Ticket, "1")})
	}
	return Message{Blocks: row(blocks, turns...)}
}
