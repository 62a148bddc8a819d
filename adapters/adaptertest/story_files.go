package adaptertest

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// withFiles is a desk that takes small files and no programs.
const withFiles = alwaysOpen + `
files: { max_size: 1KB, refused: [".exe"] }
`

// gets waits until somebody sees a file with this content, in one message of the bot that ok
// accepts.
func (p person) gets(ok func(Message) bool, content string) Message {
	p.w.Helper()
	has := func(m Message) bool {
		return ok(m) && slices.ContainsFunc(m.Files, func(f File) bool { return f.Body == content })
	}
	p.sees("the file "+content, has)
	all := p.all(has)
	p.w.once("the file "+content, all)
	return all[0]
}

func inThread(m Message) bool { return m.Under != "" && !m.Private }

// playFiles: what alice joins to the form and to her conversation comes up under the card; what a
// technician joins stays there until it is sent; what is refused is said; power cuts lose and
// double nothing.
func playFiles(w *world) {
	alice, tessa := w.person("alice"), w.person("tessa")
	alice.begins("imprimante bloquée")
	alice.fills(map[string]string{"Objet": "imprimante bloquée"})
	card := tessa.card("INC-1", "Nouveau")
	counter := alice.inCounter("INC-1")

	alice.stage.Joins("alice", counter, "voici", File{"journal.txt", "bourrage du bac 2"})
	m := tessa.gets(inThread, "bourrage du bac 2")
	tessa.card("INC-1", "journal.txt")
	w.stages[0].LosesDownloads(1)
	alice.stage.Joins("alice", counter, "encore", File{"deux.txt", "et du bac 3"})
	tessa.gets(inThread, "et du bac 3")

	tessa.clicks(card, "Prendre en charge")
	tessa.card("INC-1", "Pris en charge")
	tessa.types("reply", "1")
	tessa.fills(map[string]string{
		tessa.word("Message au demandeur", "Message to the requester"): "lisez ceci", tessa.word("Pièces jointes", "Files"): "file:notice.txt",
	})
	alice.told("lisez ceci")
	alice.sees("the file of the form", func(m Message) bool {
		return m.Private && len(m.Files) == 1 && strings.Contains(m.Files[0].Name, "notice")
	})

	alice.stage.Joins("alice", counter, "trop gros", File{"film.mp4", strings.Repeat("x", 1025)})
	alice.told("film.mp4", "plus de 1\u00a0Ko")
	tessa.sees("the link", inThread, "film.mp4", "plus de 1\u00a0Ko")
	alice.stage.Joins("alice", counter, "un programme", File{"outil.exe", "MZ"})
	alice.told("outil.exe", "n’est pas accepté")

	// Without room for copies the words arrive, and the file follows once there is room.
	incoming := filepath.Join(filepath.Dir(w.file), "files", "incoming")
	if err := os.RemoveAll(incoming); err != nil {
		w.Fatal(err)
	}
	alice.stage.Joins("alice", counter, "le disque est plein", File{"attente.txt", "attend une place"})
	tessa.thread(card, "le disque est plein")
	if err := os.Mkdir(incoming, 0o700); err != nil {
		w.Fatal(err)
	}
	tessa.gets(inThread, "attend une place")

	for _, content := range []string{"avant la première coupure", "avant la seconde coupure"} {
		alice.stage.Joins("alice", counter, "encore", File{"coupure.txt", content})
		w.kill()
		w.start()
		tessa.gets(inThread, content)
	}
	time.Sleep(silence)
	tessa.gets(inThread, "bourrage du bac 2")
	w.once("the first files", tessa.all(func(one Message) bool { return one.Ref == m.Ref }))
}

// trimmer is a stage of a platform whose people can take one file off a message of theirs.
type trimmer interface {
	TakesFileOff(who string, own Message, name string)
}

// playFilesTakenBack: what its author deletes goes from the other side with its files, for everybody
// who was told, and comes back for nobody.
func playFilesTakenBack(w *world) {
	alice, benoit, tessa := w.person("alice"), w.person("benoit"), w.person("tessa")
	alice.begins("imprimante", Option{"beneficiary", "@benoit"})
	alice.fills(map[string]string{"Objet": "imprimante", "Bénéficiaire": "@benoit"})
	card := tessa.card("INC-1", "Nouveau")
	mine := alice.inCounter("INC-1", "est enregistré")
	benoit.inCounter("INC-1", alice.Name)

	alice.stage.Joins("alice", mine, "par erreur", File{"paie.txt", "salaires"}, File{"bac.txt", "bac 2"})
	copied, other := tessa.gets(inThread, "salaires"), benoit.gets(func(m Message) bool { return m.Private }, "salaires")
	tessa.card("INC-1", "paie.txt")
	alice.stage.Edits("alice", alice.own("par erreur"), "par mégarde")
	tessa.thread(card, "par mégarde", "modifié")
	if trims, ok := alice.stage.(trimmer); ok { // the page lets nobody take a single file off
		trims.TakesFileOff("alice", alice.own("par mégarde"), "bac.txt")
		until(w, "one of the files to be gone", func() bool { return len(tessa.again(copied).Files) == 1 && len(benoit.again(other).Files) == 1 })
		until(w, "the card to forget it", func() bool { return !tessa.again(card).Has("bac.txt") })
		tessa.reads(copied, "paie.txt", "bac.txt")
	}
	w.once("the file after an edit", tessa.all(func(m Message) bool { return inThread(m) && len(m.Files) > 0 }))
	alice.stage.TakesBack("alice", alice.own("par mégarde"))
	for who, m := range map[person]Message{tessa: copied, benoit: other} {
		who.reads(m, "a retiré ses pièces jointes", "paie.txt")
		until(w, "the files to be gone for "+who.name, func() bool { return len(who.again(m).Files) == 0 })
	}
	until(w, "the card to forget the file", func() bool { return !tessa.again(card).Has("paie.txt") })

	// Before it was told, and while the bot is down: it never comes.
	alice.stage.Joins("alice", mine, "encore une erreur", File{"secret.txt", "encore"})
	gone := alice.own("encore une erreur")
	w.kill()
	alice.stage.TakesBack("alice", gone)
	w.start()
	until(w, "the file to be gone", func() bool {
		return len(tessa.all(func(m Message) bool { return inThread(m) && (len(m.Files) > 0 || m.Has("secret.txt")) })) == 0
	})

	// What a technician sent is withdrawn from who got it.
	tessa.stage.Joins("tessa", card, "la notice", File{"notice.txt", "la mauvaise"})
	tessa.stage.Reacts("tessa", tessa.own("la notice"), "✉️", true)
	got := alice.gets(func(m Message) bool { return m.Private }, "la mauvaise")
	tessa.stage.TakesBack("tessa", tessa.own("la notice"))
	alice.reads(got, "a retiré ses pièces jointes", "notice.txt")
	time.Sleep(silence)
	for _, who := range []person{alice, benoit, tessa} {
		for _, m := range who.all(func(m Message) bool { return m.Bot && len(m.Files) > 0 }) {
			w.Errorf("%s still has %s", who.name, show(m))
		}
	}
}

// playFilesAcross: alice of the second platform joins a file, a technician of the first sees it and
// sends one back.
func playFilesAcross(w *world) {
	alice, tessa := w.on(1, "alice"), w.on(0, "tessa")
	if !alice.opens("imprimante bloquée") {
		w.Fatal("alice cannot open")
	}
	card := tessa.card("INC-1", "Nouveau")
	alice.stage.Joins("alice", alice.inCounter("INC-1"), "voici", File{"journal.txt", "bourrage du bac 2"})
	tessa.gets(inThread, "bourrage du bac 2")
	tessa.clicks(card, "Prendre en charge")
	tessa.card("INC-1", "Pris en charge")
	tessa.types("reply", "1")
	tessa.fills(map[string]string{
		tessa.word("Message au demandeur", "Message to the requester"): "lisez ceci", tessa.word("Pièces jointes", "Files"): "file:notice.txt",
	})
	alice.sees("the file", func(m Message) bool { return m.Private && len(m.Files) == 1 })
}
