package discord

import (
	"sync"
	"testing"
)

func TestLanesKeepOrderPerKeyAndDoNotBlockOthers(t *testing.T) {
	l := newLanes()
	var mu sync.Mutex
	var order []string
	note := func(s string) {
		mu.Lock()
		defer mu.Unlock()
		order = append(order, s)
	}
	hold := make(chan struct{})
	l.add(func() { <-hold; note("a") }, "alice", "card")
	l.add(func() { note("b") }, "bob", "card")
	l.add(func() { note("c") }, "bob", "", "bob")
	free := make(chan struct{})
	l.add(func() { close(free) }, "tom")
	<-free
	mu.Lock()
	if len(order) != 0 {
		t.Errorf("%v ran before the first of its lane", order)
	}
	mu.Unlock()
	close(hold)
	l.wait()
	if len(order) != 3 || order[0] != "a" || order[1] != "b" || order[2] != "c" {
		t.Errorf("order %v", order)
	}
	if len(l.waiting) != 0 {
		t.Errorf("%d lanes are left", len(l.waiting))
	}
}
