package sqlstore_test

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"

	"guichet/tickets"
	"guichet/tickets/sqlstore"
)

// eachDatabase runs a test on an empty database of each kind. change runs a statement on
// it behind the store's back.
func eachDatabase(t *testing.T, run func(t *testing.T, url string, change func(statement string))) {
	t.Run("sqlite", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "guichet.db")
		run(t, path, func(statement string) { t.Helper(); execute(t, "sqlite3", path, statement) })
	})
	t.Run("postgres", func(t *testing.T) {
		url := postgresURL(t)
		run(t, url, func(statement string) { t.Helper(); execute(t, "pgx", url, statement) })
	})
}

func execute(t testing.TB, driver, url, statement string) {
	t.Helper()
	db, err := sql.Open(driver, url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.ExecContext(context.Background(), statement); err != nil {
		t.Fatal(err)
	}
}

func TestMigrate(t *testing.T) {
	ctx := context.Background()
	eachDatabase(t, func(t *testing.T, url string, _ func(string)) {
		s := openStore(t, url, sqlstore.Options{AnyVersion: true})
		if v, err := s.Version(ctx); err != nil || v != 0 {
			t.Fatalf("an empty database has version %d, %v", v, err)
		}
		_, err := sqlstore.Open(ctx, url, sqlstore.Options{})
		var older *sqlstore.OlderError
		if !errors.As(err, &older) || !strings.Contains(err.Error(), "guichet migrate") {
			t.Errorf("an old database: %v", err)
		}
		want, err := s.Wanted()
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // the second time it does nothing
			if err := s.Migrate(ctx); err != nil {
				t.Fatal(err)
			}
			if v, err := s.Version(ctx); err != nil || v != want || want < 1 {
				t.Errorf("version %d, %v; want %d", v, err, want)
			}
		}
		openStore(t, url, sqlstore.Options{})
	})
}

func TestNewerDatabaseIsRefused(t *testing.T) {
	ctx := context.Background()
	eachDatabase(t, func(t *testing.T, url string, change func(string)) {
		if err := openStore(t, url, sqlstore.Options{AutoMigrate: true}).Close(); err != nil {
			t.Fatal(err)
		}
		change("insert into goose_db_version (version_id, is_applied) values (99, true)")
		for _, opts := range []sqlstore.Options{{}, {AutoMigrate: true}} {
			_, err := sqlstore.Open(ctx, url, opts)
			if !errors.Is(err, tickets.ErrNewer) || !strings.Contains(err.Error(), "version 99") {
				t.Errorf("%+v: %v, want ErrNewer", opts, err)
			}
		}
		s := openStore(t, url, sqlstore.Options{AnyVersion: true})
		if v, err := s.Version(ctx); err != nil || v != 99 {
			t.Errorf("version %d, %v", v, err)
		}
		if err := s.Migrate(ctx); !errors.Is(err, tickets.ErrNewer) {
			t.Errorf("migrate: %v, want ErrNewer", err)
		}
	})
}

func TestReplicasThatStartTogetherMigrateOnce(t *testing.T) {
	eachDatabase(t, func(t *testing.T, url string, _ func(string)) {
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				s, err := sqlstore.Open(context.Background(), url, sqlstore.Options{AutoMigrate: true})
				if err != nil {
					t.Error(err)
					return
				}
				if _, err := openTicket(context.Background(), s); err != nil {
					t.Error(err)
				}
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
	})
}
