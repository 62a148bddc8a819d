package acceptance

import (
	"strings"
	"testing"

	"guichet/acceptance/stage"
)

// Whom a message mentions, and whom a form names, is shown by name, also when the bot has
// never met them.
func TestWhoIsNamedIsShownByName(t *testing.T) {
	t.Parallel()
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, tessa, marie := w.Person("alice"), w.Person("tessa"), w.Person("marie")
		benoit := w.Person("benoit").FullName()
		m := alice.Writes("helpdesk", "Le poste de @benoit est en panne")
		r := tessa.Points(m, tessa.Word("Ouvrir un ticket", "Open a ticket"))
		if r.Form == nil {
			w.T.Fatalf("no form: %+v", r)
		}
		tessa.FillsAll(nil)
		tessa.SeesCard("INC-1", "Le poste de @"+benoit+" est en panne")

		marie.Types(stage.Command{Desk: true, Name: "bulk"})
		r = marie.FillsAll(map[string]any{
			marie.Word("Action", "Action"): marie.Word("Confier", "Assign"), marie.Word("Confier à", "Assign to"): "tom",
		})
		if tom := w.Person("tom").FullName(); !strings.Contains(r.Text(), tom) {
			w.T.Errorf("the preview does not name %s: %s", tom, r.Text())
		}
	})
}
