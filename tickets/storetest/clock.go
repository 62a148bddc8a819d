package storetest

import (
	"sync"
	"time"
)

// Clock is a clock that tests move. It starts at an instant with nanoseconds, in a zone
// that is not UTC, so that a store that keeps either is found out.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock is a clock that stands at a Monday morning in Paris.
func NewClock() *Clock {
	paris := time.FixedZone("CET", 3600)
	return &Clock{now: time.Date(2026, time.March, 2, 9, 30, 15, 123_456_789, paris)}
}

// Now is what the clock shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Add moves the clock, back too.
func (c *Clock) Add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// stored is an instant as a store gives it back.
func stored(t time.Time) time.Time {
	return t.UTC().Truncate(time.Millisecond)
}
