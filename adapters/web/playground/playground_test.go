package playground_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"go.uber.org/goleak"

	"guichet/adapters/web"
	"guichet/adapters/web/chat"
	"guichet/adapters/web/playground"
	"guichet/adapters/web/story"
	"guichet/tickets"
	"guichet/tickets/sqlstore"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func start(t *testing.T, dir, locale string) *playground.Playground {
	t.Helper()
	p, err := playground.Start(t.Context(), playground.Config{
		Dir: dir, Empty: true, Locale: locale, Logger: zerolog.New(zerolog.NewTestWriter(t)).Level(zerolog.WarnLevel),
		Store: func(ctx context.Context, now func() time.Time) (tickets.Store, error) {
			return sqlstore.Open(ctx, filepath.Join(dir, "demo.db"), sqlstore.Options{AutoMigrate: true, Now: now})
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func play(t *testing.T, p *playground.Playground, text string) {
	t.Helper()
	steps, err := story.Parse("test", strings.NewReader(text))
	if err == nil {
		err = p.Play(t.Context(), steps)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// read is everything in a channel as the bot sees it.
func read(p *playground.Playground, channel string) string {
	var b strings.Builder
	for _, m := range p.Web.Chat().All(chat.BotID, channel) {
		for _, block := range m.Body.Blocks {
			for _, s := range block.Text {
				b.WriteString(s.Text)
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

func eventually(t *testing.T, what string, f func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !f(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

// TestDeadlinesCanBeSeen: jumping from deadline to deadline, the warnings and the breach are
// told in their places, each at its own time.
func TestDeadlinesCanBeSeen(t *testing.T) {
	p := start(t, t.TempDir(), "en")
	play(t, p, "ticket a\nalice opens \"Everything is down\" urgency=high\n")
	for range 3 {
		at, err := p.Driver.JumpToNext(t.Context())
		if err != nil || at.IsZero() {
			t.Fatalf("no deadline: %v, %v", at, err)
		}
		if late := p.Driver.Clock.Now().Sub(at); late < 0 || late > time.Second {
			t.Errorf("after the jump it is %v after the deadline", late)
		}
	}
	eventually(t, "the breach", func() bool { return read(p, web.Escalation) != "" })
	eventually(t, "the warnings", func() bool { return strings.Count(read(p, web.Pool), "INC-1") >= 3 })
	if said := read(p, web.Escalation); !strings.Contains(said, "INC-1") || strings.Contains(said, "should have") {
		t.Errorf("the escalation channel reads %q", said)
	}
	if err := p.Stop(); err != nil {
		t.Error(err)
	}
}

// TestFastTime: at ×600 a deadline comes by itself, and is not told late.
func TestFastTime(t *testing.T) {
	p := start(t, t.TempDir(), "fr")
	play(t, p, "ticket a\nbob opens \"Everything is down\" urgency=high\nclock next\nclock x600\n")
	eventually(t, "the breach", func() bool { return strings.Contains(read(p, web.Escalation), "INC-1") })
	if err := p.Stop(); err != nil {
		t.Error(err)
	}
}

// TestTimeNeverGoesBack: a playground that had run ahead goes on from there after a restart,
// with its tickets, its chat and its first steps.
func TestTimeNeverGoesBack(t *testing.T) {
	dir := t.TempDir()
	p := start(t, dir, "fr")
	play(t, p, "ticket a\nalice opens \"Écran noir\"\ntessa claims\nclock next\n")
	before, pool := p.Driver.Clock.Now(), read(p, web.Pool)
	if !before.After(time.Now().Add(time.Minute)) {
		t.Fatalf("the jump led to %v", before)
	}
	eventually(t, "the first steps", func() bool { return strings.Contains(p.Web.Chat().Fact("first steps"), "claim") })
	if err := p.Stop(); err != nil {
		t.Fatal(err)
	}
	p = start(t, dir, "fr")
	if now := p.Driver.Clock.Now(); now.Before(before) {
		t.Errorf("after a restart it is %v, it was %v", now, before)
	}
	if !strings.Contains(read(p, web.Pool), "Écran noir") || !strings.HasPrefix(pool, "INC-1") {
		t.Errorf("the pool reads %q, and read %q", read(p, web.Pool), pool)
	}
	play(t, p, "ticket b\nbob opens \"No sound\"\ntom claims\n")
	if err := p.Stop(); err != nil {
		t.Error(err)
	}
}
