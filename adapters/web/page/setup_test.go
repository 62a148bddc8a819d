package page_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"go.uber.org/goleak"

	"guichet/adapters/web/page"
	"guichet/adapters/web/playground"
	"guichet/tickets"
	"guichet/tickets/sqlstore"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// site is a running page over an empty desk.
type site struct {
	t      testing.TB
	play   *playground.Playground
	base   string
	client *http.Client
}

func newSite(t testing.TB, token string) *site {
	t.Helper()
	dir := t.TempDir()
	play, err := playground.Start(t.Context(), playground.Config{
		Dir: dir, Empty: true, Logger: zerolog.New(zerolog.NewTestWriter(t)).Level(zerolog.WarnLevel),
		Store: func(ctx context.Context, now func() time.Time) (tickets.Store, error) {
			return sqlstore.Open(ctx, filepath.Join(dir, "demo.db"), sqlstore.Options{AutoMigrate: true, Now: now})
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	var lc net.ListenConfig
	l, err := lc.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	handler, err := play.Page(page.Guard{Addr: l.Addr().String(), Token: token})
	if err != nil {
		t.Fatal(err)
	}
	base, leave := context.WithCancel(context.Background())
	server := &http.Server{Handler: handler, BaseContext: func(net.Listener) context.Context { return base }, ReadHeaderTimeout: time.Second}
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()
	client := &http.Client{
		Transport:     &http.Transport{},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	t.Cleanup(func() {
		leave()
		_ = server.Close() // the test is over
		if err := <-served; !errors.Is(err, http.ErrServerClosed) {
			t.Errorf("serving ended: %v", err)
		}
		client.CloseIdleConnections()
		if err := play.Stop(); err != nil {
			t.Errorf("stop: %v", err)
		}
	})
	return &site{t: t, play: play, base: "http://" + l.Addr().String(), client: client}
}

// ask sends a request with the headers given ("Name: value").
func (s *site) ask(ctx context.Context, method, path, body string, headers ...string) (*http.Response, error) {
	r, err := http.NewRequestWithContext(ctx, method, s.base+path, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		if name == "Host" {
			r.Host = value
			continue
		}
		r.Header.Set(name, value)
	}
	return s.client.Do(r)
}

// get reads a path; the status and the body.
func (s *site) get(path string, headers ...string) (int, string) {
	s.t.Helper()
	return s.read(s.ask(s.t.Context(), http.MethodGet, path, "", headers...))
}

func (s *site) read(r *http.Response, err error) (int, string) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
	body, err := io.ReadAll(r.Body)
	if err := r.Body.Close(); err != nil {
		s.t.Error(err)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	return r.StatusCode, string(body)
}

// act does something as the page does it.
func (s *site) act(name string, in map[string]any) map[string]any {
	s.t.Helper()
	body, err := json.Marshal(in)
	if err != nil {
		s.t.Fatal(err)
	}
	status, answer := s.read(s.ask(s.t.Context(), http.MethodPost, "/act/"+name, string(body), "Content-Type: application/json", "Origin: "+s.base))
	if status != http.StatusOK {
		s.t.Fatalf("%s: %d %s", name, status, answer)
	}
	out := map[string]any{}
	if err := json.Unmarshal([]byte(answer), &out); err != nil {
		s.t.Fatal(err)
	}
	return out
}

// opens opens a ticket as alice.
func (s *site) opens(summary, description string) {
	s.t.Helper()
	out := s.act("submit", map[string]any{
		"who": "alice", "channel": "helpdesk", "form": "open", "key": summary,
		"values": map[string]string{"kind": "incident", "summary": summary, "description": description, "urgency": "high"},
	})
	if out["errors"] != nil {
		s.t.Fatalf("the ticket is refused: %v", out)
	}
}

// eventually waits until f holds.
func (s *site) eventually(what string, f func() bool) {
	s.t.Helper()
	for end := time.Now().Add(10 * time.Second); !f(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			s.t.Fatalf("waited in vain for %s", what)
		}
	}
}

// line is an open stream.
type line struct {
	t      testing.TB
	events chan event
	close  func()
}

type event struct {
	id   string
	data map[string]any
}

// listen opens a stream; headers as of ask.
func (s *site) listen(query string, headers ...string) *line {
	s.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	r, err := s.ask(ctx, http.MethodGet, "/events?"+query, "", headers...)
	if err != nil {
		cancel()
		s.t.Fatal(err)
	}
	l := &line{t: s.t, events: make(chan event, 1000)}
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer close(l.events)
		lines := bufio.NewScanner(r.Body)
		lines.Buffer(nil, 4<<20)
		var e event
		for lines.Scan() {
			text := lines.Bytes()
			if id, ok := bytes.CutPrefix(text, []byte("id: ")); ok {
				e.id = string(id)
			}
			if data, ok := bytes.CutPrefix(text, []byte("data: ")); ok {
				e.data = nil
				if json.Unmarshal(data, &e.data) == nil {
					l.events <- e
				}
			}
		}
	}()
	l.close = func() {
		cancel()
		_ = r.Body.Close() // it was cancelled
		<-done
	}
	return l
}

// until reads events until one fits.
func (l *line) until(what string, fits func(e event) bool) event {
	l.t.Helper()
	limit := time.After(10 * time.Second)
	for {
		select {
		case e, ok := <-l.events:
			if !ok {
				l.t.Fatalf("the stream ended before %s", what)
			}
			if fits(e) {
				return e
			}
		case <-limit:
			l.t.Fatalf("waited in vain for %s", what)
		}
	}
}

// says tells whether an event brings somebody a message with these words.
func says(e event, who, words string) bool {
	all, _ := e.data["messages"].([]any)
	for _, one := range all {
		m, _ := one.(map[string]any)
		html, _ := m["html"].(string)
		if m["who"] == who && strings.Contains(html, words) {
			return true
		}
	}
	return false
}
