// Package app is the conversation at work. App takes what happens on the platforms to one use
// case of tickets.Desk each (router.go; a file for each matter), and its dispatchers take what
// must be said to the platforms (dispatch.go, deliver.go). What people can type is read by
// package grammar, what must be said because of a change is told by package outbox, and the
// words are those of package speech.
package app
