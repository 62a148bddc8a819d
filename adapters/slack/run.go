package slack

import (
	"context"
	"sync"
	"time"

	"github.com/google/uuid"

	"guichet/bot"
	"guichet/tickets"
)

const (
	firstDelay = time.Second      // before trying again to connect, doubled each time
	lastDelay  = 30 * time.Second // at most
	drainTime  = 5 * time.Second  // for what is being handled when we are asked to stop
	stuckTime  = 2 * time.Second  // for what does not end in that time, once it is told to
	checkEvery = time.Minute      // channels that are missing
	loadEvery  = 10 * time.Minute // everything else of the roster
	loadFresh  = 30 * time.Second // a roster this young is not read again
	awayLong   = time.Minute      // without a connection: Slack may have given up telling what happened
	tellAgain  = 5 * time.Second  // a ConnectedEvent that was not taken
)

// runner is one Run.
type runner struct {
	a       *Adapter
	h       bot.Handler
	lanes   *lanes          // events, up to their acknowledgement
	answers *lanes          // calls that show an answer: a slow one must not delay an acknowledgement
	work    context.Context // of handlers: outlives Run's context while it drains
	hello   chan struct{}
	read    time.Time // when the roster was last read
	away    time.Time // since when there is no connection; only the loop of session knows it
}

// Run connects and hands events to h until ctx ends (nil) or Slack withdraws our access (a
// *bot.PlatformError with Revoked). Everything else is tried again for ever. On the way out
// what is being handled is finished and acknowledged, within drainTime.
func (a *Adapter) Run(ctx context.Context, h bot.Handler) error {
	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer a.http.CloseIdleConnections()
	defer stop()
	select {
	case err := <-a.revoked:
		a.log.Debug().Err(err).Msg("learned before this run; asking again")
	default:
	}
	r := &runner{a: a, h: h, lanes: newLanes(), answers: newLanes(), work: work, hello: make(chan struct{}, 1)}
	if err := r.introduce(ctx); err != nil || ctx.Err() != nil {
		return err
	}
	background, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	wg.Go(func() { a.warm(background) })
	wg.Go(func() { r.keep(background) })
	wg.Go(func() { r.listAdmins(background) })
	err := r.connect(ctx)
	cancel()
	wg.Wait()
	stop() // what is still being handled now took longer than drainTime
	r.finish(stuckTime)
	return err
}

// finish waits for what is being handled, for at most d.
func (r *runner) finish(d time.Duration) {
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	r.lanes.wait(ctx)
	r.answers.wait(ctx)
}

// introduce learns who we are and reads the roster before anything can happen: rights depend
// on it. It tries until it works, we are revoked or ctx ends.
func (r *runner) introduce(ctx context.Context) error {
	for delay := firstDelay; ; delay = min(2*delay, lastDelay) {
		err := r.a.identify(ctx)
		if err == nil {
			_, err = r.a.load(ctx)
		}
		if err == nil {
			r.read = time.Now()
			return nil
		}
		if bot.FaultOf(err).Fault == bot.Revoked {
			return err
		}
		if stopped(ctx) {
			return nil
		}
		r.a.log.Warn().Err(err).Dur("again_in", delay).Msg("Slack cannot be reached yet")
		if !sleep(ctx, delay) {
			return nil
		}
	}
}

// stopped tells whether we were asked to end: then a call's failure is no news.
func stopped(ctx context.Context) bool { return ctx.Err() != nil }

// connect keeps a session alive.
func (r *runner) connect(ctx context.Context) error {
	for {
		err := r.session(ctx)
		if err != nil && bot.FaultOf(err).Fault == bot.Revoked {
			return err
		}
		if stopped(ctx) {
			return nil
		}
		r.a.log.Warn().Err(err).Msg("the connection to Slack ended; connecting again")
		if !sleep(ctx, firstDelay) {
			return nil
		}
	}
}

// keep tells the bot of connections, and keeps the roster up to date.
func (r *runner) keep(ctx context.Context) {
	tick := time.NewTicker(checkEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-r.hello:
			if time.Since(r.read) > loadFresh {
				r.reload(ctx)
			}
			r.tell(ctx, bot.ConnectedEvent)
		case <-r.a.refresh:
			r.reload(ctx)
		case <-tick.C:
			if len(r.a.roster.missing()) > 0 || time.Since(r.read) > loadEvery {
				r.reload(ctx)
			}
		}
	}
}

// reload reads the roster again, and tells the bot when it is different.
func (r *runner) reload(ctx context.Context) {
	changed, err := r.a.load(ctx)
	if err != nil {
		if ctx.Err() == nil {
			r.a.log.Warn().Err(err).Msg("who is in which channel could not be read; what was known still counts")
		}
		return
	}
	r.read = time.Now()
	if changed {
		r.tell(ctx, bot.MembershipEvent)
	}
}

// tell hands over an event of our own until it is taken.
func (r *runner) tell(ctx context.Context, kind bot.EventKind) {
	for {
		e := bot.Event{Kind: kind, Space: space, At: time.Now(), Where: tickets.MessageRef{Space: space}}
		log := r.a.log.With().Str("correlation", uuid.NewString()).Str("kind", kindName(kind)).Logger()
		if _, err := r.h.Handle(log.WithContext(ctx), e); err == nil || ctx.Err() != nil {
			return
		} else {
			log.Error().Err(err).Msg("an event was not taken; trying again")
		}
		if !sleep(ctx, r.a.tellAgain) {
			return
		}
	}
}

// wantRefresh asks for the roster to be read again, soon.
func (a *Adapter) wantRefresh() {
	select {
	case a.refresh <- struct{}{}:
	default:
	}
}

// kindName is an event's kind as the metrics' label.
func kindName(k bot.EventKind) string {
	switch k {
	case bot.CommandEvent:
		return "command"
	case bot.ClickEvent:
		return "click"
	case bot.SubmitEvent:
		return "submit"
	case bot.ReactionEvent:
		return "reaction"
	case bot.MessageEvent:
		return "message"
	case bot.ShortcutEvent:
		return "shortcut"
	case bot.ConnectedEvent:
		return "connected"
	case bot.HomeEvent:
		return "home"
	case bot.MembershipEvent:
		return "membership"
	case bot.CompletionEvent:
		return "completion"
	}
	return "other"
}
