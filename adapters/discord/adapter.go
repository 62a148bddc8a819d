package discord

import (
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"guichet/adapters/discord/render"
	"guichet/adapters/discord/rest"
	"guichet/bot"
	"guichet/bot/app"
	"guichet/bot/markup"
	"guichet/tickets"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/rs/zerolog"
)

// Space is the name of Discord's space.
const Space = "discord"

// DefaultAPI is Discord's own API.
const DefaultAPI = "https://discord.com/api/v10"

const (
	// deafAfter: the gateway's heartbeat is every 41.25 s and is answered; two without any
	// sign mean a dead connection.
	deafAfter = 85 * time.Second
	// lookAgain is how often missing channels and failed registrations are tried again.
	lookAgain = time.Minute
	// identifyPause: Discord takes one identify per 5 s.
	// https://docs.discord.com/developers/events/gateway#rate-limiting
	identifyPause = 5 * time.Second
)

// Config is what an Adapter needs.
type Config struct {
	BotToken string
	APIURL   string // base of the API with its version; "" is Discord's own
	Space    bot.SpaceConfig
	Logger   zerolog.Logger
	Metrics  *app.Metrics // nil: counted nowhere

	// For tests with a fake gateway; zero is Discord's own pace.
	DeafAfter     time.Duration // silence after which the connection is replaced
	IdentifyPause time.Duration // between two identifies
	LookAgain     time.Duration // between two looks for missing channels
}

// Adapter is the desk's side of one Discord server. It implements bot.Platform and
// bot.PersonFinder.
type Adapter struct {
	config    Config
	log       zerolog.Logger
	metrics   *app.Metrics
	transport *http.Transport
	files     *http.Client // for downloads: no redirects, no credentials
	api       *rest.Client
	directory *directory
	members   *members
	handler   bot.Handler
	lanes     *lanes
	lag       lag
	authors   authors

	app        atomic.Pointer[application]
	heard      atomic.Int64 // unix nanoseconds of the last byte from the gateway
	connected  atomic.Bool
	registered atomic.Bool  // commands are as they should be
	offered    atomic.Bool  // it was tried to register the commands: people may expect them
	quiet      atomic.Int64 // unix milliseconds before which nothing is posted, edited or read

	dmMu sync.Mutex
	dms  map[string]string // user id → DM channel id
}

// The interfaces that the desk finds.
var (
	_ bot.Platform      = (*Adapter)(nil)
	_ bot.PersonFinder  = (*Adapter)(nil)
	_ bot.Identifier    = (*Adapter)(nil)
	_ bot.MessageReader = (*Adapter)(nil)
	_ bot.FileFetcher   = (*Adapter)(nil)
	_ bot.UploadLimiter = (*Adapter)(nil)
)

// New makes an adapter; Run connects it.
func New(c Config) *Adapter {
	c.BotToken = strings.TrimPrefix(strings.TrimSpace(c.BotToken), "Bot ")
	if c.APIURL == "" {
		c.APIURL = DefaultAPI
	}
	setDefault(&c.DeafAfter, deafAfter)
	setDefault(&c.IdentifyPause, identifyPause)
	setDefault(&c.LookAgain, lookAgain)
	if c.Metrics == nil {
		c.Metrics = app.NewMetrics(prometheus.NewRegistry())
	}
	transport := &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		DialContext:         (&net.Dialer{Timeout: 5 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		TLSHandshakeTimeout: 5 * time.Second,
		MaxIdleConnsPerHost: 64, // answers to interactions come in bursts
		IdleConnTimeout:     90 * time.Second,
		ForceAttemptHTTP2:   true,
	}
	a := &Adapter{
		config: c, log: c.Logger.With().Str("space", Space).Logger(), metrics: c.Metrics, transport: transport,
		directory: newDirectory(c.Space), members: newMembers(), lanes: newLanes(), dms: map[string]string{},
	}
	a.files = &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	a.api = rest.New(c.APIURL, c.BotToken, transport, func(reason string) { a.metrics.PlatformError(Space, reason) })
	return a
}

func setDefault(d *time.Duration, value time.Duration) {
	if *d == 0 {
		*d = value
	}
}

// Space is "discord".
func (a *Adapter) Space() string { return Space }

// Features are those of modals: five fields, no errors beside them, none after another.
func (a *Adapter) Features() bot.Features {
	return bot.Features{MaxFields: 5, MaxOptions: render.MaxOptions, PrivateFiles: true, Room: bot.Room{Words: render.MaxWords, Measure: markup.DiscordLength}}
}

// Health tells since when the gateway was last heard, heartbeats included.
func (a *Adapter) Health() (time.Time, bool) {
	n := a.heard.Load()
	if n == 0 {
		return time.Time{}, false
	}
	return time.Unix(0, n), a.connected.Load() && a.offered.Load()
}

// Has tells whether the server has a channel for the kind of place.
func (a *Adapter) Has(kind tickets.PlaceKind) bool {
	switch kind {
	case tickets.PlaceCounter:
		return a.directory.guild() != ""
	case tickets.PlaceThread:
		return a.directory.place(tickets.PlacePool, "") != ""
	}
	return a.directory.place(kind, "") != ""
}

// Channel is the channel of a kind of place, "" none.
func (a *Adapter) Channel(kind tickets.PlaceKind, category string) string {
	return a.directory.place(kind, category)
}

// Pace tells how long the operation would wait for its bucket.
func (a *Adapter) Pace(op bot.Op, channel string) time.Duration {
	if still := time.Until(time.UnixMilli(a.quiet.Load())); still > 0 {
		return still
	}
	messages := "/channels/" + channel + "/messages"
	switch op {
	case bot.OpPost:
		return a.api.Delay(http.MethodPost, messages)
	case bot.OpEdit:
		return a.api.Delay(http.MethodPatch, messages+"/0")
	case bot.OpOpen:
		return a.api.Delay(http.MethodPost, "/users/@me/channels")
	}
	return a.api.Delay(http.MethodGet, messages)
}

func userID(id string) tickets.UserID {
	if id == "" {
		return ""
	}
	return tickets.UserID(Space + ":" + id)
}

// OneSession marks that of several replicas one is connected (bot.OneSession).
func (*Adapter) OneSession() {}

// Quiet keeps Pace from letting anything pass before the instant (bot.Quiet).
func (a *Adapter) Quiet(until time.Time) { a.quiet.Store(until.UnixMilli()) }
