package config

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"
)

const (
	botToken     = "xoxb-1-secretive"
	appToken     = "xapp-1-secretive"
	discordToken = "MTIz.secretive.abc"
	databaseURL  = "postgres://guichet:secretive@db/guichet"
)

func fullEnviron() []string {
	return []string{
		"SLACK_BOT_TOKEN=" + botToken, "SLACK_APP_TOKEN=" + appToken, "SLACK_API_URL=http://127.0.0.1:1/api",
		"DISCORD_BOT_TOKEN=Bot " + discordToken, "DISCORD_API_URL=http://127.0.0.1:2/", "DATABASE_URL=" + databaseURL,
		"HELPDESK_CHANNEL=helpdesk", "POOL_CHANNEL=#pool", "ESCALATION_CHANNEL=C0123ABCD", "MANAGER_CHANNEL= #m ",
		"GUICHET_CONFIG=desk.yaml", "HTTP_ADDR=:9090", "LOG_LEVEL=DEBUG", "LOG_FORMAT=console", "TZ=UTC", "OTHER=x",
	}
}

func TestReadEnv(t *testing.T) {
	t.Parallel()
	e, err := ReadEnv(fullEnviron(), "")
	if err != nil {
		t.Fatal(err)
	}
	want := Env{
		SlackBotToken: NewSecret(botToken), SlackAppToken: NewSecret(appToken), SlackAPIURL: "http://127.0.0.1:1/api/",
		DiscordBotToken: NewSecret(discordToken), DiscordAPIURL: "http://127.0.0.1:2", DatabaseURL: NewSecret(databaseURL),
		HelpdeskChannel: "#helpdesk", PoolChannel: "#pool", EscalationChannel: "C0123ABCD", ManagerChannel: "#m",
		ConfigFile: "desk.yaml", HTTPAddr: ":9090", LogLevel: "debug", LogFormat: "console", TZ: "UTC",
		Proxies: map[string]string{},
	}
	if diff := cmp.Diff(want, e, cmp.AllowUnexported(Secret{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"slack", "discord"}, e.Platforms()); diff != "" {
		t.Error(diff)
	}
	empty, err := ReadEnv([]string{"HTTP_ADDR=", "LOG_LEVEL="}, "")
	if err != nil {
		t.Fatal(err)
	}
	if empty.HTTPAddr != "127.0.0.1:8080" || empty.LogLevel != "info" || empty.LogFormat != "json" || len(empty.Platforms()) != 0 {
		t.Errorf("defaults: %+v", empty)
	}
}

func TestSecretsAreNeverShown(t *testing.T) {
	t.Parallel()
	e, err := ReadEnv(fullEnviron(), "")
	if err != nil {
		t.Fatal(err)
	}
	var shown strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		fmt.Fprintf(&shown, verb+"\n", e)
		fmt.Fprintf(&shown, verb+"\n", &e)
		fmt.Fprintf(&shown, verb+"\n", e.SlackBotToken)
		fmt.Fprintf(&shown, verb+"\n", map[Secret]Secret{e.SlackBotToken: e.DatabaseURL})
	}
	j, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	y, err := yaml.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	shown.Write(j)
	shown.Write(y)
	logger := zerolog.New(&shown)
	logger.Info().Interface("env", e).Stringer("token", e.SlackBotToken).Any("url", e.DatabaseURL).Send()
	slog.New(slog.NewTextHandler(&shown, nil)).Info("env", "env", e, "token", e.SlackBotToken)
	if s := shown.String(); strings.Contains(s, "secretive") || strings.Contains(s, fmt.Sprintf("%x", "secretive")) {
		t.Errorf("a secret is shown:\n%s", s)
	}
	if !strings.Contains(string(j), `"SlackBotToken":"[secret]"`) {
		t.Errorf("JSON: %s", j)
	}
	if e.SlackBotToken.Reveal() != botToken {
		t.Error("Reveal does not give the secret")
	}
}

func TestEnvironmentMistakesAllAtOnceWithoutSecrets(t *testing.T) {
	t.Parallel()
	_, err := ReadEnv([]string{
		"SLACK_BOT_TOKEN=xapp-secretive", "SLACK_APP_TOKEN=xoxb-secretive", "DISCORD_BOT_TOKEN=two secretive",
		"SLACK_API_URL=ftp://secretive", "DISCORD_API_URL=https://u:secretive@host/", "HTTP_ADDR=8080", "LOG_LEVEL=loud",
		"LOG_FORMAT=xml", "HELPDESK_CHANNEL=two words",
	}, "")
	if err == nil {
		t.Fatal("accepted")
	}
	for _, want := range []string{
		"SLACK_BOT_TOKEN holds an app-level token", "SLACK_APP_TOKEN holds a bot token", "a token has a space in it",
		"SLACK_API_URL is not a base URL", "DISCORD_API_URL is not a base URL", `HTTP_ADDR is "8080": write an address and a port`,
		`LOG_LEVEL is "loud": write trace, debug, info, warn or error`, `LOG_FORMAT is "xml": write json or console`,
		`HELPDESK_CHANNEL is "two words", which no channel can be called`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in\n%v", want, err)
		}
	}
	if strings.Contains(err.Error(), "secretive") {
		t.Errorf("a secret is shown:\n%v", err)
	}
	for environ, want := range map[string]string{
		"SLACK_BOT_TOKEN=xoxb-1": "SLACK_APP_TOKEN is missing while SLACK_BOT_TOKEN is set",
		"SLACK_APP_TOKEN=xapp-1": "SLACK_BOT_TOKEN is missing while SLACK_APP_TOKEN is set",
	} {
		if _, err := ReadEnv([]string{environ}, ""); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", environ, err)
		}
	}
}

func TestDotenv(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), ".env")
	write := func(s string) {
		if err := os.WriteFile(path, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("# tokens\nDISCORD_BOT_TOKEN='a$b.secretive'\nexport POOL_CHANNEL=\"#file\"\nHELPDESK_CHANNEL=#file\nHTTPS_PROXY=http://proxy:3128\nHTTP_PROXY=http://file:1\n")
	e, err := ReadEnv([]string{"POOL_CHANNEL=#real", "HELPDESK_CHANNEL=", "HTTP_PROXY=http://real:1"}, path)
	if err != nil {
		t.Fatal(err)
	}
	if e.DiscordBotToken.Reveal() != "a$b.secretive" || e.PoolChannel != "#real" || e.HelpdeskChannel != "#file" {
		t.Errorf("%+v %s", e, e.DiscordBotToken.Reveal())
	}
	if diff := cmp.Diff(map[string]string{"HTTPS_PROXY": "http://proxy:3128"}, e.Proxies); diff != "" {
		t.Errorf("proxies (-want +got):\n%s", diff)
	}
	for source, want := range map[string]string{
		"A=b\nDISCORD_BOT_TOKEN secretive\n":  path + ":2:1: this is not a variable: write NAME=value",
		"A=b\nDISCORD_BOT_TOKEN='secretive\n": path + ": a quote that begins is not closed",
	} {
		write(source)
		if _, err := ReadEnv(nil, path); err == nil || !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "secretive") {
			t.Errorf("%q: %v", source, err)
		}
	}
	if _, err := ReadEnv(nil, filepath.Join(t.TempDir(), ".env")); err != nil {
		t.Errorf("a missing file: %v", err)
	}
}

func TestLoadEnvRemovesSecretsFromTheProcess(t *testing.T) {
	t.Setenv("SLACK_BOT_TOKEN", botToken)
	t.Setenv("SLACK_APP_TOKEN", appToken)
	t.Setenv("DISCORD_BOT_TOKEN", discordToken)
	t.Setenv("DATABASE_URL", databaseURL)
	e, err := LoadEnv("")
	if err != nil {
		t.Fatal(err)
	}
	if e.DatabaseURL.Reveal() != databaseURL {
		t.Error("the URL was not read")
	}
	for _, pair := range os.Environ() {
		if strings.Contains(pair, "secretive") {
			t.Errorf("still there: %s", pair)
		}
	}
}

func TestConfigPath(t *testing.T) {
	t.Chdir(t.TempDir())
	if got := (Env{}).ConfigPath(); got != "" {
		t.Errorf("without a file: %q", got)
	}
	if err := os.WriteFile(DefaultFile, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := (Env{}).ConfigPath(); got != DefaultFile {
		t.Errorf("with the usual file: %q", got)
	}
	if got := (Env{ConfigFile: "x.yaml"}).ConfigPath(); got != "x.yaml" {
		t.Errorf("with GUICHET_CONFIG: %q", got)
	}
}
