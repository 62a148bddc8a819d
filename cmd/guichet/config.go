package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"guichet/bot"
	"guichet/bot/config"
	"guichet/tickets"
)

func (c *cli) configCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "config",
		Short:   "Look after the desk's configuration",
		Example: "  guichet config check guichet.yaml",
	}
	cmd.AddCommand(c.configCheckCommand())
	asGroup(cmd)
	return cmd
}

func (c *cli) configCheckCommand() *cobra.Command {
	var asked string
	cmd := &cobra.Command{
		Use:   "check [FILE]",
		Short: "Check the environment and the desk's file, and sum them up",
		Long: `Check the environment and the desk's file (FILE, else GUICHET_CONFIG, else guichet.yaml),
without connecting to anything, and print a short summary. Every mistake is printed with
file, line and column, and with what to write instead; the exit code is then 2.`,
		Example: `  guichet config check
  guichet config check /etc/guichet/guichet.yaml`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 {
				c.file = args[0]
			}
			env, err := c.env()
			if err != nil {
				return err
			}
			desk, err := c.desk(env)
			if err != nil {
				return err
			}
			if err := missing(env, desk); err != nil {
				return err
			}
			lang, err := c.language(asked, desk.Policy.Locale)
			if err != nil {
				return err
			}
			summarize(c.out, desk, lang)
			return nil
		},
	}
	cmd.Flags().StringVar(&asked, "lang", "", "fr or en (default: the terminal's, else the desk's)")
	return cmd
}

// missing says which channels the platforms with tokens still need.
func missing(env config.Env, desk *config.Desk) error {
	var ps config.Problems
	for _, space := range env.Platforms() {
		for _, sentence := range desk.Missing(space) {
			ps = append(ps, config.Problem{Message: sentence})
		}
	}
	if len(ps) > 0 {
		return ps
	}
	return nil
}

// summarize prints what a desk promises, so that an operator can see that it is what was meant.
func summarize(w io.Writer, d *config.Desk, lang string) {
	p := d.Policy
	file := d.File
	if file == "" {
		file = say("aucun fichier, valeurs par défaut", "no file, defaults").In(lang)
	}
	fmt.Fprintln(w, say("La configuration est valide : %s", "The configuration is valid: %s", file).In(lang))
	line := func(label, format string, args ...any) {
		fmt.Fprintf(w, "  %-14s %s\n", label, fmt.Sprintf(format, args...))
	}
	line(say("guichet", "desk").In(lang), "%s (%s, %s)", p.Name, p.Locale, p.Zone)
	for _, space := range config.Spaces {
		if s := d.Spaces[space]; s.Helpdesk+s.Pool+s.Escalation != "" {
			line(config.Title(space), "%s", channelsOf(s))
		}
	}
	for _, pr := range []tickets.Priority{tickets.P1, tickets.P2, tickets.P3, tickets.P4} {
		t := p.Targets[pr]
		line(string(pr), "%s / %s / %s · %s", config.FormatSpan(t.Respond), config.FormatSpan(t.FirstContact),
			config.FormatSpan(t.Resolve), d.CalendarName(t.Calendar))
	}
	names := make([]string, len(p.Categories))
	for i, c := range p.Categories {
		names[i] = c.Name.In(lang)
	}
	line(say("catégories", "categories").In(lang), "%s", strings.Join(names, ", "))
	opening := p.Calendar.NextOpening(time.Now())
	line(say("ouverture", "next opening").In(lang), "%s", opening.In(p.Zone).Format("2006-01-02 15:04 MST"))
}

func channelsOf(s bot.SpaceConfig) string {
	all := []string{s.Helpdesk, s.Pool, s.Escalation, s.Managers}
	for i, c := range all {
		if c == "" {
			all[i] = "–"
		}
	}
	return strings.Join(all, ", ")
}
