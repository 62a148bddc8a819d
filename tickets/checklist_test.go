package tickets

import (
	"testing"
	"time"
)

func procedure(words ...string) (steps []Step) {
	for _, w := range words {
		steps = append(steps, NewStep(Words{"fr": w}, 0))
	}
	return steps
}

// A tick stays with its words whatever becomes of the configuration and of the category.
func TestAChecklistSurvivesTheConfiguration(t *testing.T) {
	t.Parallel()
	p := &Policy{Categories: []Category{
		{ID: "old", Checklist: procedure("un", "deux", "trois")},
		{ID: "new", Checklist: procedure("trois", "quatre", "un")},
		{ID: "none"},
	}}
	at := time.Date(2026, 7, 30, 10, 0, 0, 0, time.UTC)
	list := p.checklist("old", nil)
	for i := range list[:2] { // un, deux
		list[i].By, list[i].At = "slack:tessa", at
	}
	words := func(list []Check) (out string) {
		for _, c := range list {
			out += c.Text["fr"]
			if c.By != "" {
				out += "✓"
			}
			out += " "
		}
		return out
	}
	for category, want := range map[string]string{"old": "un✓ deux✓ trois ", "new": "trois quatre un✓ deux✓ ", "none": "un✓ deux✓ ", "gone": "un✓ deux✓ "} {
		if got := words(p.checklist(category, list)); got != want {
			t.Errorf("with the category %s: %q, want %q", category, got, want)
		}
	}
	if a, b := NewStep(Words{"fr": "x", "en": "y"}, 0), NewStep(Words{"en": "y", "fr": "x"}, 0); a.ID != b.ID || a.ID == NewStep(a.Text, 1).ID || len(a.ID) > 20 {
		t.Errorf("ids: %q %q", a.ID, b.ID)
	}
}
