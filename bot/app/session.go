package app

import (
	"context"
	"sync/atomic"
	"time"

	"guichet/bot"
	"guichet/tickets"
)

// session runs a platform, where need be only while this replica holds its lease.
type session struct {
	app      *App
	platform bot.Platform
	standby  atomic.Bool
}

// run is Platform.Run, once it is this replica's turn, again and again.
func (s *session) run(ctx context.Context) error {
	if _, one := s.platform.(bot.OneSession); !one {
		s.app.keepStill(ctx, s.platform)
		return s.platform.Run(ctx, s.app)
	}
	defer s.unlease()
	for ctx.Err() == nil {
		if !s.lease(ctx) {
			s.standby.Store(true)
			sleep(ctx, leaseRenew)
			continue
		}
		s.standby.Store(false)
		s.app.keepStill(ctx, s.platform)
		if err := s.hold(ctx); err != nil {
			return err
		}
	}
	return nil
}

// hold runs the platform until ctx ends or the lease is lost, and renews the lease meanwhile.
// A replica that cannot renew stops before the lease ends, so that two are never connected.
func (s *session) hold(ctx context.Context) error {
	turn, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		defer cancel()
		for held := time.Now(); turn.Err() == nil; {
			sleep(turn, leaseRenew)
			switch {
			case s.lease(turn):
				held = time.Now()
			case time.Since(held) > leaseTime-2*leaseRenew:
				if turn.Err() == nil {
					s.app.log.Warn().Str("space", s.platform.Space()).Msg("another replica has taken the connection; standing by")
				}
				return
			}
		}
	}()
	return s.platform.Run(turn, s.app)
}

func (s *session) name() string { return "session:" + s.platform.Space() }

func (s *session) lease(ctx context.Context) bool {
	ok := false
	err := s.app.store.Update(ctx, func(tx tickets.Tx) (err error) {
		_, ok, err = tx.Lease(ctx, s.name(), s.app.owner, leaseTime)
		return err
	})
	return err == nil && ok
}

func (s *session) unlease() {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	err := s.app.store.Update(ctx, func(tx tickets.Tx) error { return tx.Unlease(ctx, s.name(), s.app.owner) })
	if err != nil {
		s.app.log.Warn().Err(err).Str("space", s.platform.Space()).Msg("the connection's lease could not be given back; it ends by itself")
	}
}

// sleep waits, or until ctx ends.
func sleep(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
