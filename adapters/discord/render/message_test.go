package render_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"guichet/adapters/discord/render"
	"guichet/bot"
	"guichet/bot/markup"
	"guichet/tickets"
)

var update = flag.Bool("update", false, "write the golden files anew")

var (
	noon   = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	groups = render.Groups{bot.GroupManagers: {Roles: []string{"70"}, Users: []string{"9"}}}
)

func plain(s string) bot.Text { return bot.Text{{Text: s}} }

func card() bot.Message {
	return bot.Message{
		IsCard: true, Ticket: 12, Tone: bot.Warning, Key: "card:12:discord",
		Blocks: []bot.Block{
			{Kind: bot.Heading, Text: plain("INC-12 · Nouveau · P2")},
			{Kind: bot.Paragraph, Text: plain("Imprimante *bloquée* @everyone")},
			{Kind: bot.Quote, Text: plain("1. rien ne sort\n# voyant rouge\n<@123> ||vu||")},
			{Kind: bot.Fields, Pairs: []bot.Pair{
				{Label: "Demandeur", Value: bot.Text{{Kind: bot.Mention, User: "discord:8", Text: "Alice"}}},
				{Label: "Bénéficiaire", Value: bot.Text{{Kind: bot.Mention, User: "slack:U1", Text: "Benoît_"}}},
				{Label: "Échéance", Value: bot.Text{{Kind: bot.When, At: noon}, {Text: ", "}, {Kind: bot.When, At: noon, Style: bot.Relative}}},
				{Label: "Vide", Value: nil},
			}},
			{Kind: bot.Paragraph, Text: bot.Text{{Kind: bot.Bold, Text: "Résolu"}, {Text: " par "}, {Kind: bot.Code, Text: "ping`é"}}},
			{Kind: bot.Small, Text: plain("La suite : prendre en charge")},
			{Kind: bot.Row, Buttons: []bot.Button{
				{Label: "Prendre en charge", Verb: "claim:12", Style: bot.Primary},
				{Label: "Annuler", Verb: "cancel:12", Style: bot.Danger},
				{Label: "4", Verb: "speed:12:4", On: true},
				{Label: "Moi aussi", Verb: "metoo:12"},
			}},
			{Kind: bot.Select, Menu: &bot.Menu{Placeholder: "Plus…", Verb: "more:12", Options: []bot.Option{{Label: "Escalader", Value: "escalate"}}}},
		},
	}
}

func breach() bot.Message {
	return bot.Message{
		Key: "breach:12", Tone: bot.Alarm,
		Blocks: []bot.Block{
			{Kind: bot.Heading, Text: plain("INC-12 hors délai")},
			{Kind: bot.Paragraph, Text: bot.Text{
				{Kind: bot.Group, Role: bot.GroupManagers, Text: "responsables"},
				{Text: " : "},
				{Kind: bot.Mention, User: "discord:5", Text: "Tom"},
				{Text: ", voir "},
				{Kind: bot.Anchor, Text: "la fiche", URL: "https://example.org/a_b?c=(d)"},
				{Text: " ou "},
				{Kind: bot.Anchor, Text: "ici", URL: "javascript:alert(1)"},
			}},
			{Kind: bot.Row, Buttons: []bot.Button{{Label: "Je m’en occupe", Verb: "takeover:12"}}},
		},
	}
}

func sentence() bot.Message {
	return bot.Message{Key: "looks_after:12", Blocks: []bot.Block{
		{Kind: bot.Paragraph, Text: bot.Text{{Kind: bot.Mention, User: "discord:5", Text: "Tom"}, {Text: " s’occupe de votre ticket."}}},
		{Kind: bot.Quote, Text: plain("deux\nlignes https://example.org/a_b_c")},
		{Kind: bot.Small, Text: bot.Text{{Kind: bot.Group, Role: "nobody", Text: "les responsables"}}},
	}}
}

// spoken is what somebody wrote elsewhere, with all that a message can hold.
func spoken() bot.Message {
	d := markup.Read("Bonjour <@slack:U1>, **gras** *ital* ~~non~~ `co*de*` @everyone\n> cité\n\n- un\n  - un bis\n1. a\n2. b\n```go\nif a < b { \"`\" }\n```\n[la page](https://ex.fr/a?b=1&c=2) [pas ça](javascript:alert(1)) <t:1700000000:R> <!channel> :acme: 👍")
	named := d.Resolve(func(tickets.UserID) string { return "Alice @here" }, nil)
	return bot.Message{Key: "said:12", Blocks: []bot.Block{{Kind: bot.Small, Text: plain("Alice écrit :")}, {Kind: bot.Words, Words: named}}}
}

func TestMessagesRenderAsBefore(t *testing.T) {
	for name, m := range map[string]bot.Message{"card": card(), "breach": breach(), "sentence": sentence(), "words": spoken()} {
		t.Run(name, func(t *testing.T) {
			p, err := render.Message(m, groups)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name, p)
		})
	}
}

func golden(t *testing.T, name string, v any) {
	t.Helper()
	var got bytes.Buffer
	e := json.NewEncoder(&got)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", name+".golden.json")
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("%s differs (run with -update to accept):\n%s", file, got.String())
	}
}

func TestOnlyMentionsOfTheDeskPing(t *testing.T) {
	p, err := render.Message(breach(), groups)
	if err != nil {
		t.Fatal(err)
	}
	if got := p.AllowedMentions; len(got.Parse) != 0 || strings.Join(got.Users, ",") != "9,5" || strings.Join(got.Roles, ",") != "70" {
		t.Errorf("allowed mentions: %+v", got)
	}
	if p.Content != "<@9> <@5> <@&70>" {
		t.Errorf("an embed's mentions notify nobody, so the content repeats them: %q", p.Content)
	}
	p, err = render.Message(card(), groups)
	if err != nil {
		t.Fatal(err)
	}
	if p.Content != "" || len(p.AllowedMentions.Users) != 0 {
		t.Errorf("a card notifies nobody: %+v", p)
	}
}

func TestWhatDiscordWouldRefuseIsAnError(t *testing.T) {
	row := func(n int) (b []bot.Button) {
		for i := range n {
			b = append(b, bot.Button{Label: "x", Verb: strings.Repeat("v", i+1)})
		}
		return b
	}
	for name, blocks := range map[string][]bot.Block{
		"long verb":   {{Kind: bot.Row, Buttons: []bot.Button{{Label: "x", Verb: strings.Repeat("v", 101)}}}},
		"no verb":     {{Kind: bot.Row, Buttons: []bot.Button{{Label: "x"}}}},
		"double verb": {{Kind: bot.Row, Buttons: []bot.Button{{Label: "x", Verb: "a:1"}, {Label: "y", Verb: "a:1"}}}},
		"six rows":    {{Kind: bot.Row, Buttons: row(26)}},
	} {
		if _, err := render.Message(bot.Message{Blocks: blocks}, nil); err == nil {
			t.Errorf("%s: rendered", name)
		}
	}
	p, err := render.Message(bot.Message{Blocks: []bot.Block{{Kind: bot.Row, Buttons: row(7)}}}, nil)
	if err != nil || len(p.Components) != 2 || len(p.Components[0].Components) != 5 {
		t.Errorf("seven buttons make two rows: %+v, %v", p.Components, err)
	}
}

func TestNonceFitsAndDependsOnTheKey(t *testing.T) {
	a, b := render.Nonce("card:1:discord"), render.Nonce("card:2:discord")
	if a == b || len(a) > 25 || a != render.Nonce("card:1:discord") {
		t.Errorf("nonces %q, %q", a, b)
	}
}
