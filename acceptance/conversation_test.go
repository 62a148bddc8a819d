package acceptance

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// clock is the time of day in a message, or Discord's timestamp, which its client shows as one.
var clock = regexp.MustCompile(`\d{1,2}(:| h | h |h)\d{2}|<t:\d+`)

// reads waits until a message that somebody sees says this, and no longer that.
func reads(w *stage.World, who stage.Person, look func() []stage.Message, m stage.Message, says, no string) {
	w.T.Helper()
	w.Eventually(who.Name+" reads "+says+" instead of "+no, stage.Patience, func() bool {
		for _, now := range look() {
			if now.ID == m.ID && now.Channel == m.Channel {
				return now.Has(says) && !strings.Contains(now.Text, no)
			}
		}
		return false
	}, func() string { return stage.Show(look()) })
}

// wantSecret checks all that somebody can see for words that are not theirs.
func wantSecret(w *stage.World, who stage.Person, words ...string) {
	w.T.Helper()
	for _, m := range who.Everything() {
		for _, word := range words {
			if strings.Contains(m.Text, word) || strings.Contains(string(m.Raw), word) {
				w.T.Errorf("%s sees %q: %s", who.Name, word, m)
			}
		}
	}
}

// sends puts ✉️ on a message. Where the bot cannot read the thread it says how to send it, and
// the menu of the message does.
func sends(w *stage.World, who stage.Person, card, m stage.Message, mute bool) {
	w.T.Helper()
	who.Reacts(m, "✉️")
	if mute {
		who.IsWhispered(card, who.Word("Envoyer au demandeur", "Send to requester"))
		if r := who.SendsByMenu(m); !r.OK {
			w.T.Fatalf("the menu does not send: %+v", r)
		}
	}
}

// mute tells whether the bot cannot read what is written in the threads of a server.
func mute(w *stage.World) bool { return strings.HasSuffix(w.T.Name(), stage.DiscordBare) }

// wantOnce checks that the bot says something in one message.
func wantOnce(w *stage.World, who stage.Person, list []stage.Message, words ...string) {
	w.T.Helper()
	if n := count(list, words...); n != 1 {
		w.T.Errorf("%s sees %d times %v:\n%s", who.Name, n, words, stage.Show(list))
	}
}

// alice asks for benoit, tessa works: what is written on either side, and what of it crosses.
func TestConversation(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, benoit, tessa, tom := w.Person("alice"), w.Person("benoit"), w.Person("tessa"), w.Person("tom")
		alice.Opens(stage.Opening{Summary: "imprimante bloquée", Beneficiary: "benoit"})
		card := tessa.SeesCard("INC-1", "Nouveau")
		hers, his := alice.SeesInCounter("INC-1"), benoit.SeesInCounter("INC-1")
		thread := func() []stage.Message { return tessa.Thread(card) }

		// Words of the counter: in the thread, with author and time, and for the other one.
		alice.Says(hers, "le bac est vide")
		said := tessa.SeesInThread(card, alice.FullName(), "demandeur", "le bac est vide")
		if !clock.MatchString(said.Text) {
			w.T.Errorf("no time: %s", said)
		}
		other := benoit.SeesInCounter(alice.FullName(), "le bac est vide")
		benoit.Says(his, "et ça clignote")
		tessa.SeesInThread(card, benoit.FullName(), "bénéficiaire", "et ça clignote")
		alice.SeesInCounter(benoit.FullName(), "et ça clignote")

		// Edited, then deleted: the copies follow.
		alice.Edits(own(w, alice.Counter(), "le bac est vide"), "le bac deux est vide")
		reads(w, tessa, thread, said, "le bac deux est vide", "bac est")
		reads(w, benoit, benoit.Counter, other, "le bac deux est vide", "bac est")
		alice.Deletes(own(w, alice.Counter(), "le bac deux est vide"))
		reads(w, tessa, thread, said, "a retiré son message", "vide")
		reads(w, benoit, benoit.Counter, other, "a retiré son message", "vide")

		// Private by default; a note always.
		tessa.Says(said, "client pénible")
		if r := tessa.Types(stage.Command{Name: "note", Ticket: "1", Text: "contrat échu"}); !r.OK {
			w.T.Fatalf("no note: %+v", r)
		}
		note := tessa.SeesInThread(card, "contrat échu")
		tessa.Reacts(note, "✉️")
		tessa.IsWhispered(card, tessa.Word("note interne", "internal note"))

		// ✉️ sends once and marks; again, and off, it says so; who asks sends nothing by it.
		tessa.Says(said, "je passe à midi")
		letter := own(w, thread(), "je passe à midi")
		alice.TriesToReact(letter, "✉️")
		alice.Reacts(hers, "✉️")
		time.Sleep(time.Second)
		if alice.Sees("je passe à midi") {
			w.T.Error("the requester's ✉️ has sent a message of the desk")
		}
		sends(w, tessa, card, letter, mute(w))
		got := alice.SeesInCounter(tessa.FullName(), "je passe à midi")
		benoit.SeesInCounter(tessa.FullName(), "je passe à midi")
		w.Eventually("the sent message is marked", stage.Patience, func() bool {
			return len(own(w, thread(), "je passe à midi").Reactions["✅"])+len(own(w, thread(), "je passe à midi").Reactions["✔️"]) > 0
		}, func() string { return stage.Show(thread()) })
		tom.Reacts(letter, "✉️")
		tom.IsWhispered(card, tom.Word("déjà été envoyé", "already sent"))
		tessa.TakesOff(letter, "✉️")
		tessa.IsWhispered(card, tessa.Word("enlever ✉️", "taking ✉️ off"))

		// The Reply button, and the menu of a message.
		fill(w, tessa, tessa.Clicks(tessa.SeesCard("INC-1"), "Répondre"), map[string]any{tessa.Word("Message au demandeur", "Message to the requester"): "un réparateur viendra"})
		alice.SeesInCounter("un réparateur viendra")
		benoit.SeesInCounter("un réparateur viendra")
		tessa.SeesInThread(card, "Envoyé au demandeur", "un réparateur viendra")
		tessa.Says(said, "gardez le papier")
		byMenu := own(w, thread(), "gardez le papier")
		if r := tessa.SendsByMenu(byMenu); !r.OK {
			w.T.Fatalf("the menu does not send: %+v", r)
		}
		alice.SeesInCounter("gardez le papier")

		// What was sent is edited (where the bot may read that) and taken back.
		if !mute(w) {
			tessa.Edits(letter, "je passe à treize heures")
			reads(w, alice, alice.Counter, got, "je passe à treize heures", "midi")
		}
		tessa.Deletes(byMenu)
		w.Eventually("what was taken back is gone", stage.Patience, func() bool { return !alice.Sees("gardez le papier") && !benoit.Sees("gardez le papier") }, func() string { return stage.Show(alice.Counter()) })

		time.Sleep(time.Second)
		for _, who := range []stage.Person{alice, benoit} {
			wantOnce(w, who, who.Counter(), "un réparateur viendra")
			wantSecret(w, who, "client pénible", "contrat échu", "gardez le papier")
		}
		wantOnce(w, alice, alice.Counter(), "je passe à")
	})
}

// Who asks is on Discord, who works on Slack, and a colleague sees both sides on Discord.
func TestConversationAcross(t *testing.T) {
	t.Parallel()
	on(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, benoit, tessa, tom := w.OnDiscord("alice"), w.OnDiscord("benoit"), w.OnSlack("tessa"), w.OnDiscord("tom")
		alice.Opens(stage.Opening{Summary: "écran noir", Beneficiary: "benoit"})
		here, there := tessa.SeesCard("INC-1", "Nouveau"), tom.SeesCard("INC-1", "Nouveau")
		hers := alice.SeesInCounter("INC-1")
		benoit.SeesInCounter("INC-1")

		alice.Says(hers, "depuis ce matin")
		said := tessa.SeesInThread(here, alice.FullName(), "depuis ce matin")
		copied := tom.SeesInThread(there, alice.FullName(), "depuis ce matin")
		benoit.SeesInCounter("depuis ce matin")
		alice.Edits(own(w, alice.Counter(), "depuis ce matin"), "depuis hier soir")
		thread := func() []stage.Message { return tessa.Thread(here) }
		other := func() []stage.Message { return tom.Thread(there) }
		reads(w, tessa, thread, said, "depuis hier soir", "ce matin")
		reads(w, tom, other, copied, "depuis hier soir", "ce matin")

		tessa.Says(said, "entre nous seulement")
		tessa.Says(said, "câble débranché ?")
		letter := own(w, thread(), "câble débranché ?")
		tessa.Reacts(letter, "✉️")
		got := alice.SeesInCounter(tessa.FullName(), "câble débranché ?")
		his := benoit.SeesInCounter(tessa.FullName(), "câble débranché ?")
		sent := tom.SeesInThread(there, tessa.FullName(), "câble débranché ?")
		tessa.Edits(letter, "câble rebranché ?")
		reads(w, alice, alice.Counter, got, "câble rebranché ?", "débranché")
		reads(w, benoit, benoit.Counter, his, "câble rebranché ?", "débranché")
		reads(w, tom, other, sent, "câble rebranché ?", "débranché")
		tom.Says(copied, "à toi de voir")
		tom.Says(copied, "et le voyant ?")
		tom.Reacts(own(w, other(), "et le voyant ?"), "✉️")
		alice.SeesInCounter(tom.FullName(), "et le voyant ?")
		tessa.SeesInThread(here, tom.FullName(), "et le voyant ?")
		alice.Deletes(own(w, alice.Counter(), "depuis hier soir"))
		reads(w, tessa, thread, said, "a retiré son message", "hier")
		reads(w, tom, other, copied, tom.Word("a retiré son message", "has withdrawn"), "hier")
		tessa.Types(stage.Command{Name: "note", Ticket: "1", Text: "contrat échu"})
		tessa.SeesInThread(here, "contrat échu")
		tessa.Deletes(letter)
		reads(w, alice, alice.Counter, got, "a retiré son message", "câble")

		time.Sleep(time.Second)
		wantOnce(w, alice, alice.Counter(), "et le voyant ?")
		for _, who := range []stage.Person{alice, benoit, w.OnSlack("alice"), w.OnSlack("benoit")} {
			wantSecret(w, who, "entre nous", "à toi de voir", "contrat échu", "câble")
		}
	}, stage.Slack, stage.Discord)
}

// Where the counter is the DM, several open tickets share it: a menu, or the message that is
// answered, tells which one words are for.
func TestOneDMForSeveralTickets(t *testing.T) {
	t.Parallel()
	for _, platform := range []string{stage.Discord, stage.DiscordBare} {
		t.Run(platform, func(t *testing.T) {
			t.Parallel()
			on(t, stage.Script{Config: alwaysOpen + "\ndesk: { counter: dm }\n"}, func(w *stage.World) {
				alice, tessa := w.Person("alice"), w.Person("tessa")
				alice.Opens(stage.Opening{Summary: "wifi lent"})
				one, dm := tessa.SeesCard("INC-1"), alice.SeesInCounter("INC-1", "wifi lent")
				alice.Opens(stage.Opening{Summary: "écran noir"})
				two, second := tessa.SeesCard("INC-2"), alice.SeesInCounter("INC-2", "écran noir")

				alice.Says(dm, "toujours pas")
				menu := alice.SeesInCounter("À quel ticket")
				w.KillAndWake()
				for _, b := range menu.Buttons {
					if strings.HasPrefix(b.Label, "INC-2") {
						alice.Clicks(menu, b.Label)
					}
				}
				tessa.SeesInThread(two, alice.FullName(), "toujours pas")

				answer := map[string]any{"user": "alice", "channel": dm.Channel, "content": "c’est revenu", "reply_to": dm.ID}
				if err := w.Chat().Control("/message", answer, nil); err != nil {
					w.T.Fatal(err)
				}
				tessa.SeesInThread(one, alice.FullName(), "c’est revenu")
				answer["content"], answer["reply_to"] = "le même écran", second.ID
				if err := w.Chat().Control("/message", answer, nil); err != nil {
					w.T.Fatal(err)
				}
				tessa.SeesInThread(two, alice.FullName(), "le même écran")
				time.Sleep(time.Second)
				for _, c := range []struct {
					card   stage.Message
					has    []string
					hasNot []string
				}{{one, []string{"c’est revenu"}, []string{"toujours pas", "le même écran"}}, {two, []string{"toujours pas", "le même écran"}, []string{"c’est revenu"}}} {
					list := tessa.Thread(c.card)
					for _, words := range c.has {
						wantOnce(w, tessa, list, words)
					}
					if n := count(list, c.hasNot[0]); n != 0 {
						w.T.Errorf("%q stands under the other ticket:\n%s", c.hasNot[0], stage.Show(list))
					}
				}
				if n := count(alice.Counter(), "À quel ticket"); n > 1 {
					w.T.Errorf("asked %d times", n)
				}
			}, platform)
		})
	}
}

// Power cuts between words and their copies: nothing is lost, nothing is said twice.
func TestConversationSurvivesPowerCuts(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen, Allowed: cutOff}, func(w *stage.World) {
		alice, tessa := w.Person("alice"), w.Person("tessa")
		alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
		card, hers := tessa.SeesCard("INC-1"), alice.SeesInCounter("INC-1")
		alice.Says(hers, "première nouvelle")
		said := tessa.SeesInThread(card, "première nouvelle")
		for n, word := range []string{"alpha", "bravo", "charlie", "delta"} {
			alice.Says(hers, "mot "+word)
			if !mute(w) {
				tessa.Says(said, "lettre "+word)
				tessa.Reacts(own(w, tessa.Thread(card), "lettre "+word), "✉️")
			}
			time.Sleep(time.Duration(n) * 40 * time.Millisecond)
			w.KillAndWake()
		}
		for _, word := range []string{"alpha", "bravo", "charlie", "delta"} {
			tessa.SeesInThread(card, alice.FullName(), "mot "+word)
			if !mute(w) {
				alice.SeesInCounter(tessa.FullName(), "lettre "+word)
			}
		}
		time.Sleep(2 * time.Second)
		for _, word := range []string{"alpha", "bravo", "charlie", "delta"} {
			wantOnce(w, tessa, tessa.Thread(card), "mot "+word)
			if !mute(w) {
				wantOnce(w, alice, alice.Counter(), "lettre "+word)
			}
		}
	})
}

// What is written, edited, deleted and sent while the bot is down is honoured, once.
func TestConversationWhileDown(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen, Allowed: cutOff}, func(w *stage.World) {
		alice, tessa := w.Person("alice"), w.Person("tessa")
		alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
		card, hers := tessa.SeesCard("INC-1"), alice.SeesInCounter("INC-1")
		copies := map[string]stage.Message{}
		for _, words := range []string{"premier mot", "deuxième mot"} {
			alice.Says(hers, words)
			copies[words] = tessa.SeesInThread(card, words)
		}
		thread := func() []stage.Message { return tessa.Thread(card) }
		tessa.Says(copies["premier mot"], "à envoyer demain")
		tessa.Says(copies["premier mot"], "à garder ici")

		w.Bot.Kill()
		alice.Edits(own(w, alice.Counter(), "premier mot"), "mot corrigé")
		alice.Deletes(own(w, alice.Counter(), "deuxième mot"))
		alice.Says(hers, "troisième mot")
		tessa.Reacts(own(w, thread(), "à envoyer demain"), "✉️")
		w.Wake()
		reads(w, tessa, thread, copies["premier mot"], "mot corrigé", "premier")
		reads(w, tessa, thread, copies["deuxième mot"], "a retiré son message", "deuxième")
		tessa.SeesInThread(card, alice.FullName(), "troisième mot")
		if !mute(w) {
			alice.SeesInCounter(tessa.FullName(), "à envoyer demain")
		}
		w.KillAndWake()
		time.Sleep(2 * time.Second)
		wantOnce(w, tessa, thread(), "troisième mot")
		wantOnce(w, tessa, thread(), "mot corrigé")
		if !mute(w) {
			wantOnce(w, alice, alice.Counter(), "à envoyer demain")
		}
		wantSecret(w, alice, "à garder ici")
	})
}

// A desk that relays by itself: all but what begins with 🔒.
func TestRelayAutomatic(t *testing.T) {
	t.Parallel()
	for _, platform := range []string{stage.Slack, stage.Discord} {
		t.Run(platform, func(t *testing.T) {
			t.Parallel()
			on(t, stage.Script{Config: alwaysOpen + "\ndesk: { relay: automatic }\n"}, func(w *stage.World) {
				alice, tessa := w.Person("alice"), w.Person("tessa")
				alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
				card, hers := tessa.SeesCard("INC-1"), alice.SeesInCounter("INC-1")
				alice.Says(hers, "le bac est vide")
				said := tessa.SeesInThread(card, "le bac est vide")
				tessa.Says(said, "🔒 client pénible")
				tessa.Says(said, "je passe à midi")
				got := alice.SeesInCounter(tessa.FullName(), "je passe à midi")
				thread := func() []stage.Message { return tessa.Thread(card) }
				tessa.Edits(own(w, thread(), "client pénible"), "🔒 client très pénible")
				tessa.Reacts(own(w, thread(), "client très pénible"), "✉️")
				tessa.IsWhispered(card, "🔒")
				tessa.Edits(own(w, thread(), "je passe à midi"), "🔒 je passe si je veux")
				reads(w, alice, alice.Counter, got, "a retiré son message", "je passe")
				time.Sleep(time.Second)
				wantSecret(w, alice, "pénible", "si je veux", "je passe à midi")
			}, platform)
		})
	}
}
