// Package outbox tells what must be said, to whom and where, because of new rows of the journal.
// Derive is a pure function; the desk stores its deliveries in the transaction of the change (the
// pattern is known as transactional outbox), and package app sends them.
package outbox
