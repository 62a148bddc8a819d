package playground

import (
	"context"
	"time"

	"guichet/adapters/web/page"
	"guichet/tickets"
)

// clockFact is the fact of the chat that keeps the desk's time over a restart.
const clockFact = "clock"

// lookEvery is how often the record is looked at when nothing seems to happen.
const lookEvery = time.Second

func (p *Playground) now() time.Time { return p.Driver.Clock.Now() }

func (p *Playground) next(ctx context.Context) (at time.Time, err error) {
	err = p.store.View(ctx, func(tx tickets.Tx) error {
		at, err = tx.NextTimer(ctx)
		return err
	})
	return at, err
}

func (p *Playground) sweep(ctx context.Context) error {
	err := p.app.Sweep(ctx)
	p.record.ring()
	return err
}

// after follows each act: it may have made a deadline, and a row of the journal.
func (p *Playground) after() {
	p.Driver.Nudge()
	p.record.ring()
}

// resume is the time to go on from: the desk's never goes back, also when it had run ahead of
// the machine's before a restart.
func (p *Playground) resume(now time.Time) time.Time {
	if kept, err := time.Parse(time.RFC3339Nano, p.chat.Fact(clockFact)); err == nil && kept.After(now) {
		now = kept
	}
	if p.record.latest.After(now) {
		now = p.record.latest
	}
	return now
}

func (p *Playground) keepClock() {
	_ = p.chat.SetFact(clockFact, p.now().UTC().Format(time.RFC3339Nano)) // the journal's last row stands in for it
}

// watch tells the page what it cannot know from the chat: new rows of the journal, and that
// the next deadline is another.
func (p *Playground) watch(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	var deadline time.Time
	for ctx.Err() == nil {
		if err := p.record.look(ctx); err != nil && ctx.Err() == nil {
			p.cfg.Logger.Warn().Err(err).Msg("playground: the journal could not be read")
		}
		if next, err := p.next(ctx); err == nil && !next.Equal(deadline) {
			deadline = next
			p.chat.Signal(page.SignalClock)
		}
		select {
		case <-ctx.Done():
		case <-p.record.bell():
		case <-tick.C:
			if p.Driver.Clock.Factor() > 1 {
				p.keepClock()
			}
		}
	}
}
