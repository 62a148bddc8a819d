package adaptertest

import "time"

// playMerge: benoit reports what alice has reported. His ticket is merged into hers and back,
// then again; everybody is told once, and what he writes in his conversation reaches her ticket.
func playMerge(w *world) {
	alice, benoit, tessa := w.person("alice"), w.person("benoit"), w.person("tessa")
	if !alice.opens("imprimante bloquée") || !benoit.opens("plus d’imprimante au 2e") {
		w.Fatal("they cannot open")
	}
	card := tessa.card("INC-1", "Nouveau")
	other := tessa.card("INC-2", "Nouveau")
	first := benoit.inCounter("INC-2", "enregistré")

	tessa.types("merge", "2", Option{"other", "1"})
	preview := tessa.told("INC-2", "INC-1", tessa.word("Réunir", "Merge INC"))
	if tessa.card("INC-2").Has("Clos") {
		w.Error("the preview merges")
	}
	tessa.clicks(preview, tessa.word("Fusionner", "Merge"))
	tessa.card("INC-2", "Clos", "INC-1")
	tessa.card("INC-1", "INC-2", benoit.Name)
	benoit.inCounter("INC-2", "réuni avec", "INC-1")
	alice.inCounter("un autre signalement", "INC-1")
	notice := tessa.thread(card, "a réuni")

	benoit.stage.Replies("benoit", first, "il faudrait aussi du papier")
	tessa.thread(card, benoit.Name, "il faudrait aussi du papier")
	tessa.types("reply", "1", Option{"text", "le papier arrive"})
	benoit.inCounter("le papier arrive")

	tessa.clicks(notice, "Annuler la fusion")
	tessa.card("INC-2", "Nouveau")
	benoit.inCounter("INC-2", "séparément")
	alice.inCounter("séparé")
	benoit.stage.Replies("benoit", first, "et une souris")
	tessa.thread(other, benoit.Name, "et une souris")

	// As a duplicate: told where the work goes on, and of the solution; asked nothing.
	tessa.types("link", "2", Option{"other", "1"}, Option{"level", "duplicate"})
	tessa.card("INC-2", "Clos", "INC-1")
	benoit.inCounter("INC-2", "même problème", "INC-1")
	tessa.types("resolve", "1")
	tessa.fills(map[string]string{"Solution": "bac remplacé"})
	benoit.inCounter("INC-2", "INC-1", "bac remplacé")
	alice.clicks(alice.inCounter("bac remplacé"), "Valider")
	tessa.card("INC-1", "Clos")
	time.Sleep(silence)
	for _, words := range []string{"réuni avec", "séparément", "même problème", "bac remplacé", "le papier arrive"} {
		w.once("benoit is told "+words, benoit.counter(words))
	}
	for _, words := range []string{"un autre signalement", "de nouveau séparé"} {
		w.once("alice is told "+words, alice.counter(words))
	}
	if n := len(benoit.counter("excellente")); n != 0 {
		w.Error("benoit is asked for marks of a duplicate")
	}
}
