package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"guichet/bot/app"
	"guichet/bot/config"
	"guichet/tickets/filestore"
	"guichet/tickets/sqlstore"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/rs/zerolog"
	"github.com/spf13/cobra"
)

// Once told to stop, the process ends within 10 s (SPEC §12), whatever hangs: what has begun
// gets drainWithin, the probes and the database closeWithin each.
const (
	drainWithin = 8 * time.Second
	closeWithin = time.Second
)

var errNoPlatform = errors.New("no platform is configured: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or DISCORD_BOT_TOKEN, " +
	"in the environment or in .env (guichet setup slack, guichet setup discord)")

func (c *cli) runCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "run",
		Short: "Run the bot",
		Long: `Run the bot on the platforms whose tokens are in the environment: SLACK_BOT_TOKEN and
SLACK_APP_TOKEN, DISCORD_BOT_TOKEN, or all of them. HELPDESK_CHANNEL, POOL_CHANNEL and
ESCALATION_CHANNEL, or the section channels of guichet.yaml, say where.

HTTP_ADDR serves /healthz, /readyz and /metrics. SIGTERM or SIGINT stops within 10 s;
a second one stops at once.`,
		Example: `  guichet run
  HTTP_ADDR=127.0.0.1:9090 LOG_FORMAT=console guichet run --config desk.yaml`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			env, err := c.env()
			if err != nil {
				return err
			}
			desk, err := c.desk(env)
			if err != nil {
				return err
			}
			if len(env.Platforms()) == 0 {
				return errNoPlatform
			}
			if err := missing(env, desk); err != nil {
				return err
			}
			if err := env.UseProxies(); err != nil {
				return err
			}
			return c.run(cmd.Context(), env, desk)
		},
	}
}

// run takes what it needs in turn, the port first: a second bot started by mistake touches
// nothing.
func (c *cli) run(ctx context.Context, env config.Env, desk *config.Desk) (err error) {
	log := newLogger(c.err, env)
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", env.HTTPAddr)
	if err != nil {
		return fmt.Errorf("HTTP_ADDR: %s cannot be listened on (%w): is another Guichet running? Set HTTP_ADDR to a free port", env.HTTPAddr, errors.Unwrap(err))
	}
	defer func() { _ = listener.Close() }() // the server has closed it already when all went well

	unlock, err := lockDatabase(env)
	if err != nil {
		return err
	}
	defer unlock()
	store, err := sqlstore.Open(ctx, env.DatabaseURL.Reveal(), sqlstore.Options{AutoMigrate: true})
	if err != nil {
		return notWell{err}
	}
	defer func() {
		if closing := inTime(store.Close); err == nil && closing != nil {
			err = notWell{closing}
		}
	}()

	files, err := filestore.Open(filesDir(env))
	if err != nil {
		return notWell{fmt.Errorf("FILES_DIR: %w: make the folder, and let this user write in it", err)}
	}

	registry := newRegistry()
	metrics := app.NewMetrics(registry)
	registry.MustRegister(newDeskGauges(store, env.Platforms(), log))
	app, err := app.New(app.Config{
		Store: store, Files: files, Policy: desk.Policy, Platforms: asBotPlatforms(connectors(env, desk, log, metrics)),
		Logger: log, Metrics: metrics, Owner: owner(env, listener.Addr()), Spaces: places(env, desk),
	})
	if err != nil {
		return notWell{err}
	}
	log.Info().Str("version", readBuild().Version).Str("database", databaseKind(env)).Strs("platforms", env.Platforms()).
		Str("http", listener.Addr().String()).Str("config", desk.File).Dur("after_ms", time.Since(c.started)).Msg("guichet starts")
	return c.serve(ctx, app, listener, registry, log)
}

// serve runs the app until a signal, then lets it drain.
func (c *cli) serve(ctx context.Context, app *app.App, listener net.Listener, registry *prometheus.Registry, log zerolog.Logger) error {
	// From the first signal on the default holds again, so that a second one ends the process.
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, func() {
		stop()
		log.Info().Msg("told to stop: finishing what has begun")
	})
	web := newWeb(app, registry, log)
	defer web.stop()
	web.start(listener)
	ready := make(chan struct{})
	go func() {
		defer close(ready)
		awaitReady(ctx, app, func() {
			log.Info().Dur("ready_ms", time.Since(c.started)).Msg("guichet is ready")
		})
	}()

	done := make(chan error, 1)
	go func() { done <- app.Run(ctx) }()
	var err error
	select {
	case err = <-done:
	case <-late(ctx):
		return notWell{fmt.Errorf("what had begun did not end within %s; it will be taken up at the next start", drainWithin)}
	}
	stop()
	<-ready
	if err != nil {
		return notWell{err}
	}
	log.Info().Msg("guichet has stopped")
	return nil
}

// inTime runs f, which may hang, and does not wait for it longer than closeWithin.
func inTime(f func() error) error {
	done := make(chan error, 1)
	go func() { done <- f() }()
	select {
	case err := <-done:
		return err
	case <-time.After(closeWithin):
		return fmt.Errorf("the database was not closed within %s; what was confirmed is on disk", closeWithin)
	}
}

// late is closed when the time to drain is over.
func late(ctx context.Context) <-chan struct{} {
	over := make(chan struct{})
	context.AfterFunc(ctx, func() { time.AfterFunc(drainWithin, func() { close(over) }) })
	return over
}

// awaitReady calls f once the app is ready, unless ctx ends before.
func awaitReady(ctx context.Context, app *app.App, f func()) {
	wait := 20 * time.Millisecond
	for app.Ready(ctx) != nil {
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
			wait = min(2*wait, time.Second)
		}
	}
	if ctx.Err() == nil {
		f()
	}
}

// owner names this process in leases. On SQLite there is only one. Replicas on PostgreSQL differ
// by machine and port. The name is the same after a restart, which takes its own leases back
// at once.
func owner(env config.Env, addr net.Addr) string {
	if _, isFile := sqlstore.File(env.DatabaseURL.Reveal()); isFile {
		return "single"
	}
	host, err := os.Hostname()
	if err != nil {
		host = "localhost"
	}
	return host + "/" + addr.String()
}

// filesDir is the folder of copies of files: beside the database when that is a file.
func filesDir(env config.Env) string {
	if env.FilesDir != "" {
		return env.FilesDir
	}
	if file, ok := sqlstore.File(env.DatabaseURL.Reveal()); ok {
		return filepath.Join(filepath.Dir(file), config.DefaultFiles)
	}
	return config.DefaultFiles
}

func databaseKind(env config.Env) string {
	if strings.HasPrefix(env.DatabaseURL.Reveal(), "postgres") {
		return "postgresql"
	}
	return "sqlite"
}
