package discord

import "sync"

// lanes run jobs that share a key one after another, in the order they came, and all others
// side by side. A job with several keys runs once it is first in each of its lanes.
type lanes struct {
	mu      sync.Mutex
	waiting map[string][]*job
	running sync.WaitGroup
}

type job struct {
	keys    []string
	run     func()
	blocked int // lanes in which another is first
}

func newLanes() *lanes { return &lanes{waiting: map[string][]*job{}} }

// add queues a job. It never blocks. Empty and doubled keys are left out.
func (l *lanes) add(run func(), keys ...string) {
	j := &job{run: run}
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, k := range keys {
		if k == "" || contains(keys[:i], k) {
			continue
		}
		j.keys = append(j.keys, k)
		if l.waiting[k] = append(l.waiting[k], j); len(l.waiting[k]) > 1 {
			j.blocked++
		}
	}
	l.running.Add(1)
	if j.blocked == 0 {
		go l.do(j)
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func (l *lanes) do(j *job) {
	defer l.running.Done()
	defer l.done(j)
	j.run()
}

// done lets those behind the job through.
func (l *lanes) done(j *job) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, k := range j.keys {
		rest := l.waiting[k][1:]
		if len(rest) == 0 {
			delete(l.waiting, k)
			continue
		}
		l.waiting[k] = rest
		if rest[0].blocked--; rest[0].blocked == 0 {
			go l.do(rest[0])
		}
	}
}

// wait returns when all jobs are done.
func (l *lanes) wait() { l.running.Wait() }
