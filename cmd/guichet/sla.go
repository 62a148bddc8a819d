package main

import (
	"github.com/spf13/cobra"

	"guichet/bot/config"
)

func (c *cli) slaCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "sla",
		Short: "Tell deadlines, and why they are what they are",
		Example: `  guichet sla explain INC-12
  guichet sla due --priority P2 --from "2026-11-23 09:00"`,
	}
	cmd.AddCommand(c.slaExplainCommand(), c.slaDueCommand())
	asGroup(cmd)
	return cmd
}

// settings are the environment, the desk and the language that was asked for, else the desk's.
func (c *cli) settings(asked string) (env config.Env, desk *config.Desk, lang string, err error) {
	if env, err = c.env(); err != nil {
		return env, nil, "", err
	}
	if desk, err = c.desk(env); err != nil {
		return env, nil, "", err
	}
	lang, err = c.language(asked, desk.Policy.Locale)
	return env, desk, lang, err
}
