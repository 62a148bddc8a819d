package discord_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"go.uber.org/goleak"

	"guichet/adapters/discord"
	"guichet/adapters/discord/discordfake"
	"guichet/bot"
	"guichet/tickets"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// desk is a handler that notes what it was handed and answers as the test says.
type desk struct {
	mu     sync.Mutex
	events []bot.Event
	answer func(context.Context, bot.Event) (bot.Answer, error)
}

func (d *desk) Handle(ctx context.Context, e bot.Event) (bot.Answer, error) {
	d.mu.Lock()
	d.events = append(d.events, e)
	answer := d.answer
	d.mu.Unlock()
	if answer == nil {
		return bot.Answer{}, nil
	}
	return answer(ctx, e)
}

func (d *desk) answers(f func(context.Context, bot.Event) (bot.Answer, error)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.answer = f
}

// of lists the events of a kind so far.
func (d *desk) of(kind bot.EventKind) []bot.Event {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out []bot.Event
	for _, e := range d.events {
		if e.Kind == kind {
			out = append(out, e)
		}
	}
	return out
}

// wait returns the events of a kind once there are n.
func (d *desk) wait(t *testing.T, kind bot.EventKind, n int) []bot.Event {
	t.Helper()
	var got []bot.Event
	eventually(t, func() bool { got = d.of(kind); return len(got) >= n })
	return got
}

func eventually(t *testing.T, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !ok(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("it did not come to that within 10 s")
		}
	}
}

type world struct {
	*discordfake.Fake
	adapter *discord.Adapter
	desk    *desk
	stop    func() error
}

var channels = bot.SpaceConfig{
	Helpdesk: "#helpdesk", Pool: "helpdesk-team", Escalation: "#helpdesk-escalations", Managers: "#helpdesk-managers", Locale: "fr",
}

func config(f *discordfake.Fake, space bot.SpaceConfig) discord.Config {
	return discord.Config{
		BotToken: discordfake.Token, APIURL: f.APIURL(), Space: space, Logger: zerolog.Nop(),
		DeafAfter: 400 * time.Millisecond, IdentifyPause: time.Millisecond, LookAgain: 50 * time.Millisecond,
	}
}

var everyIntent = discordfake.Options{MessageContent: true, GuildMembers: true, Heartbeat: 100 * time.Millisecond}

// start runs an adapter against a fake server until the test ends.
func start(t *testing.T, o discordfake.Options, space bot.SpaceConfig) *world {
	t.Helper()
	f := discordfake.New(o)
	w := &world{Fake: f, adapter: discord.New(config(f, space)), desk: &desk{}}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.adapter.Run(ctx, w.desk) }()
	w.stop = sync.OnceValue(func() error {
		cancel()
		err := <-done
		f.Close()
		return err
	})
	t.Cleanup(func() {
		if err := w.stop(); err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	w.desk.wait(t, bot.ConnectedEvent, 1)
	return w
}

func says(text string) bot.Message {
	return bot.Message{Blocks: []bot.Block{{Kind: bot.Paragraph, Text: bot.Text{{Text: text}}}}}
}

func (w *world) user(name string) tickets.UserID { return tickets.UserID("discord:" + w.UserID(name)) }

func (w *world) at(channel string) tickets.MessageRef {
	return tickets.MessageRef{Space: "discord", Channel: w.ChannelID(channel)}
}

// card posts a card of the ticket into the pool channel.
func (w *world) card(t *testing.T) tickets.MessageRef {
	t.Helper()
	ref, err := w.adapter.Post(t.Context(), w.at("helpdesk-team"), cardMessage("Nouveau"))
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

func cardMessage(state string) bot.Message {
	return bot.Message{IsCard: true, Ticket: 12, Key: "card:12:discord", Blocks: []bot.Block{
		{Kind: bot.Heading, Text: bot.Text{{Text: "INC-12 · " + state}}},
		{Kind: bot.Fields, Pairs: []bot.Pair{{Label: "État", Value: bot.Text{{Text: state}}}}},
		{Kind: bot.Row, Buttons: []bot.Button{{Label: "Prendre en charge", Verb: "claim:12"}}},
	}}
}
