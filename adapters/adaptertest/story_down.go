package adaptertest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"guichet/tickets"
)

// settle is how long a bot that was started again is given to say something twice.
const settle = 1200 * time.Millisecond

// playTakenNotStored: the platform took the card and the confirmation, the answers were lost,
// and the power is cut before anything of it is on disk.
func playTakenNotStored(w *world) {
	alice, tessa := w.person("alice"), w.person("tessa")
	alice.stage.Suffers(AnswerLost, 2)
	if !alice.opens("imprimante bloquée") {
		w.Fatal("alice cannot open")
	}
	card := tessa.card("INC-1", "Nouveau")
	alice.told("INC-1", "imprimante bloquée")
	w.kill()
	alice.stage.Heals()
	tessa.stage.Reacts("tessa", card, "👀", true) // while nobody is there
	w.start()

	// The card whose id was never stored is recognised, edited in place, and the 👀 counts.
	now := tessa.card("INC-1", "Pris en charge", tessa.Name)
	if now.Ref != card.Ref {
		w.Errorf("another card: %s", show(now))
	}
	alice.told("INC-1", tessa.Name)
	time.Sleep(settle)
	w.once("the card", tessa.all(isCard("INC-1")))
	w.once("the confirmation", alice.counter("INC-1", "est enregistré"))
	w.once("who looks after it", alice.counter(tessa.Name, "s’occupe"))
	tessa.clicks(card, "Premier contact")
	tessa.card("INC-1", "En cours")
}

// playPowerCuts: the power is cut again and again while people open tickets. What was
// confirmed is there, once.
func playPowerCuts(w *world) {
	people := []person{w.person("alice"), w.person("bob")}
	tessa := w.person("tessa")
	var mu sync.Mutex
	var opening sync.WaitGroup
	confirmed := map[string]person{}
	for _, who := range people {
		opening.Go(func() {
			for n := range 2 {
				summary := fmt.Sprintf("panne %d de %s", n, who.name)
				if !who.opens(summary) {
					return
				}
				mu.Lock()
				confirmed[summary] = who
				mu.Unlock()
			}
		})
		time.Sleep(time.Duration(20+rand.IntN(120)) * time.Millisecond)
		w.kill()
		w.start()
	}
	opening.Wait()
	if !people[0].opens("la dernière") {
		w.Error("after the power cuts alice cannot open")
	}
	confirmed["la dernière"] = people[0]
	for s, p := range confirmed {
		tessa.sees("the card", func(m Message) bool { return m.In == Pool }, s)
		p.told(s)
	}
	time.Sleep(settle)
	cards := tessa.cards()
	slices.Sort(cards)
	if len(slices.Compact(slices.Clone(cards))) != len(cards) {
		w.Errorf("two cards of one ticket: %v", cards)
	}
	for s, p := range confirmed {
		w.once("the card of "+s, tessa.all(func(m Message) bool { return m.In == Pool && m.Has(s) }))
		w.once("the confirmation of "+s, p.counter(s))
	}
}

// playWhileDown: 👀 put and taken off, and words written, while the bot was down.
func playWhileDown(w *world) {
	alice, tessa, tom := w.person("alice"), w.person("tessa"), w.person("tom")
	var cards []Message
	for n, s := range []string{"un", "deux", "trois"} {
		if !alice.opens("panne " + s) {
			w.Fatal("alice cannot open")
		}
		cards = append(cards, tessa.card(fmt.Sprintf("INC-%d", n+1), "Nouveau"))
	}
	told := alice.inCounter("INC-1", "est enregistré")
	for _, n := range []int{0, 2} {
		tessa.stage.Reacts("tessa", cards[n], "👀", true)
		tessa.card(fmt.Sprintf("INC-%d", n+1), "Pris en charge", tessa.Name)
	}
	tom.stage.Reacts("tom", cards[2], "👀", true) // too late: stale from now on
	tom.told("INC-3", tessa.Name)

	w.kill()
	tessa.stage.Reacts("tessa", cards[0], "👀", false)
	tom.stage.Reacts("tom", cards[1], "👀", true)
	tessa.stage.Reacts("tessa", cards[2], "👀", false)
	alice.stage.Replies("alice", told, "c’est au deuxième étage")
	w.start()

	tessa.card("INC-1", "Nouveau")
	tessa.card("INC-2", "Pris en charge", tom.Name)
	tessa.card("INC-3", "Nouveau")
	tessa.thread(cards[0], alice.Name, "c’est au deuxième étage")
	time.Sleep(settle)
	if now := tessa.card("INC-3"); !now.Has("Nouveau") {
		w.Errorf("a stale 👀 has claimed at the catch-up: %s", show(now))
	}
	w.once("alice's words", tessa.all(func(m Message) bool { return under(cards[0])(m) && m.Has("c’est au deuxième étage") }))
	if rows := w.journal(1); !slices.Equal(rows, []tickets.EntryKind{tickets.Opened, tickets.Claimed, tickets.Released, tickets.Said}) {
		w.Errorf("the journal of INC-1 is %v", rows)
	}

	// The dropped connection of a bot that stays up is caught up too.
	tom.stage.Reacts("tom", cards[1], "👀", false)
	tessa.card("INC-2", "Nouveau")
	w.once("the card of INC-2", tessa.all(isCard("INC-2")))
}

// playOutage: the platform takes no message for a while, then it asks for patience.
func playOutage(w *world) {
	alice, tessa := w.person("alice"), w.person("tessa")
	opens := func(from, to int) {
		w.Helper()
		for n := from; n <= to; n++ {
			if !alice.opens(fmt.Sprintf("panne numéro %d", n)) {
				w.Fatal("alice cannot open while the platform takes no message")
			}
		}
	}
	alice.stage.Suffers(ServerError, 1000)
	opens(1, 2)
	tessa.types("claim", "1")
	time.Sleep(settle)
	if got := tessa.cards(); len(got) > 0 {
		w.Errorf("during the outage tessa sees the cards %v", got)
	}
	alice.stage.Heals()
	tessa.card("INC-1", "Pris en charge", tessa.Name)
	tessa.card("INC-2", "Nouveau")
	alice.inCounter("panne numéro 2", "est enregistré")
	alice.told("INC-1", tessa.Name, "s’occupe")
	first := slices.IndexFunc(alice.counter("INC-1"), func(m Message) bool { return m.Has("est enregistré") })
	after := slices.IndexFunc(alice.counter("INC-1"), func(m Message) bool { return m.Has("s’occupe") })
	if first != 0 || after != 1 {
		w.Errorf("alice is told in the order\n%s", show(alice.counter("INC-1")...))
	}

	before := tessa.cards()
	alice.stage.Suffers(TooMany, 1)
	opens(3, 5)
	for n := 3; n <= 5; n++ {
		tessa.card(fmt.Sprintf("INC-%d", n), "Nouveau")
		alice.inCounter(fmt.Sprintf("panne numéro %d", n), "est enregistré")
	}
	time.Sleep(settle)
	if got := tessa.cards()[len(before):]; len(before) != 2 || !slices.Equal(got, []string{"INC-3", "INC-4", "INC-5"}) {
		w.Errorf("the cards come as %v, then %v", before, got)
	}
	for n := 1; n <= 5; n++ {
		w.once("the confirmation", alice.counter(fmt.Sprintf("panne numéro %d", n), "est enregistré"))
	}
}

// playSameWords: the same words said twice are two messages, also when the platform refuses
// the second one at first, and the first is all there is to find.
func playSameWords(w *world) {
	alice, tessa := w.person("alice"), w.person("tessa")
	if !alice.opens("imprimante bloquée") {
		w.Fatal("alice cannot open")
	}
	card, told := tessa.card("INC-1"), alice.inCounter("INC-1", "est enregistré")
	until(w, "the counter to be stored", func() bool { return w.hasCounter(1, alice.ID) })
	for n := 1; n <= 2; n++ {
		alice.stage.Replies("alice", told, "toujours bloqué")
		until(w, fmt.Sprintf("alice's words in the thread, %d times", n), func() bool {
			return len(tessa.all(func(m Message) bool { return under(card)(m) && m.Has("toujours bloqué") })) == n
		})
		alice.stage.Suffers(ServerError, 1)
	}
	alice.stage.Heals()
}
