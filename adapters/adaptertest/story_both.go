package adaptertest

import "time"

// playBoth: alice of the second platform opens; the card stands on both, is claimed on the
// first, and she learns it.
func playBoth(w *world) {
	alice, tessa, tom := w.on(1, "alice"), w.on(0, "tessa"), w.on(1, "tom")
	if !alice.opens("imprimante bloquée") {
		w.Fatal("alice cannot open")
	}
	here, there := tessa.card("INC-1", "Nouveau"), tom.card("INC-1", "Nouveau")
	tessa.stage.Reacts("tessa", here, "👀", true)
	tessa.card("INC-1", "Pris en charge", tessa.Name)
	tom.card("INC-1", "Pris en charge", tessa.Name)
	alice.told("INC-1", tessa.Name)
	tom.stage.Reacts("tom", there, "👀", true)
	tom.told("INC-1", tessa.Name)

	tessa.types("resolve", "1")
	tessa.fills(map[string]string{"Solution": "bac rechargé"})
	alice.clicks(alice.told("bac rechargé"), "Valider")
	tessa.card("INC-1", "Clos")
	tom.card("INC-1", "Clos")
	time.Sleep(silence)
	w.once("the first card", tessa.all(isCard("INC-1")))
	w.once("the second card", tom.all(isCard("INC-1")))
	w.once("alice's confirmation", alice.counter("INC-1", "est enregistré"))
}
