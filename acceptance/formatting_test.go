package acceptance

import (
	"strings"
	"testing"

	"guichet/acceptance/stage"
)

// typed are the same words as people type them on each platform, and shown is how they then
// stand on the other one.
var typed = map[string]string{
	stage.Slack: "*gras* _ital_ ~barré~ `co*de*` fin\n```a < b\n*z*```\n• un\n    ◦ un bis\n• deux\n1. premier\n&gt; cité\n" +
		"<https://ex.fr/a?b=1&amp;c=2|la page> pour @alice dans #helpdesk @here",
	stage.Discord: "**gras** *ital* ~~barré~~ `co*de*` fin\n```go\na < b\n*z*\n```\n- un\n  - un bis\n- deux\n1. premier\n> cité\n" +
		"[la page](https://ex.fr/a?b=1&c=2) pour @alice dans #helpdesk @here",
}

// Formatting crosses between the platforms in both directions, and nobody is called by it.
func TestFormattingCrosses(t *testing.T) {
	t.Parallel()
	on(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		bob, tom := w.OnSlack("bob"), w.OnDiscord("tom")
		bob.Opens(stage.Opening{Summary: "no sound"})
		card := tom.SeesCard("INC-1", "no sound")
		tom.Types(stage.Command{Name: "claim", Ticket: "1"})
		tom.SeesCard("INC-1", tom.FullName())
		counter := bob.SeesInCounter("INC-1", "recorded")

		bob.Says(counter, typed[stage.Slack])
		m := tom.SeesInThread(card, "un bis")
		wantAll(w, m.Text, "**gras** *ital* ~~barré~~ `co*de*` fin", "> ```\n> a < b\n> *z*\n> ```\n", "> - un\n", ">   - un bis\n", "> - deux\n", "> 1. premier\n", "> \\> cité\n",
			"[la page](https://ex.fr/a?b=1&c=2) pour @"+w.OnSlack("alice").FullName()+" dans #helpdesk")
		wantNoPing(w, tom.Thread(card), "tom")

		tom.Says(m, typed[stage.Discord])
		tom.Reacts(own(w, tom.Thread(card), "un bis"), "✉️")
		m = bob.SeesInCounter("un bis")
		wantAll(w, strings.NewReplacer(`\u003c`, "<", `\u003e`, ">").Replace(string(m.Raw)),
			`{"style":{"bold":true},"text":"gras","type":"text"}`, `{"style":{"italic":true},"text":"ital","type":"text"}`, `{"style":{"strike":true},"text":"barré","type":"text"}`,
			`{"style":{"code":true},"text":"co*de*","type":"text"}`, `[{"text":"a < b\n*z*","type":"text"}],"language":"go","type":"rich_text_preformatted"}`,
			`"indent":1,"offset":0,"style":"bullet","type":"rich_text_list"`, `"style":"ordered","type":"rich_text_list"`, `"text":"> "`,
			`{"text":"la page","type":"link","url":"https://ex.fr/a?b=1\u0026c=2"}`, `"@`+w.OnDiscord("alice").FullName()+`"`, "dans #helpdesk")
		wantNoPing(w, bob.Counter(), "bob")
	}, stage.Slack, stage.Discord)
}

// 40,000 characters typed in a counter stand whole on the other platform, once.
func TestLongMessagesCrossWhole(t *testing.T) {
	t.Parallel()
	on(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		bob, tom := w.OnSlack("bob"), w.OnDiscord("tom")
		bob.Opens(stage.Opening{Summary: "no sound"})
		card := tom.SeesCard("INC-1", "no sound")
		tom.Types(stage.Command{Name: "claim", Ticket: "1"})
		tom.SeesCard("INC-1", tom.FullName())
		counter := bob.SeesInCounter("INC-1", "recorded")

		// A few messages hold it.
		words := numbered(900)
		bob.Says(counter, words)
		thread := func() []stage.Message { return tom.Thread(card) }
		w.Eventually("all parts are there", stage.Patience, func() bool { return strings.Contains(botWords(thread()), "mot0899") }, func() string { return stage.Show(thread()) })
		if got := inOrder(botWords(thread())); got != words {
			w.T.Errorf("not whole, in order and once: %d of %d characters", len(got), len(words))
		}
		for _, m := range thread() {
			if n := len([]rune(m.Text)); n > 2000 {
				w.T.Errorf("a message of %d characters", n)
			}
		}

		// A file holds more.
		words = numbered(5000) + "."
		bob.Says(counter, words)
		m := tom.SeesInThread(card, "INC-1-", ".txt")
		files := 0
		for _, one := range thread() {
			for _, f := range one.Files {
				files++
				if got := tom.Downloads(f); got != words+"\n" {
					w.T.Errorf("the file has %d of %d characters", len(got), len(words))
				}
			}
		}
		if files != 1 || len(m.Files) != 1 {
			w.T.Errorf("%d files:\n%s", files, stage.Show(thread()))
		}
	}, stage.Slack, stage.Discord)
}

// escaping is what people type to call others or to break out of where their words stand.
const escaping = "@everyone @here <!channel> <!here> <!everyone> <!subteam^S03P8BQNGW2> <@&1258291200000000001> <@U03LZ9VQFIT> <#C04JF1V4V6W> " +
	"<\u200b!channel> @\u200beveryone <@\u200bU03LZ9VQFIT> </script><script>alert(1)</script> ``` ```` ` ||x|| > y\n# titre\n- point\n> cité\n```\n@everyone <!here>\n``` après"

// What goes from one platform to the other calls nobody there, in any field.
func TestNothingPingsAcross(t *testing.T) {
	t.Parallel()
	on(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		for n, c := range []struct{ asks, works stage.Person }{
			{w.OnDiscord("bob"), w.OnSlack("tessa")}, {w.OnSlack("bob"), w.OnDiscord("tom")},
		} {
			number := string(rune('1' + n))
			ref := "INC-" + number
			c.asks.Opens(stage.Opening{Summary: strings.ReplaceAll(escaping[:110], "\n", " "), Description: escaping + " decrit"})
			card := c.works.SeesCard(ref, "decrit")
			c.works.Types(stage.Command{Name: "claim", Ticket: number})
			c.works.SeesCard(ref, c.works.FullName())
			counter := c.asks.SeesInCounter(ref, "recorded")
			c.asks.Says(counter, escaping+" demande")
			m := c.works.SeesInThread(card, "demande")
			c.works.Says(m, escaping+" reponse")
			c.works.Reacts(own(w, c.works.Thread(card), "reponse"), "✉️")
			c.asks.SeesInCounter("reponse")
			fill(w, c.works, c.works.Types(stage.Command{Name: "resolve", Ticket: number}), map[string]any{"Solution": escaping + " solution"})
			ask := c.asks.SeesInCounter(ref, "solution")
			fill(w, c.asks, c.asks.Clicks(ask, "Refuse"), map[string]any{"Reason": escaping + " raison"})
			c.works.SeesInThread(card, "raison")
			card = c.works.SeesCard(ref, "En cours")
			for _, label := range []string{c.works.Word("Répondre", "Reply"), c.works.Word("Résoudre", "Resolve")} {
				if !card.Offers(label) {
					w.T.Errorf("the card is broken, it lacks %s: %s", label, card)
				}
			}
			for _, who := range []stage.Person{w.OnSlack("tessa"), w.OnDiscord("tom")} {
				wantNoPing(w, who.Pool())
				wantNoPing(w, who.Thread(who.SeesCard(ref)), c.works.Name)
			}
			wantNoPing(w, c.asks.Counter(), "bob")
		}
	}, stage.Slack, stage.Discord)
}

func wantAll(w *stage.World, text string, all ...string) {
	w.T.Helper()
	for _, one := range all {
		if !strings.Contains(text, one) {
			w.T.Errorf("%q is not in:\n%s", one, text)
		}
	}
}

// numbered are words that tell their order.
func numbered(n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = "mot" + string([]byte{'0' + byte(i/1000), '0' + byte(i/100%10), '0' + byte(i/10%10), '0' + byte(i%10)})
	}
	return strings.Join(out, " ")
}

// botWords is all that the bot wrote.
func botWords(list []stage.Message) string {
	var out []string
	for _, m := range list {
		if m.FromBot {
			out = append(out, m.Text)
		}
	}
	return strings.Join(out, "\n")
}

// inOrder are the numbered words of a text, as they stand there.
func inOrder(text string) string {
	var out []string
	for _, one := range strings.Fields(text) {
		if one = strings.TrimLeft(one, "> "); len(one) == 7 && strings.HasPrefix(one, "mot") {
			out = append(out, one)
		}
	}
	return strings.Join(out, " ")
}
