package main

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"guichet/bot/config"
)

// The whole of stopping must fit in the 10 s of SPEC §12: draining, the probes, the database.
func TestStoppingFitsInTenSeconds(t *testing.T) {
	t.Parallel()
	if whole := drainWithin + 2*closeWithin; whole > 10*time.Second {
		t.Errorf("stopping may take %s", whole)
	}
}

func TestLateAfterTheTimeToDrain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		over := late(ctx)
		time.Sleep(time.Hour) // running is not draining
		cancel()
		start := time.Now()
		<-over
		if took := time.Since(start); took != drainWithin {
			t.Errorf("over after %s", took)
		}
	})
}

func TestWhatHangsIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		start := time.Now()
		err := inTime(func() error { <-release; return nil })
		if err == nil || time.Since(start) != closeWithin {
			t.Errorf("%v after %s", err, time.Since(start))
		}
		close(release)
	})
	broken := errors.New("broken")
	if err := inTime(func() error { return broken }); !errors.Is(err, broken) {
		t.Errorf("the error is lost: %v", err)
	}
}

// Replicas on PostgreSQL must not take each other for themselves, even on one machine; on SQLite
// there is one process, whose leases are its own after a restart on another port.
func TestOwnerTellsReplicasApart(t *testing.T) {
	t.Parallel()
	at := func(database string, port int) string {
		return owner(config.Env{DatabaseURL: config.NewSecret(database)}, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port})
	}
	const pg = "postgres://db/guichet"
	if a, b := at(pg, 1), at(pg, 2); a == b || a != at(pg, 1) {
		t.Errorf("on PostgreSQL: %q and %q", a, b)
	}
	if a, b := at("", 1), at("", 2); a != b {
		t.Errorf("on SQLite: %q and %q", a, b)
	}
}

func TestPlacesFollowTheConfiguration(t *testing.T) {
	t.Parallel()
	env, err := config.ReadEnv([]string{"DISCORD_BOT_TOKEN=a.b.c", "SLACK_BOT_TOKEN=xoxb-1", "SLACK_APP_TOKEN=xapp-1"}, "")
	if err != nil {
		t.Fatal(err)
	}
	desk, err := config.Parse("g.yaml", []byte("channels: { pool: \"#p\", escalation: { slack: \"#e\" }, managers: { discord: \"#m\" } }"), env)
	if err != nil {
		t.Fatal(err)
	}
	got := places(env, desk)
	if len(got) != 2 || got[0].Name != "slack" || !got[0].Pool || !got[0].Escalation || got[0].Managers ||
		got[1].Name != "discord" || !got[1].Pool || got[1].Escalation || !got[1].Managers {
		t.Errorf("%+v", got)
	}
}

func TestLanguage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		asked, environ, fallback, want string
	}{
		{"en", "LANG=fr_FR.UTF-8", "fr", "en"},
		{"", "LANG=fr_CA.UTF-8", "en", "fr"},
		{"", "LANG=en", "fr", "en"},
		{"", "LC_ALL=C LANG=en_US", "fr", "fr"},
		{"", "LC_ALL= LANG=en_US", "fr", "en"},
		{"", "LANG=de_DE", "en", "en"},
		{"", "", "en", "en"},
	} {
		cmd := &cli{environ: strings.Fields(c.environ)}
		if got, err := cmd.language(c.asked, c.fallback); err != nil || got != c.want {
			t.Errorf("%+v: %q, %v", c, got, err)
		}
	}
}
