package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"guichet/adapters/web/page"
	"guichet/adapters/web/playground"
	"guichet/adapters/web/story"
	"guichet/tickets"
	"guichet/tickets/sqlstore"
)

// Defaults of the demonstration.
const (
	demoListen = "127.0.0.1:8090"
	demoPorts  = 20 // that are tried when one is taken
)

// demo is what guichet demo was told.
type demo struct {
	listen, db, script, token, lang string
	empty                           bool
}

func (c *cli) demoCommand() *cobra.Command {
	var d demo
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Try Guichet in the browser, without any account",
		Long: `Try Guichet on a page of this machine, without any account or token: you are a
requester in the left pane and a technician in the right one, on the real core and
store. A sample desk of about thirty tickets is there, and a clock that runs fast.

Nothing is sent anywhere and nothing is kept: the database is a temporary file, unless
--db names one. Only this machine reaches the page, unless --listen says otherwise;
then whoever comes needs the token.`,
		Example: `  guichet demo
  guichet demo --empty --db demo.db
  guichet demo --listen 0.0.0.0:8090 --token "$(openssl rand -hex 16)"`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.demo(cmd.Context(), d) },
	}
	f := cmd.Flags()
	f.StringVar(&d.listen, "listen", demoListen, "address of the page")
	f.StringVar(&d.db, "db", "", "SQLite file to keep the demonstration in (default: a temporary one, removed at the end)")
	f.BoolVar(&d.empty, "empty", false, "no sample tickets")
	f.StringVar(&d.script, "script", "", "file with a story that is played on the page")
	f.StringVar(&d.token, "token", "", fmt.Sprintf("demanded of whoever opens the page, at least %d characters", page.MinToken))
	f.StringVar(&d.lang, "lang", "", "language of the desk's channels, fr or en; people see their own (default: the terminal's, else fr)")
	return cmd
}

func (c *cli) demo(ctx context.Context, d demo) error {
	steps, err := d.check()
	if err != nil {
		return err
	}
	if d.lang, err = c.language(d.lang, "fr"); err != nil {
		return err
	}
	log := zerolog.New(zerolog.ConsoleWriter{Out: c.err, TimeFormat: time.TimeOnly, NoColor: true}).Level(zerolog.WarnLevel).With().Timestamp().Logger()
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	listener, err := c.demoListener(ctx, d)
	if err != nil {
		return err
	}
	defer func() { _ = listener.Close() }() // the server has closed it already when all went well
	file, folder, remove, err := d.place()
	if err != nil {
		return notWell{err}
	}
	defer remove()

	play, err := playground.Start(ctx, playground.Config{
		Dir: folder, Empty: d.empty, Locale: d.lang, Logger: log,
		Files: filepath.Join(folder, "copies"),
		Store: func(ctx context.Context, now func() time.Time) (tickets.Store, error) {
			return sqlstore.Open(ctx, file, sqlstore.Options{AutoMigrate: true, Now: now})
		},
	})
	if err != nil {
		if ctx.Err() != nil {
			return nil // interrupted before it had begun
		}
		return notWell{err}
	}
	err = c.serveDemo(ctx, d, play, listener, steps)
	if closing := play.Stop(); err == nil && closing != nil {
		err = notWell{closing}
	}
	return err
}

// check refuses what cannot be, before anything is opened, and reads the story.
func (d demo) check() ([]story.Step, error) {
	host, _, err := net.SplitHostPort(d.listen)
	if err != nil {
		return nil, fmt.Errorf("--listen %s: write a host and a port, as in %s", d.listen, demoListen)
	}
	switch {
	case d.token != "" && len(d.token) < page.MinToken:
		return nil, fmt.Errorf("--token: at least %d characters, so that nobody guesses it", page.MinToken)
	case d.token == "" && !loopback(host):
		return nil, fmt.Errorf("--listen %s: others than this machine can reach that address; add --token with at least %d characters", d.listen, page.MinToken)
	case d.script == "":
		return nil, nil
	}
	f, err := os.Open(d.script)
	if err != nil {
		return nil, fmt.Errorf("--script: %w", err)
	}
	defer func() { _ = f.Close() }() // it was only read
	return story.Parse(d.script, f)
}

// loopback tells whether only this machine reaches the host.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// demoListener listens on the address or, when its port is taken, on the next that is free.
func (c *cli) demoListener(ctx context.Context, d demo) (net.Listener, error) {
	host, port, err := net.SplitHostPort(d.listen)
	if err != nil {
		return nil, fmt.Errorf("--listen %s: %w", d.listen, err)
	}
	first, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return nil, fmt.Errorf("--listen %s: the port is a number up to 65535", d.listen)
	}
	var lc net.ListenConfig
	for n := first; n < first+demoPorts && n <= 65535; n++ {
		addr := net.JoinHostPort(host, strconv.FormatUint(n, 10))
		l, err := lc.Listen(ctx, "tcp", addr)
		if err == nil {
			return l, nil
		}
		if !errors.Is(err, syscall.EADDRINUSE) {
			return nil, notWell{fmt.Errorf("--listen %s: %w", addr, err)}
		}
		fmt.Fprintf(c.err, "guichet: port %d is taken, trying the next\n", n)
	}
	return nil, notWell{fmt.Errorf("--listen %s: no free port among %d", d.listen, demoPorts)}
}

// place is the database's file and the folder of the chat: next to it, or both in a temporary
// folder that remove removes.
func (d demo) place() (file, folder string, remove func(), err error) {
	if d.db != "" {
		folder = d.db + ".chat"
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return "", "", nil, fmt.Errorf("--db %s: %w", d.db, err)
		}
		return d.db, folder, func() {}, nil
	}
	folder, err = os.MkdirTemp("", "guichet-demo-")
	if err != nil {
		return "", "", nil, fmt.Errorf("a temporary folder: %w", err)
	}
	return filepath.Join(folder, "demo.db"), folder, func() { _ = os.RemoveAll(folder) }, nil
}

// serveDemo serves the page until it is interrupted.
func (c *cli) serveDemo(ctx context.Context, d demo, play *playground.Playground, l net.Listener, steps []story.Step) error {
	host, _, _ := net.SplitHostPort(d.listen) // checked before
	handler, err := play.Page(page.Guard{Addr: l.Addr().String(), Name: host, Token: d.token})
	if err != nil {
		return notWell{err}
	}
	base, leave := context.WithCancel(context.WithoutCancel(ctx))
	defer leave()
	server := &http.Server{
		Handler: handler, BaseContext: func(net.Listener) context.Context { return base },
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10,
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()
	c.announce(l.Addr(), d)
	played := make(chan error, 1)
	go func() { played <- play.Play(ctx, steps) }()
	for {
		select {
		case err := <-played:
			if err != nil && ctx.Err() == nil {
				fmt.Fprintf(c.err, "guichet: %s: %v\n", d.script, err)
			}
			played = nil
		case err := <-served:
			return notWell{err}
		case <-ctx.Done():
			if played != nil {
				await(played)
			}
			leave() // ends the streams of open pages
			closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeWithin)
			defer cancel()
			if err := server.Shutdown(closing); err != nil {
				_ = server.Close() // it has been waited for long enough
			}
			if err := <-served; !errors.Is(err, http.ErrServerClosed) {
				return notWell{err}
			}
			return nil
		}
	}
}

// await waits for what was told to end: how it ends is no news then.
func await[T any](c <-chan T) { <-c }

// announce prints the address, alone on its line, and how to leave.
func (c *cli) announce(addr net.Addr, d demo) {
	shown := addr.String()
	if host, port, err := net.SplitHostPort(shown); err == nil {
		if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
			shown = net.JoinHostPort("localhost", port)
		}
	}
	ask := ""
	if d.token != "" {
		ask = "?token=… (the one you gave)"
	}
	fr := d.lang == "fr"
	lines := [2]string{"Guichet, demonstration: open", "Ctrl+C ends it."}
	if fr {
		lines = [2]string{"Guichet, démonstration : ouvrez", "Ctrl+C pour terminer."}
	}
	fmt.Fprintf(c.out, "%s\n\n  http://%s/%s\n\n%s\n", lines[0], shown, ask, lines[1])
	if d.db != "" {
		kept := "Kept in %s and %s.chat\n"
		if fr {
			kept = "Conservé dans %s et %s.chat\n"
		}
		fmt.Fprintf(c.out, kept, d.db, d.db)
	}
}
