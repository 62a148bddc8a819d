// Package clock is the playground's clock: the desk's time, which can run faster than the
// real one or jump ahead. It never goes back, and it never passes a deadline before the desk
// has looked at it, so that an alert is told at its true time however fast time goes.
package clock

import (
	"sync"
	"time"
)

// Clock is a clock. Its zero value is not useful; New makes one.
type Clock struct {
	real func() time.Time // the machine's

	mu     sync.Mutex
	base   time.Time // the desk's time …
	since  time.Time // … at this real time
	factor int       // seconds of the desk in a real second
	stop   time.Time // not passed; zero none
	last   time.Time
}

// New makes a clock that shows the given time and runs at the factor; 0 stands still. machine is
// the machine's clock, time.Now when nil.
func New(now time.Time, factor int, machine func() time.Time) *Clock {
	if machine == nil {
		machine = time.Now
	}
	return &Clock{real: machine, base: now, since: machine(), factor: factor, last: now}
}

// Now is the desk's time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	t := c.free()
	if !c.stop.IsZero() && t.After(c.stop) {
		t = c.stop
	}
	if t.Before(c.last) {
		t = c.last
	}
	c.last = t
	return t
}

// free is the time by base and factor alone.
func (c *Clock) free() time.Time {
	return c.base.Add(time.Duration(c.factor) * c.real().Sub(c.since))
}

// Factor is how many seconds of the desk pass in a real second.
func (c *Clock) Factor() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.factor
}

// SetFactor makes the clock run at another pace from now on.
func (c *Clock) SetFactor(factor int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.base, c.since, c.factor = c.free(), c.real(), factor
}

// Jump goes to a later time; an earlier one is refused, silently.
func (c *Clock) Jump(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if to.After(c.free()) {
		c.base, c.since = to, c.real()
	}
}

// stopAt is the time not to pass; zero none.
func (c *Clock) stopAt(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stop = t
}

// until is how long it takes, really, until the clock shows t; false when it stands still.
func (c *Clock) until(t time.Time) (time.Duration, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.factor <= 0 {
		return 0, false
	}
	return t.Sub(c.free()) / time.Duration(c.factor), true
}
