package adaptertest

import (
	"slices"
	"time"

	"guichet/tickets"
)

// playAfter is what comes after a resolution: words while it waits for an answer, thanks, and a
// real message, from which alice reopens.
func playAfter(w *world) {
	alice, tessa := w.person("alice"), w.person("tessa")
	if !alice.opens("imprimante bloquée") {
		w.Fatal("alice cannot open")
	}
	card := tessa.card("INC-1", "Nouveau")
	tessa.clicks(card, "Prendre en charge")
	tessa.card("INC-1", "Pris en charge")
	tessa.types("resolve", "1")
	tessa.fills(map[string]string{"Solution": "bac remplacé"})
	ask := alice.inCounter("bac remplacé")

	alice.stage.Replies("alice", ask, "et le bac 3 ?")
	tessa.thread(card, "et le bac 3 ?")
	again := alice.inCounter("INC-1", "attend toujours votre réponse")
	if !slices.Contains(again.Buttons, "Valider") || !slices.Contains(again.Buttons, "Refuser") {
		w.Errorf("her answer is not asked again: %s", show(again))
	}
	alice.clicks(again, "Valider")
	closed := alice.inCounter("INC-1", "clos")
	tessa.card("INC-1", "Clos")

	alice.stage.Replies("alice", closed, "Merciiii "+tessa.Name+" !")
	tessa.thread(card, alice.Name, "remercie")
	time.Sleep(silence)
	if n := len(alice.counter("conservé")); n != 0 || !tessa.card("INC-1").Has("Clos") {
		w.Errorf("thanks open something:\n%s", show(alice.counter()...))
	}

	alice.stage.Replies("alice", closed, "merci mais ça ne marche toujours pas")
	offer := alice.inCounter("INC-1", "Votre message est conservé")
	w.once("the offer", alice.counter("conservé"))
	alice.clicks(offer, "Rouvrir")
	tessa.card("INC-1", "En cours", tessa.Name)
	tessa.thread(card, alice.Name, "rouvert", "ça ne marche toujours pas")
	alice.inCounter("INC-1", "est rouvert", tessa.Name)
	until(w, "the offer to close", func() bool { return len(alice.again(offer).Buttons) == 0 })

	tessa.types("resolve", "1")
	tessa.fills(map[string]string{"Solution": "galet changé"})
	alice.clicks(alice.inCounter("galet changé"), "Valider")
	tessa.card("INC-1", "Clos")
	tessa.types("reopen", "1", Option{"reason", "pièce à reprendre"})
	tessa.card("INC-1", "En cours")
	alice.inCounter(tessa.Name, "rouvert", "pièce à reprendre")
	if rows := w.journal(1); !slices.Contains(rows, tickets.Thanked) || !slices.Contains(rows, tickets.SaidLate) {
		w.Errorf("the journal is %v", rows)
	}
}
