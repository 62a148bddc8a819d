package web

import (
	"sync"
	"time"

	"guichet/adapters/adaptertest"
	"guichet/bot"
)

// flaky is a line that breaks as a test wants it.
type flaky struct {
	mu      sync.Mutex
	trouble adaptertest.Trouble
	left    int
	lost    int // downloads to fail
	revoked error
	until   time.Time // too many calls: none before
}

func (l *flaky) suffers(trouble adaptertest.Trouble, n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.trouble, l.left = trouble, n
}

func (l *flaky) losesDownloads(n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lost = n
}

func (l *flaky) heals() { l.suffers(0, 0) }

func (l *flaky) withdraw(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.revoked = err
}

func (l *flaky) call(op string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.revoked != nil {
		return l.revoked
	}
	if op == "fetch" && l.lost > 0 {
		l.lost--
		return &bot.PlatformError{Fault: bot.Retryable, Reason: "download_lost"}
	}
	if wait := time.Until(l.until); op == "post" && wait > 0 {
		return &bot.PlatformError{Fault: bot.Limited, After: wait, Reason: "too_many"}
	}
	when := map[adaptertest.Trouble]string{adaptertest.AnswerLost: "posted", adaptertest.ServerError: "post", adaptertest.TooMany: "post"}
	if l.left == 0 || op != when[l.trouble] {
		return nil
	}
	l.left--
	if l.trouble == adaptertest.TooMany {
		l.until = time.Now().Add(adaptertest.TooManyWait)
		return &bot.PlatformError{Fault: bot.Limited, After: adaptertest.TooManyWait - margin, Reason: "too_many"}
	}
	return &bot.PlatformError{Fault: bot.Uncertain, Reason: "answer_lost"}
}

func (l *flaky) wait(op bot.Op) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	if op != bot.OpPost {
		return 0
	}
	return min(max(time.Until(l.until), 0), adaptertest.TooManyWait-margin)
}

// margin is how much earlier than the line opens again what was refused may be tried: it goes
// first then, before what came after it.
const margin = 50 * time.Millisecond
