package adaptertest

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"guichet/bot"
)

// desk is a handler that notes what it was handed and answers as the test says.
type desk struct {
	mu     sync.Mutex
	events []bot.Event
	answer func(e bot.Event) (bot.Answer, error)
}

// Handle implements bot.Handler.
func (d *desk) Handle(_ context.Context, e bot.Event) (bot.Answer, error) {
	d.mu.Lock()
	d.events = append(d.events, e)
	answer := d.answer
	d.mu.Unlock()
	if answer == nil || e.Kind == bot.ConnectedEvent || e.Kind == bot.MembershipEvent {
		return bot.Answer{}, nil
	}
	return answer(e)
}

// answers says how to answer from now on what people do.
func (d *desk) answers(f func(e bot.Event) (bot.Answer, error)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.answer = f
}

// privately answers everything with a private sentence.
func (d *desk) privately(m bot.Message) {
	d.answers(func(bot.Event) (bot.Answer, error) { return bot.Answer{Private: &m}, nil })
}

// opens answers everything with a form.
func (d *desk) opens(f bot.Form) {
	d.answers(func(bot.Event) (bot.Answer, error) { return bot.Answer{Form: &f}, nil })
}

// of are the events of a kind so far.
func (d *desk) of(kind bot.EventKind) []bot.Event {
	return d.that(func(e bot.Event) bool { return e.Kind == kind })
}

func (d *desk) that(ok func(e bot.Event) bool) []bot.Event {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(d.events), func(e bot.Event) bool { return !ok(e) })
}

// wait waits for an event, and returns the last such.
func (d *desk) wait(t testing.TB, what string, ok func(e bot.Event) bool) bot.Event {
	t.Helper()
	return d.waitFor(t, what, 1, ok)[0]
}

// waitFor waits for n such events.
func (d *desk) waitFor(t testing.TB, what string, n int, ok func(e bot.Event) bool) (got []bot.Event) {
	t.Helper()
	until(t, what, func() bool {
		got = d.that(ok)
		return len(got) >= n
	})
	slices.Reverse(got)
	return got
}

// last waits for n events of a kind and returns the last.
func (d *desk) last(t testing.TB, kind bot.EventKind, n int) bot.Event {
	t.Helper()
	return d.waitFor(t, "an event", n, func(e bot.Event) bool { return e.Kind == kind })[0]
}

// forget forgets what was handed so far.
func (d *desk) forget() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.events = nil
}

// quiet fails the test when an event of a kind comes within a short while.
func (d *desk) quiet(t testing.TB, kind bot.EventKind) {
	t.Helper()
	time.Sleep(silence)
	if got := d.of(kind); len(got) > 0 {
		t.Errorf("the desk is handed %+v", got)
	}
}
