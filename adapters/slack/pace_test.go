package slack

import (
	"testing"
	"time"
)

type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

func TestPacePerChannel(t *testing.T) {
	c := &clock{noon}
	p := newPacer(c.now)
	for range postPerChannel.burst {
		if w := p.take(methodPost, "C1"); w != 0 {
			t.Fatalf("the burst waits %v", w)
		}
	}
	if w := p.take(methodPost, "C1"); w <= 0 || w > time.Second {
		t.Errorf("after the burst: %v", w)
	}
	if w := p.wait(methodPost, "C2"); w != 0 {
		t.Errorf("another channel waits %v", w)
	}
	c.t = c.t.Add(time.Second)
	if w := p.take(methodPost, "C1"); w != 0 {
		t.Errorf("a second later: %v", w)
	}
}

func TestPaceStaysInItsTier(t *testing.T) {
	c := &clock{noon}
	p := newPacer(c.now)
	for minute := range 5 {
		sent := 0
		for end := c.t.Add(time.Minute); c.t.Before(end); c.t = c.t.Add(100 * time.Millisecond) {
			if p.take(methodUpdate, "C1") == 0 {
				sent++
			}
		}
		limit := int(tier3.perMinute) + 1
		if minute == 0 {
			limit += tier3.burst
		}
		if sent > limit {
			t.Errorf("minute %d: %d edits", minute, sent)
		}
	}
}

func TestReadsTakeHalf(t *testing.T) {
	c := &clock{noon}
	p := newPacer(c.now)
	reads := 0
	for end := c.t.Add(10 * time.Minute); c.t.Before(end); c.t = c.t.Add(100 * time.Millisecond) {
		if p.readWait() == 0 && p.take(methodReactions, "C1") == 0 {
			reads++
		}
	}
	if want := int(catchUp.perMinute)*10 + catchUp.burst; reads > want || reads < want-2 {
		t.Errorf("%d reads in ten minutes, want about %d", reads, want)
	}
}

func TestRetryAfterIsRemembered(t *testing.T) {
	c := &clock{noon}
	p := newPacer(c.now)
	p.block(methodUpdate, "C1", 7*time.Second)
	if w := p.take(methodUpdate, "C2"); w != 7*time.Second {
		t.Errorf("another channel waits %v: the limit may be the workspace's", w)
	}
	if w := p.wait(methodPost, "C1"); w != 0 {
		t.Errorf("another method waits %v", w)
	}
	c.t = c.t.Add(7 * time.Second)
	if w := p.take(methodUpdate, "C1"); w != 0 {
		t.Errorf("after it: %v", w)
	}
}

func TestFullBucketsAreForgotten(t *testing.T) {
	c := &clock{noon}
	p := newPacer(c.now)
	for i := range maxChannels {
		p.wait(methodPost, stamp(c.t.Add(time.Duration(i)*time.Second)))
	}
	p.take(methodPost, "busy")
	if len(p.channels) > 1 {
		t.Errorf("%d channels are remembered", len(p.channels))
	}
}
