package speech

import (
	"strconv"
	"testing"
	"time"

	"guichet/tickets"
)

// However long a story is, each of its pages can be shown: no button is on it twice, and from
// each page the next and the previous one are at hand.
func TestEveryPageOfAStoryCanBeShown(t *testing.T) {
	s := testSpeech(t)
	sc := lifeStages(t, "fr")[0].sc
	sc.Roles = tickets.Roles{Technician: true}
	for pages := 1; pages <= 5; pages++ {
		var journal []*tickets.Entry
		for i := range pages * storyPage {
			journal = append(journal, &tickets.Entry{ID: int64(i + 1), Ticket: sc.Ticket.Number, Kind: tickets.Said, Actor: aliceID, At: sc.Now.Add(time.Duration(i) * time.Second), Words: "bloquée"})
		}
		for page := 1; page <= pages; page++ {
			turns := map[string]bool{}
			for _, b := range s.Story(sc, journal, page).Blocks {
				for _, button := range b.Buttons {
					if turns[button.Verb] {
						t.Errorf("page %d of %d has %s twice", page, pages, button.Verb)
					}
					turns[button.Verb] = true
				}
			}
			for _, other := range []int{page - 1, page + 1, 1, pages} {
				if v := Verb("story", sc.Ticket, strconv.Itoa(other)); other >= 1 && other <= pages && other != page && !turns[v] {
					t.Errorf("page %d of %d has no %s: %v", page, pages, v, turns)
				}
			}
		}
	}
}
