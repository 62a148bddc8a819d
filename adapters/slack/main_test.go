package slack

import (
	"context"
	"errors"
	"flag"
	"sync"
	"testing"
	"time"

	"guichet/adapters/slack/slackfake"
	"guichet/bot"
	"guichet/bot/app"
	"guichet/tickets"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/rs/zerolog"
	"go.uber.org/goleak"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// desk is a handler that remembers what it was handed and answers as the test says.
type desk struct {
	mu     sync.Mutex
	events []bot.Event
	answer func(ctx context.Context, e bot.Event) (bot.Answer, error)
}

func (d *desk) Handle(ctx context.Context, e bot.Event) (bot.Answer, error) {
	d.mu.Lock()
	d.events = append(d.events, e)
	answer := d.answer
	d.mu.Unlock()
	if answer == nil {
		return bot.Answer{}, nil
	}
	return answer(ctx, e)
}

func (d *desk) answers(f func(e bot.Event) (bot.Answer, error)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.answer = func(_ context.Context, e bot.Event) (bot.Answer, error) {
		if e.Kind == bot.ConnectedEvent || e.Kind == bot.MembershipEvent {
			return bot.Answer{}, nil
		}
		return f(e)
	}
}

func (d *desk) got(kind bot.EventKind) []bot.Event {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out []bot.Event
	for _, e := range d.events {
		if e.Kind == kind {
			out = append(out, e)
		}
	}
	return out
}

// rig is an adapter connected to a fake Slack.
type rig struct {
	*slackfake.Server
	a    *Adapter
	desk *desk
	stop func() error // ends Run and returns what it returned; may be called again
}

func config(t *testing.T, s *slackfake.Server) Config {
	return Config{
		BotToken: slackfake.BotToken, AppToken: slackfake.AppToken, APIURL: s.URL, Logger: zerolog.New(zerolog.NewTestWriter(t)),
		Metrics: app.NewMetrics(prometheus.NewRegistry()),
		Space: bot.SpaceConfig{
			Helpdesk: "#helpdesk", Pool: "#helpdesk-team", Escalation: "#helpdesk-escalations", Managers: "#helpdesk-managers", Locale: "fr",
		},
	}
}

// connect starts an adapter and waits until it is connected.
func connect(t *testing.T, change ...func(*Config)) *rig {
	t.Helper()
	s := slackfake.New(t)
	cfg := config(t, s)
	for _, f := range change {
		f(&cfg)
	}
	return start(t, s, New(cfg))
}

func start(t *testing.T, s *slackfake.Server, a *Adapter) *rig {
	t.Helper()
	r := &rig{Server: s, a: a, desk: &desk{}}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- r.a.Run(ctx, r.desk) }()
	var once sync.Once
	var result error
	r.stop = func() error {
		once.Do(func() {
			cancel()
			select {
			case result = <-done:
			case <-time.After(10 * time.Second):
				result = errors.New("Run did not return")
			}
		})
		return result
	}
	t.Cleanup(func() {
		if err := r.stop(); err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	s.Await("the first ConnectedEvent", func() bool { return len(r.desk.got(bot.ConnectedEvent)) > 0 })
	return r
}

// offline is an adapter that knows the workspace but has no socket.
func offline(t *testing.T, change ...func(*Config)) (*slackfake.Server, *Adapter) {
	t.Helper()
	s := slackfake.New(t)
	cfg := config(t, s)
	for _, f := range change {
		f(&cfg)
	}
	a := New(cfg)
	t.Cleanup(a.http.CloseIdleConnections)
	if err := a.identify(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := a.load(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s, a
}

func words(s string) bot.Text { return bot.Text{{Kind: bot.Plain, Text: s}} }

func says(s string) bot.Message {
	return bot.Message{Blocks: []bot.Block{{Kind: bot.Paragraph, Text: words(s)}}}
}

func private(s string) (bot.Answer, error) {
	m := says(s)
	return bot.Answer{Private: &m}, nil
}

func person(s *slackfake.Server, name string) tickets.UserID { return userID(s.User(name)) }
