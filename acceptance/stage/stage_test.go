package stage

import (
	"encoding/json"
	"slices"
	"testing"
)

func TestHasWantsWholeWords(t *testing.T) {
	m := Message{Text: "INC-12 et INC-3 · En attente\nRésolution: 4 h, @\u200beveryone (été)"}
	for word, want := range map[string]bool{
		"INC-1": false, "INC-12": true, "INC-3": true, "Résolu": false, "Résolution": true, "en attente": false, "En attente": true,
		"@everyone": true, "été": true, "té": false, "4 h": true, "absent": false, "": true,
	} {
		if m.Has(word) != want {
			t.Errorf("Has(%q) is not %v", word, want)
		}
	}
}

func TestSlackPingsAreThoseOfMarkupOnly(t *testing.T) {
	s := &slack{names: map[string]string{"U1": "alice"}}
	for name, one := range map[string]struct {
		text, blocks string
		want         []string
	}{
		"mention":    {"", `[{"type":"section","text":{"type":"mrkdwn","text":"à <@U1>"}}]`, []string{"alice"}},
		"plain text": {"", `[{"type":"section","text":{"type":"plain_text","text":"<!channel> <@U1>"}}]`, nil},
		"escaped":    {"&lt;!channel&gt;", `[{"type":"section","text":{"type":"mrkdwn","text":"&lt;!channel&gt;"}}]`, nil},
		"everybody":  {"<!here>", `null`, []string{"@here"}},
		"rich text":  {"", `[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"broadcast","range":"channel"},{"type":"user","user_id":"U1"}]}]}]`, []string{"@group", "alice"}},
	} {
		if got := s.pings(slackMessage{Text: one.text, Blocks: json.RawMessage(one.blocks)}); !slices.Equal(got, one.want) {
			t.Errorf("%s: %q, want %q", name, got, one.want)
		}
	}
}

func TestButtonsAreFoundByWhatIsRead(t *testing.T) {
	m := Message{Buttons: []Button{{Label: "Valider", Disabled: true}, {Label: "✔ 4", ID: "b"}}}
	if _, ok := m.Button("Valider"); ok {
		t.Error("a disabled button can be pressed")
	}
	if b, ok := m.Button("4"); !ok || b.ID != "b" {
		t.Error("a mark before the label hides the button")
	}
}
