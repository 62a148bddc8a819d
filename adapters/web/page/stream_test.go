package page_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestAStreamGoesOnWhereItWasCut(t *testing.T) {
	s := newSite(t, "")
	first := s.listen("who=alice&who=tessa")
	s.act("say", map[string]any{"who": "bob", "channel": "general", "text": "un", "key": "1"})
	cut := first.until("the first words", func(e event) bool { return says(e, "alice", "un") })
	first.close()
	s.act("say", map[string]any{"who": "bob", "channel": "general", "text": "deux", "key": "2"})
	s.act("say", map[string]any{"who": "bob", "channel": "general", "text": "trois", "key": "3"})

	again := s.listen("who=alice&who=tessa", "Last-Event-ID: "+cut.id)
	defer again.close()
	seen := map[string]int{}
	again.until("what was said meanwhile", func(e event) bool {
		for _, w := range []string{"un", "deux", "trois"} {
			if says(e, "alice", "<p>"+w+"</p>") {
				seen[w]++
			}
		}
		return seen["trois"] > 0
	})
	if seen["un"] != 0 || seen["deux"] != 1 || seen["trois"] != 1 {
		t.Errorf("after the cut alice is told %v", seen)
	}
}

func TestAStreamOfAnotherProcessStartsAnew(t *testing.T) {
	s := newSite(t, "")
	for i, id := range []string{"dead-5", "nonsense", "", "-1"} {
		l := s.listen("who=alice", "Last-Event-ID: "+id)
		if e := l.until("the first event", func(event) bool { return true }); e.data["reset"] != true {
			t.Errorf("after %q: %v", id, e.data)
		}
		s.act("say", map[string]any{"who": "bob", "channel": "general", "text": fmt.Sprintf("suite %d.", i), "key": fmt.Sprint(i)})
		l.until("what follows", func(e event) bool { return says(e, "alice", fmt.Sprintf("suite %d.", i)) })
		l.close()
	}
}

func TestEverybodyIsToldOnlyWhatTheyMaySee(t *testing.T) {
	s := newSite(t, "")
	alice, bob, tessa := s.listen("who=alice"), s.listen("who=bob"), s.listen("who=tessa")
	defer alice.close()
	defer bob.close()
	defer tessa.close()
	s.opens("Écran noir secret", "")
	tessa.until("the card", func(e event) bool { return says(e, "tessa", "Écran noir secret") })
	alice.until("the confirmation", func(e event) bool { return says(e, "alice", "Écran noir secret") })
	s.act("say", map[string]any{"who": "tom", "channel": "general", "text": "fin", "key": "fin"})
	bob.until("the end", func(e event) bool {
		if strings.Contains(fmt.Sprint(e.data), "Écran noir secret") {
			t.Errorf("bob is told of alice's ticket: %v", e.data)
		}
		return says(e, "bob", "fin")
	})
	alice.until("the end", func(e event) bool {
		if strings.Contains(fmt.Sprint(e.data), "helpdesk-team") {
			t.Errorf("alice is told of the pool: %v", e.data)
		}
		return says(e, "alice", "fin")
	})
}

func TestBriefStreamsEnd(t *testing.T) {
	s := newSite(t, "")
	began := time.Now()
	if status, body := s.get("/events?who=alice&brief"); status != 200 || !strings.Contains(body, "data: ") {
		t.Errorf("%d %s", status, body)
	}
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("a brief stream lasted %v", took)
	}
}

// TestManyTabs: a hundred tabs hear everything, and leave nothing when they close (TestMain
// looks for goroutines).
func TestManyTabs(t *testing.T) {
	s := newSite(t, "")
	people := []string{"alice", "bob", "tessa", "tom", "marie"}
	var tabs []*line
	for i := range 100 {
		tabs = append(tabs, s.listen("who="+people[i%5]+"&who="+people[(i+1)%5]))
	}
	const said = 20
	for n := range said {
		s.act("say", map[string]any{"who": "bob", "channel": "general", "text": fmt.Sprintf("mot %d.", n), "key": fmt.Sprint(n)})
	}
	var all sync.WaitGroup
	for i, tab := range tabs {
		all.Go(func() {
			heard := map[string]bool{}
			tab.until("all words", func(e event) bool {
				for n := range said {
					if w := fmt.Sprintf("mot %d.", n); says(e, people[i%5], w) {
						heard[w] = true
					}
				}
				return len(heard) == said
			})
		})
	}
	all.Wait()
	for _, tab := range tabs {
		tab.close()
	}
}

// BenchmarkEventToScreen is how long an act takes to the browser's line, at fifty a second.
func BenchmarkEventToScreen(b *testing.B) {
	s := newSite(b, "")
	l := s.listen("who=alice&who=tessa")
	defer l.close()
	const every = 20 * time.Millisecond
	n := b.N
	sent := make([]time.Time, n)
	var mu sync.Mutex
	go func() {
		tick := time.NewTicker(every)
		defer tick.Stop()
		for i := range n {
			mu.Lock()
			sent[i] = time.Now()
			mu.Unlock()
			s.act("say", map[string]any{"who": "bob", "channel": "general", "text": fmt.Sprintf("n°%d.", i), "key": fmt.Sprint(i)})
			<-tick.C
		}
	}()
	took := make([]time.Duration, n)
	left := n
	for left > 0 {
		e := l.until("the next", func(event) bool { return true })
		for i := range n {
			if took[i] == 0 && says(e, "alice", fmt.Sprintf("n°%d.", i)) {
				mu.Lock()
				took[i] = time.Since(sent[i])
				mu.Unlock()
				left--
			}
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[n/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[n*99/100].Microseconds())/1000, "p99-ms")
}

func TestAnActIsDoneOnce(t *testing.T) {
	s := newSite(t, "")
	for range 3 {
		s.act("say", map[string]any{"who": "bob", "channel": "general", "text": "une fois", "key": "same"})
	}
	if _, body := s.get("/place?who=alice&channel=general"); strings.Count(body, "<p>une fois</p>") != 1 {
		t.Errorf("said %d times", strings.Count(body, "<p>une fois</p>"))
	}
}
