// Package sqlstore is tickets.Store on SQLite and PostgreSQL.
//
// Open in open.go connects; writer.go commits in groups on SQLite, postgres.go retries on
// PostgreSQL; dialect.go holds all that differs between the two in SQL. The other files
// are one room of the desk each (tickets, journal, queue, timers…), in one SQL text that
// both databases understand. The schema is in migrations, one folder per database.
//
// What a ticket means, and when it may change, is package tickets' business.
package sqlstore
