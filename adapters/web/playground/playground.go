// Package playground puts the demonstration together: the sample desk on the real core and
// store, the chat in this process, the clock that can run fast, and the page. guichet demo
// and the browser tests start it.
package playground

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"guichet/adapters/web"
	"guichet/adapters/web/chat"
	"guichet/adapters/web/clock"
	"guichet/adapters/web/page"
	"guichet/adapters/web/story"
	"guichet/bot"
	"guichet/bot/app"
	"guichet/tickets"
	"guichet/tickets/filestore"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/rs/zerolog"
)

// Config is what a playground is made of.
type Config struct {
	// Store opens the desk's database with the playground's clock.
	Store func(ctx context.Context, now func() time.Time) (tickets.Store, error)
	Dir   string // where the chat is kept; "" in memory only
	Files string // folder of the desk's copies of files; "" links only
	Empty bool   // no sample tickets
	// Locale is the desk's language, of its channels: "fr" or "en". People see their own.
	Locale string
	// Logger takes what goes wrong.
	Logger zerolog.Logger
}

// Playground is a running demonstration.
type Playground struct {
	Web    *web.Adapter
	Driver *clock.Driver
	Guide  *page.Guide
	Zone   *time.Location

	cfg     Config
	policy  *tickets.Policy
	store   tickets.Store
	chat    *chat.Chat
	app     *app.App
	record  *record
	running sync.WaitGroup
	stop    context.CancelFunc
	ended   chan error
}

// Start starts a playground. On a database without tickets it plays the sample desk first.
// Stop it when this went well.
func Start(ctx context.Context, cfg Config) (p *Playground, err error) {
	p = &Playground{cfg: cfg, ended: make(chan error, 1)}
	if p.policy, err = Policy(cfg.Locale); err != nil {
		return nil, err
	}
	p.Zone = p.policy.Zone
	began := time.Now()
	ticking := clock.New(began, 0, nil)
	if p.chat, err = chat.Open(chat.Config{People: People(), Channels: Channels(), Dir: cfg.Dir, Now: func() time.Time { return p.now() }}); err != nil {
		return nil, err
	}
	p.Driver = clock.NewDriver(ticking, clock.Desk{Next: p.next, Sweep: p.sweep})
	if p.store, err = cfg.Store(ctx, p.now); err != nil {
		return nil, errors.Join(err, p.chat.Close())
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, p.store.Close(), p.chat.Close())
		}
	}()
	p.Guide = page.NewGuide(p.chat)
	p.record = &record{store: p.store, saw: p.Guide.Saw}
	if err := p.record.skip(ctx); err != nil {
		return nil, err
	}
	p.Web = web.New(web.Config{Chat: p.chat, Logger: cfg.Logger, Now: p.now, After: p.after})
	files, err := copies(cfg.Files)
	if err != nil {
		return nil, err
	}
	p.app, err = app.New(app.Config{
		Store: p.store, Files: files, Policy: p.policy, Platforms: []bot.Platform{p.Web}, Logger: cfg.Logger,
		Metrics: app.NewMetrics(prometheus.NewRegistry()), Owner: "demo", Now: p.now,
	})
	if err != nil {
		return nil, err
	}
	return p, p.begin(ctx, began)
}

// copies is where the desk keeps files.
func copies(dir string) (tickets.FileStore, error) {
	if dir == "" {
		return nil, nil
	}
	return filestore.Open(dir)
}

// begin sets the clock, runs the bot, and plays the sample desk on a fresh database.
func (p *Playground) begin(ctx context.Context, began time.Time) error {
	sample, err := p.sample(ctx)
	if err != nil {
		return err
	}
	if len(sample) > 0 {
		p.Driver.Clock = clock.New(story.Start(sample, began, p.Zone, p.workday).Add(-time.Minute), 0, nil)
	} else {
		p.Driver.Clock = clock.New(p.resume(began), 1, nil)
	}
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	p.stop = stop
	p.running.Go(func() { p.ended <- p.app.Run(running) })
	if err := p.ready(ctx); err != nil {
		return errors.Join(err, p.halt())
	}
	if len(sample) > 0 {
		if err := p.play(ctx, sample, began); err != nil {
			return errors.Join(err, p.halt())
		}
	}
	p.running.Go(func() { p.Driver.Run(running) })
	p.running.Go(func() { p.watch(running) })
	return nil
}

// ready waits until the bot is connected.
func (p *Playground) ready(ctx context.Context) error {
	for p.app.Ready(ctx) != nil {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case err := <-p.ended:
			return errors.Join(errors.New("playground: the bot did not start"), err)
		case <-time.After(2 * time.Millisecond):
		}
	}
	return nil
}

// Stop ends everything and keeps what is to be kept.
func (p *Playground) Stop() error {
	p.keepClock()
	err := p.halt()
	return errors.Join(err, p.store.Close(), p.chat.Close())
}

func (p *Playground) halt() error {
	p.stop()
	p.running.Wait()
	select {
	case err := <-p.ended:
		return err
	default:
		return nil
	}
}

// Play plays a story in the present.
func (p *Playground) Play(ctx context.Context, steps []story.Step) error {
	return p.player().PlayNow(ctx, steps)
}

func (p *Playground) player() *story.Player {
	return &story.Player{Web: p.Web, Driver: p.Driver, Settle: p.settle}
}

// Page is the page for an address.
func (p *Playground) Page(guard page.Guard) (*page.Server, error) {
	return page.New(page.Config{
		Web: p.Web, Driver: p.Driver, Journal: p.record, Guide: p.Guide, Zone: p.Zone, Logger: p.cfg.Logger, Guard: guard,
	})
}

// settle waits until the bot has said what it has to say.
func (p *Playground) settle(ctx context.Context) error {
	const patience = 20 * time.Second
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		queued := 0
		err := p.store.View(ctx, func(tx tickets.Tx) (err error) {
			queued, _, _, err = tx.QueueStats(ctx, web.Space)
			return err
		})
		switch {
		case err != nil:
			return fmt.Errorf("playground: what is to be said: %w", err)
		case queued == 0:
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("playground: %d messages are not said within %s", queued, patience)
		case <-time.After(time.Millisecond):
		}
	}
}
