package adaptertest

import (
	"slices"
	"strings"
	"time"

	"guichet/tickets"
)

// own waits for a message that the person has written, and returns it.
func (p person) own(words string) (found Message) {
	p.w.Helper()
	until(p.w, p.name+"'s own message "+words, func() bool {
		all := slices.DeleteFunc(p.stage.Sees(p.name), func(m Message) bool { // names of files may follow
			said := strings.TrimSpace(m.Text)
			return m.Bot || said != words && !strings.HasPrefix(said, words+"\n")
		})
		if len(all) > 0 {
			found = all[len(all)-1]
		}
		return len(all) > 0
	})
	return found
}

// neverSees fails the test when anything the person sees says these words.
func (p person) neverSees(words string) {
	p.w.Helper()
	time.Sleep(silence)
	for _, m := range p.all(func(m Message) bool { return m.Has(words) }) {
		p.w.Errorf("%s sees %q: %s", p.name, words, show(m))
	}
}

// reads waits until a message reads so, and no longer says what it must not.
func (p person) reads(m Message, says, no string) {
	p.w.Helper()
	until(p.w, p.name+" to read "+says, func() bool {
		now := p.again(m)
		return now.Has(says) && (no == "" || !now.Has(no))
	})
}

// hears waits until the bot has said something in private, in either language: a platform may
// not tell the language of somebody who only reacts.
func (p person) hears(fr, en string) {
	p.w.Helper()
	p.sees("in private", func(m Message) bool { return (m.Private || m.Only) && (m.Has(fr) || m.Has(en)) })
}

// playTalk is a conversation among alice, who opened, benoit, who has the problem, and the desk.
func playTalk(w *world) {
	alice, benoit, tessa, tom := w.person("alice"), w.person("benoit"), w.person("tessa"), w.person("tom")
	alice.begins("imprimante", Option{"beneficiary", "@benoit"})
	alice.fills(map[string]string{"Objet": "imprimante", "Bénéficiaire": "@benoit"})
	card := tessa.card("INC-1", "Nouveau")
	mine, his := alice.inCounter("INC-1", "est enregistré"), benoit.inCounter("INC-1", alice.Name)

	// What one of them writes, the desk and the other one read: with the author, and no echo.
	alice.stage.Replies("alice", mine, "le bac est vide")
	copied := tessa.thread(card, alice.Name, "demandeur", "le bac est vide")
	other := benoit.inCounter(alice.Name, "le bac est vide")
	benoit.stage.Replies("benoit", his, "et ça clignote")
	tessa.thread(card, benoit.Name, "bénéficiaire", "et ça clignote")
	alice.inCounter(benoit.Name, "et ça clignote")
	w.once("an echo of alice's own words", append(alice.counter("le bac est vide"), other))

	// Edited and taken back: everywhere, in place.
	alice.stage.Edits("alice", alice.own("le bac est vide"), "le bac 2 est vide")
	tessa.reads(copied, "le bac 2 est vide", "le bac est vide")
	benoit.reads(other, "modifié", "le bac est vide")
	tom.reads(copied, "modifié", "")
	alice.stage.TakesBack("alice", alice.own("le bac 2 est vide"))
	tessa.reads(copied, "a retiré son message", "vide")
	benoit.reads(other, "a retiré son message", "vide")

	playLetter(w, card, tessa, tom, alice, benoit)
	playNote(w, card)
	if n := len(tessa.all(func(m Message) bool { return under(card)(m) && m.Has("et ça clignote") })); n != 1 {
		w.Errorf("benoit's words stand %d times in the thread", n)
	}
}

// playLetter: private by default; ✉️ sends, once, and nothing brings it back but an edit or a
// deletion.
func playLetter(w *world, card Message, tessa, tom, alice, benoit person) {
	tessa.stage.Replies("tessa", card, "pénible, ce modèle")
	tessa.stage.Replies("tessa", card, "j’arrive tout de suite")
	said := tessa.own("j’arrive tout de suite")
	alice.neverSees("j’arrive tout de suite")
	tessa.stage.Reacts("tessa", said, "✉️", true)
	hers, his := alice.inCounter(tessa.Name, "j’arrive tout de suite"), benoit.inCounter(tessa.Name, "j’arrive tout de suite")
	until(w, "the sent message to be marked", func() bool { return tessa.again(said).Marked })
	tom.stage.Reacts("tom", said, "✉️", true)
	tom.hears("déjà été envoyé au demandeur par", "already sent to the requester by")
	tessa.stage.Reacts("tessa", said, "✉️", false)
	tessa.hears("enlever ✉️", "taking ✉️ off")
	w.once("the words sent", alice.counter("j’arrive tout de suite"))

	tessa.stage.Edits("tessa", said, "j’arrive demain")
	alice.reads(hers, "j’arrive demain", "tout de suite")
	benoit.reads(his, "j’arrive demain", "tout de suite")
	tessa.stage.Edits("tessa", tessa.own("pénible, ce modèle"), "très pénible, ce modèle")
	tessa.stage.TakesBack("tessa", tessa.own("j’arrive demain"))
	alice.reads(hers, "a retiré son message", "j’arrive")

	// What is no technician's message is not sent.
	for _, words := range []string{"et ça clignote"} {
		theirs := tessa.thread(card, words)
		tessa.stage.Reacts("tessa", theirs, "✉️", true)
		tessa.hears("viennent déjà du demandeur", "come from the requester")
	}
	alice.neverSees("pénible")
	if rows := w.journal(1); !slices.Contains(rows, tickets.Edited) || !slices.Contains(rows, tickets.Retracted) {
		w.Errorf("the journal is %v", rows)
	}
}

// playNote: a note is the team's, whatever is tried with it.
func playNote(w *world, card Message) {
	alice, tessa := w.person("alice"), w.person("tessa")
	tessa.types("note", "1", Option{"text", "contrat échu"})
	note := tessa.thread(card, "contrat échu")
	tessa.stage.Reacts("tessa", note, "✉️", true)
	tessa.hears("ne quitte jamais", "never leaves")
	alice.types("show", "1")
	alice.neverSees("contrat échu")
}

// playTalkWhileDown: what is written, changed, deleted and sent while the bot is down is honoured
// once when it is back.
func playTalkWhileDown(w *world) {
	alice, tessa := w.person("alice"), w.person("tessa")
	if !alice.opens("écran noir") {
		w.Fatal("alice cannot open")
	}
	card, mine := tessa.card("INC-1", "Nouveau"), alice.inCounter("INC-1", "est enregistré")
	for _, words := range []string{"premier mot", "deuxième mot", "troisième mot"} {
		alice.stage.Replies("alice", mine, words)
		tessa.thread(card, words)
	}
	tessa.stage.Replies("tessa", card, "à envoyer")
	tessa.stage.Replies("tessa", card, "à garder")
	letter := tessa.own("à envoyer")
	copies := map[string]Message{}
	for _, words := range []string{"premier mot", "deuxième mot"} {
		copies[words] = tessa.thread(card, words)
	}
	edited, gone := alice.own("premier mot"), alice.own("deuxième mot")
	w.kill()
	alice.stage.Edits("alice", edited, "premier mot corrigé")
	alice.stage.TakesBack("alice", gone)
	alice.stage.Replies("alice", mine, "quatrième mot")
	tessa.stage.Reacts("tessa", letter, "✉️", true)
	w.start()
	tessa.reads(copies["premier mot"], "premier mot corrigé", "")
	tessa.reads(copies["deuxième mot"], "a retiré", "deuxième mot")
	tessa.thread(card, "quatrième mot")
	alice.inCounter(tessa.Name, "à envoyer")
	alice.neverSees("à garder")
	for _, words := range []string{"troisième mot", "quatrième mot"} {
		w.once(words, tessa.all(func(m Message) bool { return under(card)(m) && m.Has(words) }))
	}
	w.once("what was sent", alice.counter("à envoyer"))
}

// playWordsInTheDM: words outside any conversation are asked about, and not lost.
func playWordsInTheDM(w *world) {
	alice, tessa := w.person("alice"), w.person("tessa")
	if !alice.opens("wifi lent") {
		w.Fatal("alice cannot open")
	}
	one := tessa.card("INC-1", "wifi lent")
	if !alice.opens("autre chose") {
		w.Fatal("alice cannot open")
	}
	two := tessa.card("INC-2", "autre chose")
	alice.inCounter("INC-2", "est enregistré")

	alice.stage.Writes("alice", "toujours pas")
	ask := alice.told("À quel ticket")
	if len(ask.Options) != 2 || !slices.Contains(ask.Buttons, "Ouvrir un ticket") {
		w.Errorf("she is offered %s", show(ask))
	}
	w.kill()
	w.start()
	until(w, "the menu to answer", func() bool {
		i := slices.IndexFunc(ask.Options, func(o string) bool { return strings.HasPrefix(o, "INC-1") })
		return i >= 0 && alice.stage.Clicks("alice", ask, ask.Options[i]).Taken
	})
	tessa.thread(one, alice.Name, "toujours pas")
	if n := len(tessa.all(func(m Message) bool { return under(two)(m) && m.Has("toujours pas") })); n != 0 {
		w.Error("the words stand under the other ticket too")
	}
}

// playTalkBoth: who asks is on the second platform, who answers on the first; both threads show
// all that was said, and only that.
func playTalkBoth(w *world) {
	alice, tessa, tom := w.on(1, "alice"), w.on(0, "tessa"), w.on(1, "tom")
	if !alice.opens("écran noir") {
		w.Fatal("alice cannot open")
	}
	here, there := tessa.card("INC-1", "Nouveau"), tom.card("INC-1", "Nouveau")
	alice.stage.Replies("alice", alice.inCounter("INC-1", "est enregistré"), "depuis ce matin")
	copied := tessa.thread(here, alice.Name, "depuis ce matin")
	tom.thread(there, alice.Name, "depuis ce matin")
	alice.stage.Edits("alice", alice.own("depuis ce matin"), "depuis hier")
	tessa.reads(copied, "depuis hier", "ce matin")

	tessa.stage.Replies("tessa", here, "câble débranché ?")
	tessa.stage.Replies("tessa", here, "entre nous")
	said := tessa.own("câble débranché ?")
	tessa.stage.Reacts("tessa", said, "✉️", true)
	hers := alice.inCounter(tessa.Name, "câble débranché ?")
	other := tom.thread(there, tessa.Name, "câble débranché ?")
	until(w, "the sent message to be marked", func() bool { return tessa.again(said).Marked })
	tessa.stage.TakesBack("tessa", said)
	alice.reads(hers, "a retiré", "câble")
	tom.reads(other, "a retiré", "câble")
	alice.neverSees("entre nous")
	tom.neverSees("entre nous")
	time.Sleep(silence)
	w.once("alice's words here", tessa.all(func(m Message) bool { return under(here)(m) && m.Has("depuis hier") }))
}
