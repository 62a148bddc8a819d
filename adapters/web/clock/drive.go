package clock

import (
	"context"
	"sync"
	"time"
)

const (
	lookEvery = 200 * time.Millisecond // for deadlines that an act has made meanwhile
	failed    = time.Second            // before a deadline that could not be looked at is tried again
)

// Desk is what the driver asks and tells.
type Desk struct {
	Next  func(ctx context.Context) (time.Time, error) // the next deadline, zero none
	Sweep func(ctx context.Context) error              // look at what is due
}

// Driver holds the clock at each deadline until the desk has looked at it.
type Driver struct {
	Clock *Clock
	desk  Desk
	bell  chan struct{}

	turn sync.Mutex // one look at a time
}

// NewDriver makes a driver of the clock.
func NewDriver(c *Clock, d Desk) *Driver {
	return &Driver{Clock: c, desk: d, bell: make(chan struct{}, 1)}
}

// Nudge says that there may be a new deadline.
func (d *Driver) Nudge() {
	select {
	case d.bell <- struct{}{}:
	default:
	}
}

// Run drives until ctx ends.
func (d *Driver) Run(ctx context.Context) {
	defer d.Clock.stopAt(time.Time{})
	for ctx.Err() == nil {
		wait := d.Step(ctx)
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
		case <-d.bell:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// Step looks at every deadline that the clock has reached, in their order, and returns how
// long to wait before the next step.
func (d *Driver) Step(ctx context.Context) time.Duration {
	d.turn.Lock()
	defer d.turn.Unlock()
	var done time.Time
	for ctx.Err() == nil {
		next, err := d.desk.Next(ctx)
		if err != nil {
			return failed
		}
		if next.IsZero() {
			d.Clock.stopAt(time.Time{})
			return lookEvery
		}
		if next.Equal(done) { // the desk could not: time must go on
			d.Clock.stopAt(time.Time{})
			return failed
		}
		d.Clock.stopAt(next)
		if d.Clock.Now().Before(next) {
			if wait, runs := d.Clock.until(next); runs {
				return max(min(wait, lookEvery), time.Millisecond)
			}
			return lookEvery
		}
		if err := d.desk.Sweep(ctx); err != nil {
			d.Clock.stopAt(time.Time{})
			return failed
		}
		done = next
	}
	return failed
}

// JumpToNext goes to the next deadline and has the desk look at it. It returns the zero time
// when there is none.
func (d *Driver) JumpToNext(ctx context.Context) (time.Time, error) {
	next, err := d.desk.Next(ctx)
	if err != nil || next.IsZero() {
		return time.Time{}, err
	}
	d.Clock.Jump(next)
	d.Step(ctx)
	return next, nil
}

// JumpTo goes to an instant by way of every deadline before it; at each, between is called
// once the desk has looked.
func (d *Driver) JumpTo(ctx context.Context, to time.Time, between func(ctx context.Context) error) error {
	for ctx.Err() == nil {
		next, err := d.desk.Next(ctx)
		if err != nil {
			return err
		}
		if next.IsZero() || next.After(to) {
			break
		}
		d.Clock.Jump(next)
		d.Step(ctx)
		if err := between(ctx); err != nil {
			return err
		}
	}
	d.Clock.Jump(to)
	d.Step(ctx)
	return ctx.Err()
}

// Next is the next deadline, zero when there is none.
func (d *Driver) Next(ctx context.Context) (time.Time, error) { return d.desk.Next(ctx) }
