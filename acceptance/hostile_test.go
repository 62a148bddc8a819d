package acceptance

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"guichet/acceptance/stage"
)

// hostile are words that would ping, format, break or hide if they were let to.
var hostile = []string{
	"<!channel> <!here> <!everyone> panne",
	"@everyone @here regardez",
	"<@U012JBE0OH3> <@&1> <#C1> <@1>",
	"*gras* _x_ ~y~ `z` ```code``` > cite ||caché|| [lien](http://evil.example) <http://evil.example|clic>",
	`{"type":"section","text":{"type":"mrkdwn","text":"<!channel>"}}`,
	"\u202egauche \u2067droite\u2069 \u200f fin",
	"zéro\x00octet et\x07sonnerie",
	"'; drop table tickets; -- \" \\ %s {{.}} ${HOME}",
	"=HYPERLINK(\"http://evil.example\")",
	"🎫🎫 ﷽ Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
}

// Nothing pings, nothing breaks, nothing is lost.
func TestHostileWords(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		bob, tessa := w.Person("bob"), w.Person("tessa")
		for _, words := range hostile {
			bob.Opens(stage.Opening{Summary: words, Description: words + "\nfin de " + words, Phone: "<!channel>@everyone"})
		}
		for n := range hostile {
			ref := fmt.Sprint("INC-", n+1)
			tessa.SeesCard(ref)
			if cards := tessa.Cards(ref); len(cards) != 1 {
				w.T.Errorf("%d cards of %s", len(cards), ref)
			}
		}
		wantNoPing(w, tessa.Pool())
		card := tessa.SeesCard("INC-1", "<!channel> <!here> <!everyone> panne")
		tessa.SeesCard("INC-2", "@everyone @here regardez")
		tessa.SeesCard("INC-8", "drop table")

		// What goes from one side to the other does not ping there either.
		tessa.Types(stage.Command{Name: "claim", Ticket: "1"})
		tessa.SeesCard("INC-1", "Pris en charge")
		tessa.Types(stage.Command{Name: "reply", Ticket: "1", Text: "bonjour @everyone <!channel> fin du message"})
		bob.SeesInCounter("fin du message")
		resolve(w, tessa, "1", "<!channel> @everyone résolu")
		ask := bob.SeesInCounter("INC-1", "résolu", "@everyone")
		fill(w, bob, bob.Clicks(ask, "Refuse"), map[string]any{"Reason": "@everyone <!here> encore"})
		tessa.SeesInThread(card, "encore")
		wantNoPing(w, bob.Counter(), "bob")
		wantNoPing(w, tessa.Thread(card), "tessa")
		wantNoWords(w, "drop table", "fin du message")
	})
}

// 4,000 characters in a form are kept or refused with the limit, never cut in silence.
func TestVeryLongWords(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, tessa := w.Person("alice"), w.Person("tessa")
		long := strings.Repeat("très long ", 290) + "fin du texte"
		alice.Opens(stage.Opening{Summary: strings.Repeat("é", 120), Description: long})
		card := tessa.SeesCard("INC-1", strings.Repeat("é", 120), "très long")
		tessa.Clicks(card, "Prendre en charge")
		tessa.SeesCard("INC-1", "Pris en charge")

		for _, o := range []stage.Opening{{Summary: strings.Repeat("x", 121)}, {Summary: "court", Description: strings.Repeat("y", 4000)}} {
			alice.StartsTicket(o)
			r := alice.TriesToSubmit(alice.Filled(o))
			if r.OK && len(r.Errors) == 0 && len(r.Private) == 0 {
				w.T.Errorf("over-long words are taken without a word: %+v", r)
			}
			if r.OK && len(r.Private) > 0 {
				wantFrench(w, r.Text())
			}
		}
	})
}

// wantNoPing checks that no message notifies anybody but those named.
func wantNoPing(w *stage.World, list []stage.Message, but ...string) {
	w.T.Helper()
	for _, m := range list {
		for _, p := range m.Pinged {
			if m.FromBot && !slices.Contains(but, p) {
				w.T.Errorf("%s is notified by %s", p, m)
			}
		}
	}
}

// wantNoWords checks that the log holds nothing that people typed.
func wantNoWords(w *stage.World, words ...string) {
	w.T.Helper()
	for _, one := range words {
		if contains(w.Bot.WholeLog(), one) {
			w.T.Errorf("the log holds what somebody typed: %q", one)
		}
	}
	wantNoSecrets(w)
}

// wantNoSecrets checks that the log holds no token.
func wantNoSecrets(w *stage.World) {
	w.T.Helper()
	for _, c := range w.Chats() {
		for _, v := range c.Env() {
			name, secret, _ := strings.Cut(v, "=")
			if !strings.HasSuffix(name, "_URL") && contains(w.Bot.WholeLog(), secret) {
				w.T.Errorf("the log holds %s", name)
			}
		}
	}
}
