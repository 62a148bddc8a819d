package adaptertest

import "strings"

// playStory: a ticket with words of both sides, notes, files, an edit, a deletion and a ticket of
// somebody else's merged into it. Its story and its transcript, by the button, tell the desk all of
// it, and alice what is hers to know.
func playStory(w *world) {
	alice, benoit, tessa := w.person("alice"), w.person("benoit"), w.person("tessa")
	if !alice.opens("imprimante bloquée") || !benoit.opens("plus d’imprimante au 2e") {
		w.Fatal("they cannot open")
	}
	card := tessa.card("INC-1", "Nouveau")
	other := tessa.card("INC-2", "Nouveau")
	counter, his := alice.inCounter("INC-1"), benoit.inCounter("INC-2", "enregistré")
	alice.stage.Joins("alice", counter, "voici le journal", File{"journal.txt", "bourrage du bac 2"})
	tessa.gets(inThread, "bourrage du bac 2")
	alice.stage.Replies("alice", counter, "le code est 4512")
	alice.stage.Edits("alice", alice.own("le code est 4512"), "le code est caché")
	tessa.thread(card, "le code est caché")
	benoit.stage.Replies("benoit", his, "mon secret à moi")
	tessa.thread(other, "mon secret à moi")
	tessa.types("claim", "1")
	tessa.card("INC-1", "Pris en charge")
	tessa.types("note", "1", Option{"text", "à garder entre nous"})
	tessa.thread(card, "à garder entre nous")
	tessa.types("reply", "1", Option{"text", "je passe tout de suite"})
	alice.inCounter("je passe tout de suite")
	tessa.types("merge", "2", Option{"other", "1"})
	tessa.clicks(tessa.told("INC-2", "INC-1", tessa.word("Réunir", "Merge INC")), tessa.word("Fusionner", "Merge"))
	tessa.card("INC-2", "Clos", "INC-1")

	for _, who := range []person{tessa, alice} {
		who.types("show", "1")
		shown := who.told("INC-1", "je passe tout de suite", "📎 journal.txt")
		who.clicks(shown, who.word("Transcription", "Transcript"))
		page := who.page("INC-1.html")
		for words, own := range map[string]bool{
			"voici le journal": true, "je passe tout de suite": true, "le code est caché": true, "journal.txt": true,
			"à garder entre nous": false, "mon secret à moi": false, "le code est 4512": false,
		} {
			own = own || who.name == "tessa"
			if strings.Contains(page, words) != own {
				w.Errorf("the transcript tells %s %q: %v", who.name, words, !own)
			}
			if words != "le code est 4512" && shown.Has(words) != own {
				w.Errorf("the story tells %s %q: %v\n%s", who.name, words, !own, shown.Text)
			}
		}
	}
}

// page waits for a file of that name in private, and reads it.
func (p person) page(name string) (body string) {
	p.w.Helper()
	p.sees("the file "+name, func(m Message) bool {
		for _, f := range m.Files {
			if f.Name == name && (m.Private || m.Only) {
				body = f.Body
			}
		}
		return body != ""
	})
	return body
}
