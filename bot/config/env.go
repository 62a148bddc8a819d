package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"strings"

	"github.com/caarlos0/env/v11"
	"github.com/joho/godotenv"
)

// Defaults of the environment.
const (
	DefaultFile     = "guichet.yaml" // of the working directory, when it is there
	DefaultDotenv   = ".env"         // likewise
	DefaultDatabase = "guichet.db"   // SQLite, in the working directory
	DefaultFiles    = "files"        // folder of copies of files
)

// Env is what the environment says: secrets, connections, and the channels a desk needs least.
// Empty is "not set". Secrets are gone from the process's environment once they are read here.
type Env struct {
	SlackBotToken Secret `env:"SLACK_BOT_TOKEN,unset"`
	SlackAppToken Secret `env:"SLACK_APP_TOKEN,unset"`
	SlackAPIURL   string `env:"SLACK_API_URL"` // ends in "/"; "" is Slack itself

	DiscordBotToken Secret `env:"DISCORD_BOT_TOKEN,unset"`
	DiscordAPIURL   string `env:"DISCORD_API_URL"` // ends in no "/"; "" is Discord itself

	HelpdeskChannel   string `env:"HELPDESK_CHANNEL"` // "#name" or id; win over guichet.yaml
	PoolChannel       string `env:"POOL_CHANNEL"`
	EscalationChannel string `env:"ESCALATION_CHANNEL"`
	ManagerChannel    string `env:"MANAGER_CHANNEL"`

	DatabaseURL Secret `env:"DATABASE_URL,unset"` // "" is DefaultDatabase; may hold a password
	FilesDir    string `env:"FILES_DIR"`          // "" is DefaultFiles beside the SQLite file, else in the working directory
	ConfigFile  string `env:"GUICHET_CONFIG"`     // "" is DefaultFile when there is one

	HTTPAddr  string `env:"HTTP_ADDR" envDefault:"127.0.0.1:8080"`
	LogLevel  string `env:"LOG_LEVEL" envDefault:"info"`  // trace, debug, info, warn, error
	LogFormat string `env:"LOG_FORMAT" envDefault:"json"` // json, console
	TZ        string `env:"TZ"`                           // the desk's zone unless guichet.yaml has one

	// Proxies are HTTP_PROXY, HTTPS_PROXY and NO_PROXY where only the file .env has them; the
	// others the process sees by itself.
	Proxies map[string]string `env:"-"`
}

// LoadEnv reads the environment and the file of variables at dotenvPath, which may be missing
// or ""; the environment wins. All problems are reported at once, as Problems; none shows a
// secret. The secrets are removed from the process's environment, so that nothing started
// later inherits them.
func LoadEnv(dotenvPath string) (Env, error) { return ReadEnv(os.Environ(), dotenvPath) }

// ReadEnv is LoadEnv for the given environment ("NAME=value").
func ReadEnv(environ []string, dotenvPath string) (Env, error) {
	var e Env
	vars, err := readDotenv(dotenvPath)
	if err != nil {
		return e, err
	}
	e.Proxies = map[string]string{}
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"} {
		if v := vars[name]; v != "" {
			e.Proxies[name] = v
		}
	}
	for _, pair := range environ {
		name, v, _ := strings.Cut(pair, "=")
		delete(e.Proxies, name)
		// A variable set to nothing (compose does that) is one that is not set.
		if v = strings.TrimSpace(v); v != "" {
			vars[name] = v
		}
	}
	for name, v := range vars {
		if v == "" {
			delete(vars, name)
		}
	}
	if err := env.ParseWithOptions(&e, env.Options{Environment: vars}); err != nil {
		return Env{}, Problems{{Message: "the environment cannot be read"}} // all fields take any text
	}
	return e, e.check().err()
}

var dotenvLine = regexp.MustCompile(`^\s*(#.*|(export\s+)?[A-Za-z_][A-Za-z0-9_.]*\s*[=:].*)?$`)

// readDotenv reads the variables of a file. The library's errors quote the file, which holds
// secrets: only the line's number is told.
func readDotenv(path string) (map[string]string, error) {
	if path == "" {
		return map[string]string{}, nil
	}
	source, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return map[string]string{}, nil
	}
	if err != nil {
		return nil, Problems{{Message: fmt.Sprintf("%s cannot be read: %v", path, errors.Unwrap(err))}}
	}
	vars, err := godotenv.UnmarshalBytes(source)
	if err == nil {
		return vars, nil
	}
	for i, line := range strings.Split(string(source), "\n") {
		if !dotenvLine.MatchString(strings.TrimRight(line, "\r")) {
			return nil, Problems{{File: path, Line: i + 1, Column: 1, Message: "this is not a variable: write NAME=value on each line"}}
		}
	}
	return nil, Problems{{File: path, Message: "a quote that begins is not closed: write NAME=value or NAME='value' on each line"}}
}

// UseProxies makes the proxies of .env those of the process. Call it before the first request:
// net/http reads them once.
func (e Env) UseProxies() error {
	for name, v := range e.Proxies {
		if err := os.Setenv(name, v); err != nil {
			return fmt.Errorf("config: proxy: %w", err)
		}
	}
	return nil
}

// ConfigPath is the file of the desk: GUICHET_CONFIG, else guichet.yaml when the working
// directory has one, else "".
func (e Env) ConfigPath() string {
	if e.ConfigFile != "" {
		return e.ConfigFile
	}
	if _, err := os.Stat(DefaultFile); err == nil {
		return DefaultFile
	}
	return ""
}

// Platforms are the spaces whose tokens are present, in the order of Spaces.
func (e Env) Platforms() []string {
	var out []string
	if !e.SlackBotToken.IsZero() && !e.SlackAppToken.IsZero() {
		out = append(out, "slack")
	}
	if !e.DiscordBotToken.IsZero() {
		out = append(out, "discord")
	}
	return out
}
