package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"guichet/bot/transcript"
	"guichet/tickets"
	"guichet/tickets/filestore"
)

// writeTo writes a file whole, or leaves what was there: readable by this user only, because a
// transcript is confidential. What is no file, as /dev/stdout, is written to as it is.
func writeTo(name string, write func(io.Writer) error) error {
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return notWell{err}
		}
		return machine(errors.Join(write(f), f.Close()))
	}
	if linked, err := filepath.EvalSymlinks(name); err == nil {
		name = linked
	}
	dir := filepath.Dir(name)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return notWell{err}
	}
	f, err := os.CreateTemp(dir, ".guichet-*") // mode 0600
	if err != nil {
		return notWell{err}
	}
	err = errors.Join(write(f), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		err = errors.Join(err, os.Remove(f.Name()))
	}
	return machine(err)
}

// machine is an error as one that is the machine's, not of how the command was written.
func machine(err error) error {
	if err == nil {
		return nil
	}
	return notWell{err}
}

// opened are the endings of files that a browser, or a desktop, would run when they are opened.
var opened = map[string]bool{
	".htm": true, ".html": true, ".shtml": true, ".xht": true, ".xhtml": true, ".mht": true, ".mhtml": true, ".svg": true, ".svgz": true,
	".xml": true, ".xsl": true, ".xslt": true, ".hta": true, ".url": true, ".webloc": true, ".desktop": true, ".lnk": true,
}

// savedName is the name of a copy beside a transcript: one that no file system minds, and that
// opens as text where it would run otherwise.
func savedName(name string) string {
	name = tickets.SafeName(name)
	if opened[strings.ToLower(filepath.Ext(name))] {
		name += ".txt"
	}
	return name
}

// copyFiles puts the copies of a ticket's files beside its transcript, under names that no
// file system minds.
func copyFiles(dir string, t *transcript.Transcript, files *filestore.Store) error {
	for i := range t.Entries {
		for j := range t.Entries[i].Files {
			f := &t.Entries[i].Files[j]
			if f.SHA256 == "" {
				continue
			}
			r, err := files.Open(f.SHA256)
			if errors.Is(err, tickets.ErrNotFound) {
				f.Missing = "gone"
				continue
			}
			if err != nil {
				return err
			}
			path := filepath.Join(t.Ref+"-files", fmt.Sprintf("%d-%d-%s", t.Entries[i].ID, j+1, savedName(f.Name)))
			err = writeTo(filepath.Join(dir, path), func(w io.Writer) error { _, err := io.Copy(w, r); return err })
			if err := errors.Join(err, r.Close()); err != nil {
				return err
			}
			f.Path = filepath.ToSlash(path)
		}
	}
	return nil
}
