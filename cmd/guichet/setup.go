package main

import "github.com/spf13/cobra"

func (c *cli) setupCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "setup",
		Short: "Print what a platform needs to know the bot",
		Long: `Print what a platform needs to know the bot: Slack an app manifest, Discord an invite
link. Both ask for exactly the rights that Guichet uses, and work offline. Only the
manifest or the link goes to standard output; what to do with it goes to standard error.`,
		Example: `  guichet setup slack > manifest.yaml
  guichet setup discord --client-id 123456789012345678`,
	}
	cmd.AddCommand(c.setupSlackCommand(), c.setupDiscordCommand())
	asGroup(cmd)
	return cmd
}
