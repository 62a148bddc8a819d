package stage

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // driver of the scratch databases
)

// The platforms that a scenario can play on. DiscordBare is Discord without privileged
// intents: no message content, no member list.
const (
	Slack       = "slack"
	Discord     = "discord"
	DiscordBare = "discord-bare"
)

// Script is what a scenario needs to begin.
type Script struct {
	On       []string // platforms
	Config   string   // guichet.yaml
	Env      []string // besides the connections, wins over the usual channels
	Postgres bool     // on PostgreSQL where GUICHET_TEST_POSTGRES names a server
	Fixture  string   // Slack: file of another workspace
	Flags    []string // for the simulators
	Asleep   bool     // the product is not started yet
	Allowed  []string // rules of the platforms that the scenario itself makes the bot break
}

// World is one scenario's world: simulators, the product, people.
type World struct {
	T       testing.TB
	Bot     *Bot
	Bins    *Binaries
	slack   Chat
	discord Chat
	script  Script
}

// Open builds a world and waits until the product is ready. At the end of the test it checks
// that no rule of a platform was broken.
func Open(t testing.TB, b *Binaries, s Script) *World {
	t.Helper()
	w := &World{T: t, Bins: b, script: s}
	var env []string
	if slices.Contains(s.On, Slack) {
		sim, err := startSlack(b, s.Fixture, s.Flags...)
		w.check(err)
		w.slack = sim
		t.Cleanup(sim.Close)
		env = append(env, sim.Env()...)
	}
	for name, intents := range map[string]string{Discord: "MESSAGE_CONTENT,GUILD_MEMBERS", DiscordBare: "none"} {
		if !slices.Contains(s.On, name) {
			continue
		}
		sim, err := startDiscord(b, intents, s.Flags...)
		w.check(err)
		w.discord = sim
		t.Cleanup(sim.Close)
		env = append(env, sim.Env()...)
	}
	if s.Postgres && os.Getenv("GUICHET_TEST_POSTGRES") != "" {
		env = append(env, "DATABASE_URL="+w.scratchDatabase(os.Getenv("GUICHET_TEST_POSTGRES")))
	}
	bot, err := newBot(b, t.TempDir(), s.Config, append(env, s.Env...))
	w.check(err)
	w.Bot = bot
	t.Cleanup(w.verdict)
	if !s.Asleep {
		w.Wake()
	}
	return w
}

// Wake starts the product and waits until it is ready.
func (w *World) Wake() time.Duration {
	w.T.Helper()
	w.check(w.Bot.Start())
	took, err := w.Bot.Ready(20 * time.Second)
	w.check(err)
	if w.discord != nil { // the commands are registered right after the first connection
		var commands []any
		w.Eventually("the commands are registered on Discord", Patience, func() bool {
			w.check(w.discord.Control("/commands", nil, &commands))
			return len(commands) > 0
		}, w.Bot.Log)
	}
	return took
}

// KillAndWake kills the product with -9 and starts it again on the same database.
func (w *World) KillAndWake() {
	w.T.Helper()
	w.Bot.Kill()
	w.Wake()
}

// Chats are the world's platforms.
func (w *World) Chats() []Chat {
	var out []Chat
	for _, c := range []Chat{w.slack, w.discord} {
		if c != nil {
			out = append(out, c)
		}
	}
	return out
}

// Person is somebody on the world's only platform.
func (w *World) Person(name string) Person {
	w.T.Helper()
	all := w.Chats()
	if len(all) != 1 {
		w.T.Fatalf("two platforms: say OnSlack or OnDiscord")
	}
	return Person{Name: name, chat: all[0], w: w}
}

// OnSlack is somebody's Slack account.
func (w *World) OnSlack(name string) Person { return Person{Name: name, chat: w.slack, w: w} }

// OnDiscord is somebody's Discord account.
func (w *World) OnDiscord(name string) Person { return Person{Name: name, chat: w.discord, w: w} }

// Chat is the world's only platform.
func (w *World) Chat() Chat { return w.Chats()[0] }

func (w *World) check(err error) {
	w.T.Helper()
	if err != nil {
		w.T.Fatal(err)
	}
}

// verdict ends the product and looks at what the platforms complain of.
func (w *World) verdict() {
	if w.T.Failed() {
		w.T.Logf("what guichet logged last:\n%s", w.Bot.Log())
	}
	if w.Bot.Running() {
		if code := w.Bot.Stop(12 * time.Second); code != 0 && !w.T.Failed() {
			w.T.Errorf("guichet ended with code %d after SIGTERM, it should drain and leave with 0 within 10 s:\n%s", code, w.Bot.Log())
		}
	}
	for _, c := range w.Chats() {
		broken, err := c.Violations()
		if err != nil {
			w.T.Errorf("%s: %v", c.Name(), err)
		}
		for _, v := range broken {
			rule, _, _ := strings.Cut(v, ":")
			if !slices.Contains(w.script.Allowed, rule) {
				w.T.Errorf("%s: a rule of the platform was broken: %s", c.Name(), v)
			}
		}
	}
}

var databases atomic.Int64

// scratchDatabase makes an empty PostgreSQL database for this world.
func (w *World) scratchDatabase(server string) string {
	w.T.Helper()
	u, err := url.Parse(server)
	w.check(err)
	db, err := sql.Open("pgx", server)
	w.check(err)
	name := fmt.Sprintf("guichet_acceptance_%d_%d", os.Getpid(), databases.Add(1))
	_, err = db.Exec("create database " + name)
	w.check(err)
	w.T.Cleanup(func() {
		_, err := db.Exec("drop database " + name + " with (force)")
		if err := errors.Join(err, db.Close()); err != nil {
			w.T.Errorf("scratch database: %v", err)
		}
	})
	u.Path = "/" + name
	return u.String()
}

// Calls is how many calls of its API the world's only platform has taken so far.
func (w *World) Calls() int {
	w.T.Helper()
	if w.Chat().Name() == Slack {
		var out struct {
			Calls []struct{} `json:"calls"`
		}
		w.check(w.Chat().Control("/calls?limit=100000", nil, &out))
		return len(out.Calls)
	}
	var out []struct{}
	w.check(w.Chat().Control("/calls?limit=100000", nil, &out))
	return len(out)
}
