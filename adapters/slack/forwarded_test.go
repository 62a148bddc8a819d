package slack

import (
	"encoding/json"
	"testing"

	"guichet/bot/markup"
)

// What somebody forwards without a word of their own is quoted; a preview beside words is not.
func TestAForwardedMessageIsQuoted(t *testing.T) {
	for body, want := range map[string]string{
		`{"text":"","attachments":[{"text":"le *bac* est vide\nencore","fallback":"x"}]}`:       "> le **bac** est vide\n> encore",
		`{"text":"voyez","attachments":[{"text":"un aperçu"}]}`:                                 "voyez",
		`{"text":"","attachments":[{"fallback":"seulement ceci"},{"text":" ","fallback":" "}]}`: "> seulement ceci",
		`{"text":"","attachments":[]}`:                                                          "",
	} {
		var m message
		if err := json.Unmarshal([]byte(body), &m); err != nil {
			t.Fatal(err)
		}
		if got := written(spoken(m.Text, m.Attachments), markup.Names{}); got != want {
			t.Errorf("%s reads %q, want %q", body, got, want)
		}
	}
}
