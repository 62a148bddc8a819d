package sqlstore

import (
	"context"
	"errors"
	"strings"
	"time"
)

// DefaultFile is the SQLite database of an empty URL, in the working directory.
const DefaultFile = "guichet.db"

// Options are what Open may be told.
type Options struct {
	// Now is the clock; time.Now when nil. Replicas on one PostgreSQL compare their clocks
	// through leases and due times, so they need to agree to a fraction of a second.
	Now func() time.Time
	// AutoMigrate brings an older or empty database to the present schema.
	AutoMigrate bool
	// AnyVersion opens a database whatever its schema, so that Version can be asked and
	// Migrate called. Nothing else works on a schema of another version.
	AnyVersion bool
}

// Open opens the desk's database: "" is guichet.db, a path or "sqlite:///path" or
// "file:path" is SQLite, "postgres://…" or "postgresql://…" is PostgreSQL 15 or newer. A
// database of a newer schema is refused with tickets.ErrNewer, an older one unless
// opts.AutoMigrate. No error holds the URL's password.
func Open(ctx context.Context, url string, opts Options) (*Store, error) {
	s, err := connect(url, opts)
	if err != nil {
		return nil, err
	}
	if s.now = opts.Now; s.now == nil {
		s.now = time.Now
	}
	if err := s.admit(ctx, opts); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// connect makes the store of the URL without talking to the database.
func connect(url string, opts Options) (*Store, error) {
	switch scheme, _, found := strings.Cut(url, "://"); {
	case found && (scheme == "postgres" || scheme == "postgresql"):
		db, err := openPostgres(url)
		if err != nil {
			return nil, err
		}
		return &Store{dialect: postgres, write: db, read: db}, nil
	case found && scheme != "sqlite" && scheme != "file":
		return nil, errors.New("sqlstore: the database URL begins with neither postgres:// nor sqlite:// nor file")
	}
	f, err := sqliteFile(url)
	if err != nil {
		return nil, err
	}
	if err := f.prepare(opts.AutoMigrate || opts.AnyVersion); err != nil {
		return nil, err
	}
	write, read, err := f.open()
	if err != nil {
		return nil, err
	}
	return &Store{dialect: sqlite, write: write, read: read, group: newWriter(write), file: f}, nil
}

// sqliteFile is the file that the URL names.
func sqliteFile(url string) (file, error) {
	f := file{path: url}
	if url == "" {
		f.path = DefaultFile
	}
	if path, ok := strings.CutPrefix(url, "sqlite:"); ok {
		path = strings.TrimPrefix(path, "//")      // sqlite:///var/x.db, sqlite://x.db
		path = strings.Replace(path, "//", "/", 1) // sqlite:////var/x.db, as others write it
		url = "file:" + path
	}
	if strings.HasPrefix(url, "file:") {
		var err error
		if f, err = parseFile(url); err != nil {
			return file{}, err
		}
	}
	if err := f.check(); err != nil {
		return file{}, err
	}
	return f, nil
}

// admit brings the schema up to date, or checks that it is.
func (s *Store) admit(ctx context.Context, opts Options) error {
	if s.group != nil {
		if err := join(ctx, s.write); err != nil {
			return err
		}
	}
	if opts.AutoMigrate {
		return s.Migrate(ctx)
	}
	if opts.AnyVersion {
		_, err := s.Version(ctx)
		return err
	}
	have, want, err := s.versions(ctx)
	if err != nil {
		return err
	}
	if have < want {
		return &OlderError{Have: have, Want: want}
	}
	return nil
}

// File is the SQLite file that the URL names; false for PostgreSQL and for a URL that Open
// refuses.
func File(url string) (path string, ok bool) {
	if scheme, _, found := strings.Cut(url, "://"); found && scheme != "sqlite" && scheme != "file" {
		return "", false
	}
	f, err := sqliteFile(url)
	return f.path, err == nil
}
