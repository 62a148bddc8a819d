package web

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/rs/zerolog"

	"guichet/adapters/web/chat"
	"guichet/bot"
	"guichet/tickets"
)

// Space is the name of the playground's space.
const Space = "web"

// Ids of the channels that the bot knows.
const (
	Helpdesk   = "helpdesk"
	General    = "general"
	Pool       = "pool"
	Escalation = "escalation"
	Managers   = "managers"
)

// Config is what an Adapter is made of.
type Config struct {
	Chat   *chat.Chat
	Logger zerolog.Logger
	Now    func() time.Time // the desk's clock; time.Now when nil
	// Admins are the people who administer the playground.
	Admins []string
	// After is called after each act that the bot has taken. It may be nil.
	After func()
}

// Adapter is the playground as the bot sees it.
type Adapter struct {
	cfg     Config
	chat    *chat.Chat
	log     zerolog.Logger
	now     func() time.Time
	turns   turns
	handler atomic.Pointer[bot.Handler]
	heard   atomic.Int64 // unix nanoseconds of the machine's clock

	line    line       // between the bot and the chat
	dropped chan error // the line was cut: nil for a moment, else for good

	mu   sync.Mutex
	last *bot.Event // what was handed last
}

var (
	_ bot.Platform      = (*Adapter)(nil)
	_ bot.PersonFinder  = (*Adapter)(nil)
	_ bot.MessageReader = (*Adapter)(nil)
	_ bot.Identifier    = (*Adapter)(nil)
	_ bot.FileFetcher   = (*Adapter)(nil)
	_ bot.UploadLimiter = (*Adapter)(nil)
)

// New makes an Adapter over a chat; it connects in Run.
func New(cfg Config) *Adapter {
	a := &Adapter{cfg: cfg, chat: cfg.Chat, log: cfg.Logger.With().Str("space", Space).Logger(), now: cfg.Now, turns: newTurns(), line: sound{}, dropped: make(chan error, 1)}
	if a.now == nil {
		a.now = time.Now
	}
	return a
}

// Chat is the chat of the playground.
func (a *Adapter) Chat() *chat.Chat { return a.chat }

// Space is "web".
func (a *Adapter) Space() string { return Space }

// maxFields is more than any form has: a dialog scrolls.
const maxFields = 100

// Features tells what the dialogs can do: everything.
func (a *Adapter) Features() bot.Features {
	return bot.Features{FieldErrors: true, MaxFields: maxFields, Chained: true, PrivateFiles: true}
}

// Run hands what people do to h until ctx ends.
func (a *Adapter) Run(ctx context.Context, h bot.Handler) error {
	for {
		a.heard.Store(time.Now().UnixNano())
		a.handler.Store(&h)
		if _, err := h.Handle(ctx, bot.Event{Kind: bot.ConnectedEvent, Space: Space, At: a.now()}); err != nil && ctx.Err() == nil {
			a.log.Error().Err(err).Msg("the connection was not taken note of")
		}
		select {
		case <-ctx.Done():
			a.handler.Store(nil)
			return nil
		case err := <-a.dropped:
			a.handler.Store(nil)
			if err != nil {
				return err
			}
		}
	}
}

// Health tells that the chat is heard, at any time while Run runs: it is in this process.
func (a *Adapter) Health() (time.Time, bool) {
	connected := a.handler.Load() != nil
	if connected {
		a.heard.Store(time.Now().UnixNano())
	}
	var heard time.Time
	if n := a.heard.Load(); n != 0 {
		heard = time.Unix(0, n)
	}
	return heard, connected
}

// Has tells whether there is a channel for the kind of place.
func (a *Adapter) Has(kind tickets.PlaceKind) bool {
	return kind == tickets.PlaceCounter || a.Channel(kind, "") != ""
}

// Channel is the channel of a kind of place; all categories share the pool.
func (a *Adapter) Channel(kind tickets.PlaceKind, _ string) string {
	id := ""
	switch kind {
	case tickets.PlacePool, tickets.PlaceThread:
		id = Pool
	case tickets.PlaceEscalation:
		id = Escalation
	case tickets.PlaceManagers:
		id = Managers
	case tickets.PlaceHelpdesk:
		id = Helpdesk
	}
	if _, err := a.chat.Channel(id); err != nil {
		return ""
	}
	return id
}

// Pace is nothing while the line is sound: this chat takes what it is told.
func (a *Adapter) Pace(op bot.Op, _ string) time.Duration { return a.line.wait(op) }

func userID(who string) tickets.UserID { return tickets.UserID(Space + ":" + who) }
