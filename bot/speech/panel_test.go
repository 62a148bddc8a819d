package speech

import (
	"fmt"
	"strings"
	"testing"

	"guichet/bot"
	"guichet/tickets"
)

func TestThePanelHasEveryCategory(t *testing.T) {
	s := testSpeech(t)
	for _, locale := range Locales {
		var b strings.Builder
		p := *sampleScene(t, locale).Policy
		p.Name = "Service informatique"
		b.WriteString("=== two categories\n" + sketch(s.Panel(locale, &p)) + "\n")
		for i := range 60 {
			p.Categories = append(p.Categories, tickets.Category{ID: fmt.Sprintf("c%d", i), Name: tickets.Words{"fr": fmt.Sprintf("Catégorie %d", i)}})
		}
		m := s.Panel(locale, &p)
		seen := map[string]bool{}
		verbs := map[string]bool{}
		for _, block := range m.Blocks {
			if block.Kind != bot.Select {
				continue
			}
			if verbs[block.Menu.Verb] {
				t.Errorf("a menu of %d, verb %q", len(block.Menu.Options), block.Menu.Verb)
			}
			verbs[block.Menu.Verb] = true
			for _, o := range block.Menu.Options {
				seen[o.Value] = true
			}
		}
		if len(seen) != len(p.Categories) {
			t.Errorf("%d of %d categories are on the panel", len(seen), len(p.Categories))
		}
		golden(t, "panel."+locale+".golden", b.String())
	}
}
