package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"guichet/tickets/sqlstore"
)

func (c *cli) migrateCommand() *cobra.Command {
	var status bool
	var asked string
	cmd := &cobra.Command{
		Use:   "migrate",
		Short: "Bring the database to this version's schema",
		Long: `Bring the database (DATABASE_URL, else guichet.db) to the schema of this version.
"guichet run" does it too when it starts. With --status nothing is changed: the exit code
is 0 when the schema is up to date, else 1.`,
		Example: `  guichet migrate
  guichet migrate --status`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			lang, err := c.language(asked, "fr")
			if err != nil {
				return err
			}
			env, err := c.env()
			if err != nil {
				return err
			}
			if status {
				return c.migrationStatus(cmd.Context(), env.DatabaseURL.Reveal(), lang)
			}
			return c.migrate(cmd.Context(), env.DatabaseURL.Reveal(), lang)
		},
	}
	cmd.Flags().BoolVar(&status, "status", false, "only tell the schema's version")
	cmd.Flags().StringVar(&asked, "lang", "", "fr or en (default: the terminal's, else fr)")
	return cmd
}

func (c *cli) migrate(ctx context.Context, url, lang string) (err error) {
	store, err := sqlstore.Open(ctx, url, sqlstore.Options{AnyVersion: true})
	if err != nil {
		return notWell{err}
	}
	defer func() {
		if closing := store.Close(); err == nil && closing != nil {
			err = notWell{closing}
		}
	}()
	from, err := store.Version(ctx)
	if err != nil {
		return notWell{err}
	}
	if err := store.Migrate(ctx); err != nil {
		return notWell{err}
	}
	to, err := store.Version(ctx)
	if err != nil {
		return notWell{err}
	}
	sentence := say("Schéma %d → %d.", "Schema %d → %d.", from, to)
	if from == to {
		sentence = say("Le schéma est à jour : %d.", "The schema is up to date: %d.", to)
	}
	fmt.Fprintln(c.out, sentence.In(lang))
	return nil
}

func (c *cli) migrationStatus(ctx context.Context, url, lang string) error {
	store, err := sqlstore.Open(ctx, url, sqlstore.Options{})
	var older *sqlstore.OlderError
	var none *sqlstore.MissingError
	switch {
	case errors.As(err, &older):
		fmt.Fprintln(c.out, say("Schéma %d, il faut %d : lancez « guichet migrate ».", "Schema %d, %d is needed: run guichet migrate.", older.Have, older.Want).In(lang))
		return notWell{errSaid}
	case errors.As(err, &none):
		fmt.Fprintln(c.out, say("La base %s n'existe pas encore : lancez « guichet migrate ».", "The database %s does not exist yet: run guichet migrate.", none.Path).In(lang))
		return notWell{errSaid}
	case err != nil:
		return notWell{err}
	}
	version, err := store.Version(ctx)
	if err = errors.Join(err, store.Close()); err != nil {
		return notWell{err}
	}
	fmt.Fprintln(c.out, say("Le schéma est à jour : %d.", "The schema is up to date: %d.", version).In(lang))
	return nil
}
