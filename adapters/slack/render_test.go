package slack

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	slackapi "github.com/slack-go/slack"

	"guichet/bot"
	"guichet/bot/markup"
	"guichet/tickets"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// golden compares v, as JSON, with the file of the name.
func golden(t *testing.T, name string, v any) {
	t.Helper()
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	goldenBytes(t, name+".json", buf.Bytes())
}

func goldenBytes(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; got:\n%s", path, got)
	}
}

func cardMessage() bot.Message {
	return bot.Message{
		Key: "card:12:slack", Ticket: 12, IsCard: true, Tone: bot.Alarm,
		Blocks: []bot.Block{
			{Kind: bot.Heading, Text: words("INC-12 · Nouveau")},
			{Kind: bot.Paragraph, Text: bot.Text{{Kind: bot.Bold, Text: "Imprimante bloquée"}, {Kind: bot.Plain, Text: "\nVoir "}, {Kind: bot.Code, Text: "lpstat -p"}}},
			{Kind: bot.Fields, Pairs: []bot.Pair{
				{Label: "Demandeur", Value: bot.Text{{Kind: bot.Mention, User: "slack:U0ALICE", Text: "Alice"}}},
				{Label: "Bénéficiaire", Value: bot.Text{{Kind: bot.Mention, User: "discord:42", Text: "Benoît"}}},
				{Label: "Échéance", Value: bot.Text{{Kind: bot.When, At: noon, Text: "12 h"}, {Kind: bot.Plain, Text: " · "}, {Kind: bot.When, At: noon, Style: bot.Relative}}},
				{Label: "Vide"},
			}},
			{Kind: bot.Quote, Text: words("*pas* <!channel> `du` _tout_\n> @here")},
			{Kind: bot.Small, Text: bot.Text{{Kind: bot.Plain, Text: "à faire avant "}, {Kind: bot.When, At: noon, Text: "midi"}}},
			{Kind: bot.Small, Text: words("secondaire *brut*")},
			{Kind: bot.Paragraph, Text: bot.Text{
				{Kind: bot.Group, Role: bot.GroupManagers, Text: "responsables"},
				{Kind: bot.Plain, Text: " "},
				{Kind: bot.Group, Role: bot.GroupTechnicians, Text: "techniciens"},
				{Kind: bot.Plain, Text: " "},
				{Kind: bot.Anchor, Text: "la page", URL: "https://example.org/a?b=c"},
				{Kind: bot.Anchor, Text: "pas ça", URL: "javascript:alert(1)"},
			}},
			{Kind: bot.Row, Buttons: []bot.Button{
				{Label: "Prendre en charge", Verb: "claim:12", Style: bot.Primary},
				{Label: "4", Verb: "mark:12:4", On: true},
				{Label: "Annuler", Verb: "cancel:12", Style: bot.Danger},
				{Label: "Encore", Verb: "claim:12"},
			}},
			{Kind: bot.Select, Menu: &bot.Menu{Placeholder: "Plus…", Verb: "more:12", Options: []bot.Option{{Label: "Attente", Value: "wait"}, {Label: "Escalader", Value: "escalate"}}}},
		},
	}
}

func TestRenderMessage(t *testing.T) {
	r := render(cardMessage(), directory{groups: map[string][]string{bot.GroupManagers: {"U0MARIE", "U0ZOE"}}})
	golden(t, "card", map[string]any{"blocks": r.blocks, "text": r.text, "metadata": label(cardMessage())})
}

// What somebody wrote elsewhere, with all that a message can hold.
func TestRenderWords(t *testing.T) {
	d := markup.Read("Bonjour <@discord:U1>, **gras** *ital* ~~non~~ `co*de*` @everyone\n> cité\n\n- un\n  - un bis\n1. a\n2. b\n```go\nif a < b { \"`\" }\n```\n[la page](https://ex.fr/a?b=1&c=2) [pas ça](javascript:alert(1)) <t:1700000000:R> <!channel> :acme: 👍")
	named := d.Resolve(func(tickets.UserID) string { return "Alice <!here>" }, nil)
	r := render(bot.Message{Blocks: []bot.Block{{Kind: bot.Small, Text: words("Alice écrit :")}, {Kind: bot.Words, Words: named}}}, directory{})
	golden(t, "words", map[string]any{"blocks": r.blocks, "text": r.text})
}

func TestRenderForm(t *testing.T) {
	f := bot.Form{
		ID: "open:", State: "draft-7|x", Title: "Ouvrir un ticket qui a un titre trop long", Submit: "Envoyer", Cancel: "Annuler", Intro: "Bonjour *Alice*",
		Fields: []bot.Field{
			{ID: "type", Label: "Type", Kind: bot.ChoiceField, Required: true, Value: "request", Options: []bot.Option{{Label: "Incident", Value: "incident"}, {Label: "Demande", Value: "request"}}},
			{ID: "summary", Label: "Objet", Kind: bot.LineField, Required: true, Max: 12, Value: "plus long que douze", Error: "Trop long"},
			{ID: "description", Label: "Description", Kind: bot.TextField, Hint: "Ce que vous avez essayé"},
			{ID: "who", Label: "Bénéficiaire", Kind: bot.PersonField, Value: "slack:U0BENOIT"},
			{ID: "other", Label: "Autre", Kind: bot.PersonField, Value: "discord:42"},
			{ID: "when", Label: "Quand", Kind: bot.DateField, Value: noon.Format(time.RFC3339), Hint: "votre heure"},
			{ID: "files", Label: "Pièces jointes", Kind: bot.FilesField, Hint: strings.Repeat("h", 200)},
			{ID: "nothing", Label: "Rien", Kind: bot.ChoiceField},
		},
	}
	golden(t, "form", renderForm(f, origin{channel: "C0HELP", thread: "1.2", locale: "fr-FR"}))
}

func TestHeadingThatIsNotMereText(t *testing.T) {
	for _, text := range []bot.Text{
		words(strings.Repeat("x", maxHeader+1)),
		{{Kind: bot.Plain, Text: "avant "}, {Kind: bot.When, At: noon}},
	} {
		r := render(bot.Message{Blocks: []bot.Block{{Kind: bot.Heading, Text: text}}}, directory{})
		if _, ok := r.blocks[0].(*slackapi.RichTextBlock); !ok {
			t.Errorf("%.20v is a %T", text, r.blocks[0])
		}
	}
}

func TestTooManyBlocksKeepTheButtons(t *testing.T) {
	var m bot.Message
	for i := range 60 {
		kind := bot.Paragraph
		if i%2 == 0 {
			kind = bot.Heading
		}
		m.Blocks = append(m.Blocks, bot.Block{Kind: kind, Text: words("x")})
	}
	m.Blocks = append(m.Blocks, bot.Block{Kind: bot.Row, Buttons: []bot.Button{{Label: "A", Verb: "a"}}})
	r := render(m, directory{})
	if len(r.blocks) > maxMessageBlocks {
		t.Errorf("%d blocks", len(r.blocks))
	}
	if _, ok := r.blocks[len(r.blocks)-1].(*slackapi.ActionBlock); !ok {
		t.Errorf("the last block is a %T", r.blocks[len(r.blocks)-1])
	}
}

func TestOriginRoundTrip(t *testing.T) {
	for _, state := range []string{"", "plain", "a|b|c|d|e|f", strings.Repeat("é", 1500)} {
		o := origin{channel: "C1", thread: "1.2", locale: "fr-FR"}
		back, s := unpack(o.pack(state))
		if back != o || s != state {
			t.Errorf("%.20q came back as %+v %.20q", state, back, s)
		}
	}
	if o, s := unpack("other"); o != (origin{}) || s != "other" {
		t.Errorf("foreign metadata read as %+v %q", o, s)
	}
}
