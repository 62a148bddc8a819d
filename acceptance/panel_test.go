package acceptance

import (
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// A panel in the helpdesk channel opens the form with the category chosen; deleted by hand it
// comes back once.
func TestThePanelOpensTheForm(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen + ownFields}, func(w *stage.World) {
		alice, tessa := w.Person("alice"), w.Person("tessa")
		if r := alice.Types(stage.Command{Desk: true, Name: "panel"}); !r.OK || len(panels(alice)) != 0 {
			w.T.Errorf("alice may post a panel: %+v", r)
		}
		tessa.Types(stage.Command{Desk: true, Name: "panel"})
		panel := alice.SeesIn("helpdesk", "besoin d’aide")
		wantButtons(w, panel, "Poste de travail", "Autre")

		alice.Clicks(panel, "Autre")
		if r := alice.Submits(map[string]any{"Objet": "porte bloquée"}); !r.OK || len(r.Errors) > 0 {
			w.T.Fatalf("the form is refused: %+v", r)
		}
		tessa.SeesCard("INC-1", "Autre", "porte bloquée")
		tessa.Types(stage.Command{Desk: true, Name: "panel"}) // renews the one that stands
		tessa.SeesCard("INC-1", "Autre", "porte bloquée")
		if n := len(panels(alice)); n != 1 {
			w.T.Errorf("%d panels stand", n)
		}

		tessa.Deletes(panel)
		w.Eventually("the panel comes back", 10*time.Second, func() bool { all := panels(alice); return len(all) == 1 && all[0].ID != panel.ID },
			func() string { return stage.Show(alice.Channel("helpdesk")) })
	})
}

func panels(who stage.Person) (out []stage.Message) {
	for _, m := range who.Channel("helpdesk") {
		if m.Has("besoin d’aide") {
			out = append(out, m)
		}
	}
	return out
}
