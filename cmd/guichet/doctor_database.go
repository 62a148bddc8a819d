package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"guichet/bot"
	"guichet/bot/config"
	"guichet/tickets"
	"guichet/tickets/sqlstore"
)

// errTried undoes the trial transaction.
var errTried = errors.New("tried")

// examineDatabase opens the database as it is, and tries to write without leaving a trace.
func examineDatabase(ctx context.Context, env config.Env) bot.Finding {
	ctx, cancel := context.WithTimeout(ctx, askWithin)
	defer cancel()
	kind := databaseKind(env)
	store, err := sqlstore.Open(ctx, env.DatabaseURL.Reveal(), sqlstore.Options{})
	var none *sqlstore.MissingError
	var older *sqlstore.OlderError
	switch {
	case errors.As(err, &none):
		return examineFolder(filepath.Dir(none.Path))
	case errors.As(err, &older):
		return well(say("Base de données %s : schéma %d, guichet run la mettra au schéma %d.",
			"Database %s: schema %d, guichet run will bring it to schema %d.", kind, older.Have, older.Want))
	case errors.Is(err, tickets.ErrNewer):
		return unwell(say("Base de données %s : elle vient d'une version plus récente de Guichet.", "Database %s: it comes from a newer version of Guichet.", kind),
			say("Réinstallez la version la plus récente, ou restaurez une sauvegarde.", "Install the newer version again, or restore a backup."))
	case err != nil:
		return unwell(say("Base de données %s : elle ne s'ouvre pas (%v).", "Database %s: it cannot be opened (%v).", kind, err),
			say("Vérifiez DATABASE_URL, et que le serveur répond.", "Check DATABASE_URL, and that the server answers."))
	}
	version, err := store.Version(ctx)
	if err == nil {
		err = tryWriting(ctx, store)
	}
	if err = errors.Join(err, store.Close()); err != nil {
		return unwell(say("Base de données %s : on ne peut pas y écrire (%v).", "Database %s: it cannot be written (%v).", kind, err),
			say("Vérifiez les droits de l'utilisateur sur la base, et la place sur le disque.", "Check the user's rights on the database, and the space on the disk."))
	}
	return well(say("Base de données %s : schéma %d, lecture et écriture.", "Database %s: schema %d, can be read and written.", kind, version))
}

// tryWriting writes a value and takes it back.
func tryWriting(ctx context.Context, store tickets.Store) error {
	err := store.Update(ctx, func(tx tickets.Tx) error {
		if err := tx.SetValue(ctx, "doctor", "tried"); err != nil {
			return err
		}
		return errTried
	})
	switch {
	case errors.Is(err, errTried):
		return nil
	case err == nil:
		return errors.New("the trial was not undone")
	}
	return fmt.Errorf("trial: %w", err)
}

// examineFolder looks whether the database can be made in the folder.
func examineFolder(dir string) bot.Finding {
	fix := say("Créez le dossier, et donnez-en l'écriture à cet utilisateur.", "Make the folder, and let this user write in it.")
	f, err := os.CreateTemp(dir, ".guichet-doctor-*")
	if err != nil {
		return unwell(say("Base de données sqlite : le dossier %s n'est pas utilisable (%v).", "Database sqlite: the folder %s cannot be used (%v).", dir, errors.Unwrap(err)), fix)
	}
	if err := errors.Join(f.Close(), os.Remove(f.Name())); err != nil {
		return unwell(say("Base de données sqlite : le dossier %s n'est pas utilisable (%v).", "Database sqlite: the folder %s cannot be used (%v).", dir, err), fix)
	}
	return well(say("Base de données sqlite : elle sera créée au premier démarrage.", "Database sqlite: it will be made at the first start."))
}
