package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"guichet/bot"
	"guichet/bot/config"
)

// examineFiles looks whether copies of files can be kept, without leaving a trace.
func examineFiles(env config.Env) bot.Finding {
	dir := filesDir(env)
	fix := say("Créez le dossier, donnez-en l'écriture à cet utilisateur, ou nommez-en un autre dans FILES_DIR.",
		"Make the folder, let this user write in it, or name another one in FILES_DIR.")
	at, kept := dir, true
	for {
		info, err := os.Stat(at)
		if err == nil && !info.IsDir() {
			return unwell(say("Pièces jointes : %s n'est pas un dossier.", "Files: %s is no folder.", at), fix)
		}
		if !errors.Is(err, fs.ErrNotExist) || filepath.Dir(at) == at {
			break
		}
		at, kept = filepath.Dir(at), false // run makes what is missing
	}
	f, err := os.CreateTemp(at, ".guichet-doctor-*")
	if err != nil {
		return unwell(say("Pièces jointes : le dossier %s n'est pas utilisable (%v).", "Files: the folder %s cannot be used (%v).", dir, errors.Unwrap(err)), fix)
	}
	if err := errors.Join(f.Close(), os.Remove(f.Name())); err != nil {
		return unwell(say("Pièces jointes : le dossier %s n'est pas utilisable (%v).", "Files: the folder %s cannot be used (%v).", dir, err), fix)
	}
	if !kept {
		return well(say("Pièces jointes : le dossier %s sera créé au premier démarrage.", "Files: the folder %s will be made at the first start.", dir))
	}
	return well(say("Pièces jointes : gardées dans %s, lecture et écriture.", "Files: kept in %s, can be read and written.", dir))
}
