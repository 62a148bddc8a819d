package discord

import (
	"encoding/json"
	"testing"
)

// Stickers, forwarded messages and polls say what they can in words; their files come along.
func TestWhatAMessageSays(t *testing.T) {
	for body, want := range map[string]string{
		`{"content":"","sticker_items":[{"name":"bravo"}]}`:                                   ":bravo:",
		`{"content":"","message_snapshots":[{"message":{"content":"le bac\nest vide"}}]}`:     "> le bac\n> est vide",
		`{"content":"","poll":{"question":{"text":"Toujours en panne ?"}}}`:                   "Toujours en panne ?",
		`{"content":"","message_snapshots":[{"message":{"attachments":[{"filename":"a"}]}}]}`: "",
		`{"content":"","flags":8192,"attachments":[{"filename":"voice-message.ogg"}]}`:        "",
		`{"content":"simple","embeds":[{"title":"aperçu"}],"attachments":[{"filename":"b"}]}`: "simple",
	} {
		var m message
		if err := json.Unmarshal([]byte(body), &m); err != nil {
			t.Fatal(err)
		}
		if got := m.content(); got != want || !m.human() {
			t.Errorf("%s says %q, want %q; human %v", body, got, want, m.human())
		}
		if wantFiles := len(m.Attachments) + len(m.Snapshots); len(m.joined()) > wantFiles || want == "" && len(m.joined()) == 0 {
			t.Errorf("%s has %d files", body, len(m.joined()))
		}
	}
}
