package main

import (
	"github.com/spf13/cobra"
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
