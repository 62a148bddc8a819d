package acceptance

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"guichet/acceptance/stage"
)

// doctor finds nothing in a healthy desk, and each finding comes with its fix.
func TestDoctor(t *testing.T) {
	needsSimulators(t)
	healthy := func(w *stage.World) {
		out, code := doctor(w)
		if code != 0 {
			w.T.Errorf("doctor leaves with %d in a healthy desk:\n%s", code, out)
		}
	}
	for _, platform := range []string{stage.Slack, stage.Discord} {
		t.Run(platform, func(t *testing.T) {
			t.Parallel()
			on(t, stage.Script{Asleep: true}, healthy, platform)
		})
	}
	t.Run("slack-not-in-channel", func(t *testing.T) {
		t.Parallel()
		s := stage.Script{Asleep: true, Fixture: stage.WithoutBotFixture(t, bins, stage.PoolChannel)}
		on(t, s, func(w *stage.World) { wantFinding(w, stage.PoolChannel) }, stage.Slack)
	})
	t.Run("discord-may-not-write", func(t *testing.T) {
		t.Parallel()
		on(t, stage.Script{Asleep: true}, func(w *stage.World) {
			if err := w.Chat().Fault(stage.Fault{"kind": "permission_removed", "channel": stage.PoolChannel, "permission": "SEND_MESSAGES"}); err != nil {
				t.Fatal(err)
			}
			wantFinding(w, stage.PoolChannel)
		}, stage.Discord)
	})
	t.Run("unknown-channel", func(t *testing.T) {
		t.Parallel()
		on(t, stage.Script{Asleep: true, Env: []string{"POOL_CHANNEL=#nowhere"}}, func(w *stage.World) { wantFinding(w, "nowhere") }, stage.Slack)
	})
	t.Run("bad-token", func(t *testing.T) {
		t.Parallel()
		s := stage.Script{Asleep: true, Env: []string{"SLACK_BOT_TOKEN=xoxb-1-2-wrong"}, Allowed: []string{"not_authed", "wrong_token_type"}}
		on(t, s, func(w *stage.World) {
			wantFinding(w, "SLACK_BOT_TOKEN")
			out, _ := doctor(w)
			if contains(out, "xoxb-1-2-wrong") {
				w.T.Errorf("doctor prints a token:\n%s", out)
			}
		}, stage.Slack)
	})
}

func wantFinding(w *stage.World, words string) {
	w.T.Helper()
	if out, code := doctor(w); code != 1 || !contains(out, words) {
		w.T.Errorf("doctor leaves with %d and does not speak of %q:\n%s", code, words, out)
	}
}

func doctor(w *stage.World) (string, int) { return w.Bot.Command("doctor") }

// A slip of the operator's is shown with file, line and column, and the exit code is 2.
func TestConfigCheck(t *testing.T) {
	needsSimulators(t)
	t.Parallel()
	for name, one := range map[string]struct {
		text string
		code int
		says []string
	}{
		"example":     {example(t), 0, nil},
		"unknown key": {"desk:\n  name: IT\n  colour: red\n", 2, []string{"colour", "3:3"}},
		"bad value":   {"desk:\n  timezone: Europe/Pariss\n", 2, []string{"Pariss"}},
		"bad span":    {"sla:\n  P1: { respond: soon }\n", 2, []string{"soon", "2"}},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "guichet.yaml")
			if err := os.WriteFile(path, []byte(one.text), 0o600); err != nil {
				t.Fatal(err)
			}
			env := append([]string{"GUICHET_CONFIG=" + path}, someChannels...)
			out, code := run(t, env, "config", "check")
			if code != one.code {
				t.Errorf("exit code %d, want %d:\n%s", code, one.code, out)
			}
			for _, s := range one.says {
				if !contains(out, s) {
					t.Errorf("it does not say %q:\n%s", s, out)
				}
			}
		})
	}
}

// Without anything to connect to, the start is refused and says what is missing.
func TestStartWithoutSettings(t *testing.T) {
	needsSimulators(t)
	t.Parallel()
	if out, code := run(t, nil, "run"); code != 2 || !contains(out, "SLACK_BOT_TOKEN") {
		t.Errorf("exit code %d:\n%s", code, out)
	}
	if out, code := run(t, nil, "nonsense"); code != 2 {
		t.Errorf("an unknown command leaves with %d:\n%s", code, out)
	}
	if out, code := run(t, nil, "version"); code != 0 || out == "" {
		t.Errorf("version leaves with %d: %s", code, out)
	}
	for _, args := range [][]string{{"setup", "slack"}, {"setup", "slack", "--lang", "fr"}, {"setup", "slack", "--json"}} {
		if out, code := run(t, nil, args...); code != 0 || !contains(out, "/ticket") {
			t.Errorf("%v leaves with %d:\n%s", args, code, out)
		}
	}
	if !strings.Contains(bins.Invite, "permissions=") || strings.Contains(strings.TrimSpace(bins.Invite), "\n") {
		t.Errorf("setup discord prints more, or less, than the link: %q", bins.Invite)
	}
}

var someChannels = []string{"SLACK_BOT_TOKEN=xoxb-1", "SLACK_APP_TOKEN=xapp-1", "HELPDESK_CHANNEL=#a", "POOL_CHANNEL=#b", "ESCALATION_CHANNEL=#c"}

func run(t *testing.T, env []string, args ...string) (string, int) {
	t.Helper()
	out, err := bins.Output(env, args...)
	text := string(out)
	if err == nil {
		return text, 0
	}
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return text + err.Error(), exit.ExitCode()
}

// example is the example of a configuration that users start from.
func example(t *testing.T) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(bins.SimsSources, "..", "guichet.example.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
