package slack

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"guichet/adapters/slack/slackfake"
	"guichet/bot"
	"guichet/tickets"
)

func TestConnectedAgainAfterADrop(t *testing.T) {
	r := connect(t)
	for i, cut := range []func(){r.DropSockets, r.Disconnect} {
		cut()
		r.Await("another ConnectedEvent", func() bool { return len(r.desk.got(bot.ConnectedEvent)) == i+2 })
		r.AwaitSocket()
	}
	if a := r.SlashCommand("alice", "helpdesk", "x"); !a.OK {
		t.Error("no ack after the reconnections")
	}
}

func TestHealth(t *testing.T) {
	r := connect(t)
	heard, connected := r.a.Health()
	if !connected || time.Since(heard) > 5*time.Second {
		t.Errorf("connected %v, heard %v ago", connected, time.Since(heard))
	}
	// Pings alone count as heard.
	r.Await("a ping", func() bool { h, _ := r.a.Health(); return h.After(heard) })
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	if _, connected := r.a.Health(); connected {
		t.Error("still connected after Run returned")
	}
}

func TestSlackThatIsDownAtFirst(t *testing.T) {
	s := slackfake.New(t)
	s.Fault("auth.test", slackfake.Error500, 0, 1)
	s.Fault("socket", "", 0, 1)
	a, d := New(config(t, s)), &desk{}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx, d) }()
	s.Await("the connection", func() bool { return len(d.got(bot.ConnectedEvent)) == 1 })
	cancel()
	if err := <-done; err != nil {
		t.Errorf("Run: %v", err)
	}
}

func TestRevokedAccessEndsRun(t *testing.T) {
	for name, change := range map[string]func(*slackfake.Server, *Config){
		"bot token":   func(_ *slackfake.Server, c *Config) { c.BotToken = "xoxb-other" },
		"app token":   func(_ *slackfake.Server, c *Config) { c.AppToken = "xapp-other" },
		"deactivated": func(s *slackfake.Server, _ *Config) { s.FaultError("auth.test", "account_inactive", 1) },
	} {
		t.Run(name, func(t *testing.T) {
			s := slackfake.New(t)
			cfg := config(t, s)
			change(s, &cfg)
			ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
			defer cancel()
			if err := New(cfg).Run(ctx, &desk{}); bot.FaultOf(err).Fault != bot.Revoked {
				t.Errorf("Run: %v", err)
			}
		})
	}
}

func TestAccessRevokedLater(t *testing.T) {
	s := slackfake.New(t)
	a, d := New(config(t, s)), &desk{}
	done := make(chan error, 1)
	go func() { done <- a.Run(t.Context(), d) }()
	s.Await("the connection", func() bool { return len(d.got(bot.ConnectedEvent)) == 1 })
	s.FaultError("chat.postMessage", "token_revoked", 1)
	_, err := a.Post(t.Context(), tickets.MessageRef{Channel: s.Channel("helpdesk")}, says("x"))
	if bot.FaultOf(err).Fault != bot.Revoked {
		t.Errorf("Post: %v", err)
	}
	select {
	case err := <-done:
		if bot.FaultOf(err).Fault != bot.Revoked {
			t.Errorf("Run: %v", err)
		}
	case <-time.After(5 * time.Second):
		t.Error("Run goes on without access")
	}
}

// TestStoppingFinishesWhatIsHandled: an event that was taken is acknowledged even when we are
// told to stop meanwhile, and what comes after is left for the next connection.
func TestStoppingFinishesWhatIsHandled(t *testing.T) {
	r := connect(t)
	know(t, r, "alice")
	taken, release := make(chan struct{}), make(chan struct{})
	r.desk.answers(func(bot.Event) (bot.Answer, error) { close(taken); <-release; return private("fini") })
	ack := make(chan slackfake.Ack, 1)
	go func() { ack <- r.SlashCommand("alice", "helpdesk", "x") }()
	<-taken
	var wg sync.WaitGroup
	wg.Go(func() { _ = r.stop() })
	time.Sleep(50 * time.Millisecond) // the stop is on its way
	close(release)
	if a := <-ack; !a.OK || a.Payload == nil {
		t.Errorf("ack %+v", a)
	}
	wg.Wait()
}

func TestConnectedEventIsInsistedOn(t *testing.T) {
	s := slackfake.New(t)
	a, d := New(config(t, s)), &desk{}
	a.tellAgain = 20 * time.Millisecond
	tries := 0
	d.answer = func(context.Context, bot.Event) (bot.Answer, error) {
		if tries++; tries == 1 {
			return bot.Answer{}, errors.New("busy")
		}
		return bot.Answer{}, nil
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx, d) }()
	s.Await("the second try", func() bool { return len(d.got(bot.ConnectedEvent)) == 2 })
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestMissingChannelIsSaidAndDoesNotStopTheRest(t *testing.T) {
	var log bytes.Buffer
	s := slackfake.New(t)
	cfg := config(t, s)
	cfg.Logger, cfg.Space.Pool = zerolog.New(&log), "#nowhere"
	a := New(cfg)
	defer a.http.CloseIdleConnections()
	for range 2 {
		if _, err := a.load(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if a.Has(tickets.PlacePool) || a.Channel(tickets.PlacePool, "") != "" || !a.Has(tickets.PlaceEscalation) || !a.Has(tickets.PlaceCounter) {
		t.Error("the wrong channels are there")
	}
	if n := strings.Count(log.String(), "/invite @guichet"); n != 1 {
		t.Errorf("the log says %d times how to mend it:\n%s", n, log.String())
	}
	s.AddChannel("nowhere", true, "theo")
	if changed, err := a.load(t.Context()); err != nil || !changed || a.Channel(tickets.PlacePool, "") != s.Channel("nowhere") {
		t.Errorf("after the invitation: %v %v", changed, err)
	}
}

func TestLogsHoldNoSecret(t *testing.T) {
	var mu sync.Mutex
	var log bytes.Buffer
	r := connect(t, func(c *Config) { c.Logger = zerolog.New(locked{&mu, &log}) })
	know(t, r, "alice")
	r.desk.answers(func(bot.Event) (bot.Answer, error) { return private(strings.Repeat("éé mot de passe éé ", 700)) })
	r.Fault("response_url", slackfake.ResetBefore, 0, 5)
	r.Fault("chat.postEphemeral", slackfake.ResetBefore, 0, 5)
	r.Fault("socket", "", 0, 1)
	r.SlashCommand("alice", "helpdesk", "mon secret")
	r.DropSockets()
	r.Await("the reconnection", func() bool { return len(r.desk.got(bot.ConnectedEvent)) == 2 })
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	mu.Lock()
	defer mu.Unlock()
	for _, s := range []string{"xoxb-", "xapp-", "/respond/", "ticket=", "mot de passe", "mon secret"} {
		if strings.Contains(log.String(), s) {
			t.Errorf("the log holds %q:\n%s", s, log.String())
		}
	}
	if !strings.Contains(log.String(), "response_url") {
		t.Errorf("the failure is not logged:\n%s", log.String())
	}
}

type locked struct {
	mu  *sync.Mutex
	buf *bytes.Buffer
}

func (l locked) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(b)
}
