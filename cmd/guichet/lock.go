package main

import (
	"fmt"

	"github.com/gofrs/flock"

	"guichet/bot/config"
	"guichet/tickets/sqlstore"
)

// lockDatabase makes sure that one bot runs on an SQLite file: two would say everything twice.
// The operating system takes the lock back when the process ends, however it ends. On
// PostgreSQL replicas share the work by leases, and there is nothing to lock.
func lockDatabase(env config.Env) (release func(), err error) {
	path, isFile := sqlstore.File(env.DatabaseURL.Reveal())
	if !isFile {
		return func() {}, nil
	}
	lock := flock.New(path + ".lock")
	taken, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("DATABASE_URL: %s.lock cannot be written (%w): choose a folder that Guichet may write to", path, err)
	}
	if !taken {
		return nil, fmt.Errorf("DATABASE_URL: another Guichet runs on %s: stop it, or use PostgreSQL to run several", path)
	}
	return func() { _ = lock.Unlock() }, nil // the process ends; a failure would change nothing
}
