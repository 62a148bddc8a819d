package stage

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// PublicPoolFixture writes a Slack workspace with one more channel, public, whose members are
// the technicians, and returns the file.
func PublicPoolFixture(t testing.TB, b *Binaries, channel string) string {
	t.Helper()
	return fixture(t, b, func(ws map[string]any) {
		channels, _ := ws["channels"].([]any)
		ws["channels"] = append(channels, map[string]any{"name": channel, "members": []any{"tessa", "tom", "theo"}, "bot": true})
	})
}

// WithoutBotFixture writes a Slack workspace whose channel of this name the bot is not in.
func WithoutBotFixture(t testing.TB, b *Binaries, channel string) string {
	t.Helper()
	return fixture(t, b, func(ws map[string]any) {
		channels, _ := ws["channels"].([]any)
		for _, c := range channels {
			if one, ok := c.(map[string]any); ok && one["name"] == channel {
				delete(one, "bot")
			}
		}
	})
}

func fixture(t testing.TB, b *Binaries, change func(workspace map[string]any)) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(b.SimsSources, "slack", "internal", "workspace", "default_fixture.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all struct {
		App        json.RawMessage  `json:"app"`
		Workspaces []map[string]any `json:"workspaces"`
	}
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	change(all.Workspaces[0])
	if raw, err = json.Marshal(all); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "fixture.json")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
