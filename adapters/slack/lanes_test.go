package slack

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"
)

// TestLanesKeepTheOrder: tasks that share a key never overlap and run in order of arrival;
// every task runs.
func TestLanesKeepTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := newLanes()
		var mu sync.Mutex
		last := map[string]int{}
		busy := map[string]bool{}
		ran := 0
		n := rapid.IntRange(1, 300).Draw(t, "n")
		var wrong string
		for i := range n {
			var keys []string
			if p := rapid.IntRange(0, 5).Draw(t, "person"); p > 0 {
				keys = append(keys, fmt.Sprint("p", p))
			}
			if m := rapid.IntRange(0, 5).Draw(t, "message"); m > 0 {
				keys = append(keys, fmt.Sprint("m", m))
			}
			l.add(func() {
				mu.Lock()
				for _, k := range keys {
					if busy[k] || last[k] > i {
						wrong = fmt.Sprintf("task %d overtook %d on %s", i, last[k], k)
					}
					busy[k], last[k] = true, i
				}
				mu.Unlock()
				mu.Lock()
				for _, k := range keys {
					busy[k] = false
				}
				ran++
				mu.Unlock()
			}, keys...)
		}
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		l.wait(ctx)
		mu.Lock()
		defer mu.Unlock()
		if wrong != "" {
			t.Fatal(wrong)
		}
		if ran != n {
			t.Fatalf("%d of %d ran", ran, n)
		}
		if len(l.queues) != 0 {
			t.Fatalf("%d queues are left", len(l.queues))
		}
	})
}

func TestLanesNeverBlockTheReader(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLanes()
		stuck := make(chan struct{})
		for range maxRunning * 3 {
			l.add(func() { <-stuck }, "alice")
			l.add(func() { <-stuck })
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		l.wait(ctx)
		if ctx.Err() == nil {
			t.Fatal("wait returned while tasks were running")
		}
		close(stuck)
		l.wait(t.Context())
	})
}
