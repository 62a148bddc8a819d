package web

import (
	"slices"
	"strings"
	"testing"

	"github.com/rs/zerolog"

	"guichet/adapters/web/chat"
	"guichet/bot"
)

func quietAdapter(t *testing.T) *Adapter {
	t.Helper()
	return New(Config{Chat: newStage(t).(*stage).chat, Logger: zerolog.Nop()})
}

func TestMentions(t *testing.T) {
	a := quietAdapter(t)
	for typed, want := range map[string]string{
		"@tom regarde":       "<@web:tom> regarde",
		"vu avec @Tom, ok":   "vu avec <@web:tom>, ok",
		"tom@tom.example":    "tom@tom.example",
		"@everyone @channel": "@everyone @channel",
		"<@tom>":             "<@tom>",
	} {
		if got := a.withMentions(typed); got != want {
			t.Errorf("%q becomes %q, want %q", typed, got, want)
		}
	}
	text := a.spans("a <@web:tom> b <@web:nobody>\x00")
	if len(text) != 3 || text[1].Kind != bot.Mention || text[1].Text != "Tom Baker" || text[2].Text != " b <@web:nobody>" {
		t.Errorf("%+v", text)
	}
	if got := a.mentioned("<@web:tom> <@web:alice> <@web:tom>", Pool); !slices.Equal(got, []string{"tom"}) {
		t.Errorf("in the pool are named %v", got)
	}
}

func TestCommandsAreToldFromWords(t *testing.T) {
	for text, want := range map[string]string{
		"/ticket":           "ticket|",
		"/ticket  voir 12 ": "ticket|voir 12",
		"/ticket\nvoir":     "ticket|voir",
		"//remarque":        "",
		"/":                 "",
		"bonjour /ticket":   "",
	} {
		name, words, ok := command(text)
		if got := name + "|" + words; ok != (want != "") || ok && got != want {
			t.Errorf("%q is %q, %v", text, got, ok)
		}
	}
}

func TestCompletion(t *testing.T) {
	a := quietAdapter(t)
	for _, c := range []struct{ who, text, first string }{
		{"alice", "/", "/ticket "},
		{"alice", "/tic", "/ticket "},
		{"alice", "/ticket ann", "annuler "},
		{"bob", "/ticket ca", "cancel "},
		{"alice", "/ticket prendre", ""},
		{"tessa", "/ticket pre", "prendre "},
		{"bob", "/ticket aide", "help "},
		{"tessa", "/ticket assigner 12 @t", "@tessa "},
		{"tessa", "/ticket impact 12 ", "one "},
		{"tessa", "/ticket impact 12 plus", "many "},
		{"alice", "bonjour @to", "@tom "},
		{"alice", "bonjour", ""},
		{"alice", "/autre x", ""},
		{"alice", "/ticket imprimante blo", ""},
	} {
		got, err := a.Complete(t.Context(), Act{Who: c.who, Channel: Helpdesk}, c.text)
		if err != nil {
			t.Errorf("%s %q: %v", c.who, c.text, err)
			continue
		}
		first := ""
		if len(got.Items) > 0 {
			first = got.Items[0].Insert
			if kept := []rune(c.text)[:got.From]; !strings.HasPrefix(c.text, string(kept)) {
				t.Errorf("%q keeps %d", c.text, got.From)
			}
		}
		if first != c.first {
			t.Errorf("%s %q proposes %q, want %q", c.who, c.text, first, c.first)
		}
	}
}

func TestOnlyWhatIsThereCanBePressed(t *testing.T) {
	a := quietAdapter(t)
	m, err := a.chat.Post(chat.Draft{Channel: Pool, By: chat.BotID, Body: bot.Message{Blocks: []bot.Block{{Kind: bot.Row, Buttons: []bot.Button{{Label: "x", Verb: "claim:1"}}}}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ who, verb string }{{"alice", "claim:1"}, {"tessa", "resolve:1"}, {"tessa", ""}} {
		if _, err := a.Click(t.Context(), Act{Who: c.who, Channel: Pool}, m.ID, c.verb); err == nil {
			t.Errorf("%s presses %q", c.who, c.verb)
		}
	}
	if _, err := a.React(t.Context(), Act{Who: "alice"}, m.ID, "eyes", true); err == nil {
		t.Error("alice reacts to a card that she does not see")
	}
	if _, err := a.React(t.Context(), Act{Who: "tessa"}, m.ID, "poop", true); err == nil {
		t.Error("an emoji that is not offered is put")
	}
	if err := a.Correct(t.Context(), Act{Who: "tessa"}, m.ID, "other"); err == nil {
		t.Error("tessa changes the bot's words")
	}
	if err := a.Delete(t.Context(), Act{Who: "tessa"}, m.ID); err == nil {
		t.Error("tessa deletes a card")
	}
}
