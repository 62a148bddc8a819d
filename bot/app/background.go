package app

import (
	"context"
	"sync"
	"time"

	"guichet/bot"
	"guichet/tickets"

	"github.com/rs/zerolog"
)

// background runs what may take a platform's time after the answer was given: whispers,
// look-ups, catching up. Nothing that must not be lost runs here.
type background struct {
	ctx    context.Context
	cancel context.CancelFunc
	wg     sync.WaitGroup
	slots  chan struct{}
	log    zerolog.Logger
}

// backgroundSlots bounds the calls under way, backgroundTime each call.
const (
	backgroundSlots = 16
	backgroundTime  = 20 * time.Second
)

func newBackground(log zerolog.Logger) *background {
	ctx, cancel := context.WithCancel(context.Background())
	return &background{ctx: ctx, cancel: cancel, slots: make(chan struct{}, backgroundSlots), log: log}
}

// do runs f soon, with a deadline.
func (b *background) do(what string, f func(ctx context.Context) error) {
	b.wg.Go(func() {
		select {
		case b.slots <- struct{}{}:
			defer func() { <-b.slots }()
		case <-b.ctx.Done():
			return
		}
		ctx, cancel := context.WithTimeout(b.ctx, backgroundTime)
		defer cancel()
		if err := f(ctx); err != nil && b.ctx.Err() == nil {
			b.log.Warn().Err(err).Str("what", what).Msg("best effort failed")
		}
	})
}

// long runs f until it is done or the app stops, outside the slots.
func (b *background) long(f func(ctx context.Context)) {
	b.wg.Go(func() { f(b.ctx) })
}

// stop cancels what runs and waits for it.
func (b *background) stop() {
	b.cancel()
	b.wg.Wait()
}

// whisperTries is how often a private sentence is tried while the platform paces it.
const whisperTries = 5

// whisperTo says something to one person, best effort: when the platform asks to wait a moment,
// it waits.
func whisperTo(ctx context.Context, p bot.Platform, to tickets.UserID, at tickets.MessageRef, m bot.Message) error {
	var err error
	for range whisperTries {
		err = p.Whisper(ctx, to, at, m)
		f := bot.FaultOf(err)
		if err == nil || f.Fault != bot.Limited || ctx.Err() != nil {
			return err
		}
		sleep(ctx, max(f.After, 50*time.Millisecond))
	}
	return err
}
