package sqlstore

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
	"github.com/pressly/goose/v3/lock"

	"guichet/tickets"
)

//go:embed migrations
var migrations embed.FS

// Replicas that start together migrate one after another: how often, and how many
// times, one asks whether the lock is free. Five minutes in all.
const lockEverySeconds, lockAttempts = 1, 300

// Migrate brings the database to the schema of this Guichet. It is safe to be called by
// several replicas at once, and does nothing on a schema that is up to date.
func (s *Store) Migrate(ctx context.Context) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.running.Done()
	have, want, err := s.versions(ctx)
	if err != nil || have == want {
		return err
	}
	if s.group == nil {
		return s.up(ctx, have, want) // PostgreSQL's advisory lock lets one in at a time
	}
	return s.file.alone(ctx, func() error {
		if have, want, err = s.versions(ctx); err != nil || have == want {
			return err // another process has done it meanwhile
		}
		return s.up(ctx, have, want)
	})
}

// up runs the migrations that are missing.
func (s *Store) up(ctx context.Context, have, want int64) error {
	provider, err := s.provider()
	if err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("sqlstore: migrate from schema version %d to %d: %w", have, want, err)
	}
	return nil
}

// Version is the database's schema version, 0 when it is empty.
func (s *Store) Version(ctx context.Context) (int64, error) {
	if err := s.enter(); err != nil {
		return 0, err
	}
	defer s.running.Done()
	var tables int
	if err := s.write.QueryRowContext(ctx, s.dialect.versioned).Scan(&tables); err != nil {
		return 0, fmt.Errorf("sqlstore: schema version: %w", err)
	}
	if tables == 0 {
		return 0, nil
	}
	log, err := database.NewStore(s.dialect.goose, goose.DefaultTablename)
	if err != nil {
		return 0, fmt.Errorf("sqlstore: schema version: %w", err)
	}
	version, err := log.GetLatestVersion(ctx, s.write)
	if errors.Is(err, database.ErrVersionNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("sqlstore: schema version: %w", err)
	}
	return version, nil
}

// versions are the database's schema version and the one this program needs; a database
// of a newer one is an error.
func (s *Store) versions(ctx context.Context) (have, want int64, err error) {
	if have, err = s.Version(ctx); err != nil {
		return 0, 0, err
	}
	if want, err = s.Wanted(); err != nil {
		return 0, 0, err
	}
	if have > want {
		return have, want, fmt.Errorf("%w: it has schema version %d and this one knows %d at most: install the newer Guichet again, or restore a backup",
			tickets.ErrNewer, have, want)
	}
	return have, want, nil
}

func (s *Store) provider() (*goose.Provider, error) {
	folder, err := fs.Sub(migrations, "migrations/"+s.dialect.name)
	if err != nil {
		return nil, fmt.Errorf("sqlstore: migrations: %w", err)
	}
	opts := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true)}
	if s.dialect.rowLocks {
		locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(lockEverySeconds, lockAttempts))
		if err != nil {
			return nil, fmt.Errorf("sqlstore: migrations: %w", err)
		}
		opts = append(opts, goose.WithSessionLocker(locker))
	}
	provider, err := goose.NewProvider(s.dialect.goose, s.write, folder, opts...)
	if err != nil {
		return nil, fmt.Errorf("sqlstore: migrations: %w", err)
	}
	return provider, nil
}
