package adaptertest

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"guichet/bot"
	"guichet/bot/app"
	"guichet/bot/config"
	"guichet/bot/outbox"
	"guichet/tickets"
	"guichet/tickets/filestore"
	"guichet/tickets/sqlstore"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/rs/zerolog"
)

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

// world is the real bot on a database file, over one or more stages.
type world struct {
	*testing.T
	stages []Stage
	bots   []bot.Platform // the adapters that run, of the stages in their order
	desk   *config.Desk
	file   string
	cord   *cord
	cancel context.CancelFunc
	ended  chan error
}

// newWorld starts the bot. It stops when the test ends, and must have broken no limit.
func newWorld(t *testing.T, stages ...NewStage) *world {
	t.Helper()
	return newDesk(t, alwaysOpen, stages...)
}

// newDesk is newWorld for a desk of this configuration.
func newDesk(t *testing.T, yaml string, stages ...NewStage) *world {
	t.Helper()
	desk, err := config.Parse("desk.yaml", []byte(yaml), config.Env{})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{T: t, desk: desk, file: filepath.Join(t.TempDir(), "guichet.db")}
	for _, s := range stages {
		w.stages = append(w.stages, s(t))
	}
	w.start()
	t.Cleanup(func() {
		w.stop()
		for _, s := range w.stages {
			if b := s.Broken(); len(b) > 0 {
				t.Errorf("limits of the platform are broken:\n%s", strings.Join(b, "\n"))
			}
		}
	})
	return w
}

// start starts the bot on the same file, with new adapters, and waits until it is ready.
func (w *world) start() {
	w.Helper()
	store, err := sqlstore.Open(w.Context(), w.file, sqlstore.Options{AutoMigrate: true})
	if err != nil {
		w.Fatal(err)
	}
	w.cord = &cord{Store: store}
	files, err := filestore.Open(filepath.Join(filepath.Dir(w.file), "files"))
	if err != nil {
		w.Fatal(err)
	}
	c := app.Config{
		Store: w.cord, Files: files, Policy: w.desk.Policy, Owner: "single", Metrics: app.NewMetrics(prometheus.NewRegistry()),
		Logger: zerolog.New(zerolog.NewTestWriter(w)).Level(zerolog.WarnLevel),
	}
	w.bots = nil
	for _, s := range w.stages {
		a := s.Adapter()
		w.bots = append(w.bots, a)
		c.Platforms = append(c.Platforms, a)
		c.Spaces = append(c.Spaces, outbox.SpacePlaces{Name: a.Space(), Pool: true, Escalation: true, Managers: true, Helpdesk: true})
	}
	app, err := app.New(c)
	if err != nil {
		w.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	w.cancel, w.ended = cancel, make(chan error, 1)
	go func() { w.ended <- app.Run(ctx) }()
	until(w, "the bot to be ready", func() bool { return app.Ready(ctx) == nil })
}

// stop ends the bot as a signal does.
func (w *world) stop() {
	w.Helper()
	if w.cancel == nil {
		return
	}
	w.cancel()
	w.cancel = nil
	select {
	case err := <-w.ended:
		if err != nil {
			w.Errorf("the bot ends with %v", err)
		}
	case <-time.After(2 * patience):
		w.Fatal("the bot does not end")
	}
	if err := w.cord.Close(); err != nil {
		w.Errorf("the store: %v", err)
	}
}

// kill cuts the power: what is not on disk now will never be.
func (w *world) kill() {
	w.Helper()
	w.cord.pulled.Store(true)
	w.stop()
}

// person is somebody of the first stage.
func (w *world) person(name string) person { return w.on(0, name) }

// on is somebody of a stage.
func (w *world) on(stage int, name string) person {
	s := w.stages[stage]
	return person{w: w, stage: s, name: name, Profile: s.Person(name)}
}

// journal is the history of a ticket, by the kinds of its rows.
func (w *world) journal(number int64) (kinds []tickets.EntryKind) {
	w.Helper()
	err := w.cord.View(w.Context(), func(tx tickets.Tx) error {
		rows, err := tx.Journal(w.Context(), number)
		for _, e := range rows {
			kinds = append(kinds, e.Kind)
		}
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return kinds
}

// hasCounter tells whether the bot knows where it speaks with somebody of a ticket.
func (w *world) hasCounter(number int64, u tickets.UserID) bool {
	return w.cord.View(w.Context(), func(tx tickets.Tx) error {
		_, err := tx.Counter(w.Context(), number, u)
		return err
	}) == nil
}

// restarts starts the bot anew with another configuration.
func (w *world) restarts(yaml string) {
	w.Helper()
	w.stop()
	desk, err := config.Parse("desk.yaml", []byte(yaml), config.Env{})
	if err != nil {
		w.Fatal(err)
	}
	w.desk = desk
	w.start()
}
