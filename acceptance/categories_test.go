package acceptance

import (
	"fmt"
	"strings"
	"testing"

	"guichet/acceptance/stage"
)

// manyCategories are more than any menu of a platform holds.
func manyCategories() string {
	var b strings.Builder
	b.WriteString(alwaysOpen + "categories:\n")
	for i := range 150 {
		fmt.Fprintf(&b, "  - { id: c%03d, name: { fr: \"Rayon %03d\", en: \"Aisle %03d\" } }\n", i, i, i)
	}
	return b.String()
}

// A desk of 150 categories: any of them can be chosen in the form, and by the panel.
func TestMoreCategoriesThanAMenuHolds(t *testing.T) {
	onEach(t, stage.Script{Config: manyCategories()}, func(w *stage.World) {
		alice, tessa := w.Person("alice"), w.Person("tessa")
		if w.Chat().Name() == stage.Slack {
			alice.Opens(stage.Opening{Summary: "imprimante bloquée", Extra: map[string]any{"Catégorie": "Rayon 142"}})
		} else {
			alice.Opens(stage.Opening{Summary: "imprimante bloquée", Category: "c142"})
		}
		tessa.SeesCard("INC-1", "Rayon 142")

		tessa.Types(stage.Command{Desk: true, Name: "panel"})
		panel := alice.SeesIn("helpdesk", "Choisissez ce qui vous concerne")
		last := 3
		if w.Chat().Name() == stage.Slack {
			last = 2
			var out struct {
				Options []struct {
					Text struct{ Text string } `json:"text"`
				} `json:"options"`
			}
			if err := w.Chat().Control("/suggest", map[string]any{"user": "alice", "channel": "helpdesk", "ts": panel.ID, "action_id": "panel", "query": "rayon 14"}, &out); err != nil {
				w.T.Fatal(err)
			}
			if len(out.Options) != 10 || out.Options[3].Text.Text != "Rayon 143" {
				w.T.Errorf("typed in the panel: %+v", out)
			}
		} else {
			alice.Clicks(panel, "Rayon 099")
			alice.Submits(map[string]any{"Objet": "clavier"})
			tessa.SeesCard("INC-2", "Rayon 099")
		}

		// From a message, where no command has an option for it.
		said := alice.Writes("helpdesk", "la souris a disparu")
		r := tessa.Points(said, "Open a ticket")
		if r.Form == nil {
			w.T.Fatalf("no form: %+v", r)
		}
		tessa.FillsAll(map[string]any{tessa.Word("Objet", "Summary"): "souris perdue", tessa.Word("Catégorie", "Category"): tessa.Word("Rayon 097", "Aisle 097")})
		tessa.SeesCard(fmt.Sprintf("INC-%d", last), "Rayon 097")
	})
}
