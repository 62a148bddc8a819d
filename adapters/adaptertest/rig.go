package adaptertest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"guichet/bot"
	"guichet/tickets"
)

const (
	// patience is how long something expected may take on a busy machine: a second retry of the
	// dispatcher comes after ten seconds.
	patience = 20 * time.Second
	// silence is how long nothing must happen before it counts as nothing.
	silence = 150 * time.Millisecond
	// TooManyWait is how long a platform that is TooMany asks to wait.
	TooManyWait = time.Second
)

// Cast is everybody who might see something.
var Cast = []string{"alice", "bob", "benoit", "tessa", "tom", "marie", "adam"}

// rig is an adapter that is connected to a stage, with a desk that answers as the test says.
type rig struct {
	*testing.T
	Stage
	suite   *testing.T
	a       bot.Platform
	desk    *desk
	running *running
}

// connect brings an adapter up. It is told to stop when the test ends, and has stopped when
// the suite ends: some platforms take a second to say goodbye.
func connect(suite, t *testing.T, stage NewStage) *rig {
	t.Helper()
	r := &rig{T: t, Stage: stage(suite), suite: suite, desk: &desk{}}
	r.start()
	return r
}

// start runs a new adapter of the stage, in place of the one before.
func (r *rig) start() {
	r.Helper()
	r.a = r.Adapter()
	r.desk.forget()
	r.running = run(r.suite, r.T, r.a, r.desk)
	r.desk.wait(r.T, "a ConnectedEvent", func(e bot.Event) bool { return e.Kind == bot.ConnectedEvent })
}

// running is a Run under way.
type running struct {
	cancel  context.CancelFunc
	end     func() error // what Run returned, once it has
	refused bool         // the test expects Run to end by itself
}

// run starts Run. When the test ends it is stopped, and must return nil.
func run(suite, t *testing.T, a bot.Platform, h bot.Handler) *running {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx, h) }()
	r := &running{cancel: cancel}
	r.end = sync.OnceValue(func() error {
		select {
		case err := <-done:
			return err
		case <-time.After(patience):
			return fmt.Errorf("run did not return within %s", patience)
		}
	})
	t.Cleanup(cancel)
	suite.Cleanup(func() {
		if err := r.end(); err != nil && !r.refused {
			suite.Errorf("%s: Run: %v", t.Name(), err)
		}
	})
	return r
}

// stop ends Run, which must return nil.
func (r *rig) stop() {
	r.Helper()
	r.running.cancel()
	if err := r.running.end(); err != nil {
		r.Errorf("Run: %v", err)
	}
}

// until waits for something to become true.
func until(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

// in is where the bot posts in a kind of channel.
func (r *rig) in(kind tickets.PlaceKind) tickets.MessageRef {
	r.Helper()
	c := r.a.Channel(kind, "")
	if c == "" {
		r.Fatalf("no channel for %s", kind)
	}
	return tickets.MessageRef{Space: r.a.Space(), Channel: c}
}

// post posts, and fails the test when that fails.
func (r *rig) post(to tickets.MessageRef, m bot.Message) tickets.MessageRef {
	r.Helper()
	ref, err := r.a.Post(r.Context(), to, m)
	if err != nil {
		r.Fatalf("post: %v", err)
	}
	return ref
}

// look finds the message as somebody sees it, nil when they do not see it.
func (r *rig) look(who string, at tickets.MessageRef) *Message {
	all := r.Sees(who)
	i := slices.IndexFunc(all, func(m Message) bool { return m.Ref.Channel == at.Channel && m.Ref.Message == at.Message })
	if i < 0 {
		return nil
	}
	return &all[i]
}

// see is look, and fails the test when they do not.
func (r *rig) see(who string, at tickets.MessageRef) Message {
	r.Helper()
	m := r.look(who, at)
	if m == nil {
		r.Fatalf("%s does not see the message %+v", who, at)
	}
	return *m
}

// finds waits until somebody sees a message of the bot that says these words.
func (r *rig) finds(who string, words ...string) Message {
	r.Helper()
	var found Message
	until(r, fmt.Sprintf("%s to see %q", who, words), func() bool {
		all := r.having(who, words...)
		if len(all) > 0 {
			found = all[len(all)-1]
		}
		return len(all) > 0
	})
	return found
}

// having are the messages of the bot that somebody sees and that say these words.
func (r *rig) having(who string, words ...string) []Message {
	return slices.DeleteFunc(r.Sees(who), func(m Message) bool { return !m.Bot || !m.Has(words...) })
}

// onlySees fails the test when anybody but these people sees the words.
func (r *rig) onlySees(words string, people ...string) {
	r.Helper()
	for _, who := range Cast {
		n := len(r.having(who, words))
		if want := slices.Contains(people, who); want != (n > 0) {
			r.Errorf("%s sees %q %d times", who, words, n)
		}
	}
}

// unbroken fails the test when a limit of the platform was broken.
func (r *rig) unbroken() {
	r.Helper()
	if b := r.Broken(); len(b) > 0 {
		r.Errorf("limits of the platform are broken:\n%s", strings.Join(b, "\n"))
	}
}

// fault fails the test unless an error is classified so.
func (r *rig) fault(what string, err error, want bot.Fault) *bot.PlatformError {
	r.Helper()
	if err == nil {
		r.Errorf("%s: no error", what)
		return &bot.PlatformError{}
	}
	p := bot.FaultOf(err)
	if p.Fault != want || p.Reason == "" || p.Reason == "unknown" {
		r.Errorf("%s: fault %d (%s), want %d: %v", what, p.Fault, p.Reason, want, err)
	}
	return p
}

func words(s string) bot.Text { return bot.Text{{Kind: bot.Plain, Text: s}} }

// says is a message of one paragraph, and buttons "label=verb" under it.
func says(text string, buttons ...string) bot.Message {
	m := bot.Message{Blocks: []bot.Block{{Kind: bot.Paragraph, Text: words(text)}}}
	row := bot.Block{Kind: bot.Row}
	for _, b := range buttons {
		label, verb, _ := strings.Cut(b, "=")
		row.Buttons = append(row.Buttons, bot.Button{Label: label, Verb: verb})
	}
	if len(buttons) > 0 {
		m.Blocks = append(m.Blocks, row)
	}
	return m
}

// card is the card of ticket 12 in a state.
func card(space, state string) bot.Message {
	return bot.Message{
		Key: "card:12:" + space, Ticket: 12, IsCard: true, Fallback: "INC-12 · " + state,
		Blocks: []bot.Block{
			{Kind: bot.Heading, Text: words("INC-12 · " + state)},
			{Kind: bot.Fields, Pairs: []bot.Pair{{Label: "État", Value: words(state)}}},
			{Kind: bot.Row, Buttons: []bot.Button{{Label: "Prendre en charge", Verb: "claim:12", Style: bot.Primary}}},
			{Kind: bot.Select, Menu: &bot.Menu{Placeholder: "Autres actions", Verb: "do:12", Options: []bot.Option{
				{Label: "Escalader", Value: "escalate"}, {Label: "Annuler", Value: "cancel"},
			}}},
		},
	}
}
