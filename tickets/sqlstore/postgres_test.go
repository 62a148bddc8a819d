package sqlstore_test

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"guichet/tickets"
	"guichet/tickets/sqlstore"
)

var schemas atomic.Int64

// postgresURL is a database with a schema of its own, dropped when the test ends.
func postgresURL(t testing.TB) string {
	t.Helper()
	base := os.Getenv(postgresEnv)
	if base == "" {
		t.Skip(postgresEnv + " is not set")
	}
	schema := fmt.Sprintf("guichet_test_%d_%d", os.Getpid(), schemas.Add(1))
	statement := func(sql string) {
		t.Helper()
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		conn, err := pgx.Connect(ctx, base)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = conn.Close(ctx) }()
		if _, err := conn.Exec(ctx, sql); err != nil {
			t.Fatal(err)
		}
	}
	statement("create schema " + schema)
	t.Cleanup(func() { statement("drop schema " + schema + " cascade") })
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal("the URL of " + postgresEnv + " cannot be parsed")
	}
	q := u.Query()
	q.Set("search_path", schema)
	u.RawQuery = q.Encode()
	return u.String()
}

// TestPostgresDeadlock makes two updates lock two tickets in opposite orders. PostgreSQL
// ends one of them; the store runs it again, so both succeed.
func TestPostgresDeadlock(t *testing.T) {
	ctx := context.Background()
	s := openStore(t, postgresURL(t), sqlstore.Options{AutoMigrate: true})
	var numbers [2]int64
	for i := range numbers {
		n, err := openTicket(ctx, s)
		if err != nil {
			t.Fatal(err)
		}
		numbers[i] = n
	}
	var runs atomic.Int64
	var met, wg sync.WaitGroup
	met.Add(2)
	for i := range numbers {
		first, second := numbers[i], numbers[1-i]
		again := false
		wg.Go(func() {
			err := s.Update(ctx, func(tx tickets.Tx) error {
				runs.Add(1)
				if _, err := tx.Ticket(ctx, first); err != nil {
					return err
				}
				if !again {
					again = true
					met.Done()
					met.Wait() // both hold their first ticket
				}
				ticket, err := tx.Ticket(ctx, second)
				if err != nil {
					return err
				}
				ticket.PeopleHit++
				return tx.SaveTicket(ctx, ticket)
			})
			if err != nil {
				t.Errorf("update: %v", err)
			}
		})
	}
	wg.Wait()
	if runs.Load() < 3 {
		t.Errorf("%d runs: there was no deadlock to recover from", runs.Load())
	}
}

// TestPostgresSwallowedFailure: a closure that does not mind a failed statement fails all
// the same, since PostgreSQL has given the transaction up.
func TestPostgresSwallowedFailure(t *testing.T) {
	ctx := context.Background()
	s := openStore(t, postgresURL(t), sqlstore.Options{AutoMigrate: true})
	err := s.Update(ctx, func(tx tickets.Tx) error {
		if err := tx.SetValue(ctx, "k", "v"); err != nil {
			return err
		}
		_ = tx.Append(ctx, &tickets.Entry{Ticket: 4711}) // no such ticket
		return nil
	})
	if err == nil {
		t.Error("an update that lost its changes was confirmed")
	}
}
