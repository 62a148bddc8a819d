package sqlstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"guichet/tickets"
)

const (
	// poolSize is how many connections one replica holds. PostgreSQL allows 100 by default:
	// https://www.postgresql.org/docs/15/runtime-config-connection.html
	poolSize = 10
	idleTime = 5 * time.Minute
	// longest bounds an update, whatever its context: a network that has gone silent ends it.
	longest = time.Minute
	// maxTries bounds how often a transaction is run when the database asks for a retry.
	maxTries = 8
	// firstPause is the longest pause before the second try; it doubles from try to try.
	firstPause = 4 * time.Millisecond
)

// openPostgres connects to the database of the URL.
func openPostgres(url string) (*sql.DB, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		// The parser's own message may quote the URL, password and all.
		return nil, errors.New("sqlstore: the PostgreSQL URL cannot be read; " +
			"it looks like postgres://user:password@host:5432/database?sslmode=require")
	}
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "guichet"
	}
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(poolSize)
	db.SetMaxIdleConns(poolSize)
	db.SetConnMaxIdleTime(idleTime)
	return db, nil
}

// updateRetrying is Update on PostgreSQL: one transaction, run again while the database
// asks for it.
func (s *Store) updateRetrying(ctx context.Context, f func(tx tickets.Tx) error) error {
	for try := 1; ; try++ {
		again, err := s.updateOnce(ctx, f)
		if err == nil || !again || try == maxTries {
			return err
		}
		pause := rand.N(firstPause << (try - 1)) //nolint:gosec // no secret depends on it
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return err
		}
	}
}

// updateOnce runs f in one transaction and tells whether a failure is worth a retry.
func (s *Store) updateOnce(ctx context.Context, f func(tx tickets.Tx) error) (again bool, err error) {
	conn, err := s.write.Conn(ctx)
	if err != nil {
		return errors.Is(err, driver.ErrBadConn), fmt.Errorf("sqlstore: connect: %w", err)
	}
	defer func() { _ = conn.Close() }() // back to the pool
	// The statements of f end with ctx. The commit does not: interrupted, nobody would know
	// how it ended, and the connection would be lost.
	bound, cancel := context.WithTimeout(context.WithoutCancel(ctx), longest)
	defer cancel()
	sqltx, err := conn.BeginTx(bound, &sql.TxOptions{Isolation: sql.LevelReadCommitted})
	if err != nil {
		return errors.Is(err, driver.ErrBadConn), fmt.Errorf("sqlstore: begin: %w", err)
	}
	defer func() { _ = sqltx.Rollback() }() // does nothing after the commit; also when f panics
	t := s.begin(sqltx, writing)
	if err := t.run(f); err != nil {
		return s.dialect.retryable(errors.Join(err, t.failed)), err
	}
	t.failed = errEnded
	if err := sqltx.Commit(); err != nil {
		return s.dialect.retryable(err), fmt.Errorf("sqlstore: commit: %w", err)
	}
	return false, nil
}
