package sqlstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"sync"
	"time"

	"guichet/tickets"
)

// ErrClosed is what a store answers after Close.
var ErrClosed = errors.New("sqlstore: the store is closed")

// Store is tickets.Store on a database.
type Store struct {
	dialect *dialect
	write   *sql.DB // SQLite: one connection. PostgreSQL: the pool
	read    *sql.DB // SQLite: read-only connections. PostgreSQL: the pool
	now     func() time.Time
	group   *writer // SQLite only
	file    file    // SQLite only

	mu      sync.Mutex // guards closed, and running against Close
	closed  bool
	running sync.WaitGroup
}

var _ tickets.Store = (*Store)(nil)

// enter counts a transaction in, unless the store is closed; leave with running.Done.
func (s *Store) enter() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return ErrClosed
	}
	s.running.Add(1)
	return nil
}

// Update is tickets.Store's. On SQLite f runs inside a group of others' closures, in a
// savepoint of its own: calling Update from within f would wait for itself for ever.
func (s *Store) Update(ctx context.Context, f func(tx tickets.Tx) error) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.running.Done()
	if s.group != nil {
		return s.group.update(ctx, s.begin, f)
	}
	return s.updateRetrying(ctx, f)
}

// View is tickets.Store's.
func (s *Store) View(ctx context.Context, f func(tx tickets.Tx) error) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.running.Done()
	sqltx, err := s.beginReading(ctx)
	if err != nil {
		return fmt.Errorf("sqlstore: begin reading: %w", err)
	}
	defer func() { _ = sqltx.Rollback() }() // nothing was written
	return s.begin(sqltx, reading).run(f)
}

// beginReading begins a transaction of one consistent state: repeatable read is
// PostgreSQL's word for it, and SQLite's readers know no other. A connection that broke
// when the one before it was cancelled is no reason to fail: another one is asked for.
func (s *Store) beginReading(ctx context.Context) (sqltx *sql.Tx, err error) {
	for range maxTries {
		sqltx, err = s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead})
		if !errors.Is(err, driver.ErrBadConn) {
			break
		}
	}
	return sqltx, err
}

// Ping is tickets.Store's: it reads, since a connection alone proves little.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.running.Done()
	var n int
	if err := s.read.QueryRowContext(ctx, "select count(*) from (select 1 from leases limit 1) as one").Scan(&n); err != nil {
		return fmt.Errorf("sqlstore: the database does not answer: %w", err)
	}
	return nil
}

// Close is tickets.Store's: it refuses new transactions, waits for those under way and
// those waiting for their turn, and closes the database. Closing twice does nothing.
func (s *Store) Close() error {
	s.mu.Lock()
	again := s.closed
	s.closed = true
	s.mu.Unlock()
	s.running.Wait()
	if again {
		return nil
	}
	if s.group != nil {
		s.group.stop()
	}
	var err error
	if s.read != s.write {
		err = s.read.Close() // before the writer, which folds the log into the file as it leaves
	}
	if err = errors.Join(err, s.write.Close()); err != nil {
		return fmt.Errorf("sqlstore: close: %w", err)
	}
	return nil
}
