package discordfake

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"
)

// Options are the application's settings and the gateway's pace.
type Options struct {
	MessageContent bool          // the privileged intents that are switched on
	GuildMembers   bool          //
	Heartbeat      time.Duration // interval, 0 is Discord's 41.25 s
	Roomy          bool          // every answer tells of a bucket that is never exhausted
}

// Token is the bot's token; another is refused.
const Token = "MTIzNDU2Nzg5MDEyMzQ1Njc4.fake.token"

// Call is a call of the bot to the HTTP API.
type Call struct {
	Method, Path string
	Status       int
	Body         M
}

// Fake is the running server.
type Fake struct {
	options   Options
	server    *httptest.Server
	mu        sync.Mutex
	serial    int
	guild     string
	bot       string
	app       string
	owner     string
	users     []*User
	roles     []role
	channels  []*Channel
	commands  any
	raw       []M // registered commands
	calls     []Call
	faults    []*Fault
	sessions  []*session
	conns     map[*conn]bool
	pending   map[string]*Interaction // by token
	modals    map[string]*Interaction // open form by user id
	nonces    map[string]*Message
	broken    []string
	blobs     map[string][]byte // bytes of attachments by id
	signature int               // of the addresses of files that work

	deadDownloads int
	redirect      string // where downloads are sent, "" nowhere
	withdrawn     bool
	closed        chan struct{}
	running       sync.WaitGroup
}

// New starts a server on loopback. Close it.
func New(o Options) *Fake {
	if o.Heartbeat == 0 {
		o.Heartbeat = 41250 * time.Millisecond
	}
	f := &Fake{
		options: o, conns: map[*conn]bool{}, pending: map[string]*Interaction{}, modals: map[string]*Interaction{},
		nonces: map[string]*Message{}, blobs: map[string][]byte{}, closed: make(chan struct{}),
	}
	f.build()
	mux := http.NewServeMux()
	mux.HandleFunc("/api/", f.serveAPI)
	mux.HandleFunc("/gateway/", f.serveGateway) // discordgo adds the last slash
	mux.HandleFunc("/cdn/", f.serveCDN)
	f.server = httptest.NewServer(mux)
	return f
}

// Close ends the server and its connections.
func (f *Fake) Close() {
	close(f.closed)
	f.Drop()
	f.server.CloseClientConnections()
	f.server.Close()
	f.running.Wait()
}

// APIURL is the base address of the HTTP API.
func (f *Fake) APIURL() string { return f.server.URL + "/api/v10" }

func (f *Fake) gatewayURL() string {
	return "ws" + strings.TrimPrefix(f.server.URL, "http") + "/gateway"
}

// UserID is the id of a person.
func (f *Fake) UserID(name string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.user(name).ID
}

// ChannelID is the id of a channel or thread, "" when there is none of that name.
func (f *Fake) ChannelID(name string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	if c := f.channel(name); c != nil {
		return c.ID
	}
	return ""
}

// DM is the id of the DM between the bot and somebody.
func (f *Fake) DM(user string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.dmWith(f.user(user)).ID
}

// Calls lists the bot's calls to paths that contain the text, oldest first.
func (f *Fake) Calls(method, path string) []Call {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []Call
	for _, c := range f.calls {
		if c.Method == method && strings.Contains(c.Path, path) {
			out = append(out, c)
		}
	}
	return out
}

// Commands are the registered commands.
func (f *Fake) Commands() []M {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.raw
}

// Messages lists what somebody sees in a channel, thread or DM, by name or id, oldest first.
func (f *Fake) Messages(channel, user string) []Message {
	f.mu.Lock()
	defer f.mu.Unlock()
	c := f.channel(channel)
	if c == nil {
		return nil
	}
	var out []Message
	for _, m := range c.Messages {
		if m.Ephemeral == "" || m.Ephemeral == f.user(user).ID {
			out = append(out, m.copied())
		}
	}
	return out
}

// Members are the ids of the people in a thread.
func (f *Fake) Members(thread string) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	c := f.channel(thread)
	return append([]string{}, c.Members...)
}

// Archived tells whether a thread is archived.
func (f *Fake) Archived(thread string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.channel(thread).Archived
}
