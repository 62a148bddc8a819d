package acceptance

import (
	"strings"
	"testing"
	"time"

	"guichet/acceptance/stage"
)

const procedure = `
categories:
  - id: workstation
    name: { fr: "Poste de travail", en: "Workstation" }
    keywords: [écran]
    checklist:
      - { fr: "Redémarrer la machine", en: "Restart the machine" }
      - { fr: "Changer @everyone le câble", en: "Change the cable" }
  - { id: other, name: { fr: "Autre", en: "Other" } }
`

// A category's procedure stands under the card, is ticked there, and is asked after when the
// ticket is resolved.
func TestProceduresAreTickedUnderTheCard(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen + procedure}, func(w *stage.World) {
		alice, tessa, tom := w.Person("alice"), w.Person("tessa"), w.Person("tom")
		alice.Opens(stage.Opening{Summary: "écran noir"})
		card := tessa.SeesCard("INC-1", "Procédure", "0/2")
		list := tessa.SeesInThread(card, "☐ Redémarrer la machine", "☐ Changer")
		tessa.Clicks(list, "Redémarrer la machine")
		tom.SeesInThread(card, "☑ Redémarrer la machine", tessa.FullName())
		tessa.SeesCard("INC-1", "1/2")
		if r := tessa.Clicks(tessa.SeesCard("INC-1"), "Résoudre"); r.Form == nil || !strings.Contains(r.Form.Text, "1/2") {
			w.T.Errorf("the form does not say what is open: %+v", r.Form)
		}
		tessa.Clicks(tom.Again(list), "Changer @everyone le câble")
		tessa.SeesCard("INC-1", "2/2")
		w.Eventually("one message with the whole procedure", 10*time.Second, func() bool {
			n := 0
			for _, m := range botMessages(tessa, tessa.Again(card)) {
				if len(m.Pinged) > 0 || m.Has("☐") {
					return false
				}
				if m.Has("☑ Changer") {
					n++
				}
			}
			return n == 1
		}, func() string { return stage.Show(tessa.Thread(card)) })
	})
}
