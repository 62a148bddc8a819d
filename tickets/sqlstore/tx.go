package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"guichet/tickets"
)

// mode is what a transaction may do.
type mode int

const (
	reading mode = iota
	writing
	sharing // writing, inside a transaction that other closures share
)

// tx is one closure's view of the database, tickets.Tx.
type tx struct {
	sql     *sql.Tx
	dialect *dialect
	now     time.Time
	mode    mode
	failed  error // the first statement that failed: nothing goes on after it
}

var _ tickets.Tx = (*tx)(nil)

var errEnded = errors.New("sqlstore: the transaction has ended")

func (s *Store) begin(sqltx *sql.Tx, m mode) *tx {
	return &tx{sql: sqltx, dialect: s.dialect, now: instant(s.now()), mode: m}
}

// run runs f. A statement that failed fails the transaction, even when f did not mind:
// PostgreSQL has given it up by then, and SQLite may have.
func (t *tx) run(f func(tx tickets.Tx) error) error {
	err := f(t)
	if err == nil {
		err = t.failed
	}
	return err
}

// Now is tickets.Tx's.
func (t *tx) Now() time.Time { return t.now }

// enter prepares a statement's context. An interrupted statement makes SQLite roll back
// the whole transaction, other people's closures with it, so in a shared one a statement
// that has begun is finished whatever its caller's context says.
func (t *tx) enter(ctx context.Context) (context.Context, error) {
	if t.failed != nil {
		return ctx, t.failed
	}
	if err := ctx.Err(); err != nil {
		return ctx, t.fail("", err)
	}
	if t.mode == sharing {
		ctx = context.WithoutCancel(ctx)
	}
	return ctx, nil
}

func (t *tx) fail(what string, err error) error {
	if what != "" {
		err = fmt.Errorf("sqlstore: %s: %w", what, err)
	}
	if t.failed == nil {
		t.failed = err
	}
	return err
}

// exec runs a statement that returns no rows and tells how many rows it touched. what
// says in an error what was being done.
func (t *tx) exec(ctx context.Context, what, query string, args ...any) (int64, error) {
	ctx, err := t.enter(ctx)
	if err != nil {
		return 0, err
	}
	res, err := t.sql.ExecContext(ctx, t.dialect.sql(query), args...)
	if err != nil {
		return 0, t.fail(what, err)
	}
	n, err := res.RowsAffected()
	if err != nil {
		return 0, t.fail(what, err)
	}
	return n, nil
}

// one reads the only row into dest; tickets.ErrNotFound when there is none.
func (t *tx) one(ctx context.Context, what, query string, args []any, dest ...any) error {
	ctx, err := t.enter(ctx)
	if err != nil {
		return err
	}
	err = t.sql.QueryRowContext(ctx, t.dialect.sql(query), args...).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("sqlstore: %s: %w", what, tickets.ErrNotFound)
	}
	if err != nil {
		return t.fail(what, err)
	}
	return nil
}

// all calls each for every row.
func (t *tx) all(ctx context.Context, what, query string, args []any, each func(row scanner) error) error {
	ctx, err := t.enter(ctx)
	if err != nil {
		return err
	}
	rows, err := t.sql.QueryContext(ctx, t.dialect.sql(query), args...)
	if err != nil {
		return t.fail(what, err)
	}
	defer func() { _ = rows.Close() }() // rows.Err has told all there is to tell
	for rows.Next() {
		if err := each(rows); err != nil {
			return t.fail(what, err)
		}
	}
	if err := rows.Err(); err != nil {
		return t.fail(what, err)
	}
	return nil
}

// scanner is a row: *sql.Row and *sql.Rows.
type scanner interface {
	Scan(dest ...any) error
}
