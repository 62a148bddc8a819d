package adaptertest

// playFollowers: alice asks benoit to read along. He gets the story so far in a counter of his
// own, is told what happens, writes, decides nothing, and can leave.
func playFollowers(w *world) {
	alice, benoit, tessa := w.person("alice"), w.person("benoit"), w.person("tessa")
	if !alice.opens("imprimante bloquée") {
		w.Fatal("alice cannot open")
	}
	card := tessa.card("INC-1", "Nouveau")
	tessa.clicks(card, "Prendre en charge")
	alice.told("INC-1", tessa.Name)
	alice.stage.Replies("alice", alice.inCounter("INC-1", "imprimante bloquée"), "elle bloque sur le bac 2")
	tessa.thread(card, "elle bloque sur le bac 2")

	alice.types("follow", "1", Option{"person", "@benoit"})
	alice.told("INC-1", benoit.Name) // whom the bot has never met
	first := benoit.inCounter("INC-1", alice.Name, "imprimante bloquée", "elle bloque sur le bac 2")
	tessa.card("INC-1", benoit.Name)

	// What is said reaches everybody but who said it, once.
	benoit.stage.Replies("benoit", first, "chez moi aussi")
	tessa.thread(card, benoit.Name, "chez moi aussi")
	alice.inCounter(benoit.Name, "chez moi aussi")
	tessa.types("reply", "7", Option{"text", "je remplace le bac"})
	tessa.told("je remplace le bac") // a wrong number does not cost the words
	tessa.types("reply", "1", Option{"text", "je remplace le bac"})
	benoit.inCounter(tessa.Name, "je remplace le bac")
	alice.inCounter(tessa.Name, "je remplace le bac")
	alice.stage.Replies("alice", alice.inCounter("je remplace le bac"), "parfait, je reste joignable")
	benoit.inCounter(alice.Name, "parfait, je reste joignable")

	// The solution is told to both, and asked of one.
	tessa.types("resolve", "1")
	tessa.fills(map[string]string{"Solution": "bac remplacé"})
	ask := alice.inCounter("bac remplacé")
	if told := benoit.inCounter("bac remplacé"); len(told.Buttons) > 0 {
		w.Errorf("who follows is asked to decide: %s", show(told))
	}
	benoit.types("validate", "1")
	benoit.told("INC-1", "seuls le demandeur et le bénéficiaire")
	alice.clicks(ask, "Valider")
	benoit.inCounter("INC-1", "clos")
	if n := len(benoit.counter("excellente")); n != 0 {
		w.Error("who follows is asked for marks")
	}
	for _, p := range []person{alice, benoit} {
		for _, words := range []string{"je remplace le bac", "bac remplacé"} {
			w.once(p.name+" is told "+words, p.counter(words))
		}
	}

	benoit.types("follow", "1")
	benoit.told("INC-1", "ne suivez plus")
	benoit.types("show", "1")
	benoit.told("n’existe pas")
}
