package web

import "sync"

// turns lets one event at a time pass for the same person and for the same message.
type turns struct {
	mu   *sync.Mutex
	held map[string]*turn
}

type turn struct {
	mu      sync.Mutex
	waiting int
}

func newTurns() turns { return turns{mu: &sync.Mutex{}, held: map[string]*turn{}} }

// take waits for the turn of a person and of a message ("" none). Everybody takes their
// person's turn first, so that nobody waits in a circle.
func (t turns) take(who, message string) (done func()) {
	person := t.one("person " + who)
	if message == "" {
		return person
	}
	m := t.one("message " + message)
	return func() { m(); person() }
}

func (t turns) one(key string) (done func()) {
	t.mu.Lock()
	mine := t.held[key]
	if mine == nil {
		mine = &turn{}
		t.held[key] = mine
	}
	mine.waiting++
	t.mu.Unlock()
	mine.mu.Lock()
	return func() {
		mine.mu.Unlock()
		t.mu.Lock()
		defer t.mu.Unlock()
		if mine.waiting--; mine.waiting == 0 {
			delete(t.held, key)
		}
	}
}
