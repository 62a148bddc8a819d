package acceptance

import (
	"strings"
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// ownCard waits until the card of a ticket, and not one that names it, says all of these.
func ownCard(w *stage.World, who stage.Person, ref string, words ...string) stage.Message {
	w.T.Helper()
	var card stage.Message
	w.Eventually("the card of "+ref+" says "+strings.Join(words, ", "), stage.Patience, func() bool {
		for _, m := range who.Cards(ref) {
			if strings.HasPrefix(m.Text, ref+" ") {
				card = m
			}
		}
		return card.ID != "" && card.Has(words...)
	}, func() string { return stage.Show(who.Pool()) })
	return card
}

// A follower reads along, writes, decides nothing, and leaves.
func TestFollowers(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, benoit, bob, tessa := w.Person("alice"), w.Person("benoit"), w.Person("bob"), w.Person("tessa")
		alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
		card, hers := tessa.SeesCard("INC-1", "Nouveau"), alice.SeesInCounter("INC-1")
		alice.Says(hers, "elle bloque sur le bac")
		tessa.SeesInThread(card, "elle bloque sur le bac")
		alice.Types(stage.Command{Desk: true, Name: "follow", Ticket: "1", Person: "benoit"})
		his := benoit.SeesInCounter("INC-1", alice.FullName(), "elle bloque sur le bac")
		tessa.SeesCard("INC-1", benoit.FullName())
		benoit.Says(his, "chez moi aussi")
		tessa.SeesInThread(card, benoit.FullName(), "chez moi aussi")
		alice.SeesInCounter(benoit.FullName(), "chez moi aussi")
		tessa.Types(stage.Command{Name: "reply", Ticket: "1", Text: "je remplace le bac"})
		benoit.SeesInCounter("je remplace le bac")
		alice.SeesInCounter("je remplace le bac")
		resolve(w, tessa, "1", "bac remplacé")
		ask := alice.SeesInCounter("bac remplacé")
		if m := benoit.SeesInCounter("bac remplacé"); m.Offers("Valider") {
			w.T.Errorf("who follows is asked to decide: %s", m)
		}
		benoit.Types(stage.Command{Name: "validate", Ticket: "1"})
		if now := tessa.SeesCard("INC-1"); !now.Has("Résolu") {
			w.T.Errorf("who follows has validated: %s", now)
		}
		alice.Clicks(ask, "Valider")
		benoit.SeesInCounter("INC-1", "clos")
		benoit.Types(stage.Command{Desk: true, Name: "follow", Ticket: "1"})
		missing := bob.Types(stage.Command{Name: "show", Ticket: "99"}).Text()
		if r := bob.Types(stage.Command{Name: "show", Ticket: "1"}); r.Text() != missing {
			w.T.Errorf("a stranger is told %q, of a ticket that does not exist %q", r.Text(), missing)
		}
		time.Sleep(time.Second)
		for _, who := range []stage.Person{alice, benoit} {
			wantOnce(w, who, who.Counter(), "je remplace le bac")
		}
		if n := len(bob.Counter()); n > 0 {
			w.T.Errorf("a stranger is told:\n%s", stage.Show(bob.Counter()))
		}
	})
}

// Thanks after the end open nothing; a real message offers to reopen, with the same technician.
func TestThanksAndReopening(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		for n, c := range []struct{ who, solution, thanks, more, reopen, offer string }{
			{"alice", "bac rechargé", "Merciii beaucoup !", "merci, mais elle bloque encore", "Rouvrir", "conservé"},
			{"bob", "tray refilled", "Thanks a lot 👍", "thanks, but it is stuck again", "Reopen", "kept"},
		} {
			who, tessa := w.Person(c.who), w.Person("tessa")
			ref := []string{"INC-1", "INC-2"}[n]
			who.Opens(stage.Opening{Summary: "imprimante bloquée " + c.who})
			card := tessa.SeesCard(ref, "Nouveau")
			tessa.Clicks(card, "Prendre en charge")
			tessa.SeesCard(ref, tessa.FullName())
			resolve(w, tessa, ref, c.solution)
			who.Clicks(who.SeesInCounter(c.solution), who.Word("Valider", "Validate"))
			tessa.SeesCard(ref, "Clos")
			closed := who.SeesInCounter(ref, who.Word("clos", "closed"))
			who.Says(closed, c.thanks)
			tessa.SeesInThread(card, who.FullName(), "remercie")
			time.Sleep(time.Second)
			if now := tessa.SeesCard(ref); !now.Has("Clos") || who.Sees(ref, c.offer) || len(tessa.Cards("INC-3")) > 0 {
				w.T.Fatalf("thanks open something: %s\n%s", now, stage.Show(who.Counter()))
			}
			who.Says(closed, c.more)
			offer := who.SeesInCounter(ref, c.offer)
			who.Clicks(offer, c.reopen)
			tessa.SeesCard(ref, "En cours", tessa.FullName())
			tessa.SeesInThread(card, who.FullName(), c.more)
			wantOnce(w, tessa, tessa.Thread(card), c.more)
		}
	})
}

// After the time for reopening a real message leads to a ticket of its own, linked to the old one.
func TestTooLateToReopen(t *testing.T) {
	config := alwaysOpen + "\nvalidation: { remind_after: 1h, close_after: 2h, reopen_within: 3s }\n"
	onEach(t, stage.Script{Config: config}, func(w *stage.World) {
		alice, tessa := w.Person("alice"), w.Person("tessa")
		alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
		ownCard(w, tessa, "INC-1", "Nouveau")
		tessa.Types(stage.Command{Name: "claim", Ticket: "1"})
		resolve(w, tessa, "1", "bac rechargé")
		alice.Clicks(alice.SeesInCounter("bac rechargé"), "Valider")
		closed := alice.SeesInCounter("INC-1", "clos")
		time.Sleep(4 * time.Second)
		if mute(w) { // a DM serves all tickets: words that are about none begin a new one
			return
		}
		alice.Says(closed, "elle bloque encore une fois")
		offer := alice.SeesInCounter("INC-1", "nouveau ticket")
		if offer.Offers("Rouvrir") {
			w.T.Errorf("too late, and offered all the same: %s", offer)
		}
		if r := alice.Clicks(offer, "Ouvrir un ticket lié"); r.Form == nil {
			w.T.Fatalf("no form: %+v", r)
		}
		alice.FillsAll(map[string]any{"Objet": "imprimante bloquée, suite"})
		ownCard(w, tessa, "INC-2", "imprimante bloquée, suite", "INC-1")
		ownCard(w, tessa, "INC-1", "Clos", "INC-2")
	})
}

// A merge with its preview, undone and done again: both sides are told once each time. After the end
// the one whose ticket was merged reopens the common one from the counter they have.
func TestMergeToTheEnd(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, benoit, tessa := w.Person("alice"), w.Person("benoit"), w.Person("tessa")
		alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
		card := ownCard(w, tessa, "INC-1", "Nouveau")
		benoit.Opens(stage.Opening{Summary: "plus d’imprimante"})
		other := ownCard(w, tessa, "INC-2", "Nouveau")
		his := benoit.SeesInCounter("INC-2")
		merge := func() {
			r := tessa.Types(stage.Command{Desk: true, Name: "merge", Ticket: "2", Other: "1"})
			if len(r.Private) == 0 || !ownCard(w, tessa, "INC-2").Has("Nouveau") {
				w.T.Fatalf("no preview: %+v", r)
			}
			tessa.Clicks(r.Private[0], tessa.Word("Fusionner", "Merge"))
			ownCard(w, tessa, "INC-2", "Clos", "INC-1")
		}
		merge()
		benoit.SeesInCounter("INC-2", "réuni avec", "INC-1")
		alice.SeesInCounter("est réuni avec votre ticket", "INC-1")
		benoit.Says(his, "il faudrait du papier")
		tessa.SeesInThread(card, benoit.FullName(), "il faudrait du papier")
		tessa.Clicks(tessa.SeesInThread(card, "a réuni"), "Annuler la fusion")
		ownCard(w, tessa, "INC-2", "Nouveau")
		benoit.SeesInCounter("INC-2", "séparément")
		alice.SeesInCounter("de nouveau séparé")
		benoit.Says(his, "et une souris")
		tessa.SeesInThread(other, benoit.FullName(), "et une souris")
		time.Sleep(time.Second)
		for who, words := range map[stage.Person][]string{benoit: {"réuni avec", "séparément"}, alice: {"est réuni avec votre ticket", "de nouveau séparé"}} {
			for _, one := range words {
				wantOnce(w, who, who.Counter(), one)
			}
		}

		merge()
		tessa.Types(stage.Command{Name: "claim", Ticket: "1"})
		resolve(w, tessa, "1", "bac remplacé")
		benoit.SeesInCounter("bac remplacé")
		alice.Clicks(alice.SeesInCounter("bac remplacé"), "Valider")
		ownCard(w, tessa, "INC-1", "Clos")
		benoit.SeesInCounter("INC-1", "clos")
		benoit.Says(his, "chez moi elle bloque toujours")
		offer := benoit.SeesInCounter("INC-1", "conservé")
		benoit.Clicks(offer, "Rouvrir")
		ownCard(w, tessa, "INC-1", "En cours", tessa.FullName())
		tessa.SeesInThread(card, benoit.FullName(), "chez moi elle bloque toujours")
		alice.SeesInCounter("INC-1", "rouvert")
		time.Sleep(time.Second)
		wantOnce(w, alice, alice.Counter(), "INC-1", "a rouvert le ticket")
		benoit.SeesInCounter("INC-1", "de nouveau en cours")
	})
}
