// Package tickets is the desk: tickets and their two processes, the journal, the
// clocks of the service level agreement, timers, ratings, and the Store port.
//
// What lives here is true whatever the chat platform and whatever the database: no
// chat, no SQL, no network. Business time is in package calendar; the databases are in
// package sqlstore; what is said to whom, and in which words, is package bot's.
package tickets
