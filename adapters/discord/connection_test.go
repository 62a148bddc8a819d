package discord_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"guichet/adapters/discord"
	"guichet/adapters/discord/discordfake"
	"guichet/bot"
	"guichet/tickets"
)

func TestDroppedConnectionIsResumedAndCaughtUp(t *testing.T) {
	w := start(t, discordfake.Options{}, channels)
	w.Drop()
	eventually(t, func() bool { _, ok := w.adapter.Health(); return !ok })
	w.Message("bob", "@dm", "pendant la coupure")
	w.desk.wait(t, bot.ConnectedEvent, 2)
	if e := w.desk.wait(t, bot.MessageEvent, 1)[0]; e.Words != "pendant la coupure" {
		t.Errorf("event %+v", e)
	}
	if n := w.Sessions(); n != 1 {
		t.Errorf("%d sessions were identified, the first should have been resumed", n)
	}
}

func TestForgottenSessionIsIdentifiedAnew(t *testing.T) {
	w := start(t, discordfake.Options{}, channels)
	w.Forget()
	w.Drop()
	w.desk.wait(t, bot.ConnectedEvent, 2)
	if n := w.Sessions(); n != 1 {
		t.Errorf("%d sessions", n)
	}
	if i := w.Command("alice", "helpdesk", "help", nil); i.Failed() {
		t.Error("no answer on the new session")
	}
}

func TestDeafConnectionIsReplaced(t *testing.T) {
	w := start(t, discordfake.Options{Heartbeat: 50 * time.Millisecond}, channels)
	time.Sleep(500 * time.Millisecond) // longer than DeafAfter: heartbeats alone keep it
	if n := len(w.desk.of(bot.ConnectedEvent)); n != 1 {
		t.Fatalf("an idle connection was replaced: connected %d times", n)
	}
	w.Deaf()
	w.desk.wait(t, bot.ConnectedEvent, 2)
	if heard, ok := w.adapter.Health(); !ok || time.Since(heard) > time.Second {
		t.Errorf("heard %v, connected %v", heard, ok)
	}
}

func TestWithdrawnIntentsAreDoneWithout(t *testing.T) {
	w := start(t, everyIntent, channels)
	w.SwitchIntents(false, false)
	w.Forget()
	w.Drop()
	w.desk.wait(t, bot.ConnectedEvent, 2)
	if got := w.Intents(); got&(1<<15|1<<1) != 0 {
		t.Errorf("intents %b", got)
	}
	if c, err := w.adapter.OpenCounter(t.Context(), bot.CounterRequest{User: w.user("alice")}); err != nil || c.Kind != "dm" {
		t.Errorf("counter %+v, %v", c, err)
	}
}

func TestRefusedTokenEndsRun(t *testing.T) {
	f := discordfake.New(discordfake.Options{})
	defer f.Close()
	c := config(f, channels)
	c.BotToken = "another"
	err := discord.New(c).Run(t.Context(), &desk{})
	if p := bot.FaultOf(err); err == nil || p.Fault != bot.Revoked {
		t.Errorf("Run: %v", err)
	}
}

func TestUnreachablePlatformIsTriedAgainUntilTheEnd(t *testing.T) {
	f := discordfake.New(discordfake.Options{})
	f.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if err := discord.New(config(f, channels)).Run(ctx, &desk{}); err != nil {
		t.Errorf("Run: %v", err)
	}
}

func TestMissingChannelIsFoundLater(t *testing.T) {
	space := channels
	space.Pool = "#nouveau-salon"
	w := start(t, discordfake.Options{}, space)
	if w.adapter.Has(tickets.PlacePool) || w.adapter.Channel(tickets.PlacePool, "") != "" || !w.adapter.Has(tickets.PlaceManagers) {
		t.Error("the channel is not there yet")
	}
	w.AddChannel("nouveau-salon")
	eventually(t, func() bool { return w.adapter.Channel(tickets.PlacePool, "") == w.ChannelID("nouveau-salon") })
	w.DeleteChannel("nouveau-salon")
	eventually(t, func() bool { return !w.adapter.Has(tickets.PlacePool) })
}

func TestCommandsAreRegisteredOnlyWhenTheyChanged(t *testing.T) {
	f := discordfake.New(discordfake.Options{})
	defer f.Close()
	run := func() {
		d := &desk{}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		n := len(f.Calls(http.MethodGet, "/commands"))
		go func() { done <- discord.New(config(f, channels)).Run(ctx, d) }()
		eventually(t, func() bool { return len(f.Calls(http.MethodGet, "/commands")) > n && len(f.Commands()) > 0 })
		d.wait(t, bot.ConnectedEvent, 1)
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	run()
	run()
	if n := len(f.Calls(http.MethodPut, "/commands")); n != 1 {
		t.Errorf("registered %d times", n)
	}
	ticket := f.Commands()[0]
	sub := ticket["options"].([]any)[0].(map[string]any)
	if ticket["name"] != "ticket" || sub["name"] != "new" || sub["name_localizations"].(map[string]any)["fr"] != "nouveau" {
		t.Errorf("command %v", ticket)
	}
}

func TestDoctorFindsAllWell(t *testing.T) {
	f := discordfake.New(everyIntent)
	defer f.Close()
	for _, finding := range discord.New(config(f, channels)).Check(t.Context()) {
		if !finding.OK {
			t.Errorf("%s → %s", finding.What.In("en"), finding.Fix.In("en"))
		}
	}
}

func TestDoctorSaysWhatIsNotWell(t *testing.T) {
	f := discordfake.New(discordfake.Options{})
	defer f.Close()
	space := channels
	space.Escalation = "#nulle-part"
	bad := 0
	for _, finding := range discord.New(config(f, space)).Check(t.Context()) {
		if finding.OK {
			continue
		}
		bad++
		if finding.Fix.In("fr") == "" || finding.Fix.In("en") == "" || finding.What["fr"] == finding.What["en"] {
			t.Errorf("finding %+v", finding)
		}
	}
	if bad != 4 { // two intents, the channel, the managers whom nobody can mention
		t.Errorf("%d findings", bad)
	}
	c := config(f, channels)
	c.BotToken = "another"
	if got := discord.New(c).Check(t.Context()); len(got) != 1 || got[0].OK {
		t.Errorf("with a wrong token: %+v", got)
	}
}
