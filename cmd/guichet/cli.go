package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"guichet/bot/config"
)

// Exit codes of every subcommand.
const (
	exitWell    = 0
	exitNotWell = 1 // the thing asked is not well: findings, a failed check
	exitWrong   = 2 // wrong usage or configuration
)

// notWell makes an error end in exitNotWell; any other ends in exitWrong.
type notWell struct{ error }

func (e notWell) Unwrap() error { return e.error }

// errSaid is an error about which everything has been said.
var errSaid = errors.New("said")

// cli is what the subcommands share: the streams and the environment.
type cli struct {
	started time.Time
	in      io.Reader
	out     io.Writer
	err     io.Writer
	environ []string

	dotenv string // --env-file
	file   string // --config
}

// Run is the whole program with its world handed in. It returns the exit code.
func Run(args []string, stdin io.Reader, stdout, stderr io.Writer, environ []string) int {
	c := &cli{started: time.Now(), in: stdin, out: stdout, err: stderr, environ: environ}
	root := c.root()
	root.SetArgs(args)
	err := root.ExecuteContext(context.Background())
	var unwell notWell
	switch {
	case err == nil:
		return exitWell
	case errors.Is(err, errSaid):
	default:
		c.complain(err)
	}
	if errors.As(err, &unwell) {
		return exitNotWell
	}
	return exitWrong
}

// complain says what went wrong. Problems of the configuration say where they are themselves.
func (c *cli) complain(err error) {
	var problems config.Problems
	if errors.As(err, &problems) {
		fmt.Fprintln(c.err, problems.Error())
		return
	}
	fmt.Fprintf(c.err, "guichet: %v\n", err)
}

func (c *cli) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "guichet",
		Short: "A helpdesk counter inside the team's chat, on Slack and Discord",
		Long: `Guichet is a helpdesk counter inside the team's chat: people open tickets with a
slash command, technicians claim them with a reaction, the right channel is alerted
before a deadline passes, and a rating is asked when a ticket closes.

Secrets and connections come from the environment or from .env, the desk from
guichet.yaml. Exit codes: 0 well, 1 the thing asked is not well, 2 wrong usage or
configuration.`,
		Example: `  guichet setup slack > manifest.yaml
  guichet doctor
  guichet run`,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetIn(c.in)
	root.SetOut(c.out)
	root.SetErr(c.err)
	root.PersistentFlags().StringVar(&c.dotenv, "env-file", "", "file of environment variables (default: .env, if there is one)")
	root.PersistentFlags().StringVar(&c.file, "config", "", "the desk's file (default: GUICHET_CONFIG, else guichet.yaml, if there is one)")
	root.AddCommand(c.runCommand(), c.demoCommand(), c.doctorCommand(), c.setupCommand(), c.configCommand(), c.migrateCommand(), c.slaCommand(), c.auditCommand(), c.exportCommand(), c.versionCommand())
	asGroup(root)
	return root
}

// asGroup makes a command that only has subcommands refuse to be called by itself or with an
// unknown one: cobra would print its help and call that well.
func asGroup(cmd *cobra.Command) {
	cmd.SuggestionsMinimumDistance = 2
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return fmt.Errorf("a command is missing: see %s --help", cmd.CommandPath())
		}
		hint := ""
		if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
			hint = fmt.Sprintf(", did you mean %s?", near[0])
		}
		return fmt.Errorf("unknown command %q for %s%s (see %s --help)", args[0], cmd.CommandPath(), hint, cmd.CommandPath())
	}
	cmd.RunE = func(*cobra.Command, []string) error { return nil } // never: Args has refused
}

// env reads the environment. What could be read is returned with the problems.
func (c *cli) env() (config.Env, error) {
	path := c.dotenv
	if path == "" {
		path = config.DefaultDotenv
	} else if _, err := os.Stat(path); err != nil {
		return config.Env{}, fmt.Errorf("--env-file: %s cannot be read: %w", path, errors.Unwrap(err))
	}
	return config.ReadEnv(c.environ, path)
}

// desk reads the desk's file.
func (c *cli) desk(env config.Env) (*config.Desk, error) {
	path := c.file
	if path == "" {
		path = env.ConfigPath()
	}
	return config.Load(path, env)
}
