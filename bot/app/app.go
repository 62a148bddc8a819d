package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"guichet/bot"
	"guichet/bot/outbox"
	"guichet/bot/speech"
	"guichet/tickets"

	"github.com/rs/zerolog"
)

// heardWithin is how recently a connected platform must have been heard to be ready (SPEC §12).
const heardWithin = 90 * time.Second

// Config is what an App is made of.
type Config struct {
	Store     tickets.Store
	Policy    *tickets.Policy
	Platforms []bot.Platform
	Logger    zerolog.Logger
	Metrics   *Metrics
	// Owner names this process in leases. It is unique among the replicas that run, and the
	// same after a restart, so that a process killed a moment ago need not be waited for.
	Owner string
	// Files keeps copies of what people join; nil: only links are kept.
	Files tickets.FileStore
	// Now is the desk's clock, the same as the store's; time.Now when nil. A demonstration lets
	// it run faster.
	Now func() time.Time
	// Spaces says which places each space has; nil: as the platforms tell.
	Spaces outbox.Spaces
}

// App is the bot: it hands what happens on the platforms to the desk, and what the desk has
// to say to the platforms.
type App struct {
	store     tickets.Store
	policy    *tickets.Policy
	files     tickets.FileStore
	desk      *tickets.Desk
	speech    *speech.Speech
	platforms map[string]bot.Platform
	order     []bot.Platform
	log       zerolog.Logger
	metrics   *Metrics
	owner     string
	now       func() time.Time
	people    *directory
	lanes     map[string]*dispatcher
	sessions  map[string]*session
	later     *background
	catching  *catchUps
	bulking   sync.Mutex  // one process works on one bulk at a time
	panelling sync.Mutex  // held while a panel is brought up to date
	changed   atomic.Bool // something changed since the homes were looked at
	homesAt   time.Time   // when that was; the clock's job only
}

// New makes an App; Run starts it.
func New(c Config) (*App, error) {
	speech, err := speech.New()
	if err != nil {
		return nil, fmt.Errorf("bot: locales: %w", err)
	}
	if len(c.Platforms) == 0 {
		return nil, errors.New("bot: no platform is configured")
	}
	a := &App{
		store: c.Store, policy: c.Policy, files: c.Files, speech: speech, log: c.Logger, metrics: c.Metrics,
		owner: c.Owner, platforms: map[string]bot.Platform{}, order: c.Platforms,
		lanes: map[string]*dispatcher{}, sessions: map[string]*session{}, later: newBackground(c.Logger),
		catching: &catchUps{cancel: map[string]context.CancelFunc{}},
	}
	if a.now = c.Now; a.now == nil {
		a.now = time.Now
	}
	spaces := c.Spaces
	for _, p := range c.Platforms {
		if _, twice := a.platforms[p.Space()]; twice {
			return nil, fmt.Errorf("bot: two platforms are called %s", p.Space())
		}
		a.platforms[p.Space()] = p
		a.lanes[p.Space()] = newDispatcher(a, p)
		a.sessions[p.Space()] = &session{app: a, platform: p}
		if c.Spaces == nil {
			spaces = append(spaces, outbox.SpacePlaces{
				Name: p.Space(), Pool: p.Has(tickets.PlacePool),
				Escalation: p.Has(tickets.PlaceEscalation), Managers: p.Has(tickets.PlaceManagers),
				Helpdesk: p.Has(tickets.PlaceHelpdesk),
			})
		}
	}
	spaces = slices.Clone(spaces)
	for i := range spaces {
		if p := a.platforms[spaces[i].Name]; p != nil {
			spaces[i].Room = p.Features().Room
		}
	}
	policy := *c.Policy
	for _, s := range spaces {
		policy.Spaces = append(slices.Clone(policy.Spaces), tickets.Space{Name: s.Name, Managers: s.Managers})
	}
	a.policy = &policy
	a.people = newDirectory(a)
	a.desk = tickets.NewDesk(c.Store, a.policy, outbox.Derive(spaces, a.policy), a.committed)
	return a, nil
}

// committed is called after each change of the desk.
func (a *App) committed() {
	a.changed.Store(true)
	a.wake()
}

// wake tells the dispatchers that something may have to be said.
func (a *App) wake() {
	for _, d := range a.lanes {
		d.nudge()
	}
}

// Run works until ctx ends, then lets what is being said be said, and returns nil. A platform
// that refuses for good is stopped and logged; the others go on. When all have refused, Run
// returns the error.
func (a *App) Run(ctx context.Context) error {
	if err := a.rememberCategories(ctx); err != nil {
		return err
	}
	clock, err := a.startClock(ctx)
	if err != nil {
		return err
	}
	defer clock.stop()
	for _, p := range a.order {
		a.noteRelay(ctx, p.Space())
	}
	var wg sync.WaitGroup
	for _, d := range a.lanes {
		wg.Go(func() { d.run(ctx) })
	}
	refused := make(chan error, len(a.order))
	for _, p := range a.order {
		wg.Go(func() {
			err := a.sessions[p.Space()].run(ctx)
			if err != nil && ctx.Err() == nil {
				a.log.Error().Err(err).Str("space", p.Space()).Msg("platform refused for good; it is stopped, the others go on")
				refused <- err
			}
		})
	}
	var fatal []error
	for ctx.Err() == nil && len(fatal) < len(a.order) {
		select {
		case <-ctx.Done():
		case err := <-refused:
			fatal = append(fatal, err)
		}
	}
	if len(fatal) == len(a.order) {
		<-a.linger(ctx)
		a.later.stop()
		return fmt.Errorf("bot: every platform has refused: %w", errors.Join(fatal...))
	}
	wg.Wait()
	a.later.stop()
	return nil
}

// linger ends with ctx. A process whose platforms have all refused stays up until it is told
// to stop: a supervisor that restarts it at once would knock on a closed door for ever.
func (a *App) linger(ctx context.Context) <-chan struct{} { return ctx.Done() }

// Ready is nil when the database answers and every platform is connected and has been heard
// lately.
func (a *App) Ready(ctx context.Context) error {
	if err := a.store.Ping(ctx); err != nil {
		return fmt.Errorf("the database does not answer: %w", err)
	}
	for _, p := range a.order {
		if a.sessions[p.Space()].standby.Load() {
			continue // another replica holds the connection
		}
		heard, connected := p.Health()
		switch {
		case !connected:
			return fmt.Errorf("%s is not connected", p.Space())
		case time.Since(heard) > heardWithin:
			return fmt.Errorf("%s has not been heard for %s", p.Space(), time.Since(heard).Round(time.Second))
		}
	}
	return nil
}
