package bot

import "guichet/tickets"

// Finding is one thing that `guichet doctor` looked at: what it is, and when it is not well,
// what to do about it. Sentences never hold a secret.
type Finding struct {
	OK   bool
	What tickets.Words // what was looked at and what was seen, in every language
	Fix  tickets.Words // what to do; nil when OK
	// Optional marks what the bot works without: worth knowing, nothing to mend.
	Optional bool
}
