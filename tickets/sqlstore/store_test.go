package sqlstore_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"go.uber.org/goleak"

	"guichet/tickets"
	"guichet/tickets/sqlstore"
	"guichet/tickets/storetest"
)

func TestMain(m *testing.M) {
	if os.Getenv(childEnv) != "" {
		openForEver(os.Getenv(childEnv))
	}
	goleak.VerifyTestMain(m)
}

func TestSQLite(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Desk {
		return deskAt(t, filepath.Join(t.TempDir(), "guichet.db"), true)
	})
}

// postgresEnv holds the URL of a PostgreSQL database that tests may make schemas in.
const postgresEnv = "GUICHET_TEST_POSTGRES"

func TestPostgres(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Desk { return deskAt(t, postgresURL(t), false) })
}

func deskAt(t *testing.T, url string, serial bool) storetest.Desk {
	t.Helper()
	clock := storetest.NewClock()
	open := func(t *testing.T) tickets.Store {
		t.Helper()
		return openStore(t, url, sqlstore.Options{Now: clock.Now, AutoMigrate: true})
	}
	first := open(t)
	return storetest.Desk{
		Store: first, Clock: clock, Serial: serial,
		Reopen: func(t *testing.T) tickets.Store {
			t.Helper()
			if err := first.Close(); err != nil {
				t.Fatal(err)
			}
			return open(t)
		},
	}
}

// openStore opens a store that is closed when the test ends.
func openStore(t testing.TB, url string, opts sqlstore.Options) *sqlstore.Store {
	t.Helper()
	s, err := sqlstore.Open(context.Background(), url, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}
