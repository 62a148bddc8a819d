package playground

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"time"

	"guichet/adapters/web/story"
	"guichet/tickets"
)

//go:embed sample.story
var sampleStory []byte

// sample is the story to begin with: none when there are tickets already, or none are wanted.
func (p *Playground) sample(ctx context.Context) ([]story.Step, error) {
	if p.cfg.Empty {
		return nil, nil
	}
	n := 0
	err := p.store.View(ctx, func(tx tickets.Tx) (err error) {
		n, err = tx.CountTickets(ctx, tickets.Query{})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("playground: %w", err)
	}
	if n > 0 {
		return nil, nil
	}
	return story.Parse("sample.story", bytes.NewReader(sampleStory))
}

// play plays the past: quietly, so that nobody has weeks of unread messages.
func (p *Playground) play(ctx context.Context, steps []story.Step, now time.Time) error {
	p.chat.Quiet(true)
	if err := p.player().PlayPast(ctx, steps, now, p.Zone, p.workday); err != nil {
		return fmt.Errorf("playground: the sample desk: %w", err)
	}
	if err := p.settle(ctx); err != nil {
		return err
	}
	p.chat.DropPrivate()
	p.chat.Quiet(false)
	if err := p.record.skip(ctx); err != nil {
		return err
	}
	p.Driver.Clock.Jump(time.Now())
	p.Driver.Clock.SetFactor(1)
	return nil
}

// workday tells whether the desk works on the day.
func (p *Playground) workday(day time.Time) bool {
	local := day.In(p.Zone)
	from := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, p.Zone)
	return p.policy.Calendar.Between(from, from.AddDate(0, 0, 1)) > 0
}
