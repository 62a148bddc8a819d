package sqlstore

import (
	"errors"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/pressly/goose/v3"
)

// dialect is all that differs between the databases in SQL. Statements are written once,
// with placeholders ?1, ?2… (SQLite binds $2 … $1 in the order of appearance, silently).
type dialect struct {
	name  string // folder of its migrations
	goose goose.Dialect
	// versioned counts the tables of the database that hold its schema version: 0 or 1.
	versioned string
	// dollars tells to write placeholders as $1.
	dollars bool
	// rowLocks tells whether "for update" exists. SQLite has one writer, so an Update
	// there holds everything anyway.
	rowLocks bool
	// retryable tells whether a transaction that failed so is worth running again.
	retryable func(error) bool
}

var sqlite = &dialect{
	name:      "sqlite",
	goose:     goose.DialectSQLite3,
	versioned: "select count(*) from sqlite_master where type = 'table' and name = '" + goose.DefaultTablename + "'",
	retryable: func(error) bool { return false },
}

var postgres = &dialect{
	name:      "postgres",
	goose:     goose.DialectPostgres,
	versioned: "select count(*) from pg_tables where schemaname = current_schema() and tablename = '" + goose.DefaultTablename + "'",
	dollars:   true,
	rowLocks:  true,
	retryable: serialisation,
}

// sql is the statement as the database wants it. No statement of ours has a question mark
// besides its placeholders.
func (d *dialect) sql(query string) string {
	if d.dollars {
		return strings.ReplaceAll(query, "?", "$")
	}
	return query
}

// forUpdate ends a select whose rows the transaction locks.
func (d *dialect) forUpdate() string {
	if d.rowLocks {
		return " for update"
	}
	return ""
}

// skipLocked ends a select that locks the rows of the tables and passes over locked ones.
func (d *dialect) skipLocked(tables string) string {
	if d.rowLocks {
		return " for update of " + tables + " skip locked"
	}
	return ""
}

// serialisation tells whether PostgreSQL gave up on a transaction that may well succeed
// next time: https://www.postgresql.org/docs/15/mvcc-serialization-failure-handling.html
func serialisation(err error) bool {
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return false
	}
	const serializationFailure, deadlockDetected = "40001", "40P01"
	return pg.Code == serializationFailure || pg.Code == deadlockDetected
}
