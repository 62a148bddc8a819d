package slackfake

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// The tokens that the fake accepts.
const (
	BotToken = "xoxb-fake-bot-token"
	AppToken = "xapp-fake-app-token"
)

// Server is one workspace with one app.
type Server struct {
	// URL is the base of the Web API, with a slash at the end: SLACK_API_URL.
	URL string
	// AckTimeout is how long an envelope waits for its acknowledgement: 3 s as on Slack.
	AckTimeout time.Duration

	t    testing.TB
	http *httptest.Server
	base string
	up   websocket.Upgrader

	mu        sync.Mutex
	closed    bool
	users     []*user
	channels  []*channel
	groups    map[string][]string // usergroup handle → user ids
	views     map[string]*view    // by user id, the modal on top
	homes     map[string][]any    // by user id
	published map[string]int      // by user id, how often
	urls      map[string]*responseURL
	triggers  map[string]string // trigger id → user id
	calls     []Call
	faults    []*fault
	sockets   []*socket
	acks      map[string]chan []byte
	files     []*file
	scopes    []string
	lastTS    int64
	lastID    int
	pings     bool
	last      delivered
	broken    []string
	withdrawn bool
}

type responseURL struct {
	user, channel, ts string
	ephemeral         bool
	uses              int
}

// New starts a workspace with the people and channels of the acceptance tests: alice, bob,
// benoit ask for help; tessa, tom and theo are in #helpdesk-team; marie manages; adam
// administers; gina is a guest; dora has left. It stops when the test ends.
func New(t testing.TB) *Server {
	t.Helper()
	s := &Server{
		AckTimeout: 3 * time.Second, t: t, groups: map[string][]string{}, views: map[string]*view{}, homes: map[string][]any{}, published: map[string]int{}, urls: map[string]*responseURL{},
		triggers: map[string]string{}, acks: map[string]chan []byte{}, pings: true,
		up: websocket.Upgrader{CheckOrigin: func(r *http.Request) bool { return r.Header.Get("Origin") == "https://api.slack.com" }},
	}
	s.populate()
	mux := http.NewServeMux()
	mux.HandleFunc("/api/", s.serveAPI)
	mux.HandleFunc("/link", s.serveSocket)
	mux.HandleFunc("/respond/", s.serveResponse)
	mux.HandleFunc("/upload/", s.serveUpload)
	mux.HandleFunc("/files-pri/", s.serveFile)
	s.http = httptest.NewServer(mux)
	s.base = s.http.URL
	s.URL = s.base + "/api/"
	t.Cleanup(s.Close)
	return s
}

// Close cuts every connection and stops the server.
func (s *Server) Close() {
	s.mu.Lock()
	done := s.closed
	s.closed = true
	s.mu.Unlock()
	if done {
		return
	}
	s.DropSockets()
	s.http.CloseClientConnections()
	s.http.Close()
}

// SetScopes makes the bot token's scopes be these; by default every method is allowed and the
// header names no scope.
func (s *Server) SetScopes(scopes ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.scopes = scopes
}

// Await waits until ok, and fails the test when that takes longer than 5 s.
func (s *Server) Await(what string, ok func() bool) {
	s.t.Helper()
	for end := time.Now().Add(5 * time.Second); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			s.t.Fatalf("slackfake: waited in vain for %s", what)
		}
	}
}

// AwaitSocket waits until the app has a socket.
func (s *Server) AwaitSocket() {
	s.t.Helper()
	s.Await("a socket", func() bool { return s.Sockets() > 0 })
}

func (s *Server) wsURL() string {
	return strings.Replace(s.base, "http://", "ws://", 1) + "/link?ticket=" + s.newID("T")
}
