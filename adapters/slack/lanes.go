package slack

import (
	"context"
	"sync"
)

// maxRunning bounds the events that are handled at the same time.
const maxRunning = 64

// lanes runs tasks so that those which share a key run one after the other, in the order they
// came, and others at the same time. Adding never blocks: the reader of the socket must not
// wait, or Slack's pings go unanswered.
type lanes struct {
	mu      sync.Mutex
	queues  map[string][]*task // per key, in order of arrival; the head may run
	ready   []*task
	running int
	pending int
	idle    chan struct{} // closed and renewed when nothing is pending
}

type task struct {
	keys  []string
	ahead int // keys in which somebody else comes first
	run   func()
}

func newLanes() *lanes {
	idle := make(chan struct{})
	close(idle)
	return &lanes{queues: map[string][]*task{}, idle: idle}
}

// add queues a task under all of its keys at once, so that no two tasks wait for each other.
func (l *lanes) add(run func(), keys ...string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	t := &task{run: run}
	for _, k := range keys {
		if k == "" {
			continue
		}
		t.keys = append(t.keys, k)
		if len(l.queues[k]) > 0 {
			t.ahead++
		}
		l.queues[k] = append(l.queues[k], t)
	}
	if l.pending == 0 {
		l.idle = make(chan struct{})
	}
	l.pending++
	if t.ahead == 0 {
		l.ready = append(l.ready, t)
		l.start()
	}
}

// start runs what is ready, as far as there is room. l.mu is held.
func (l *lanes) start() {
	for len(l.ready) > 0 && l.running < maxRunning {
		t := l.ready[0]
		l.ready = l.ready[1:]
		l.running++
		go l.work(t)
	}
}

func (l *lanes) work(t *task) {
	defer l.done(t)
	t.run()
}

func (l *lanes) done(t *task) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, k := range t.keys {
		q := l.queues[k][1:] // t is the head of each of its queues while it runs
		if len(q) == 0 {
			delete(l.queues, k)
			continue
		}
		l.queues[k] = q
		if q[0].ahead--; q[0].ahead == 0 {
			l.ready = append(l.ready, q[0])
		}
	}
	l.running--
	if l.pending--; l.pending == 0 {
		close(l.idle)
	}
	l.start()
}

// wait returns when nothing is pending, or when ctx ends.
func (l *lanes) wait(ctx context.Context) {
	l.mu.Lock()
	idle := l.idle
	l.mu.Unlock()
	select {
	case <-idle:
	case <-ctx.Done():
	}
}
