package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"guichet/bot"
	"guichet/bot/config"
	"guichet/tickets"
)

// askWithin is how long a platform, or the database, may take to be examined.
const askWithin = 30 * time.Second

func (c *cli) doctorCommand() *cobra.Command {
	var asJSON bool
	var asked string
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Check tokens, rights, channels, database and configuration",
		Long: `Check everything the bot needs: environment, configuration, database, folder of files, and on each
platform the tokens, the rights, and the channels. Each thing that is not well comes
with what to do about it; the exit code is then 1. Nothing is changed.`,
		Example: `  guichet doctor
  guichet doctor --lang en --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if _, err := c.language(asked, "fr"); err != nil {
				return err
			}
			findings, locale := c.examine(cmd.Context())
			lang, err := c.language(asked, locale)
			if err != nil {
				return err
			}
			if asJSON {
				err = c.printFindingsJSON(findings, lang)
			} else {
				err = c.printFindings(findings, lang)
			}
			if err != nil {
				return notWell{err}
			}
			if sick(findings) > 0 {
				return notWell{errSaid}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.Flags().StringVar(&asked, "lang", "", "fr or en (default: the terminal's, else the desk's)")
	return cmd
}

// examine looks at everything that can be looked at, and tells the desk's language.
func (c *cli) examine(ctx context.Context) (findings []bot.Finding, locale string) {
	locale = "fr"
	env, err := c.env()
	findings = append(findings, examineEnv(env, err)...)
	desk, err := c.desk(env)
	findings = append(findings, examineDesk(env, desk, err)...)
	findings = append(findings, examineDatabase(ctx, env), examineFiles(env))
	if desk == nil {
		if len(env.Platforms()) > 0 {
			findings = append(findings, unwell(
				say("Les plateformes n'ont pas été vérifiées.", "The platforms were not checked."),
				say("Corrigez d'abord la configuration.", "Correct the configuration first.")))
		}
		return findings, locale
	}
	if err := env.UseProxies(); err != nil {
		findings = append(findings, unwell(say("Le proxy ne peut pas être utilisé : %v", "The proxy cannot be used: %v", err),
			say("Corrigez HTTP_PROXY et HTTPS_PROXY.", "Correct HTTP_PROXY and HTTPS_PROXY.")))
	}
	for _, p := range connectors(env, desk, zerolog.Nop(), nil) {
		ctx, cancel := context.WithTimeout(ctx, askWithin)
		findings = append(findings, p.Check(ctx)...)
		cancel()
	}
	return findings, desk.Policy.Locale
}

func examineEnv(env config.Env, err error) []bot.Finding {
	out := asFindings(err, "L'environnement", "The environment")
	switch spaces := env.Platforms(); {
	case len(spaces) > 0:
		var names []string
		for _, s := range spaces {
			names = append(names, config.Title(s))
		}
		out = append(out, well(say("Jetons présents : %s.", "Tokens present: %s.", strings.Join(names, ", "))))
	case err == nil:
		out = append(out, unwell(say("Aucune plateforme n'a de jeton.", "No platform has a token."),
			say("Mettez SLACK_BOT_TOKEN et SLACK_APP_TOKEN, ou DISCORD_BOT_TOKEN, dans l'environnement ou dans .env (voir guichet setup).",
				"Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or DISCORD_BOT_TOKEN, in the environment or in .env (see guichet setup).")))
	}
	return out
}

func examineDesk(env config.Env, desk *config.Desk, err error) []bot.Finding {
	if err != nil {
		return asFindings(err, "La configuration", "The configuration")
	}
	valid := say("La configuration est valide, sans fichier.", "The configuration is valid, without a file.")
	if desk.File != "" {
		valid = say("La configuration est valide (%s).", "The configuration is valid (%s).", desk.File)
	}
	out := []bot.Finding{well(valid)}
	var problems config.Problems
	if errors.As(missing(env, desk), &problems) {
		out = append(out, asFindings(problems, "La configuration", "The configuration")...)
	}
	return out
}

// asFindings makes one finding of each problem; what to do is in its sentence.
func asFindings(err error, fr, en string) []bot.Finding {
	if err == nil {
		return nil
	}
	var problems config.Problems
	if !errors.As(err, &problems) {
		problems = config.Problems{{Message: err.Error()}}
	}
	var out []bot.Finding
	for _, p := range problems {
		where := ""
		if p.File != "" {
			where = " (" + p.File
			if p.Line > 0 {
				where += fmt.Sprintf(":%d:%d", p.Line, p.Column)
			}
			where += ")"
		}
		out = append(out, unwell(
			tickets.Words{"fr": fr + " est à corriger" + where + ".", "en": en + " needs a correction" + where + "."},
			tickets.Words{"fr": p.Message, "en": p.Message}))
	}
	return out
}
