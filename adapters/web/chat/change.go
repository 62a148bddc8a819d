package chat

import "sync"

// ChangeKind says what a change is about.
type ChangeKind string

// The kinds of changes.
const (
	Said   ChangeKind = "said"   // a message is new or other than it was
	Gone   ChangeKind = "gone"   // a message was deleted
	Places ChangeKind = "places" // a list of channels or its unread marks
	Signal ChangeKind = "signal" // something beside the chat: Name
)

// Change says that something is not as it was. It does not say how: who hears of it reads
// the present state, so that ten changes of a message can be shown as one.
type Change struct {
	Seq     int64
	Kind    ChangeKind
	Channel string
	Message string
	Only    string // concerns this person alone
	Name    string
}

// remembered is how many changes are kept for those who come back after a pause. Whoever
// comes later looks at everything anew.
const remembered = 4096

// changes are the last changes in a ring, and a bell that rings at each.
type changes struct {
	mu   *sync.Mutex
	ring []Change
	seq  int64
	bell chan struct{}
}

func newChanges() changes { return changes{mu: &sync.Mutex{}, bell: make(chan struct{})} }

func (c *changes) add(ch Change) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.seq++
	ch.Seq = c.seq
	if len(c.ring) < remembered {
		c.ring = append(c.ring, ch)
	} else {
		c.ring[(c.seq-1)%remembered] = ch
	}
	close(c.bell)
	c.bell = make(chan struct{})
}

// Seq is the number of the newest change.
func (c *Chat) Seq() int64 {
	c.changes.mu.Lock()
	defer c.changes.mu.Unlock()
	return c.changes.seq
}

// Since lists the changes after seq, and a channel that is closed at the next one. ok is
// false when they are not remembered any more, or seq is none of ours.
func (c *Chat) Since(seq int64) (list []Change, next <-chan struct{}, ok bool) {
	ch := &c.changes
	ch.mu.Lock()
	defer ch.mu.Unlock()
	if seq > ch.seq || seq < ch.seq-int64(len(ch.ring)) {
		return nil, ch.bell, false
	}
	for n := seq + 1; n <= ch.seq; n++ {
		list = append(list, ch.ring[(n-1)%remembered])
	}
	return list, ch.bell, true
}

// Signal tells everybody who listens that something beside the chat has changed.
func (c *Chat) Signal(name string) { c.changes.add(Change{Kind: Signal, Name: name}) }
