package rest

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"

	"guichet/bot"
)

// Limits of Discord that no header tells beforehand.
// https://docs.discord.com/developers/topics/rate-limits
const (
	globalLimit   = 45 // of 50 requests a second: the network may push ours together
	globalWindow  = time.Second + 50*time.Millisecond
	messageLimit  = 5 // messages, edits and reads, per channel, until the headers say
	messageWindow = 5 * time.Second
	unknownLimit  = 1 // any other route, until the headers say
	unknownWindow = time.Second
	keptBuckets   = 4096 // idle ones are dropped beyond this
)

// bucket is one of Discord's buckets. Calls take turns in it, so that each answer's headers
// are true for the next call.
type bucket struct {
	turn      chan struct{}
	limit     int
	window    time.Duration
	remaining int
	reset     time.Time
}

// Limiter keeps the buckets of one bot. It never lets a call into an exhausted bucket.
type Limiter struct {
	mu      sync.Mutex
	hashes  map[string]string // route → Discord's name of its bucket
	buckets map[string]*bucket
	sent    []time.Time // calls of the last second
	blocked time.Time   // the global limit answered 429
	now     func() time.Time
}

// NewLimiter makes a limiter that knows nothing yet.
func NewLimiter() *Limiter {
	return &Limiter{hashes: map[string]string{}, buckets: map[string]*bucket{}, now: time.Now}
}

func newBucket(r route) *bucket {
	b := &bucket{turn: make(chan struct{}, 1), limit: unknownLimit, window: unknownWindow}
	if r.message {
		b.limit, b.window = messageLimit, messageWindow
	}
	return b
}

// find is the bucket of a route, made when new. The lock is held.
func (l *Limiter) find(r route) *bucket {
	key := r.name + "|" + r.major
	if h, ok := l.hashes[r.name]; ok {
		key = h + "|" + r.major
	}
	b := l.buckets[key]
	if b == nil {
		l.prune()
		b = newBucket(r)
		l.buckets[key] = b
	}
	return b
}

// prune drops idle buckets when there are too many. The lock is held.
func (l *Limiter) prune() {
	if len(l.buckets) < keptBuckets {
		return
	}
	now := l.now()
	for k, b := range l.buckets {
		if len(b.turn) == 0 && now.After(b.reset) {
			delete(l.buckets, k)
		}
	}
}

// acquire waits for the call's turn. Without wait, and when ctx would end before, an
// exhausted bucket is a *bot.PlatformError with Limited at once.
func (l *Limiter) acquire(ctx context.Context, r route, wait bool) (*bucket, error) {
	for {
		if !wait {
			if d := l.delay(r); d > 0 {
				return nil, limited(d)
			}
		}
		l.mu.Lock()
		b := l.find(r)
		l.mu.Unlock()
		select {
		case b.turn <- struct{}{}:
		case <-ctx.Done():
			return nil, unsent(ctx.Err())
		}
		l.mu.Lock()
		same := l.find(r) == b
		l.mu.Unlock()
		if !same { // the answer before ours named the bucket
			<-b.turn
			continue
		}
		if err := l.enter(ctx, b, wait); err != nil {
			<-b.turn
			return nil, err
		}
		return b, nil
	}
}

// enter takes one call out of the bucket whose turn we hold.
func (l *Limiter) enter(ctx context.Context, b *bucket, wait bool) error {
	for {
		d := l.take(b)
		if d == 0 {
			return nil
		}
		if end, ok := ctx.Deadline(); !wait || ok && end.Before(l.now().Add(d)) {
			return limited(d)
		}
		t := time.NewTimer(d)
		select {
		case <-t.C:
		case <-ctx.Done():
			t.Stop()
			return unsent(ctx.Err())
		}
	}
}

// take counts one call and returns 0, or tells how long the bucket or the global limit is
// exhausted.
func (l *Limiter) take(b *bucket) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	if d := max(l.bucketDelay(b, now), l.globalDelay(now)); d > 0 {
		return d
	}
	if !now.Before(b.reset) {
		b.remaining, b.reset = b.limit, now.Add(b.window)
	}
	b.remaining--
	l.sent = append(l.sent, now)
	return 0
}

func (l *Limiter) bucketDelay(b *bucket, now time.Time) time.Duration {
	if b.remaining > 0 || !now.Before(b.reset) {
		return 0
	}
	return b.reset.Sub(now)
}

func (l *Limiter) globalDelay(now time.Time) time.Duration {
	for len(l.sent) > 0 && now.Sub(l.sent[0]) >= globalWindow {
		l.sent = l.sent[1:]
	}
	d := max(0, l.blocked.Sub(now))
	if len(l.sent) >= globalLimit {
		d = max(d, l.sent[0].Add(globalWindow).Sub(now))
	}
	return d
}

// delay tells how long a call of the route would have to wait now. It reserves nothing.
func (l *Limiter) delay(r route) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	return max(l.bucketDelay(l.find(r), now), l.globalDelay(now))
}

// learn takes in the headers of an answer and passes the turn on.
// https://docs.discord.com/developers/topics/rate-limits#header-format
func (l *Limiter) learn(r route, b *bucket, h http.Header, status int, retryAfter time.Duration, global bool) {
	defer func() { <-b.turn }()
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	if status == http.StatusTooManyRequests {
		if global {
			l.blocked = now.Add(retryAfter)
			return
		}
		b.remaining, b.reset = 0, now.Add(retryAfter)
	}
	if h == nil || h.Get("X-RateLimit-Reset-After") == "" {
		if answered := status >= 200 && status < 500 && status != http.StatusTooManyRequests; answered && !r.message {
			b.reset = now // Discord does not limit this one
		}
		return
	}
	if n, err := strconv.Atoi(h.Get("X-RateLimit-Limit")); err == nil && n > 0 {
		b.limit = n
	}
	if n, err := strconv.Atoi(h.Get("X-RateLimit-Remaining")); err == nil {
		b.remaining = n
	}
	if s, err := strconv.ParseFloat(h.Get("X-RateLimit-Reset-After"), 64); err == nil {
		d := time.Duration(s * float64(time.Second))
		b.window = max(d, b.window)
		if at := now.Add(d); status != http.StatusTooManyRequests || at.After(b.reset) {
			b.reset = at
		}
	}
	if hash := h.Get("X-RateLimit-Bucket"); hash != "" && l.hashes[r.name] != hash {
		l.hashes[r.name] = hash
		if l.buckets[hash+"|"+r.major] == nil {
			l.buckets[hash+"|"+r.major] = b
		}
		delete(l.buckets, r.name+"|"+r.major)
	}
}

// limited is the refusal of a call that was not sent.
func limited(d time.Duration) error {
	return &bot.PlatformError{Fault: bot.Limited, After: d, Reason: "paced"}
}

// unsent is a call that its caller gave up before it was sent.
func unsent(err error) error {
	return &bot.PlatformError{Fault: bot.Retryable, Reason: "cancelled", Err: err}
}
