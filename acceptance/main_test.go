package acceptance

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"guichet/acceptance/stage"
)

// bins are the programs, nil where the simulators are missing.
var bins *stage.Binaries

// atOnce is how many stories play at the same time: most of a story is waiting.
const atOnce = "4"

func TestMain(m *testing.M) {
	flag.Parse()
	if !set("test.parallel") {
		if err := flag.Set("test.parallel", atOnce); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
	}
	if testing.Short() {
		os.Exit(m.Run())
	}
	var err error
	bins, err = stage.Build()
	if errors.Is(err, stage.ErrNoSimulators) {
		bins, err = nil, nil
	}
	code := 1
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	} else {
		code = m.Run()
	}
	if bins != nil {
		if err := os.RemoveAll(bins.Dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

func set(name string) bool {
	found := false
	flag.Visit(func(f *flag.Flag) { found = found || f.Name == name })
	return found
}

// needsSimulators skips where there is nothing to play on.
func needsSimulators(t testing.TB) {
	t.Helper()
	if bins == nil {
		t.Skip("acceptance stories play on the simulators: ", stage.ErrNoSimulators)
	}
}

// onEach plays a story on Slack, on Discord, and on Discord without privileged intents. In
// the configuration, {space} stands for the platform's name.
func onEach(t *testing.T, s stage.Script, play func(w *stage.World)) {
	t.Helper()
	needsSimulators(t)
	for _, platform := range []string{stage.Slack, stage.Discord, stage.DiscordBare} {
		t.Run(platform, func(t *testing.T) {
			t.Parallel()
			on(t, s, play, platform)
		})
	}
}

// on plays a story on these platforms.
func on(t *testing.T, s stage.Script, play func(w *stage.World), platforms ...string) {
	t.Helper()
	needsSimulators(t)
	space, _, _ := strings.Cut(platforms[0], "-")
	s.On = platforms
	s.Config = strings.ReplaceAll(s.Config, "{space}", space)
	play(stage.Open(t, bins, s))
}

// alwaysOpen is a desk that never closes, so that no story depends on the hour it is played.
const alwaysOpen = `
calendars:
  always:
    hours: { mon-sun: ["00:00-24:00"] }
    holidays: none
sla:
  P1: { calendar: always, respond: 15m, first_contact: 30m, resolve: 4h }
  P2: { calendar: always, respond: 30m, first_contact: 1h, resolve: 8h }
  P3: { calendar: always, respond: 2h, first_contact: 4h, resolve: 3d }
  P4: { calendar: always, respond: 4h, first_contact: 1d, resolve: 5d }
`

// together does all acts at the same moment.
func together(acts ...func()) {
	start := make(chan struct{})
	done := make(chan struct{})
	for _, act := range acts {
		go func() {
			defer func() { done <- struct{}{} }()
			<-start
			act()
		}()
	}
	close(start)
	for range acts {
		<-done
	}
}

// needsPostgres skips where no server is named; CI names one.
func needsPostgres(t testing.TB) {
	t.Helper()
	if os.Getenv("GUICHET_TEST_POSTGRES") == "" {
		t.Skip("GUICHET_TEST_POSTGRES names no PostgreSQL server")
	}
}
