package slack

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
	slackapi "github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"guichet/bot"
)

const (
	handshakeTime = 15 * time.Second
	writeBuffer   = 32 << 10 // one frame per answer, as socketmode's own dialer
	flushTime     = 500 * time.Millisecond
	flushQuiet    = 30 * time.Millisecond
)

// errSlow ends a session whose library waits longer than lastDelay before it tries again.
var errSlow = errors.New("slack: no connection for a while")

// session is one socketmode client, over as many sockets as Slack makes it open.
type session struct {
	*runner
	client   *socketmode.Client
	draining atomic.Bool
	acked    atomic.Int64 // unix nanoseconds of the last answer that was queued
	wrote    atomic.Int64 // unix nanoseconds of the last write on the socket
}

// session runs until ctx ends and all is drained, or the client gives up. Its loop only
// queues: it never calls the API, so that pings are answered whatever happens.
func (r *runner) session(ctx context.Context) error {
	s := &session{runner: r}
	s.client = socketmode.New(r.a.api, socketmode.OptionDialer(&websocket.Dialer{
		Proxy: http.ProxyFromEnvironment, HandshakeTimeout: handshakeTime, WriteBufferSize: writeBuffer, NetDialContext: s.dial,
	}))
	run, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- s.client.RunContext(run) }()
	defer func() {
		if r.a.connected.Swap(false) {
			r.away = time.Now()
		}
	}()
	var ended error
	for stopping := ctx.Done(); ; {
		select {
		case e := <-s.client.Events:
			if err := s.take(e); err != nil && ended == nil {
				ended = err
				cancel()
			}
		case err := <-r.a.revoked:
			ended = err
			cancel()
		case err := <-done:
			if ended == nil && err != nil {
				ended = classify(methodConnect, err)
			}
			return ended
		case <-stopping:
			stopping = nil
			s.draining.Store(true)
			go func() {
				s.finish(drainTime)
				s.flush()
				cancel()
			}()
		}
	}
}

// take sorts what the client reports; an error ends the session.
func (s *session) take(e socketmode.Event) error {
	switch e.Type {
	case socketmode.EventTypeConnecting:
		if s.a.connected.Swap(false) {
			s.away = time.Now()
		}
	case socketmode.EventTypeHello:
		s.a.connected.Store(true)
		if !s.away.IsZero() && time.Since(s.away) > awayLong {
			s.a.people.doubt()
		}
		s.away = time.Time{}
		select {
		case s.hello <- struct{}{}:
		default:
		}
	case socketmode.EventTypeConnectionError:
		return s.refused(e)
	case socketmode.EventTypeSlashCommand, socketmode.EventTypeInteractive, socketmode.EventTypeEventsAPI:
		s.envelope(*e.Request)
	case socketmode.EventTypeErrorBadMessage:
		// The library understood neither; our own structs may, and if they do not it still
		// has to be acknowledged, or Slack sends it again.
		var req socketmode.Request
		if bad, ok := e.Data.(*socketmode.ErrorBadMessage); ok && json.Unmarshal(bad.Message, &req) == nil && req.EnvelopeID != "" {
			s.envelope(req)
		} else {
			s.malformed("frame", errMalformed)
		}
	case socketmode.EventTypeIncomingError, socketmode.EventTypeErrorWriteFailed:
		s.a.log.Debug().Str("event", string(e.Type)).Msg("the socket failed; it will be opened again")
	}
	return nil
}

func (s *session) refused(e socketmode.Event) error {
	why, ok := e.Data.(*slackapi.ConnectionErrorEvent)
	if !ok {
		return nil
	}
	p := classify(methodConnect, why.ErrorObj)
	if s.a.cfg.Metrics != nil {
		s.a.cfg.Metrics.PlatformError(space, p.Reason)
	}
	s.a.log.Warn().Err(p).Msg("the socket could not be opened")
	if p.Fault == bot.Revoked {
		return p
	}
	if why.Backoff > lastDelay {
		return errSlow // the library would wait up to five minutes
	}
	return nil
}

// dial opens the connection under the WebSocket, to see all that goes over it.
func (s *session) dial(ctx context.Context, network, address string) (net.Conn, error) {
	c, err := (&net.Dialer{Timeout: handshakeTime, KeepAlive: handshakeTime}).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return &wire{Conn: c, heard: &s.a.heard, wrote: &s.wrote}, nil
}

// wire notes when bytes last came (pings included) and went.
type wire struct {
	net.Conn
	heard, wrote *atomic.Int64
}

func (w *wire) Read(b []byte) (int, error) {
	n, err := w.Conn.Read(b)
	if n > 0 {
		w.heard.Store(time.Now().UnixNano())
	}
	return n, err
}

func (w *wire) Write(b []byte) (int, error) {
	n, err := w.Conn.Write(b)
	w.wrote.Store(time.Now().UnixNano())
	return n, err
}

// flush waits until the answers that were queued have been written: the client writes them
// from a queue of its own, which it abandons when it is stopped.
func (s *session) flush() {
	for end := time.Now().Add(flushTime); time.Now().Before(end); time.Sleep(flushQuiet / 6) {
		last := s.wrote.Load()
		if s.acked.Load() == 0 || last >= s.acked.Load() && time.Since(time.Unix(0, last)) > flushQuiet {
			return
		}
	}
}
