package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"guichet/adapters/slack"
)

var slackHint = say(
	`Sur https://api.slack.com/apps : « Create New App », « From a manifest », collez ce manifeste.
Puis installez l'application, et mettez dans .env :
  SLACK_BOT_TOKEN  « OAuth & Permissions », Bot User OAuth Token (xoxb-…)
  SLACK_APP_TOKEN  « Basic Information », App-Level Tokens, portée connections:write (xapp-…)
Invitez enfin le bot dans ses canaux : /invite @guichet. « guichet doctor » vérifie le tout.
`,
	`On https://api.slack.com/apps: "Create New App", "From a manifest", paste this manifest.
Then install the app, and put in .env:
  SLACK_BOT_TOKEN  "OAuth & Permissions", Bot User OAuth Token (xoxb-…)
  SLACK_APP_TOKEN  "Basic Information", App-Level Tokens, scope connections:write (xapp-…)
Finally invite the bot to its channels: /invite @guichet. "guichet doctor" checks it all.
`)

func (c *cli) setupSlackCommand() *cobra.Command {
	var asJSON bool
	var asked string
	cmd := &cobra.Command{
		Use:   "slack",
		Short: "Print the Slack app manifest",
		Long: `Print the manifest with which Slack creates the app. Slack knows one language for the
names of commands and shortcuts: choose it with --lang. People are answered in their own.`,
		Example: `  guichet setup slack > manifest.yaml
  guichet setup slack --json --lang en > manifest.json`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			lang, err := c.language(asked, "fr")
			if err != nil {
				return err
			}
			encode := slack.Manifest(lang).YAML
			if asJSON {
				encode = slack.Manifest(lang).JSON
			}
			manifest, err := encode()
			if err != nil {
				return notWell{err}
			}
			if _, err := c.out.Write(manifest); err != nil {
				return notWell{fmt.Errorf("write the manifest: %w", err)}
			}
			fmt.Fprint(c.err, slackHint.In(lang))
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON instead of YAML")
	cmd.Flags().StringVar(&asked, "lang", "", "language of commands and shortcuts, fr or en (default: the terminal's, else fr)")
	return cmd
}
