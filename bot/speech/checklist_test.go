package speech

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"guichet/bot"
	"guichet/tickets"

	"pgregory.net/rapid"
)

// However long a procedure, its messages fit every platform, and have each item once.
func TestAProcedureFitsItsMessages(t *testing.T) {
	s := testSpeech(t)
	rapid.Check(t, func(t *rapid.T) {
		sc := Scene{Locale: rapid.SampledFrom(Locales).Draw(t, "locale"), Ticket: &tickets.Ticket{Number: 12, State: tickets.InProgress}}
		n := rapid.IntRange(1, 50).Draw(t, "items")
		for i := range n {
			long := strings.Repeat("é", rapid.IntRange(1, 200).Draw(t, "length"))
			c := tickets.Check{ID: fmt.Sprint(i), Text: tickets.Words{"fr": long, "en": "x"}}
			if rapid.Bool().Draw(t, "ticked") {
				c.By = tessaID
			}
			sc.Ticket.Checklist = append(sc.Ticket.Checklist, c)
		}
		var verbs []string
		for part := range CheckPages(sc.Ticket.Checklist) {
			sc.Part = part
			size, rows := 0, 0
			for _, b := range s.checklist(sc).Blocks {
				size += len([]rune(Flat(b.Text)))
				if b.Kind == bot.Row {
					rows++
				}
				for _, button := range b.Buttons {
					verbs = append(verbs, button.Verb)
				}
			}
			if rows > 5 || size > 4096 {
				t.Fatalf("part %d has %d rows of buttons and %d characters", part, rows, size)
			}
		}
		if len(verbs) != n || len(slices.Compact(slices.Sorted(slices.Values(verbs)))) != n {
			t.Fatalf("%d items have the buttons %q", n, verbs)
		}
	})
}
