package slack

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"guichet/bot"
)

// nasty are words that ping, format or break where they are not kept apart.
var nasty = []string{
	"<!channel>", "<!here|x>", "<@U0ALICE>", "<#C1>", "@everyone", "@here", "*gras*", "_i_", "~s~", "`code`", "```", "> quote", ":smile:",
	"<https://evil.example|banque>", "&lt;!channel&gt;", "\x00\x07", "\u202Eflip", "\xff\xfe", strings.Repeat("a", 4000), strings.Repeat("é\n", 9000), "", " ", "\n", "{\"type\":\"section\"}",
}

func hostile() *rapid.Generator[string] {
	return rapid.OneOf(rapid.SampledFrom(nasty), rapid.String(), rapid.Custom(func(t *rapid.T) string {
		return rapid.SampledFrom(nasty).Draw(t, "a") + rapid.SampledFrom(nasty).Draw(t, "b")
	}))
}

func spans() *rapid.Generator[[]bot.Span] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) bot.Span {
		return bot.Span{
			Kind: rapid.SampledFrom([]bot.SpanKind{bot.Plain, bot.Bold, bot.Code, bot.When, bot.Anchor, bot.Mention, bot.Group}).Draw(t, "kind"),
			Text: hostile().Draw(t, "text"), At: noon, URL: hostile().Draw(t, "url"), User: "discord:1", Role: bot.GroupManagers,
		}
	}), 0, 6)
}

// TestHostileWordsAreOnlyWords: whatever people type, a message has no ping and no markup of
// theirs, and is within Slack's limits.
func TestHostileWordsAreOnlyWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := bot.Message{Fallback: hostile().Draw(t, "fallback")}
		for range rapid.IntRange(0, 70).Draw(t, "blocks") {
			b := bot.Block{Kind: bot.BlockKind(rapid.IntRange(0, 6).Draw(t, "kind")), Text: spans().Draw(t, "text")}
			b.Pairs = []bot.Pair{{Label: hostile().Draw(t, "label"), Value: spans().Draw(t, "value")}}
			s := hostile().Draw(t, "button")
			b.Buttons = []bot.Button{{Label: s, Verb: s}, {Label: s, Verb: s}}
			b.Menu = &bot.Menu{Placeholder: s, Verb: s, Options: []bot.Option{{Label: s, Value: s}, {Label: s, Value: s}}}
			m.Blocks = append(m.Blocks, b)
		}
		r := render(m, directory{})
		if n := utf8.RuneCountInString(r.text); n == 0 || n > maxFallback || strings.TrimSpace(r.text) == "" {
			t.Fatalf("fallback of %d runes", n)
		}
		if strings.ContainsAny(r.text, "<>") {
			t.Fatalf("fallback with angle brackets: %.80q", r.text)
		}
		if len(r.blocks) > maxMessageBlocks {
			t.Fatalf("%d blocks", len(r.blocks))
		}
		raw, err := json.Marshal(r.blocks)
		if err != nil {
			t.Fatal(err)
		}
		var tree []any
		if err := json.Unmarshal(raw, &tree); err != nil {
			t.Fatal(err)
		}
		for _, b := range tree {
			inert(t, b.(map[string]any))
		}
	})
}

// inert fails when an object of Block Kit could ping, format or is over a limit.
func inert(t *rapid.T, o map[string]any) {
	text, _ := o["text"].(string)
	switch o["type"] {
	case "broadcast", "user", "usergroup", "channel", "emoji":
		t.Fatalf("pings: %v", o)
	case "mrkdwn":
		rest := text
		for strings.Contains(rest, "<!date^") {
			i := strings.Index(rest, "<!date^")
			j := strings.Index(rest[i:], ">")
			rest = rest[:i] + rest[i+j+1:]
		}
		if strings.ContainsAny(rest, "<>*_~`@#&") {
			t.Fatalf("markup: %.120q", text)
		}
	case "link":
		if u, _ := o["url"].(string); !webAddress(u) {
			t.Fatalf("link to %q", u)
		}
	case "button":
		if v, _ := o["value"].(string); utf8.RuneCountInString(v) > maxButtonValue {
			t.Fatal("button value")
		}
	}
	if utf8.RuneCountInString(text) > maxTextObject || strings.ContainsAny(text, "\x00\u202e") {
		t.Fatalf("text: %.40q", text)
	}
	if _, has := o["text"]; has && o["type"] == "text" && text == "" {
		t.Fatal("an empty element")
	}
	if id, _ := o["action_id"].(string); len([]rune(id)) > maxID {
		t.Fatal("action id")
	}
	seen := map[any]bool{}
	for _, v := range o {
		switch v := v.(type) {
		case map[string]any:
			inert(t, v)
		case []any:
			for _, x := range v {
				if m, ok := x.(map[string]any); ok {
					if id := m["action_id"]; id != nil && seen[id] {
						t.Fatalf("action id twice: %v", id)
					} else if id != nil {
						seen[id] = true
					}
					inert(t, m)
				}
			}
		}
	}
}

// TestHostileForm: prefilled words never break a modal.
func TestHostileForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := hostile().Draw(t, "s")
		f := bot.Form{ID: "f", Title: s, Submit: s, Cancel: s, Intro: s}
		for k := range bot.DateField + 1 {
			f.Fields = append(f.Fields, bot.Field{ID: string(rune('a' + k)), Kind: k, Label: s, Hint: s, Value: s, Error: s, Max: 10, Options: []bot.Option{{Label: s, Value: "v"}}})
		}
		raw, err := json.Marshal(renderForm(f, origin{}))
		if err != nil {
			t.Fatal(err)
		}
		var v map[string]any
		if err := json.Unmarshal(raw, &v); err != nil {
			t.Fatal(err)
		}
		title := v["title"].(map[string]any)["text"].(string)
		if n := utf8.RuneCountInString(title); n == 0 || n > maxViewTitle {
			t.Fatalf("title %q", title)
		}
		for _, b := range v["blocks"].([]any) {
			inert(t, b.(map[string]any))
		}
	})
}
