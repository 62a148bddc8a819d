package adaptertest

import (
	"strings"
	"time"

	"guichet/tickets"
)

const withNetwork = alwaysOpen + `
categories:
  - { id: other, name: { fr: "Autre", en: "Other" } }
  - id: network
    name: { fr: "Réseau", en: "Network" }
    checklist: ["Voir le commutateur"]
    sla: { P3: { resolve: 4h } }
`

// playMove: the ticket turns out to be another team's. Its card stands anew in their channel, the
// old one leads there and does nothing; what is said later is said under the new one. Then back.
func playMove(w *world) {
	for i, b := range w.bots {
		if b.Channel(tickets.PlacePool, "network") == b.Channel(tickets.PlacePool, "") {
			w.Skipf("all categories share the pool on stage %d", i)
		}
	}
	alice, tessa, tom := w.person("alice"), w.person("tessa"), w.on(len(w.stages)-1, "tom")
	alice.begins("pas de wifi", Option{"category", "other"})
	alice.fills(map[string]string{"Objet": "pas de wifi", "Catégorie": "Autre"})
	old := tessa.cardIn(Pool, "INC-1", "Autre")
	there := tom.cardIn(Pool, "INC-1", "Autre")
	tessa.stage.Reacts("tessa", old, "👀", true)
	tessa.cardIn(Pool, "INC-1", "Pris en charge", tessa.Name)

	tessa.recategorises("1", "network", "Réseau", "Network")
	card := tessa.cardIn(Network, "INC-1", "Réseau", "Pris en charge", tessa.Name, "0/1")
	tessa.left(old)
	tom.cardIn(Network, "INC-1", "Réseau")
	tom.left(there)
	tessa.thread(card, "Cette carte vient d’un autre canal")
	tessa.thread(card, "☐ Voir le commutateur")
	alice.inCounter("a corrigé", "Réseau")

	confirmed := alice.inCounter("INC-1", "enregistré")
	alice.stage.Replies("alice", confirmed, "toujours rien au 3e")
	tessa.thread(card, alice.Name, "toujours rien au 3e")

	// The old card does nothing, but says where the new one is.
	tom.stage.Reacts("tom", there, "🚨", true)
	tom.told("INC-1", tom.word("a changé de canal", "another channel"))
	time.Sleep(silence)
	if m := tessa.cardIn(Network, "INC-1"); m.Has("Haute") {
		w.Errorf("a reaction on the old card counts: %s", show(m))
	}
	if tessa.again(old).Has("pas de wifi") {
		w.Errorf("the old card shows the ticket still: %s", show(tessa.again(old)))
	}
	tessa.stage.Reacts("tessa", card, "🚨", true)
	tessa.cardIn(Network, "INC-1", "Haute")

	tessa.recategorises("1", "other", "Autre", "Other")
	time.Sleep(3 * time.Second)
	w.Logf("%s", show(tessa.all(func(m Message) bool { return m.Only || m.In == Pool || m.In == Network })...))
	back := tessa.cardIn(Pool, "INC-1", "Autre", "Haute")
	if back.Ref == old.Ref {
		w.Error("the old card is used again")
	}
	tessa.left(card)
	tessa.left(old)
	alice.stage.Replies("alice", confirmed, "ça remarche")
	tessa.thread(back, alice.Name, "ça remarche")

	// Another configuration, which knows the category no more, and a restart: nothing is lost.
	tessa.recategorises("1", "network", "Réseau", "Network")
	last := tessa.cardIn(Network, "INC-1", "Réseau")
	w.restarts(strings.Replace(withNetwork, "id: network", "id: printing", 1))
	tessa.types("show", "1")
	tessa.told("INC-1", "pas de wifi", tessa.word("Réseau", "Network"))
	tessa.clicks(last, "Résoudre")
	tessa.fills(map[string]string{"Solution": "borne remplacée"})
	alice.clicks(alice.inCounter("borne remplacée"), "Valider")
	tessa.cardIn(Network, "INC-1", "Clos", "Réseau")
	time.Sleep(silence)
	live := tessa.all(func(m Message) bool { return m.Under == "" && !m.Only && strings.HasPrefix(m.Text, "INC-1 ·") })
	w.once("a card of INC-1", live)
	w.once("alice is told once of each move", alice.counter("a corrigé", "Autre"))
}

// cardIn waits until the ticket's card in a pool channel says these words.
func (p person) cardIn(channel, ref string, words ...string) Message {
	p.w.Helper()
	return p.sees("the card of "+ref+" in #"+channel, func(m Message) bool {
		return m.In == channel && m.Under == "" && !m.Only && strings.HasPrefix(m.Text, ref+" ·")
	}, words...)
}

// left waits until a card has become a link to where the ticket's card is now.
func (p person) left(card Message) {
	p.w.Helper()
	until(p.w, "the old card to become a link", func() bool {
		now := p.again(card)
		return now.Has("a changé de canal") && len(now.Buttons)+len(now.Options) == 0
	})
}

// recategorises edits a ticket's category.
func (p person) recategorises(ticket, id, fr, en string) {
	p.w.Helper()
	p.types("edit", ticket, Option{"category", id})
	p.form()

	if r := p.fills(map[string]string{p.word("Catégorie", "Category"): p.word(fr, en)}); len(r.Errors) > 0 {
		p.w.Fatalf("the category is refused: %v", r.Errors)
	}
}
