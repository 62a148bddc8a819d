package discord_test

import (
	"testing"
	"time"

	"guichet/adapters/discord/discordfake"
	"guichet/bot"
	"guichet/tickets"
)

func TestMessagesInDMsAndTheDesksThreads(t *testing.T) {
	w := start(t, everyIntent, channels)
	thread, err := w.adapter.OpenThread(t.Context(), w.card(t), "INC-12")
	if err != nil {
		t.Fatal(err)
	}
	w.Message("bob", "general", "pas pour nous")
	w.Message("bob", "@dm", "bonjour", "a.log")
	e := w.desk.wait(t, bot.MessageEvent, 1)[0]
	if !e.Direct || e.Words != "bonjour" || e.Where.Channel != w.DM("bob") || len(e.Files) != 1 || e.Key == "" || e.Roles.Guest {
		t.Errorf("DM %+v", e)
	}
	w.Message("tessa", thread.Channel, "voir <@"+w.UserID("tom")+">")
	e = w.desk.wait(t, bot.MessageEvent, 2)[1]
	if e.Direct || e.Words != "voir <@"+string(w.user("tom"))+">" || e.Where.Channel != thread.Channel || !e.Roles.Technician {
		t.Errorf("thread %+v", e)
	}
	read, err := w.adapter.Read(t.Context(), thread, time.Now().Add(-time.Minute))
	if err != nil || len(read) != 1 || read[0].By != w.user("tessa") {
		t.Errorf("read %+v, %v", read, err)
	}
	one, err := w.adapter.Message(t.Context(), e.Where)
	if err != nil || one.Text != e.Words {
		t.Errorf("message %+v, %v", one, err)
	}
}

func TestWithoutPrivilegedIntents(t *testing.T) {
	w := start(t, discordfake.Options{}, channels)
	if got := w.Intents(); got&(1<<15|1<<1) != 0 {
		t.Errorf("intents %b", got)
	}
	counter, err := w.adapter.OpenCounter(t.Context(), bot.CounterRequest{Ticket: 12, User: w.user("alice"), Name: "INC-12 alice"})
	if err != nil || counter.Kind != "dm" || counter.Channel != w.DM("alice") {
		t.Errorf("counter %+v, %v", counter, err)
	}
	thread, err := w.adapter.OpenThread(t.Context(), w.card(t), "INC-12")
	if err != nil {
		t.Fatal(err)
	}
	said := w.Message("tessa", thread.Channel, "muet")
	w.Message("alice", "@dm", "audible")
	if e := w.desk.wait(t, bot.MessageEvent, 2); len(e) != 2 || !e[0].Unheard || e[0].Words != "" || e[0].Where.Channel != thread.Channel || e[1].Words != "audible" || e[1].Unheard {
		t.Errorf("events %+v", e)
	}
	before := len(w.Calls("GET", "/messages"))
	read, err := w.adapter.Read(t.Context(), thread, time.Now().Add(-time.Minute))
	if f := bot.FaultOf(err); len(read) != 0 || f.Fault != bot.Forbidden || f.Reason != "message_content_intent" {
		t.Errorf("read %+v, %v", read, err)
	}
	_, err = w.adapter.Message(t.Context(), tickets.MessageRef{Channel: thread.Channel, Message: said})
	if f := bot.FaultOf(err); f.Fault != bot.Forbidden || f.Reason != "message_content_intent" {
		t.Errorf("a mute message: %v", err)
	}
	if len(w.Calls("GET", "/messages")) != before {
		t.Error("people's words were asked for although they are blank")
	}
	read, err = w.adapter.Read(t.Context(), tickets.MessageRef{Channel: w.DM("alice")}, time.Now().Add(-time.Minute))
	if err != nil || len(read) != 1 {
		t.Errorf("DM read %+v, %v", read, err)
	}
}
