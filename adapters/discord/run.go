package discord

import (
	"context"
	"time"

	"guichet/bot"
)

// drainTime is how long events in hand may take after the end was asked for.
const drainTime = 5 * time.Second

// Run connects and hands events to h until ctx ends (nil), or until Discord refuses the
// token for good (*bot.PlatformError with Revoked).
func (a *Adapter) Run(ctx context.Context, h bot.Handler) error {
	a.handler = h
	defer a.transport.CloseIdleConnections()
	defer a.drain()
	if err := a.prepare(ctx); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return nil
	}
	keeping, stop := context.WithCancel(ctx)
	kept := make(chan struct{})
	go func() {
		defer close(kept)
		a.keep(keeping)
	}()
	defer func() {
		stop()
		<-kept
	}()
	return a.stayConnected(ctx)
}

// drain lets the events in hand finish.
func (a *Adapter) drain() {
	done := make(chan struct{})
	go func() {
		defer close(done)
		a.lanes.wait()
	}()
	select {
	case <-done:
	case <-time.After(drainTime):
		a.log.Warn().Msg("some events were still being handled at the end")
	}
}

// prepare reads what must be known before the first event: ourselves and the server. It
// tries again until it succeeds, ctx ends (nil) or the token is refused.
func (a *Adapter) prepare(ctx context.Context) error {
	for pause := time.Second; ; pause = min(2*pause, lookAgain) {
		p, err := a.readApplication(ctx)
		if err == nil {
			a.warnIntents(p)
			err = a.findServer(ctx)
		}
		if err == nil {
			return nil
		}
		fault := bot.FaultOf(err)
		if fault.Fault == bot.Revoked {
			return fault
		}
		if stopped(ctx) {
			return nil
		}
		a.log.Warn().Err(err).Msg("Discord could not be asked, trying again")
		if !sleep(ctx, max(pause, fault.After)) {
			return nil
		}
	}
}

// stopped tells whether we were asked to end: then a call's failure is no news.
func stopped(ctx context.Context) bool { return ctx.Err() != nil }

// keep does what need not be done before the first event, and looks again for what is
// missing: commands, channels, the list of members.
func (a *Adapter) keep(ctx context.Context) {
	a.register(ctx)
	a.offered.Store(true)
	a.readMembers(ctx)
	for {
		if !a.registered.Load() {
			a.register(ctx)
		}
		if !sleep(ctx, a.config.LookAgain) {
			return
		}
		switch {
		case a.directory.guild() == "":
			if err := a.findServer(ctx); err == nil && a.directory.guild() != "" {
				a.connectedAgain()
			}
		case len(a.directory.missing()) > 0:
			a.lookForChannels(ctx)
		}
	}
}

// lookForChannels reads the server's channels again: what is missing from what we know may
// be there.
func (a *Adapter) lookForChannels(ctx context.Context) {
	before := len(a.directory.missing())
	var channels []channel
	if err := a.get(ctx, "/guilds/"+a.directory.guild()+"/channels", nil, &channels); err != nil {
		return
	}
	for _, c := range channels {
		a.directory.putChannel(c)
	}
	if missing := a.directory.missing(); len(missing) < before {
		a.log.Info().Int("missing", len(missing)).Msg("a configured channel was found")
		a.connectedAgain()
	}
}

// sleep waits; false when ctx ended first.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
