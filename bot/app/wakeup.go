package app

import (
	"context"
	"fmt"
	"time"

	"github.com/go-co-op/gocron/v2"
	"github.com/google/uuid"

	"guichet/tickets"
)

// How often the rows are asked. The scheduler only wakes the code that asks what is due:
// nothing is known only to it.
const (
	sweepEvery = time.Second
	pruneEvery = time.Hour
)

type wakeups struct{ s gocron.Scheduler }

// startClock starts the scheduler.
func (a *App) startClock(ctx context.Context) (*wakeups, error) {
	s, err := gocron.NewScheduler(
		gocron.WithStopTimeout(5*time.Second),
		gocron.WithGlobalJobOptions(
			gocron.WithSingletonMode(gocron.LimitModeReschedule),
			gocron.WithEventListeners(gocron.AfterJobRunsWithPanic(func(_ uuid.UUID, name string, r any) {
				a.log.Error().Str("job", name).Str("panic", fmt.Sprint(r)).Msg("scheduled job panicked")
			})),
		),
	)
	if err != nil {
		return nil, fmt.Errorf("bot: scheduler: %w", err)
	}
	jobs := []struct {
		name  string
		every time.Duration
		do    func()
	}{
		{"sweep", sweepEvery, func() { a.sweep(ctx) }},
		{"bulks", sweepEvery, func() { a.bulks(ctx) }},
		{"homes", homesEvery, func() { a.homes(ctx) }},
		{"prune", pruneEvery, func() { a.prune(ctx) }},
	}
	for _, j := range jobs {
		if _, err := s.NewJob(gocron.DurationJob(j.every), gocron.NewTask(j.do), gocron.WithName(j.name),
			gocron.WithStartAt(gocron.WithStartImmediately())); err != nil {
			return nil, fmt.Errorf("bot: scheduler: job %s: %w", j.name, err)
		}
	}
	s.Start()
	return &wakeups{s: s}, nil
}

func (w *wakeups) stop() { _ = w.s.Shutdown() }

// sweep fires the timers that are due and wakes the dispatchers, which may have rows of
// another replica or retries to send.
func (a *App) sweep(ctx context.Context) {
	if ctx.Err() != nil {
		return
	}
	if _, err := a.desk.Sweep(ctx); err != nil && ctx.Err() == nil {
		a.log.Error().Err(err).Msg("sweep of deadlines failed in part")
	}
	a.wake()
}

// Sweep does at once what is due, instead of within the next second: for a desk whose clock
// runs fast or jumps.
func (a *App) Sweep(ctx context.Context) error {
	_, err := a.desk.Sweep(ctx)
	a.wake()
	return err
}

func (a *App) prune(ctx context.Context) {
	err := a.store.Update(ctx, func(tx tickets.Tx) error { return tx.Prune(ctx) })
	if err != nil && ctx.Err() == nil {
		a.log.Error().Err(err).Msg("pruning failed")
	}
}
