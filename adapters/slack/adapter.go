package slack

import (
	"context"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"guichet/bot/app"

	"github.com/rs/zerolog"

	"guichet/bot"
	"guichet/bot/markup"
	"guichet/tickets"

	slackapi "github.com/slack-go/slack"
)

// idleConnections are kept open to Slack, so that a burst of answers pays no handshakes.
const idleConnections = 16

// space is the part of a UserID before the colon.
const space = "slack"

// Config is what the adapter needs to know.
type Config struct {
	BotToken   string // xoxb-…
	AppToken   string // xapp-…, with connections:write
	APIURL     string // SLACK_API_URL; "" is Slack itself
	Space      bot.SpaceConfig
	Logger     zerolog.Logger
	Metrics    *app.Metrics // may be nil
	HTTPClient *http.Client // nil: one with timeouts that honours the proxy variables
}

// Adapter is the connection to one Slack workspace. It implements bot.Platform,
// bot.PersonFinder and bot.Identifier. All methods may be called at the same time.
type Adapter struct {
	cfg       Config
	http      *http.Client
	files     *http.Client // for their bytes, see fileClient
	api       *slackapi.Client
	log       zerolog.Logger
	pace      *pacer
	people    *people
	roster    *roster
	self      atomic.Pointer[identity]
	heard     atomic.Int64 // unix nanoseconds
	connected atomic.Bool
	revoked   chan error    // what a call learned: our access was withdrawn
	refresh   chan struct{} // the roster may have changed
	ackLatest time.Duration // the constant; tests shorten it
	tellAgain time.Duration // the constant; tests shorten it
}

// identity is who we are in the workspace.
type identity struct {
	userID string // of the bot user
	botID  string
	name   string
	url    string   // of the workspace, with a slash at its end
	scopes []string // that the bot token has
}

var (
	_ bot.Platform     = (*Adapter)(nil)
	_ bot.PersonFinder = (*Adapter)(nil)
	_ bot.Identifier   = (*Adapter)(nil)
	_ bot.FileFetcher  = (*Adapter)(nil)
)

// New makes an Adapter; it connects in Run.
func New(cfg Config) *Adapter {
	client := cfg.HTTPClient
	if client == nil {
		t := &http.Transport{
			Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true, MaxIdleConns: idleConnections, MaxIdleConnsPerHost: idleConnections,
			IdleConnTimeout: 90 * time.Second, TLSHandshakeTimeout: callTimeout, ResponseHeaderTimeout: callTimeout,
		}
		client = &http.Client{Transport: t, Timeout: callTimeout + time.Second}
	}
	options := []slackapi.Option{slackapi.OptionHTTPClient(client), slackapi.OptionAppLevelToken(cfg.AppToken)}
	if cfg.APIURL != "" {
		options = append(options, slackapi.OptionAPIURL(strings.TrimRight(cfg.APIURL, "/")+"/"))
	}
	return &Adapter{
		cfg: cfg, http: client, files: fileClient(client.Transport), api: slackapi.New(cfg.BotToken, options...),
		log: cfg.Logger.With().Str("space", space).Logger(), pace: newPacer(time.Now), people: newPeople(),
		roster: newRoster(cfg.Space), revoked: make(chan error, 1), refresh: make(chan struct{}, 1), ackLatest: ackLatest, tellAgain: tellAgain,
	}
}

// Space is "slack".
func (a *Adapter) Space() string { return space }

// Features tells what modals can do: errors beside the fields, one after the other.
func (a *Adapter) Features() bot.Features {
	return bot.Features{FieldErrors: true, MaxFields: maxViewBlocks - 1, MaxOptions: maxOptions, Suggests: true, Chained: true, Room: bot.Room{Words: maxWords, Measure: markup.TextLength}}
}

// Health tells when any byte last came over the socket (Slack pings every few seconds), and
// whether there is a socket.
func (a *Adapter) Health() (time.Time, bool) {
	var heard time.Time
	if n := a.heard.Load(); n != 0 {
		heard = time.Unix(0, n)
	}
	return heard, a.connected.Load()
}

// Has tells whether the configuration names a channel for the kind of place and we are in it.
func (a *Adapter) Has(kind tickets.PlaceKind) bool {
	return kind == tickets.PlaceCounter || a.Channel(kind, "") != ""
}

// Channel is the channel's id, "" while it is not configured or we are not in it.
func (a *Adapter) Channel(kind tickets.PlaceKind, category string) string {
	return a.roster.channel(kind, category)
}

// Pace tells how long to wait before the operation.
func (a *Adapter) Pace(op bot.Op, channel string) time.Duration {
	switch op {
	case bot.OpPost:
		return a.pace.wait(methodPost, channel)
	case bot.OpEdit:
		return a.pace.wait(methodUpdate, channel)
	case bot.OpOpen:
		return a.pace.wait(methodOpenDM, "")
	default:
		return a.pace.readWait()
	}
}

// Archive does nothing: a thread of a DM needs no closing on Slack.
func (a *Adapter) Archive(context.Context, tickets.Counter) error { return nil }

func (a *Adapter) botUser() string {
	if me := a.self.Load(); me != nil {
		return me.userID
	}
	return ""
}

func userID(id string) tickets.UserID {
	if id == "" {
		return ""
	}
	return tickets.UserID(space + ":" + id)
}

// DMThreads marks that a counter is a thread of the DM (bot.DMThreads).
func (*Adapter) DMThreads() {}
