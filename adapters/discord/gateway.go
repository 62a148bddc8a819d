package discord

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"guichet/adapters/discord/rest"
	"guichet/bot"
)

// Close codes after which the same try would fail again.
// https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
const (
	closeBadToken       = 4004
	closeInvalidShard   = 4010
	closeShardsRequired = 4011
	closeInvalidVersion = 4012
	closeInvalidIntents = 4013
	closeBarredIntents  = 4014
)

// openTime is how long a connection may take to open: discordgo waits for ever when the
// gateway's first word is not the one it expects.
const openTime = 20 * time.Second

// gateway is our connection to Discord's gateway. The session is discordgo's and resumes;
// when it is opened, given up and replaced is decided here.
type gateway struct {
	a          *Adapter
	session    *discordgo.Session
	lost       chan struct{}
	identified atomic.Int64 // unix nanoseconds of the last identify
	mu         sync.Mutex
	conn       net.Conn // the present socket, to cut it from outside
}

// stayConnected keeps the gateway open until ctx ends (nil) or Discord refuses for good.
func (a *Adapter) stayConnected(ctx context.Context) error {
	g := &gateway{a: a}
	defer g.close()
	barred := 0
	for pause := time.Second; ctx.Err() == nil; {
		err := g.open(ctx)
		if err == nil {
			pause, barred = time.Second, 0
			g.follow(ctx)
			a.connected.Store(false)
			continue
		}
		if ctx.Err() != nil {
			return nil
		}
		if code := closeCode(err); code != 0 {
			if code == closeBarredIntents || code == closeInvalidIntents {
				barred++
			}
			if fatal := refusal(code, barred, err); fatal != nil {
				return fatal
			}
			if barred > 0 { // switched off since: ask for what is left
				if p, err := a.readApplication(ctx); err == nil {
					a.warnIntents(p)
				}
			}
			g.session = nil // it cannot be resumed
		}
		a.metrics.PlatformError(Space, "gateway")
		a.log.Warn().Err(err).Dur("again_in", pause).Msg("the gateway did not open")
		sleep(ctx, pause+rand.N(pause/2))
		pause = min(2*pause, time.Minute)
	}
	return nil
}

func closeCode(err error) int {
	var c *websocket.CloseError
	if errors.As(err, &c) {
		return c.Code
	}
	return 0
}

// refusal is the error that ends Run, nil when another try may succeed.
func refusal(code, barred int, err error) error {
	reason := ""
	switch {
	case code == closeBadToken:
		reason = "unauthorized"
	case code == closeInvalidShard, code == closeShardsRequired:
		reason = "sharding_required"
	case code == closeInvalidVersion:
		reason = "gateway_version"
	case barred > 2:
		reason = "intents"
	default:
		return nil
	}
	return &bot.PlatformError{Fault: bot.Revoked, Reason: reason, Err: err}
}

// open connects: it resumes the session, or identifies anew. An attempt that hangs is
// abandoned with its session.
func (g *gateway) open(ctx context.Context) error {
	wait := time.Until(time.Unix(0, g.identified.Load()).Add(g.a.config.IdentifyPause))
	if wait > 0 && !sleep(ctx, wait) {
		return ctx.Err()
	}
	fresh := g.session == nil
	if fresh {
		if err := g.renew(); err != nil {
			return err
		}
	}
	g.a.heard.Store(time.Now().UnixNano())
	s, result := g.session, make(chan error, 1)
	go func() { result <- s.Open() }()
	deadline := time.NewTimer(openTime)
	defer deadline.Stop()
	var err error
	select {
	case err = <-result:
	case <-deadline.C:
		err = errors.New("discord: the gateway did not answer in time")
		g.abandon()
	case <-ctx.Done():
		err = ctx.Err()
		g.abandon()
	}
	if fresh {
		g.identified.Store(time.Now().UnixNano())
	}
	return err
}

// renew makes a new session with what discordgo does by itself switched off: it would wait,
// retry and reconnect without our knowing.
func (g *gateway) renew() error {
	a := g.a
	s, err := discordgo.New("Bot " + a.config.BotToken)
	if err != nil {
		return fmt.Errorf("discord session: %w", err)
	}
	base, err := url.Parse(a.config.APIURL)
	if err != nil {
		return fmt.Errorf("discord API address: %w", err)
	}
	lost := make(chan struct{}, 1)
	s.LogLevel = -1 // it logs whole events, with people's words
	s.StateEnabled = false
	s.SyncEvents = true
	s.ShouldReconnectOnError = false
	s.ShouldReconnectVoiceOnSessionError = false
	s.ShouldRetryOnRateLimit = false
	s.MaxRestRetries = 0
	s.Compress = false
	s.UserAgent = rest.UserAgent
	s.Client = &http.Client{Timeout: 10 * time.Second, Transport: redirect{base: base, next: a.transport}}
	s.Dialer = &websocket.Dialer{Proxy: http.ProxyFromEnvironment, HandshakeTimeout: 10 * time.Second, NetDialContext: g.dial}
	s.Identify.Intents = a.app.Load().intents()
	// Handlers run on the goroutine that reads: they only enqueue.
	s.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) {
		if e.Type == "READY" {
			g.identified.Store(time.Now().UnixNano())
		}
		a.take(e.Type, e.RawData)
	})
	s.AddHandler(func(*discordgo.Session, *discordgo.Disconnect) {
		select {
		case lost <- struct{}{}:
		default:
		}
	})
	g.session, g.lost = s, lost
	return nil
}

// follow returns when the connection is lost, cut because it is deaf, or ctx ends.
func (g *gateway) follow(ctx context.Context) {
	a := g.a
	tick := time.NewTicker(max(a.config.DeafAfter/8, time.Millisecond))
	defer tick.Stop()
	opened := time.Now()
	for {
		select {
		case <-ctx.Done():
			return
		case <-g.lost:
			a.log.Info().Msg("the gateway closed, connecting again")
			return
		case <-tick.C:
		}
		heard := time.Unix(0, a.heard.Load())
		mute := !a.connected.Load() && time.Since(opened) > a.config.DeafAfter
		if time.Since(heard) <= a.config.DeafAfter && !mute {
			continue
		}
		a.metrics.PlatformError(Space, "gateway_deaf")
		a.log.Warn().Time("heard", heard).Msg("the gateway is silent, connecting again")
		g.cut()
		if mute {
			g.abandon()
			return
		}
		select { // discordgo notices the cut and closes; when it does not, it hangs
		case <-g.lost:
		case <-ctx.Done():
		case <-time.After(5 * time.Second):
			g.abandon()
		}
		return
	}
}

// cut ends the socket without a farewell, so that Discord keeps the session for a resume.
func (g *gateway) cut() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.conn != nil {
		_ = g.conn.Close()
	}
}

// abandon gives a session up without asking it, for it may hang.
func (g *gateway) abandon() {
	g.cut()
	g.session = nil
}

// close says farewell: the session ends at once on Discord's side.
func (g *gateway) close() {
	g.a.connected.Store(false)
	s := g.session
	if s == nil {
		return
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = s.Close()
	}()
	select {
	case <-done:
	case <-time.After(3 * time.Second):
	}
	g.cut()
}

// dial opens the socket and notes each sign of life on it, heartbeats included.
func (g *gateway) dial(ctx context.Context, network, address string) (net.Conn, error) {
	d := net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	c, err := d.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	g.mu.Lock()
	g.conn = c
	g.mu.Unlock()
	return listened{Conn: c, heard: &g.a.heard}, nil
}

type listened struct {
	net.Conn
	heard *atomic.Int64
}

func (l listened) Read(b []byte) (int, error) {
	n, err := l.Conn.Read(b)
	if n > 0 {
		l.heard.Store(time.Now().UnixNano())
	}
	return n, err
}

// redirect sends discordgo's calls, whose addresses are fixed, to the configured API.
type redirect struct {
	base *url.URL
	next http.RoundTripper
}

func (r redirect) RoundTrip(req *http.Request) (*http.Response, error) {
	out := req.Clone(req.Context())
	out.URL.Scheme, out.URL.Host, out.Host = r.base.Scheme, r.base.Host, r.base.Host
	fixed := "/api/v" + discordgo.APIVersion
	if p := out.URL.Path; len(p) > len(fixed) && p[:len(fixed)] == fixed {
		out.URL.Path = r.base.Path + p[len(fixed):]
	}
	return r.next.RoundTrip(out)
}
