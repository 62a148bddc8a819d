package sqlstore_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"guichet/tickets"
	"guichet/tickets/sqlstore"
)

func TestOpenFile(t *testing.T) {
	for name, url := range map[string]func(path string) string{
		"path":        func(path string) string { return path },
		"sqlite:///":  func(path string) string { return "sqlite://" + path },
		"sqlite:////": func(path string) string { return "sqlite:///" + path },
		"file:":       func(path string) string { return "file:" + path },
		"file:///":    func(path string) string { return "file://" + path },
		"parameters":  func(path string) string { return "file:" + path + "?_synchronous=OFF&_foreign_keys=off" },
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "bureau 1.db")
			written := strings.ReplaceAll(path, " ", "%20")
			if name == "path" {
				written = path
			}
			openStore(t, url(written), sqlstore.Options{AutoMigrate: true})
			info, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			if info.Mode().Perm() != 0o600 {
				t.Errorf("the file may be read by others: %v", info.Mode())
			}
		})
	}
}

func TestOpenDefaultFile(t *testing.T) {
	t.Chdir(t.TempDir())
	openStore(t, "", sqlstore.Options{AutoMigrate: true})
	if _, err := os.Stat("guichet.db"); err != nil {
		t.Error(err)
	}
	openStore(t, "sqlite://other.db", sqlstore.Options{AutoMigrate: true})
	if _, err := os.Stat("other.db"); err != nil {
		t.Error(err)
	}
}

func TestOpenOddPath(t *testing.T) {
	path := filepath.Join(t.TempDir(), "50%25 ? #1&mode=memory.db")
	openStore(t, path, sqlstore.Options{AutoMigrate: true})
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	for url, want := range map[string]string{
		":memory:":                           "memory",
		"file::memory:":                      "memory",
		"file:x.db?mode=memory":              "memory",
		"file://host/x.db":                   "file:",
		"mysql://u:s3cret@h/db":              "postgres://",
		filepath.Join(dir, "no", "where.db"): "no such file",
	} {
		s, err := sqlstore.Open(context.Background(), url, sqlstore.Options{AutoMigrate: true})
		if err == nil {
			t.Errorf("%s: opened", url)
			_ = s.Close()
			continue
		}
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %q does not mention %q", url, err, want)
		}
	}
}

func TestOpenMissingFileIsNotMade(t *testing.T) {
	path := filepath.Join(t.TempDir(), "guichet.db")
	_, err := sqlstore.Open(context.Background(), path, sqlstore.Options{})
	var missing *sqlstore.MissingError
	if !errors.As(err, &missing) || !strings.Contains(err.Error(), "guichet migrate") {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the file was made: %v", err)
	}
}

// TestNoPasswordInErrors opens databases that cannot be opened: no error, nor any error
// inside it, tells the password.
func TestNoPasswordInErrors(t *testing.T) {
	const password = "s3cr3t-Pass"
	for _, url := range []string{
		"postgres://guichet:" + password + "@127.0.0.1:1/desk?connect_timeout=1",
		"postgresql://guichet:" + password + "@127.0.0.1:1/desk?connect_timeout=1&sslmode=disable",
		"postgres://guichet@127.0.0.1:1/desk?connect_timeout=1&password=" + password,
		"postgres://guichet:" + password + "@127.0.0.1:port/desk",
		"postgres://guichet:" + password + "%zz@127.0.0.1/desk",
		"postgres://guichet:" + password + " @127.0.0.1/desk",
		"postgres://guichet:" + password + "@127.0.0.1/desk?sslmode=sometimes",
		"postgres://guichet:" + password + "@127.0.0.1/desk?sslmode=verify-full&sslrootcert=/nowhere",
		"mysql://guichet:" + password + "@127.0.0.1/desk",
		"Postgres://guichet:" + password + "@127.0.0.1/desk",
	} {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		s, err := sqlstore.Open(ctx, url, sqlstore.Options{AutoMigrate: true})
		cancel()
		if err == nil {
			t.Errorf("%s: opened", strings.ReplaceAll(url, password, "…"))
			_ = s.Close()
			continue
		}
		for _, told := range append(chain(err), fmt.Sprintf("%+v", err), fmt.Sprintf("%#v", err)) {
			if strings.Contains(told, password) {
				t.Errorf("the password is told: %s", told)
			}
		}
	}
}

// chain is what an error and every error inside it say.
func chain(err error) []string {
	told := []string{err.Error()}
	switch e := err.(type) { //nolint:errorlint // walks the chain itself
	case interface{ Unwrap() error }:
		if inner := e.Unwrap(); inner != nil {
			told = append(told, chain(inner)...)
		}
	case interface{ Unwrap() []error }:
		for _, inner := range e.Unwrap() {
			told = append(told, chain(inner)...)
		}
	}
	return told
}

func TestOpenDefaultClock(t *testing.T) {
	s := openStore(t, filepath.Join(t.TempDir(), "guichet.db"), sqlstore.Options{AutoMigrate: true})
	before := time.Now().Add(-time.Millisecond)
	if err := s.View(context.Background(), func(tx tickets.Tx) error {
		if now := tx.Now(); now.Before(before) || now.After(time.Now()) {
			t.Errorf("now is %v", now)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}
