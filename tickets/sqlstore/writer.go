package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"guichet/tickets"
)

// maxGroup bounds how many closures share one commit, and so how long the first waits.
const maxGroup = 256

var errLost = errors.New("sqlstore: the transaction was lost to a failure in a change that shared it")

// writer commits in groups. One fsync costs milliseconds, a closure tenths of one: so a
// single goroutine opens a transaction, lets the waiting closures run in it one after
// another, each in its own savepoint, commits once and then tells all of them.
//
// It hands the transaction to each caller in turn instead of running the closures itself,
// so that a panic, or a test's FailNow, happens in the goroutine it belongs to.
type writer struct {
	db   *sql.DB
	jobs chan *job
	done chan struct{}
}

func newWriter(db *sql.DB) *writer {
	w := &writer{db: db, jobs: make(chan *job), done: make(chan struct{})}
	go func() {
		defer close(w.done)
		for first := range w.jobs {
			w.serve(first)
		}
	}()
	return w
}

// stop ends the goroutine. The store calls it when no caller is left.
func (w *writer) stop() {
	close(w.jobs)
	<-w.done
}

// serve runs one group: first, and whoever waits each time one has finished.
func (w *writer) serve(first *job) {
	sqltx, err := w.db.BeginTx(context.Background(), nil)
	if err != nil {
		first.end <- fmt.Errorf("sqlstore: begin: %w", err)
		return
	}
	var group []*job
	for j, served := first, 1; j != nil; j, served = w.next(served), served+1 {
		switch j.take(sqltx) {
		case kept:
			group = append(group, j)
		case undone:
		case broken:
			_ = sqltx.Rollback() // SQLite may have done it: that is why we are here
			answer(group, errLost)
			return
		}
	}
	if err := sqltx.Commit(); err != nil {
		answer(group, fmt.Errorf("sqlstore: commit: %w", err))
		return
	}
	answer(group, nil)
}

// next is somebody who waits already, nil when there is nobody or the group is full.
func (w *writer) next(served int) *job {
	if served >= maxGroup {
		return nil
	}
	select {
	case j := <-w.jobs:
		return j
	default:
		return nil
	}
}

func answer(group []*job, err error) {
	for _, j := range group {
		j.end <- err
	}
}

// update is Store.Update: it waits for its turn, runs f, and waits for the group's commit.
func (w *writer) update(ctx context.Context, begin func(*sql.Tx, mode) *tx, f func(tx tickets.Tx) error) error {
	j := &job{ctx: ctx, turn: make(chan *sql.Tx), left: make(chan outcome), end: make(chan error, 1)}
	select {
	case w.jobs <- j:
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case sqltx := <-j.turn:
		if err := j.run(begin(sqltx, sharing), f); err != nil {
			return err
		}
		return <-j.end
	case err := <-j.end: // there is no transaction to be had
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// job is one caller of Update.
type job struct {
	ctx  context.Context
	turn chan *sql.Tx // the shared transaction, when it is the caller's turn
	left chan outcome // how the caller left it
	end  chan error   // how the group ended; holds one, so that nobody waits for the caller
}

// outcome is how a closure left the shared transaction.
type outcome int

const (
	kept   outcome = iota // its savepoint was released: it goes with the commit
	undone                // its savepoint was rolled back, or it never began
	broken                // neither could be done: the whole transaction is lost
)

// take gives the transaction to the caller and waits until it is given back. A caller who
// no longer waits is passed over.
func (j *job) take(sqltx *sql.Tx) outcome {
	select {
	case j.turn <- sqltx:
		return <-j.left
	case <-j.ctx.Done():
		return undone
	}
}

// run runs f in a savepoint and gives the transaction back, also when f panics.
func (j *job) run(t *tx, f func(tx tickets.Tx) error) error {
	out := broken
	defer func() {
		if out != kept && savepoint(t, "rollback to closure; release closure") == nil {
			out = undone
		}
		t.failed = errEnded
		j.left <- out
	}()
	if err := savepoint(t, "savepoint closure"); err != nil {
		return err
	}
	if err := t.run(f); err != nil {
		return err
	}
	if err := savepoint(t, "release closure"); err != nil {
		return err
	}
	out = kept
	return nil
}

// savepoint runs a statement about savepoints, whatever has failed before it.
func savepoint(t *tx, statement string) error {
	if _, err := t.sql.ExecContext(context.Background(), statement); err != nil {
		return fmt.Errorf("sqlstore: %s: %w", statement, err)
	}
	return nil
}
