package slack

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// tier is a published rate: so many a minute, and what may go at once.
// https://docs.slack.dev/apis/web-api/rate-limits
type tier struct {
	perMinute float64
	burst     int
}

// The published tiers. Slack documents no bursts, so ours are well under one minute's worth.
var (
	tier2 = tier{20, 10}
	tier3 = tier{50, 25}
	tier4 = tier{100, 50}
	// "one message per second per channel", short bursts allowed.
	postPerChannel = tier{60, 4}
	// "several hundred messages per minute" for the workspace.
	postPerWorkspace = tier{600, 40}
	// Reading back takes at most half of tier 3, so that what people do now always passes.
	catchUp = tier{25, 12}
)

// tiers are the methods this adapter calls. Those that are missing have no published limit, but
// for views.open and views.update (tier 4): somebody waits for them and cannot wait longer, so
// they are tried until Slack says no, and not again before it says so.
var tiers = map[string]tier{
	methodPost: postPerWorkspace, methodUpdate: tier3, methodEphemeral: tier4,
	methodHistory: tier3, methodReplies: tier3, methodReactions: tier3,
	methodReact: tier3, methodUnreact: tier2,
	methodOpenDM: tier3, methodOwnChannels: tier3, methodMembers: tier4,
	methodUser: tier4, methodUsers: tier2, methodByEmail: tier3, methodGroups: tier2,
	methodPublishView: tier4, methodUploadURL: tier4, methodUploadDone: tier4, methodFileInfo: tier4, methodFileDelete: tier3,
}

// maxChannels bounds the memory of the per-channel buckets; full ones are forgotten beyond.
const maxChannels = 4096

// pacer remembers what was used of the published rates and what Slack told us to wait.
type pacer struct {
	now      func() time.Time
	mu       sync.Mutex
	methods  map[string]*rate.Limiter
	channels map[string]*rate.Limiter // chat.postMessage only
	reads    *rate.Limiter
	blocked  map[string]time.Time // method, or method and channel, until when
}

func newPacer(now func() time.Time) *pacer {
	return &pacer{
		now: now, methods: map[string]*rate.Limiter{}, channels: map[string]*rate.Limiter{},
		reads: catchUp.limiter(), blocked: map[string]time.Time{},
	}
}

func (t tier) limiter() *rate.Limiter { return rate.NewLimiter(rate.Limit(t.perMinute/60), t.burst) }

// wait tells how long the call must wait; it reserves nothing.
func (p *pacer) wait(method, channel string) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.waitLocked(method, channel, p.now())
}

func (p *pacer) waitLocked(method, channel string, now time.Time) time.Duration {
	var w time.Duration
	for _, key := range []string{method, method + " " + channel} {
		if until, ok := p.blocked[key]; ok {
			if until.After(now) {
				w = max(w, until.Sub(now))
			} else {
				delete(p.blocked, key)
			}
		}
	}
	for _, l := range p.limiters(method, channel) {
		w = max(w, short(l, now))
	}
	return w
}

// short is how long until the bucket holds one token.
func short(l *rate.Limiter, now time.Time) time.Duration {
	lack := 1 - l.TokensAt(now)
	if lack <= 0 {
		return 0
	}
	return time.Duration(lack / float64(l.Limit()) * float64(time.Second))
}

// take uses one call's worth, or tells how long to wait first and uses nothing.
func (p *pacer) take(method, channel string) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	if w := p.waitLocked(method, channel, now); w > 0 {
		return w
	}
	for _, l := range p.limiters(method, channel) {
		l.ReserveN(now, 1)
	}
	if isRead(method) {
		p.reads.ReserveN(now, 1) // may go below zero: others than catch-up read too
	}
	return 0
}

// readWait is how long catch-up must wait before its next read.
func (p *pacer) readWait() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	w := short(p.reads, now)
	for _, m := range []string{methodHistory, methodReplies, methodReactions} {
		w = max(w, p.waitLocked(m, "", now))
	}
	return w
}

// block remembers a Retry-After, for the method in the workspace: a 429 does not tell which
// of the limits it was, and calling again earlier counts against the app.
func (p *pacer) block(method, channel string, d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	until := p.now().Add(d)
	p.blocked[method] = until
	if channel != "" {
		p.blocked[method+" "+channel] = until
	}
}

func (p *pacer) limiters(method, channel string) []*rate.Limiter {
	var out []*rate.Limiter
	if t, ok := tiers[method]; ok {
		l := p.methods[method]
		if l == nil {
			l = t.limiter()
			p.methods[method] = l
		}
		out = append(out, l)
	}
	if method == methodPost && channel != "" {
		l := p.channels[channel]
		if l == nil {
			if len(p.channels) >= maxChannels {
				p.forget()
			}
			l = postPerChannel.limiter()
			p.channels[channel] = l
		}
		out = append(out, l)
	}
	return out
}

// forget drops the buckets of channels that are full again.
func (p *pacer) forget() {
	now := p.now()
	for c, l := range p.channels {
		if l.TokensAt(now) >= float64(l.Burst()) {
			delete(p.channels, c)
		}
	}
}

func isRead(method string) bool {
	return method == methodHistory || method == methodReplies || method == methodReactions
}
