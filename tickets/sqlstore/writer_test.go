package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"guichet/tickets"
)

// inGroup opens a store and runs first in an update. Updates that first starts wait for it;
// arrive returns once they do, so that it is certain who shares a transaction with whom.
func inGroup(t *testing.T, first func(s *Store, t1 *tx, arrive func()) error) (s *Store, err error) {
	t.Helper()
	s, err = Open(context.Background(), filepath.Join(t.TempDir(), "guichet.db"), Options{AutoMigrate: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	err = s.Update(context.Background(), func(t1 tickets.Tx) error { return first(s, t1.(*tx), synctest.Wait) })
	synctest.Wait()
	return s, err
}

func value(t *testing.T, s *Store, key string) (v string) {
	t.Helper()
	if err := s.View(context.Background(), func(tx tickets.Tx) (err error) {
		v, err = tx.Value(context.Background(), key)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return v
}

func set(s *Store, key string) error {
	return s.Update(context.Background(), func(tx tickets.Tx) error { return tx.SetValue(context.Background(), key, "set") })
}

func raw(t1 *tx, statement string) error {
	_, err := t1.sql.ExecContext(context.Background(), statement)
	return err
}

// poison makes the commit of the whole transaction fail.
func poison(t1 *tx) error {
	return errors.Join(raw(t1, "pragma defer_foreign_keys = on"),
		raw(t1, "insert into words (entry, text, files) values (4711, '', '')"))
}

func TestWaitingUpdatesShareOneCommit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const waiting = maxGroup + 44
		groups := map[*sql.Tx]int{} // guarded by the updates' running one after another
		_, err := inGroup(t, func(s *Store, t1 *tx, arrive func()) error {
			groups[t1.sql]++
			for range waiting {
				go func() {
					if err := s.Update(context.Background(), func(t2 tickets.Tx) error {
						groups[t2.(*tx).sql]++
						return nil
					}); err != nil {
						t.Error(err)
					}
				}()
			}
			arrive()
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		if len(groups) != 2 {
			t.Errorf("%d commits for %d updates, want 2: %v", len(groups), waiting+1, groups)
		}
		for _, n := range groups {
			if n > maxGroup {
				t.Errorf("%d updates in one commit, want %d at most", n, maxGroup)
			}
		}
	})
}

func TestFailedCommitReachesEveryCaller(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		results := make(chan error, 3)
		s, err := inGroup(t, func(s *Store, t1 *tx, arrive func()) error {
			for i := range cap(results) {
				go func() { results <- set(s, fmt.Sprint("k", i)) }()
			}
			arrive()
			return poison(t1)
		})
		if err == nil {
			t.Error("the update that spoilt the commit was confirmed")
		}
		for i := range cap(results) {
			if err := <-results; err == nil {
				t.Error("an update was confirmed by a commit that failed")
			}
			if v := value(t, s, fmt.Sprint("k", i)); v != "" {
				t.Errorf("k%d is %q after a failed commit", i, v)
			}
		}
		if err := set(s, "after"); err != nil || value(t, s, "after") != "set" {
			t.Errorf("the store does not work any more: %v", err)
		}
	})
}

func TestLostTransactionReachesEveryCaller(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		mine, other := make(chan error, 1), make(chan error, 1)
		s, err := inGroup(t, func(s *Store, t1 *tx, arrive func()) error {
			go func() {
				mine <- s.Update(context.Background(), func(t2 tickets.Tx) error { return raw(t2.(*tx), "rollback") })
			}()
			arrive()
			go func() { other <- set(s, "later") }()
			arrive()
			return t1.SetValue(context.Background(), "first", "set")
		})
		if !errors.Is(err, errLost) {
			t.Errorf("the first: %v, want errLost", err)
		}
		if err := <-mine; err == nil {
			t.Error("the one that lost it was confirmed")
		}
		if err := <-other; err != nil {
			t.Errorf("the one after it: %v", err)
		}
		if first, later := value(t, s, "first"), value(t, s, "later"); first != "" || later != "set" {
			t.Errorf("first is %q and later %q", first, later)
		}
	})
}

func TestFailedStatementIsNotConfirmed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		s, err := inGroup(t, func(_ *Store, t1 *tx, _ func()) error {
			_ = t1.Append(ctx, &tickets.Entry{Ticket: 4711}) // no such ticket
			return nil
		})
		if err == nil {
			t.Error("an update that swallowed a failure was confirmed")
		}
		if err := set(s, "after"); err != nil {
			t.Error(err)
		}
	})
}

func TestContextThatEndsWhileWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, err := inGroup(t, func(s *Store, _ *tx, arrive func()) error {
			ctx, cancel := context.WithCancel(context.Background())
			result := make(chan error, 1)
			go func() {
				result <- s.Update(ctx, func(tx tickets.Tx) error { return tx.SetValue(ctx, "k", "set") })
			}()
			arrive()
			cancel()
			if err := <-result; !errors.Is(err, context.Canceled) { // without waiting for us
				t.Errorf("got %v, want context.Canceled", err)
			}
			return nil
		})
		if v := value(t, s, "k"); err != nil || v != "" {
			t.Errorf("got %q, %v", v, err)
		}
	})
}

// TestContextThatEndsDuringAStatement: interrupted, the statement would take the changes of
// everybody else in the transaction with it, so it is finished.
func TestContextThatEndsDuringAStatement(t *testing.T) {
	s, err := Open(context.Background(), filepath.Join(t.TempDir(), "guichet.db"), Options{AutoMigrate: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	err = s.Update(ctx, func(t1 tickets.Tx) error {
		const slow = `insert into facts (key, value)
			with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000000) select 'k', max(i) from n`
		_, err := t1.(*tx).exec(ctx, "count slowly", slow)
		if ctx.Err() == nil {
			t.Error("the statement was over before its context: this test proves nothing")
		}
		return err
	})
	if v := value(t, s, "k"); err != nil || v != "2000000" {
		t.Errorf("got %q, %v", v, err)
	}
}

func TestContextThatEndsAfterTheClosureHasRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		s, err := Open(ctx, filepath.Join(t.TempDir(), "guichet.db"), Options{AutoMigrate: true})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = s.Close() }()
		err = s.Update(ctx, func(tx tickets.Tx) error {
			defer cancel()
			return tx.SetValue(ctx, "k", "set")
		})
		if v := value(t, s, "k"); err != nil || v != "set" {
			t.Errorf("got %q, %v; what has run is committed and confirmed", v, err)
		}
	})
}

func TestCloseDrains(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		results, closed := make(chan error, 10), make(chan error, 1)
		_, err := inGroup(t, func(s *Store, _ *tx, arrive func()) error {
			for i := range cap(results) {
				go func() { results <- set(s, fmt.Sprint("k", i)) }()
			}
			arrive()
			go func() { closed <- s.Close() }()
			arrive()
			if err := set(s, "late"); !errors.Is(err, ErrClosed) {
				t.Errorf("an update after Close: %v, want ErrClosed", err)
			}
			if len(closed) > 0 {
				t.Error("Close did not wait")
			}
			return nil
		})
		for range cap(results) {
			if err := <-results; err != nil {
				t.Errorf("an update that waited: %v", err)
			}
		}
		if err := errors.Join(err, <-closed); err != nil {
			t.Error(err)
		}
	})
}
