package slack

import (
	"context"
	"strings"
	"testing"
	"time"

	"guichet/adapters/slack/slackfake"
	"guichet/bot"
	"guichet/tickets"
)

func in(s *slackfake.Server, channel string) tickets.MessageRef {
	return tickets.MessageRef{Space: space, Channel: s.Channel(channel)}
}

func TestPostEditAndRecognise(t *testing.T) {
	s, a := offline(t)
	card, err := a.Post(t.Context(), in(s, "helpdesk-team"), cardMessage())
	if err != nil {
		t.Fatal(err)
	}
	thread, err := a.OpenThread(t.Context(), card, "INC-12")
	if err != nil || thread.Thread != card.Message || thread.Message != "" {
		t.Fatalf("thread %+v %v", thread, err)
	}
	note := says("une note")
	note.Key, note.Ticket = "note:1", 12
	reply, err := a.Post(t.Context(), thread, note)
	if err != nil || reply.Thread != card.Message {
		t.Fatalf("reply %+v %v", reply, err)
	}
	changed := cardMessage()
	changed.Blocks = changed.Blocks[:1]
	if err := a.Edit(t.Context(), card, changed); err != nil {
		t.Fatal(err)
	}
	if got := s.Messages("helpdesk-team")[0]; got.Text != "INC-12 · Nouveau" || got.Edits != 1 {
		t.Errorf("the card is %+v", got)
	}
	reacted := reply
	reacted.Thread = "" // a reaction does not tell
	for ref, want := range map[tickets.MessageRef]string{card: "card:12:slack", reply: "note:1", reacted: "note:1"} {
		key, ticket, ok, err := a.Identify(t.Context(), ref)
		if err != nil || !ok || key != want || ticket != 12 {
			t.Errorf("Identify(%+v) = %q %d %v %v", ref, key, ticket, ok, err)
		}
	}
	other := tickets.MessageRef{Space: space, Channel: card.Channel, Message: s.Say("tom", "helpdesk-team", "", "bonjour")}
	if _, _, ok, err := a.Identify(t.Context(), other); ok || err != nil {
		t.Errorf("somebody's message is ours: %v %v", ok, err)
	}
}

// TestFindSettlesAnUncertainPost: the connection breaks after the message was posted.
func TestFindSettlesAnUncertainPost(t *testing.T) {
	s, a := offline(t)
	root, err := a.Post(t.Context(), in(s, "helpdesk-team"), says("racine"))
	if err != nil {
		t.Fatal(err)
	}
	for _, to := range []tickets.MessageRef{in(s, "helpdesk-team"), {Space: space, Channel: root.Channel, Thread: root.Message}} {
		m := says("une fois")
		m.Key = "k:" + to.Thread
		since := time.Now()
		s.Fault("chat.postMessage", slackfake.ResetAfter, 0, 1)
		if _, err := a.Post(t.Context(), to, m); bot.FaultOf(err).Fault != bot.Uncertain {
			t.Fatalf("Post: %v", err)
		}
		ref, found, err := a.Find(t.Context(), to, m, since)
		if err != nil || !found || ref.Thread != to.Thread || ref.Message == "" {
			t.Errorf("Find = %+v %v %v", ref, found, err)
		}
		m.Key = "never posted"
		if _, found, err := a.Find(t.Context(), to, m, since); found || err != nil {
			t.Errorf("found what was never posted: %v", err)
		}
	}
}

func TestPostFailures(t *testing.T) {
	s, a := offline(t)
	here := in(s, "helpdesk-team")
	for _, c := range []struct {
		name   string
		break_ func()
		to     tickets.MessageRef
		fault  bot.Fault
	}{
		{"cut before", func() { s.Fault("chat.postMessage", slackfake.ResetBefore, 0, 1) }, here, bot.Uncertain},
		{"500 after", func() { s.Fault("chat.postMessage", slackfake.Error500Too, 0, 1) }, here, bot.Uncertain},
		{"cut short", func() { s.Fault("chat.postMessage", slackfake.Garbage, 0, 1) }, here, bot.Uncertain},
		{"no such channel", func() {}, tickets.MessageRef{Channel: "C0NONE"}, bot.Gone},
		{"no such thread", func() {}, tickets.MessageRef{Channel: here.Channel, Thread: "1.000000"}, bot.Gone},
		{"limited", func() { s.Fault("chat.postMessage", slackfake.RateLimited, 3, 1) }, in(s, "helpdesk"), bot.Limited},
	} {
		c.break_()
		_, err := a.Post(t.Context(), c.to, says("x"))
		if p := bot.FaultOf(err); err == nil || p.Fault != c.fault {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	calls := len(s.Calls("chat.postMessage"))
	if w := a.Pace(bot.OpPost, here.Channel); w <= 2*time.Second || w > 3*time.Second {
		t.Errorf("after a Retry-After of 3 s Pace says %v", w)
	}
	if _, err := a.Post(t.Context(), here, says("x")); bot.FaultOf(err).Fault != bot.Limited || len(s.Calls("chat.postMessage")) != calls {
		t.Errorf("Slack was called before Retry-After had passed: %v", err)
	}
	if err := a.Edit(t.Context(), tickets.MessageRef{Channel: here.Channel, Message: "1.000000"}, says("x")); bot.FaultOf(err).Fault != bot.Gone {
		t.Errorf("edit of a deleted message: %v", err)
	}
	s.Fault("chat.update", slackfake.Error500, 0, 1)
	if err := a.Edit(t.Context(), here, says("x")); bot.FaultOf(err).Fault != bot.Retryable {
		t.Errorf("500 on an edit: %v", err)
	}
}

func TestAnUnreachableSlackIsRetryable(t *testing.T) {
	s, a := offline(t)
	s.Close()
	a.http.CloseIdleConnections() // one that is open would only break once it is written to
	_, err := a.Post(t.Context(), tickets.MessageRef{Channel: "C1"}, says("x"))
	if bot.FaultOf(err).Fault != bot.Retryable {
		t.Errorf("Post: %v", err)
	}
}

func TestACancelledPostIsUncertain(t *testing.T) {
	s, a := offline(t)
	s.Fault("chat.postMessage", slackfake.Hang, 300, 1)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := a.Post(ctx, in(s, "helpdesk"), says("x")); bot.FaultOf(err).Fault != bot.Uncertain {
		t.Errorf("Post: %v", err)
	}
}

func TestWhisper(t *testing.T) {
	s, a := offline(t)
	tessa, alice := person(s, "tessa"), person(s, "alice")
	if err := a.Whisper(t.Context(), tessa, in(s, "helpdesk-team"), says("bas")); err != nil || len(s.Ephemerals("tessa")) != 1 {
		t.Errorf("in the channel: %v", err)
	}
	// alice cannot see the pool channel, nor anybody one that does not exist.
	for _, where := range []tickets.MessageRef{in(s, "helpdesk-team"), {}, {Channel: "C0NONE"}} {
		before := len(s.DM("alice"))
		if err := a.Whisper(t.Context(), alice, where, says("bas")); err != nil || len(s.DM("alice")) != before+1 {
			t.Errorf("%+v: %v", where, err)
		}
	}
	s.SetGone("bob")
	if err := a.Whisper(t.Context(), person(s, "bob"), tickets.MessageRef{}, says("bas")); bot.FaultOf(err).Fault != bot.Gone {
		t.Errorf("to somebody who left: %v", err)
	}
}

func TestCounterIsTheDM(t *testing.T) {
	s, a := offline(t)
	for range 3 {
		c, err := a.OpenCounter(t.Context(), bot.CounterRequest{Ticket: 7, User: person(s, "alice")})
		if err != nil || c.Channel != s.Channel("dm:alice") || c.Kind != "dm" || c.Ticket != 7 || c.User != person(s, "alice") || c.Thread != "" {
			t.Errorf("counter %+v %v", c, err)
		}
	}
	if n := len(s.Calls("conversations.open")); n != 1 {
		t.Errorf("%d calls for one DM", n)
	}
	if _, err := a.OpenCounter(t.Context(), bot.CounterRequest{User: person(s, "dora")}); bot.FaultOf(err).Fault != bot.Gone {
		t.Errorf("counter of somebody who left: %v", err)
	}
}

func TestReactionsAndRead(t *testing.T) {
	s, a := offline(t)
	card, err := a.Post(t.Context(), in(s, "helpdesk-team"), cardMessage())
	if err != nil {
		t.Fatal(err)
	}
	for who, name := range map[string]string{"tessa": "hand", "tom": "raised_hand::skin-tone-4", "theo": "eyes", "guichet": "eyes", "marie": "tada"} {
		s.ReactSilently(who, "helpdesk-team", card.Message, name, true)
	}
	got, err := a.Reactions(t.Context(), card, []string{"eyes", "hand"})
	if err != nil || len(got["eyes"]) != 1 || got["eyes"][0] != person(s, "theo") || len(got["hand"]) != 2 || len(got) != 2 {
		t.Errorf("reactions %v %v", got, err)
	}
	s.Delete("helpdesk-team", card.Message)
	if _, err := a.Reactions(t.Context(), card, nil); bot.FaultOf(err).Fault != bot.Gone {
		t.Errorf("reactions of a deleted card: %v", err)
	}

	start := time.Now()
	first := s.Say("alice", "dm:alice", "", "un")
	if _, err := a.Post(t.Context(), in(s, "dm:alice"), says("du bot")); err != nil {
		t.Fatal(err)
	}
	s.Say("alice", "dm:alice", "", "deux &lt;")
	s.Say("alice", "dm:alice", first, "dans le fil")
	said, err := a.Read(t.Context(), in(s, "dm:alice"), start)
	if err != nil || len(said) != 2 || said[0].Text != "un" || said[1].Text != "deux <" || said[0].By != person(s, "alice") || said[0].At.IsZero() {
		t.Errorf("Read = %+v %v", said, err)
	}
	after := in(s, "dm:alice")
	after.Message = first
	if said, err := a.Read(t.Context(), after, start); err != nil || len(said) != 1 {
		t.Errorf("Read after the first = %+v %v", said, err)
	}
	thread := in(s, "dm:alice")
	thread.Thread, thread.Message = first, first
	if said, err := a.Read(t.Context(), thread, start); err != nil || len(said) != 1 || said[0].Text != "dans le fil" || said[0].Ref.Thread != first {
		t.Errorf("Read of the thread = %+v %v", said, err)
	}
}

func TestReadIsPaged(t *testing.T) {
	s, a := offline(t)
	start := time.Now()
	for range historyPage*readPages + 50 {
		s.Say("alice", "dm:alice", "", "x")
	}
	said, err := a.Read(t.Context(), in(s, "dm:alice"), start)
	if err != nil || len(said) != historyPage*readPages {
		t.Errorf("%d read, %v", len(said), err)
	}
}

func TestEditOfALongTextFits(t *testing.T) {
	s, a := offline(t)
	ref, err := a.Post(t.Context(), in(s, "helpdesk"), says(strings.Repeat("<&>", 9000)))
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Edit(t.Context(), ref, says(strings.Repeat("<&>", 9000))); err != nil {
		t.Error(err)
	}
}
