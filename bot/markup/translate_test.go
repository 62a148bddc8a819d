package markup

import (
	"regexp"
	"strings"
	"testing"

	"guichet/tickets"
)

var names = Names{
	Person:  func(id string) tickets.UserID { return tickets.UserID("space:" + id) },
	Group:   func(id string) string { return map[string]string{"77": "Techniciens", "S1": "techniciens"}[id] },
	Channel: func(id string) string { return map[string]string{"88": "général", "C1": "général"}[id] },
}

func shown(d Document) Document {
	return d.Resolve(func(u tickets.UserID) string { return "Nom de " + u.Local() }, nil)
}

// TestTranslation: what is typed on one platform, in the desk's own Markdown, and as each
// platform is given it.
func TestTranslation(t *testing.T) {
	for _, c := range []struct{ from, typed, own, slack, discord, html string }{
		{"slack", "*gras* _ital_ ~barré~ `co*de*`", "**gras** *ital* ~~barré~~ `co*de*`", "*gras* _ital_ ~barré~ `co*de*`", "**gras** *ital* ~~barré~~ `co*de*`", "<p><strong>gras</strong> <em>ital</em> <s>barré</s> <code>co*de*</code></p>"},
		{"discord", "**gras** *ital* _aussi_ ~~barré~~ `co*de*`", "**gras** *ital* *aussi* ~~barré~~ `co*de*`", "*gras* _ital_ _aussi_ ~barré~ `co*de*`", "**gras** *ital* *aussi* ~~barré~~ `co*de*`", "<p><strong>gras</strong> <em>ital</em> <em>aussi</em> <s>barré</s> <code>co*de*</code></p>"},
		{"discord", "__sous__ ||caché|| ***les deux***", "__sous__ ||caché|| ***les deux***", "_sous_ ||caché|| *_les deux_*", "__sous__ ||caché|| ***les deux***", `<p><u>sous</u> <span class="spoiler">caché</span> <strong><em>les deux</em></strong></p>`},
		{"discord", "```go\nfmt.Println(\"a\")\n```", "```go\nfmt.Println(\"a\")\n```", "```\nfmt.Println(\"a\")\n```", "```go\nfmt.Println(\"a\")\n```", `<pre><code class="language-go">fmt.Println(&#34;a&#34;)</code></pre>`},
		{"slack", "avant ```x &lt; y\n*z*``` après", "avant\n```\nx < y\n*z*\n```\naprès", "avant\n```\nx &lt; y\n*z*\n```\naprès", "avant\n```\nx < y\n*z*\n```\naprès", "<p>avant</p><pre><code>x &lt; y\n*z*</code></pre><p>après</p>"},
		{"slack", "voir <https://ex.fr/a?b=1&amp;c=2|la page> ou <https://ex.fr>", "voir [la page](https://ex.fr/a?b=1&c=2) ou https://ex.fr", "voir <https://ex.fr/a?b=1&amp;c=2|la page> ou <https://ex.fr|https://ex.fr>", "voir [la page](https://ex.fr/a?b=1&c=2) ou https://ex.fr", `<p>voir <a href="https://ex.fr/a?b=1&amp;c=2" rel="noopener noreferrer nofollow" target="_blank">la page</a> ou <a href="https://ex.fr" rel="noopener noreferrer nofollow" target="_blank">https://ex.fr</a></p>`},
		{"discord", "[la page](https://ex.fr) <https://ex.fr/b>, https://ex.fr/c.", "[la page](https://ex.fr) https://ex.fr/b, https://ex.fr/c.", "<https://ex.fr|la page> <https://ex.fr/b|https://ex.fr/b>, <https://ex.fr/c|https://ex.fr/c>.", "[la page](https://ex.fr) <https://ex.fr/b>, <https://ex.fr/c>.", ""},
		{"slack", "&gt; cité\n&gt; _encore_\nsuite", "> cité\n> *encore*\nsuite", "> cité\n> _encore_\nsuite", "> cité\n> *encore*\nsuite", "<blockquote><p>cité<br><em>encore</em></p></blockquote><p>suite</p>"},
		{"discord", "> cité\n>>> tout\nle reste", "> cité\n> tout\n> le reste", "> cité\n> tout\n> le reste", "> cité\n> tout\n> le reste", "<blockquote><p>cité<br>tout<br>le reste</p></blockquote>"},
		{"slack", "• un\n    ◦ un bis\n• deux\n1. a\n2. b", "- un\n  - un bis\n- deux\n1. a\n2. b", "• un\n    ◦ un bis\n• deux\n1. a\n2. b", "- un\n  - un bis\n- deux\n1. a\n2. b", "<ul><li>un<ul><li>un bis</li></ul></li><li>deux</li></ul><ol><li>a</li><li>b</li></ol>"},
		{"discord", "# Grand\n## Moyen\ntexte\n-# petit", "# Grand\n## Moyen\ntexte\npetit", "*Grand*\n*Moyen*\ntexte\npetit", "### Grand\n### Moyen\ntexte\npetit", "<p><strong>Grand</strong></p><p><strong>Moyen</strong></p><p>texte<br>petit</p>"},
		{"slack", "<@U1> <#C1> <#C2|autre> <!subteam^S1> <!subteam^S2|@equipe> <!channel> <!here|here> @everyone", "<@space:U1> #général #autre @techniciens @equipe @channel @here @everyone", "@Nom de U1 #général #autre @techniciens @equipe @channel @here @everyone", "@Nom de U1 #général #autre @techniciens @equipe @channel @\u200bhere @\u200beveryone", ""},
		{"discord", "<@1> <@!1> <@&77> <#88> <:ruse:123456789012345678> <a:danse:1> </ticket new:1> @everyone <!channel>", "<@space:1> <@space:1> @Techniciens #général :ruse: :danse: /ticket new @everyone <!channel>", "@Nom de 1 @Nom de 1 @Techniciens #général :ruse: :danse: /ticket new @everyone &lt;!channel&gt;", "@Nom de 1 @Nom de 1 @Techniciens #général :ruse: :danse: /ticket new @\u200beveryone <!channel>", ""},
		{"slack", "<!date^1700000000^{date_long} {time}|14 nov.> :tada: :+1::skin-tone-3: :acme: :slightly_smiling_face:", "<t:1700000000:F> 🎉 👍🏼 :acme: 🙂", "<!date^1700000000^{date_long} {time}|2023-11-14 22:13 UTC> 🎉 👍🏼 :acme: 🙂", "<t:1700000000:F> 🎉 👍🏼 :acme: 🙂", `<p><time datetime="2023-11-14T22:13:20Z">2023-11-14 22:13 UTC</time> 🎉 👍🏼 :acme: 🙂</p>`},
		{"slack", "2 * 3 * 4, snake_case_x, a*b*c, * seul, ~~, `", "2 \\* 3 \\* 4, snake_case_x, a\\*b\\*c, \\* seul, \\~\\~, \\`", "2 * 3 * 4, snake_case_x, a*b*c, * seul, ~~, `", "2 \\* 3 \\* 4, snake\\_case\\_x, a\\*b\\*c, \\* seul, \\~\\~, \\`", ""},
		{"discord", "C:\\temp \\*pas gras\\* snake_case_x [x](javascript:alert(1))", "C:\\temp \\*pas gras\\* snake_case_x \\[x\\](javascript:alert(1))", "C:\\temp *pas gras* snake_case_x [x](javascript:alert(1))", "C:\\\\temp \\*pas gras\\* snake\\_case\\_x \\[x\\](javascript:alert(1))", "<p>C:\\temp *pas gras* snake_case_x [x](javascript:alert(1))</p>"},
		{"slack", "&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;", "<script>alert(1)</script> &lt;", "&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;", "<script>alert(1)<\u200b/script> &lt;", "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;</p>"},
		{"discord", "**a *b* c**d", "**a *b* c**d", "*a **_b_** c*d", "**a *b* c**d", "<p><strong>a </strong><strong><em>b</em></strong><strong> c</strong>d</p>"},
	} {
		d := ReadDiscord(c.typed, names)
		if c.from == "slack" {
			d = ReadSlack(c.typed, names)
		}
		own := Write(d)
		d = shown(Read(own))
		for _, x := range []struct{ what, got, want string }{
			{"own", own, c.own}, {"slack", Slack(d), c.slack}, {"discord", Discord(d, false), c.discord}, {"html", string(HTML(d)), c.html},
		} {
			if x.want != "" && x.got != x.want {
				t.Errorf("%q in %s is\n%q, not\n%q", c.typed, x.what, x.got, x.want)
			}
		}
	}
}

// TestRoundTrips: what goes to the other platform and comes back is what was written.
func TestRoundTrips(t *testing.T) {
	for _, own := range []string{
		"**gras** *ital* ~~barré~~ `code` [ici](https://ex.fr/a)", "- a\n- b\n  - c\n    - d\n- e", "1. a\n2. b", "> q\n> r\n\nz",
		"```sql\nselect *\n  from t;\n```\nfin", "# T\nx", "__u__ ||s|| ***bi***", "a **b** *c*", "<t:1700000000:R> ok",
		"x\n\ny\n\n- l\n\nz", "`a` `b`", "**a\nb**",
	} {
		d := Read(own)
		if got := Write(ReadDiscord(Discord(d, false), Names{})); strings.TrimLeft(got, "#") != strings.TrimLeft(Write(d), "#") {
			t.Errorf("%q comes back from Discord as %q", own, got)
		}
		if strings.ContainsAny(own, "#_|") || strings.Contains(own, "sql") {
			continue // Slack has no headings, underlines, spoilers or languages
		}
		if got := Write(ReadSlack(Slack(d), Names{})); got != Write(d) {
			t.Errorf("%q comes back from Slack as %q (%q)", own, got, Slack(d))
		}
	}
}

// FuzzTranslation: whatever is typed, nothing panics, nothing pings, the own form is stable.
func FuzzTranslation(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	for _, s := range []string{"<!channel>", "<@U1>|<!here|x>", "<\u200b@1>", "@every\u200bone", "<<@1>>", "&lt;!channel&gt;", "`<@1>`", "```@here```", "[<@1>](https://x.fr)", "[@everyone](https://x.fr/@here)"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 2000 {
			return
		}
		for _, d := range []Document{ReadSlack(s, names), ReadDiscord(s, names), Read(s), Plain(s)} {
			w := Write(d)
			stable(t, w)
			harmless(t, shown(d))
			parts, _ := Split(shown(d), 300, 0, DiscordLength)
			for _, p := range parts {
				harmless(t, p)
				if n := DiscordLength(p); n > 300+maxCluster*2 {
					t.Fatalf("%q: a part has %d", s, n)
				}
			}
		}
	})
}

// harmless fails when a document written for a platform could call somebody.
func harmless(t *testing.T, d Document) {
	t.Helper()
	discord := Discord(d, true)
	for _, bad := range []string{"@everyone", "@here", "<@", "<#", "<@&"} {
		if strings.Contains(discord, bad) {
			t.Fatalf("on Discord: %q", discord)
		}
	}
	slack := slackDates.ReplaceAllString(Slack(d), "")
	for _, bad := range []string{"<!", "<@", "<#"} {
		if strings.Contains(slack, bad) {
			t.Fatalf("on Slack: %q", slack)
		}
	}
}

// slackDates are the tags of ours that begin with an exclamation mark.
var slackDates = regexp.MustCompile(`<!date\^-?\d+\^[^|<>]*\|[^<>]*>`)
