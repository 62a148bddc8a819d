package discord_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"guichet/adapters/discord/discordfake"
	"guichet/bot"
	"guichet/tickets"
)

func TestPostingTwiceMakesOneMessage(t *testing.T) {
	w := start(t, everyIntent, channels)
	to := w.at("helpdesk-team")
	w.Fail(discordfake.Fault{Method: http.MethodPost, Path: "/messages", Reset: true})
	_, err := w.adapter.Post(t.Context(), to, cardMessage("Nouveau"))
	if bot.FaultOf(err).Fault != bot.Uncertain {
		t.Fatalf("a post without an answer is uncertain: %v", err)
	}
	found, ok, err := w.adapter.Find(t.Context(), to, cardMessage("Pris en charge"), time.Now())
	if err != nil || !ok {
		t.Fatalf("the card, changed since, was not found: %v", err)
	}
	again, err := w.adapter.Post(t.Context(), to, cardMessage("Nouveau"))
	if err != nil || again != found || len(w.Messages("helpdesk-team", "tessa")) != 1 {
		t.Errorf("again %+v, found %+v, %v", again, found, err)
	}
	notice := says("une note")
	if _, ok, err := w.adapter.Find(t.Context(), to, notice, time.Now()); ok || err != nil {
		t.Errorf("found what was never said: %v", err)
	}
	posted, err := w.adapter.Post(t.Context(), to, notice)
	if err != nil {
		t.Fatal(err)
	}
	if got, ok, err := w.adapter.Find(t.Context(), to, notice, time.Now()); !ok || got != posted || err != nil {
		t.Errorf("found %+v, %v, %v", got, ok, err)
	}
	if _, ok, err := w.adapter.Find(t.Context(), to, notice, time.Now().Add(10*time.Minute)); ok || err != nil {
		t.Errorf("found a message older than the instant: %v", err)
	}
}

func TestEditsAndTheirFailures(t *testing.T) {
	w := start(t, discordfake.Options{}, channels)
	card := w.card(t)
	if err := w.adapter.Edit(t.Context(), card, cardMessage("Clos")); err != nil {
		t.Fatal(err)
	}
	if m := w.Messages("helpdesk-team", "tessa")[0]; m.Edits != 1 {
		t.Errorf("%d edits", m.Edits)
	}
	for _, c := range []struct {
		fault discordfake.Fault
		want  bot.Fault
	}{
		{discordfake.Fault{Status: 503}, bot.Retryable},
		{discordfake.Fault{Reset: true}, bot.Retryable},
		{discordfake.Fault{Status: 403}, bot.Forbidden},
		{discordfake.Fault{Status: 401}, bot.Revoked},
	} {
		c.fault.Path = "/messages/" + card.Message
		w.Fail(c.fault)
		if err := w.adapter.Edit(t.Context(), card, cardMessage("Clos")); bot.FaultOf(err).Fault != c.want || err == nil {
			t.Errorf("%+v: %v", c.fault, err)
		}
	}
	if err := w.adapter.Edit(t.Context(), tickets.MessageRef{Channel: card.Channel, Message: "1"}, cardMessage("Clos")); bot.FaultOf(err).Fault != bot.Limited {
		t.Errorf("the sixth edit within 5 s is not sent: %v", err)
	}
	if d := w.adapter.Pace(bot.OpEdit, card.Channel); d <= 0 || d > 5*time.Second {
		t.Errorf("pace %v", d)
	}
	if _, err := w.adapter.Post(t.Context(), tickets.MessageRef{Channel: "1"}, says("x")); bot.FaultOf(err).Fault != bot.Gone {
		t.Errorf("posted into a channel that is gone: %v", err)
	}
}

func TestPrivateThreadIsTheCounterOfOnePerson(t *testing.T) {
	w := start(t, everyIntent, channels)
	ask := bot.CounterRequest{Ticket: 12, User: w.user("alice"), Name: "INC-12 Alice"}
	counter, err := w.adapter.OpenCounter(t.Context(), ask)
	if err != nil || counter.Kind != "thread" {
		t.Fatalf("counter %+v, %v", counter, err)
	}
	if !slices.Contains(w.Members(counter.Channel), w.UserID("alice")) {
		t.Error("alice does not see her counter")
	}
	if again, err := w.adapter.OpenCounter(t.Context(), ask); err != nil || again != counter {
		t.Errorf("a second thread %+v, %v", again, err)
	}
	ref, err := w.adapter.Post(t.Context(), tickets.MessageRef{Channel: counter.Channel}, says("Bonjour"))
	if err != nil {
		t.Fatal(err)
	}
	w.Message("alice", counter.Channel, "merci")
	if e := w.desk.wait(t, bot.MessageEvent, 1)[0]; e.Direct || e.Where.Channel != counter.Channel {
		t.Errorf("event %+v", e)
	}
	if err := w.adapter.Archive(t.Context(), counter); err != nil || !w.Archived(counter.Channel) {
		t.Errorf("archive: %v", err)
	}
	if err := w.adapter.Edit(t.Context(), ref, says("Clos")); err != nil || !w.Archived(counter.Channel) {
		t.Errorf("edit in an archived thread: %v, archived %v", err, w.Archived(counter.Channel))
	}
	w.DeleteChannel(counter.Channel)
	if err := w.adapter.Archive(t.Context(), counter); err != nil {
		t.Errorf("archiving what is gone: %v", err)
	}
}

func TestCounterFallsBackBothWays(t *testing.T) {
	w := start(t, everyIntent, channels)
	w.Fail(discordfake.Fault{Method: http.MethodPost, Path: "/threads", Status: 403})
	ask := bot.CounterRequest{Ticket: 12, User: w.user("alice"), Name: "INC-12 Alice"}
	if _, err := w.adapter.OpenCounter(t.Context(), ask); bot.FaultOf(err).Fault != bot.Forbidden {
		t.Errorf("a barred thread: %v", err)
	}
	ask.Avoid = "thread"
	if c, err := w.adapter.OpenCounter(t.Context(), ask); err != nil || c.Kind != "dm" {
		t.Errorf("counter %+v, %v", c, err)
	}
	ask = bot.CounterRequest{Ticket: 13, User: w.user("basile"), Name: "INC-13 Basile", Avoid: "thread"}
	c, err := w.adapter.OpenCounter(t.Context(), ask)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.adapter.Post(t.Context(), tickets.MessageRef{Channel: c.Channel}, says("Bonjour"))
	if f := bot.FaultOf(err); f.Fault != bot.Forbidden || f.Reason != "dm_blocked" {
		t.Errorf("a blocked DM: %v", err)
	}
	ask.Avoid = "dm"
	if c, err := w.adapter.OpenCounter(t.Context(), ask); err != nil || c.Kind != "thread" {
		t.Errorf("counter %+v, %v", c, err)
	}
	gone := bot.CounterRequest{Ticket: 14, User: w.user("zoe"), Name: "INC-14 Zoé"}
	if _, err := w.adapter.OpenCounter(t.Context(), gone); bot.FaultOf(err).Fault != bot.Gone {
		t.Errorf("somebody who left: %v", err)
	}
}

func TestWhisperGoesToTheDMOrTheThread(t *testing.T) {
	w := start(t, discordfake.Options{}, channels)
	card := w.card(t)
	thread, err := w.adapter.OpenThread(t.Context(), card, "INC-12")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := w.adapter.OpenThread(t.Context(), card, "INC-12"); err != nil || again != thread {
		t.Errorf("thread %+v, %v", again, err)
	}
	for who, place := range map[string]string{"tom": w.DM("tom"), "basile": thread.Channel} {
		if err := w.adapter.Whisper(t.Context(), w.user(who), card, says("déjà pris")); err != nil {
			t.Fatal(err)
		}
		got := w.Messages(place, who)
		if len(got) != 1 {
			t.Fatalf("%s was told %d times", who, len(got))
		}
		if who == "basile" && !slices.Equal(w.Pinged(got[0]), []string{"basile"}) {
			t.Errorf("basile was not mentioned: %q", got[0].Content())
		}
	}
}

func TestManagersAreMentionedAsFarAsCanBe(t *testing.T) {
	alarm := bot.Message{Blocks: []bot.Block{{Kind: bot.Paragraph, Text: bot.Text{{Kind: bot.Group, Role: bot.GroupManagers, Text: "les responsables"}, {Text: " : INC-12"}}}}}
	say := func(w *world) discordfake.Message {
		if _, err := w.adapter.Post(t.Context(), w.at("helpdesk-escalations"), alarm); err != nil {
			t.Fatal(err)
		}
		all := w.Messages("helpdesk-escalations", "marie")
		return all[len(all)-1]
	}
	w := start(t, discordfake.Options{}, channels)
	if m := say(w); len(w.Pinged(m)) != 0 || m.Content() != "les responsables : INC-12" {
		t.Errorf("nobody is known: %q", m.Content())
	}
	w.Command("marie", "helpdesk", "help", nil)
	if m := say(w); !slices.Equal(w.Pinged(m), []string{"marie"}) {
		t.Errorf("marie was seen: %q", m.Content())
	}
	all := start(t, everyIntent, channels)
	eventually(t, func() bool { return slices.Equal(all.Pinged(say(all)), []string{"marie"}) })
}

func TestPeopleAreFound(t *testing.T) {
	w := start(t, discordfake.Options{}, channels)
	for _, handle := range []string{"@marie", "marie", w.UserID("marie")} {
		if id, err := w.adapter.FindPerson(t.Context(), handle); err != nil || id != w.user("marie") {
			t.Errorf("%s is %s, %v", handle, id, err)
		}
	}
	for _, handle := range []string{"@mar", "@nobody", "", "a@b.org"} {
		if id, err := w.adapter.FindPerson(t.Context(), handle); err == nil {
			t.Errorf("%q is %s", handle, id)
		}
	}
	if p, err := w.adapter.Person(t.Context(), w.user("alice")); err != nil || p.Name != "Alice Martin" || p.Gone {
		t.Errorf("alice is %+v, %v", p, err)
	}
	if p, err := w.adapter.Person(t.Context(), w.user("zoe")); err != nil || !p.Gone {
		t.Errorf("zoe is %+v, %v", p, err)
	}
	if r, err := w.adapter.Roles(t.Context(), w.user("marie")); err != nil || !r.Manager || r.Admin {
		t.Errorf("marie may %+v, %v", r, err)
	}
}
