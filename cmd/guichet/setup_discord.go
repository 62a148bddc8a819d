package main

import (
	"errors"
	"fmt"
	"regexp"

	"github.com/spf13/cobra"

	"guichet/adapters/discord"
)

var clientIDForm = regexp.MustCompile(`^[0-9]{15,20}$`)

var discordHint = say(
	`Ouvrez ce lien avec un compte qui administre le serveur, et choisissez le serveur.
Sur https://discord.com/developers/applications, page « Bot », activez Message Content Intent et
Server Members Intent ; sans eux Guichet marche aussi : les réponses passent par messages privés.
« guichet doctor » vérifie le tout.
`,
	`Open this link with an account that administers the server, and choose the server.
On https://discord.com/developers/applications, page "Bot", enable Message Content Intent and
Server Members Intent; without them Guichet works too: answers then go through direct messages.
"guichet doctor" checks it all.
`)

var errNoClientID = errors.New("the application's id is not known: give --client-id with the Application ID of " +
	"https://discord.com/developers/applications, or set DISCORD_BOT_TOKEN")

func (c *cli) setupDiscordCommand() *cobra.Command {
	var clientID, asked string
	cmd := &cobra.Command{
		Use:   "discord",
		Short: "Print the link that invites the bot to a Discord server",
		Long: `Print the link with which an administrator invites the bot, with exactly the permissions
it uses. The application's id comes from --client-id, else from DISCORD_BOT_TOKEN.`,
		Example: `  guichet setup discord --client-id 123456789012345678`,
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			lang, err := c.language(asked, "fr")
			if err != nil {
				return err
			}
			if clientID == "" {
				if clientID, err = c.clientID(); err != nil {
					return err
				}
			}
			if !clientIDForm.MatchString(clientID) {
				return fmt.Errorf("--client-id is %q: write the Application ID, 15 to 20 digits", clientID)
			}
			fmt.Fprintln(c.out, discord.InviteURL(clientID))
			fmt.Fprint(c.err, discordHint.In(lang))
			return nil
		},
	}
	cmd.Flags().StringVar(&clientID, "client-id", "", "the application's id (default: read from DISCORD_BOT_TOKEN)")
	cmd.Flags().StringVar(&asked, "lang", "", "language of the hints, fr or en (default: the terminal's, else fr)")
	return cmd
}

// clientID reads the application's id from the token, without asking Discord.
func (c *cli) clientID() (string, error) {
	env, err := c.env()
	if err != nil {
		return "", err
	}
	if env.DiscordBotToken.IsZero() {
		return "", errNoClientID
	}
	id, err := discord.ClientID(env.DiscordBotToken.Reveal())
	if err != nil {
		return "", fmt.Errorf("DISCORD_BOT_TOKEN: %w", err)
	}
	return id, nil
}
