package adaptertest

import (
	"sync"
	"testing"
	"time"

	"guichet/tickets"
)

// Ways plays the ways in besides the command, on the real core and store.
func Ways(t *testing.T, stage NewStage) {
	t.Helper()
	var all sync.WaitGroup
	defer all.Wait()
	for _, s := range []struct {
		name string
		play func(w *world)
	}{
		{"FromAMessage", playFromMessage},
		{"ForSomebody", playForSomebody},
		{"MarkedWithATicket", playMarked},
		{"ByDirectMessage", playDirect},
		{"AnIncidentBecomesARequest", playType},
		{"AnAnnouncedIncident", playAnnounced},
		{"AKnownIncidentIsProposed", playKnown},
		{"OneOfTwoKnownIncidentsHelps", playHelped},
		{"MarkedWhileDown", playMarkedWhileDown},
	} {
		all.Go(func() {
			t.Run(s.name, func(t *testing.T) { s.play(newWorld(t, stage)) })
		})
	}
}

// written waits for what somebody wrote in #helpdesk.
func (p person) written(words string) (found Message) {
	p.w.Helper()
	until(p.w, p.name+" to see "+words, func() bool {
		for _, m := range p.stage.Sees(p.name) {
			if m.In == Helpdesk && !m.Bot && m.Has(words) {
				found = m
			}
		}
		return found.Ref.Message != ""
	})
	return found
}

// playFromMessage: tessa makes a ticket of what alice wrote; alice is told. benoit makes one
// of his own words. Guichet's own messages are nobody's trouble.
func playFromMessage(w *world) {
	alice, benoit, tessa := w.person("alice"), w.person("benoit"), w.person("tessa")
	alice.stage.Says("alice", "Le VPN ne répond plus\ndepuis ce matin, avec @everyone & <b>")
	m := tessa.written("Le VPN ne répond plus")
	if !tessa.stage.Points("tessa", m, "ticket_from_message").Taken {
		w.Fatal("nothing answers")
	}
	f := tessa.form()
	if summary, _ := f.Field(tessa.word("Objet", "Summary")); summary.Value != "Le VPN ne répond plus" {
		w.Errorf("the summary is %q", summary.Value)
	}
	if d, _ := f.Field("Description"); d.Value != "Le VPN ne répond plus\ndepuis ce matin, avec @everyone & <b>" {
		w.Errorf("the description is %q", d.Value)
	}
	tessa.sends(map[string]string{tessa.word("Objet", "Summary"): "VPN en panne"})
	card := tessa.card("INC-1", "VPN en panne", "depuis ce matin", alice.Name, tessa.Name)
	if len(card.Pings) > 0 {
		w.Errorf("the card pings %q", card.Pings)
	}
	alice.inCounter("INC-1", tessa.Name, "VPN en panne")

	benoit.stage.Says("benoit", "Mon écran clignote")
	own := benoit.written("Mon écran clignote")
	benoit.stage.Points("benoit", own, "ticket_from_message")
	benoit.form()
	benoit.sends(map[string]string{"Objet": "Mon écran clignote"})
	benoit.inCounter("INC-2", "Mon écran clignote")
	tessa.card("INC-2", benoit.Name)

	tessa.stage.Points("tessa", card, "ticket_from_message")
	tessa.told(tessa.word("ce message est de guichet", "this message is guichet"))
}

// sends fills the form, and the pages that follow it where the platform needs several.
func (p person) sends(values map[string]string) {
	p.w.Helper()
	before := len(p.all(func(m Message) bool { return m.Only }))
	if r := p.fills(values); !r.Taken || len(r.Errors) > 0 {
		p.w.Fatalf("%s: the form is refused: %+v", p.name, r)
	}
	all := p.all(func(m Message) bool { return m.Only })
	if len(all) > before {
		last := all[len(all)-1]
		for _, label := range last.Buttons {
			if label == p.word("Envoyer tel quel", "Send as it is") {
				p.clicks(last, label)
			}
		}
	}
}

// playMarked: tessa and tom put 🎫 on what alice wrote, more than once: one ticket, and the
// channel sees its number only. benoit marks his own; bob may not mark another's.
func playMarked(w *world) {
	alice, benoit, bob, tessa := w.person("alice"), w.person("benoit"), w.person("bob"), w.person("tessa")
	alice.stage.Says("alice", "Bonjour,\nl’imprimante du 3e est bloquée")
	m := tessa.written("imprimante du 3e")
	bob.stage.Reacts("bob", m, "🎫", true)
	bob.told("🎫")
	var both sync.WaitGroup
	for _, p := range []string{"tessa", "tom"} {
		both.Go(func() { tessa.stage.Reacts(p, m, "🎫", true) })
	}
	both.Wait()
	tessa.stage.Reacts("tessa", m, "🎫", false)
	tessa.stage.Reacts("tessa", m, "🎫", true)
	tessa.card("INC-1", "l’imprimante du 3e est bloquée", "Moyenne", alice.Name)
	alice.inCounter("INC-1", "imprimante du 3e")
	number := func(m Message) bool { return m.In == Helpdesk && m.Text != "" && m.Has("INC-1") }
	if seen := benoit.sees("the number", number); len(seen.Text) > len("INC-1")+1 {
		w.Errorf("the channel sees more than the number: %s", show(seen))
	}

	benoit.stage.Says("benoit", "Mon clavier ne répond plus")
	benoit.stage.Reacts("benoit", benoit.written("Mon clavier"), "🎫", true)
	benoit.inCounter("INC-2", "Mon clavier ne répond plus")

	// On a card it means nothing.
	tessa.stage.Reacts("tessa", tessa.card("INC-1"), "🎫", true)
	time.Sleep(2 * silence)
	w.once("a number", benoit.all(number))
	w.once("bob's refusal", bob.all(func(m Message) bool { return m.Has("🎫") }))
	if cards := tessa.cards(); len(cards) != 2 {
		w.Errorf("there are %d cards: %q", len(cards), cards)
	}
}

// playMarkedWhileDown: a 🎫 put while the bot is away makes its ticket on its return, once.
func playMarkedWhileDown(w *world) {
	benoit, tessa := w.person("benoit"), w.person("tessa")
	// Looking through the channels for the first time only notes what is there.
	at := w.helpdesk()
	until(w, "the channels to be looked through", func() bool {
		return w.fact("marks:"+at.Space+":"+at.Channel) != ""
	})
	benoit.stage.Says("benoit", "Le wifi est coupé")
	m := tessa.written("Le wifi est coupé")
	w.stop()
	tessa.stage.Reacts("tessa", m, "🎫", true)
	w.start()
	tessa.card("INC-1", "Le wifi est coupé", benoit.Name)
	w.stop()
	w.start()
	time.Sleep(2 * silence)
	if cards := tessa.cards(); len(cards) != 1 {
		w.Errorf("there are %d cards: %q", len(cards), cards)
	}
}

// playDirect: alice says hello and then what is wrong, in the bot's DM; a few taps make the
// ticket, also when the bot was started again in between. benoit thinks better of it.
func playDirect(w *world) {
	alice, benoit, tessa := w.person("alice"), w.person("benoit"), w.person("tessa")
	alice.stage.Writes("alice", "Bonjour")
	alice.inCounter("Bonjour")
	alice.stage.Writes("alice", "Mon écran reste noir")
	offer := alice.inCounter("Bonjour", "Mon écran reste noir")
	w.once("an offer", alice.counter("Bonjour"))
	w.stop()
	w.start()
	alice.clicks(offer, alice.word("Ouvrir un ticket", "Open a ticket"))
	alice.clicks(alice.inCounter("panne"), alice.word("Incident", "Incident"))
	asked := alice.inCounter(alice.word("urgent", "urgent"))
	alice.clicks(asked, alice.word("Haute", "High"))
	alice.inCounter("INC-1", "Mon écran reste noir", "Haute")
	tessa.card("INC-1", "Mon écran reste noir", "P2")

	benoit.stage.Writes("benoit", "il me faudrait un badge")
	drop := benoit.inCounter("badge")
	benoit.clicks(drop, benoit.word("Non merci", "No thanks"))
	benoit.inCounter(benoit.word("aucun ticket", "no ticket"))
	time.Sleep(silence)
	if cards := tessa.cards(); len(cards) != 1 {
		w.Errorf("there are %d cards: %q", len(cards), cards)
	}
}

// playType: what tessa made of alice's words is completed from her counter, and becomes a
// request and an incident again; the old name still finds it.
func playType(w *world) {
	alice, tessa := w.person("alice"), w.person("tessa")
	alice.stage.Says("alice", "Il me faudrait un écran")
	tessa.stage.Reacts("tessa", tessa.written("Il me faudrait"), "🎫", true)
	alice.clicks(alice.inCounter("INC-1", "Il me faudrait un écran"), "Compléter")
	alice.fills(map[string]string{"Urgence": "Basse", "Informations complémentaires": "27 pouces"})
	card := tessa.card("INC-1", "Basse", "P4")
	tessa.thread(card, "27 pouces")

	tessa.types("type", "INC-1")
	tessa.card("REQ-1")
	alice.inCounter("REQ-1", "INC-1", "demande")
	alice.sees("the number", func(m Message) bool { return m.In == Helpdesk && m.Has("REQ-1") })
	tessa.types("show", "INC-1")
	tessa.told("REQ-1", "Il me faudrait un écran")
	tessa.types("type", "req1", Option{"level", "incident"})
	tessa.card("INC-1", "Basse")
}

// playAnnounced: what tessa announces is not alice's words; benoit and bob say "me too", are
// counted once, and are told of the workaround and of the end.
func playAnnounced(w *world) {
	alice, benoit, bob, tessa := w.person("alice"), w.person("benoit"), w.person("bob"), w.person("tessa")
	if !alice.opens("imprimante de Mme Martin bloquée") {
		w.Fatal("alice cannot open")
	}
	card := tessa.card("INC-1", "Nouveau")
	before := len(benoit.whispers())
	benoit.types("metoo", "1")
	until(w, "benoit to be answered", func() bool { return len(benoit.whispers()) > before })
	if m := benoit.whispers(); m[len(m)-1].Has("Martin") {
		w.Errorf("benoit learns of what is not announced: %s", show(m...))
	}
	tessa.stage.Clicks("tessa", tessa.again(card), "Annoncer…")
	tessa.fills(map[string]string{tessa.word("Titre public", "Public title"): "Impressions en panne au 3e étage"})
	tessa.card("INC-1", "Impressions en panne au 3e étage")
	posted := func(m Message) bool { return m.In == Helpdesk && m.Has("Impressions en panne") }
	public := benoit.sees("the announcement", posted, "INC-1")
	if public.Has("Martin") || public.Has(alice.Name) {
		w.Errorf("the announcement says too much: %s", show(public))
	}
	benoit.clicks(public, "Moi aussi")
	bob.stage.Reacts("bob", public, "✋", true)
	benoit.types("metoo", "INC-1") // again: counted once
	tessa.card("INC-1", "2 personnes de plus")
	benoit.sees("the count", posted, "3 personnes")
	bob.stage.Reacts("bob", public, "✋", false)
	benoit.sees("the count", posted, "2 personnes")
	bob.stage.Reacts("bob", public, "✋", true)
	benoit.sees("the count", posted, "3 personnes")
	tessa.card("INC-1", "Une équipe")

	tessa.types("resolve", "1")
	tessa.fills(map[string]string{"Solution": "Imprimez au 2e.", tessa.word("Nature de la résolution", "Kind of resolution"): tessa.word("Contournement", "Workaround")})
	benoit.inCounter("contournement", "Impressions en panne", "Imprimez au 2e.")
	bob.inCounter("Impressions en panne", "Imprimez au 2e.")
	alice.clicks(alice.told("Imprimez au 2e."), "Valider")
	benoit.inCounter("clos", "Impressions en panne")
	benoit.sees("the end", posted, "clos")
	time.Sleep(silence)
	w.once("benoit's workaround", benoit.counter("Imprimez au 2e."))
	w.once("bob's workaround", bob.counter("Imprimez au 2e."))
	w.once("benoit's end", benoit.counter("clos"))
	w.once("an announcement", benoit.all(posted))
	for _, p := range []person{benoit, bob} {
		if all := p.all(func(m Message) bool { return m.Has("Martin") }); len(all) > 0 {
			w.Errorf("%s learns the requester's words: %s", p.name, show(all...))
		}
	}
}

// playKnown: what benoit sends is like an announced incident, and joins it at a tap; what he
// sends of something else is not. The desk sees how many tickets are alike.
func playKnown(w *world) {
	alice, benoit, bob, tessa := w.person("alice"), w.person("benoit"), w.person("bob"), w.person("tessa")
	if !alice.opens("imprimante du service paie bloquée") {
		w.Fatal("alice cannot open")
	}
	tessa.card("INC-1", "Nouveau")
	tessa.types("metoo", "1") // not announced yet: the desk may say so
	tessa.card("INC-1", "1 personne de plus")
	card := tessa.card("INC-1")
	tessa.stage.Clicks("tessa", tessa.again(card), "Annoncer…")
	tessa.fills(map[string]string{tessa.word("Titre public", "Public title"): "Imprimantes du 3e étage indisponibles"})
	tessa.card("INC-1", "Imprimantes du 3e étage")

	if !benoit.opens("mon IMPRIMANTE ne répond pas") {
		w.Fatal("benoit cannot open")
	}
	proposal := benoit.sees("a proposal", func(m Message) bool { return m.Only || m.Private }, "Imprimantes du 3e étage")
	if proposal.Has("paie") {
		w.Errorf("the proposal says what is not announced: %s", show(proposal))
	}
	benoit.clicks(proposal, "Moi aussi")
	tessa.card("INC-2", "Annulé")
	tessa.card("INC-1", "2 personnes de plus")
	benoit.inCounter("INC-2", "annulé")

	before := len(benoit.whispers())
	if !benoit.opens("badge perdu") {
		w.Fatal("benoit cannot open")
	}
	tessa.card("INC-3", "badge perdu")
	for _, m := range benoit.whispers()[before:] {
		if m.Has("connus") {
			w.Errorf("an incident is proposed that is not like it: %s", show(m))
		}
	}
	if !alice.opens("j’ai perdu mon badge") {
		w.Fatal("alice cannot open")
	}
	alike := tessa.card("INC-4", "1 ticket ouvert semblable")
	tessa.card("INC-3", "1 ticket ouvert semblable")
	tessa.stage.Clicks("tessa", tessa.again(alike), "Tickets semblables")
	list := tessa.told("INC-4", "INC-3", "badge perdu")
	tessa.clicks(list, tessa.word("Doublon de INC-3", "Duplicate of INC-3"))
	tessa.told(tessa.word("INC-4 est clos comme doublon de INC-3", "INC-4 is closed as a duplicate of INC-3"))
	tessa.card("INC-4", "Clos")
	tessa.card("INC-3", "INC-4")
	if !bob.opens("badge perdu hier") {
		w.Fatal("bob cannot open")
	}
	alike = tessa.card("INC-5", "1 ticket ouvert semblable")
	tessa.stage.Clicks("tessa", tessa.again(alike), "Tickets semblables")
	tessa.clicks(tessa.told("INC-5", "INC-3", "badge perdu"), tessa.word("Lier à INC-3", "Link to INC-3"))
	linked := tessa.card("INC-5", "lié")
	if linked.Has("semblable") {
		w.Errorf("a ticket that is linked already is proposed again: %s", show(linked))
	}
}

// whispers are the private sentences that the person got.
func (p person) whispers() []Message { return p.all(func(m Message) bool { return m.Only }) }

// helpdesk is the channel #helpdesk of the first stage.
func (w *world) helpdesk() (at tickets.MessageRef) {
	w.Helper()
	p := w.person("benoit")
	p.stage.Says("benoit", "bonjour à tous")
	return p.written("bonjour à tous").Ref
}

// fact is a small named fact of the store.
func (w *world) fact(key string) (value string) {
	w.Helper()
	err := w.cord.View(w.Context(), func(tx tickets.Tx) (err error) {
		value, err = tx.Value(w.Context(), key)
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return value
}

// playForSomebody: tessa opens for alice by pointing at her.
func playForSomebody(w *world) {
	alice, tessa := w.person("alice"), w.person("tessa")
	if _, can := tessa.stage.PointsAt("tessa", "alice", "ticket_for"); !can {
		w.Skip("the platform has no menu on people")
	}
	tessa.form()
	tessa.sends(map[string]string{tessa.word("Objet", "Summary"): "Badge perdu"})
	tessa.card("INC-1", "Badge perdu", alice.Name)
	alice.inCounter("INC-1", tessa.Name)
}
