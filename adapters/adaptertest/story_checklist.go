package adaptertest

import (
	"slices"
	"strings"

	"guichet/bot/config"
	"guichet/tickets"
)

const withChecklist = alwaysOpen + `
categories:
  - id: workstation
    name: { fr: "Poste de travail", en: "Workstation" }
    keywords: [écran]
    checklist:
      - { fr: "Redémarrer la machine", en: "Restart the machine" }
      - "Changer <!channel> le câble"
  - { id: other, name: { fr: "Autre", en: "Other" } }
`

// playChecklist: the category's procedure stands under the card once, is ticked by technicians
// only, and outlives a change of the configuration.
func playChecklist(w *world) {
	alice, tessa, tom := w.person("alice"), w.person("tessa"), w.person("tom")
	if !alice.opens("écran noir") {
		w.Fatal("alice cannot open")
	}
	card := tessa.card("INC-1", "0/2")
	const first, second = "Redémarrer la machine", "Changer <!channel> le câble"
	list := tessa.thread(card, "INC-1 · Procédure 0/2", "☐ "+first, "☐ "+second)
	if !slices.Equal(list.Buttons, []string{first, second}) || len(list.Pings) > 0 {
		w.Errorf("the procedure has the buttons %q and pings %q", list.Buttons, list.Pings)
	}

	tessa.clicks(list, first)
	tessa.card("INC-1", "1/2")
	until(w, "the tick to show", func() bool { return tom.again(list).Has("☑ "+first, tessa.Name, "1/2") })
	// A platform may mark the button of what is done; its item is the same.
	ticked := tom.again(list).Buttons[0]
	tom.clicks(list, ticked)
	tessa.card("INC-1", "0/2")
	until(w, "the tick to go", func() bool { return tom.again(list).Has("☐ "+first, "0/2") })
	tom.clicks(list, second)
	tessa.card("INC-1", "1/2")
	tessa.types("resolve", "1")
	if f := tessa.form(); !strings.Contains(f.Text, "1/2") {
		w.Errorf("the form of the solution does not say what is open: %+v", f)
	}

	// Another configuration: what was ticked keeps its words, and nothing is posted twice.
	w.stop()
	desk, err := config.Parse("desk.yaml", []byte(strings.Replace(withChecklist, "Changer <!channel> le câble", "Autre chose", 1)), config.Env{})
	if err != nil {
		w.Fatal(err)
	}
	w.desk = desk
	w.start()
	tessa.clicks(list, first)
	tessa.card("INC-1", "2/2")
	until(w, "the procedure to be done", func() bool { return tom.again(list).Has("☑ "+first, "☑ "+second, tom.Name, "2/2") })
	w.once("the procedure", tessa.all(func(m Message) bool { return m.Has("INC-1 · Procédure") }))

	// Somebody deletes the message: it comes back.
	tessa.stage.Deletes(list)
	tessa.types("cancel", "1")
	end := tessa.sees("the procedure again", func(m Message) bool { return m.Ref != list.Ref }, "INC-1 · Procédure 2/2")
	if len(end.Buttons) > 0 {
		w.Errorf("the procedure of a cancelled ticket has buttons: %s", show(end))
	}
	if rows := w.journal(1); countKind(rows, tickets.Ticked) != 3 || countKind(rows, tickets.Unticked) != 1 {
		w.Errorf("the journal is %v", rows)
	}
}

func countKind(rows []tickets.EntryKind, kind tickets.EntryKind) (n int) {
	for _, k := range rows {
		if k == kind {
			n++
		}
	}
	return n
}
