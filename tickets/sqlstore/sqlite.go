package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"
	"github.com/mattn/go-sqlite3" // and the driver of that name
)

const (
	// readers is how many read-only connections there are; each has its own cache.
	readers = 4
	// statements is how many prepared statements a connection keeps: all of ours.
	statements = "128"
	// busy is how long to wait for another process that writes, in milliseconds.
	busy = 10_000
	// again is how long to wait before asking again what answers "busy" at once.
	again = 10 * time.Millisecond
	// memory is SQLite's name of a database that is no file.
	memory = ":memory:"
)

// file is a SQLite database.
type file struct{ path string }

// parseFile reads the URI "file:path?parameters": https://www.sqlite.org/uri.html. Only the
// path counts: what durability rests on is not for a URL to change.
func parseFile(uri string) (file, error) {
	path, query, _ := strings.Cut(strings.TrimPrefix(uri, "file:"), "?")
	if rest, ok := strings.CutPrefix(path, "//"); ok { // file://authority/path
		authority, abs, found := strings.Cut(rest, "/")
		if !found || (authority != "" && authority != "localhost") {
			return file{}, errors.New("sqlstore: a file: URL has the form file:path or file:///path")
		}
		path = "/" + abs
	}
	path, err := url.PathUnescape(path)
	if err != nil {
		return file{}, fmt.Errorf("sqlstore: the path of the file: URL: %w", err)
	}
	params, err := url.ParseQuery(query)
	if err != nil {
		return file{}, fmt.Errorf("sqlstore: the parameters of the file: URL: %w", err)
	}
	if params.Get("mode") == "memory" {
		path = memory
	}
	return file{path: path}, nil
}

// check refuses what is no file: each connection would have a database of its own, gone
// with the process.
func (f file) check() error {
	if f.path == "" || f.path == memory {
		return errors.New("sqlstore: SQLite needs a file: a database in memory would not survive a restart")
	}
	return nil
}

// prepare makes the file when it is missing, readable by its owner only: it holds what
// people write to their helpdesk. SQLite gives its log the same permissions.
func (f file) prepare(create bool) error {
	if !create {
		if _, err := os.Stat(f.path); errors.Is(err, fs.ErrNotExist) {
			return &MissingError{Path: f.path}
		}
		return nil
	}
	made, err := os.OpenFile(f.path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("sqlstore: the database file: %w", err)
	}
	return made.Close()
}

// open opens one connection that writes and some that only read.
func (f file) open() (write, read *sql.DB, err error) {
	write, err = sql.Open("sqlite3", f.uri(map[string]string{
		"mode":          "rw",
		"_journal_mode": "WAL",
		"_synchronous":  "FULL", // WAL's own default may lose the last commits at a power cut
		"_foreign_keys": "on",
		"_txlock":       "immediate", // a transaction that reads first would fail at its first write
	}))
	if err != nil {
		return nil, nil, fmt.Errorf("sqlstore: open %s: %w", f.path, err)
	}
	write.SetMaxOpenConns(1)
	read, err = sql.Open("sqlite3", f.uri(map[string]string{"mode": "ro", "_query_only": "on"}))
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("sqlstore: open %s: %w", f.path, err), write.Close())
	}
	read.SetMaxOpenConns(readers)
	read.SetMaxIdleConns(readers)
	return write, read, nil
}

// join connects to the file. While another process turns it into a write-ahead log, or folds
// that log as the last one to leave, SQLite answers "busy" at once, whatever the timeout:
// https://www.sqlite.org/wal.html#sometimes_queries_return_sqlite_busy_in_wal_mode
func join(ctx context.Context, db *sql.DB) error {
	ctx, cancel := context.WithTimeout(ctx, busy*time.Millisecond)
	defer cancel()
	for {
		err := db.PingContext(ctx)
		var e sqlite3.Error
		if err == nil {
			return nil
		} else if !errors.As(err, &e) || e.Code != sqlite3.ErrBusy {
			return fmt.Errorf("sqlstore: open the database: %w", err)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("sqlstore: open the database: %w", err)
		case <-time.After(again):
		}
	}
}

// alone runs f while no other process migrates the file. The lock is a file of its own,
// since SQLite's do not outlive a transaction.
func (f file) alone(ctx context.Context, run func() error) error {
	lock := flock.New(f.path + ".migrating")
	if _, err := lock.TryLockContext(ctx, again); err != nil {
		return fmt.Errorf("sqlstore: wait for another process that migrates: %w", err)
	}
	if err := run(); err != nil {
		return errors.Join(err, lock.Unlock())
	}
	// Whoever waits still gets the lock of the file without a name, and finds the work done.
	_ = os.Remove(lock.Path()) // another one was first, or the system keeps open files: no harm
	return lock.Unlock()
}

// uri is the driver's name of the file, with parameters besides those of every connection:
// https://pkg.go.dev/github.com/mattn/go-sqlite3#readme-connection-string
func (f file) uri(more map[string]string) string {
	params := url.Values{"_busy_timeout": {strconv.Itoa(busy)}, "_stmt_cache_size": {statements}}
	for k, v := range more {
		params.Set(k, v)
	}
	escaped := strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(f.path)
	return "file:" + escaped + "?" + params.Encode()
}
