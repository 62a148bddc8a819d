package bot

import (
	"context"
	"time"

	"guichet/tickets"
)

// GroupLister is for platforms that can tell who belongs to a group of the desk
// (GroupManagers, GroupAdmins) or of the configuration (the id of one of
// SpaceConfig.Contracts). all is false when there may be others.
type GroupLister interface {
	Members(ctx context.Context, group string) (people []tickets.UserID, all bool, err error)
}

// GroupKeeper is for platforms where reading a group is long work (Slack: the list of all users).
type GroupKeeper interface {
	// Recall gives back who belonged to a group when it was read as a whole, before a restart.
	Recall(ctx context.Context, group string, people []tickets.UserID, read time.Time)
	// ReadAt is when the group was last read as a whole; zero when it need not be kept.
	ReadAt(group string) time.Time
}

// HomeKeeper is for platforms that have a place where the app shows somebody their own view.
type HomeKeeper interface {
	// PublishHome replaces what the person sees there. Limited while the pace is used up.
	PublishHome(ctx context.Context, to tickets.UserID, m Message) error
}

// Marker is for platforms where 🎫 on a message makes a ticket.
type Marker interface {
	Quoter
	// Takes tells whether 🎫 means something in the channel: one the bot is in, or, when the
	// configuration names watched channels, one of those and of the desk's own.
	Takes(channel string) bool
	// Watched lists the channels of the configuration, to look through after an absence.
	Watched() []string
	// Marked lists the latest messages of a channel, since the instant, that bear the emoji:
	// one read of the channel.
	Marked(ctx context.Context, channel, emoji string, since time.Time) ([]tickets.MessageRef, error)
}

// Linker is for platforms whose messages have addresses.
type Linker interface {
	// Link is the address of a message for who may see it where it stands, "" unknown.
	Link(at tickets.MessageRef) string
}

// Pinner is for platforms that can pin a message in its channel.
type Pinner interface {
	Pin(ctx context.Context, at tickets.MessageRef) error
}

// Quoter is for platforms where a message can be read that anybody wrote, bots too: what 🎫
// was put on. Gone when it is no longer there.
type Quoter interface {
	Quote(ctx context.Context, at tickets.MessageRef) (Quoted, error)
}

// Quiet is for platforms that punish what exceeds their pace: nothing is posted, edited or
// read before the instant.
type Quiet interface {
	Quiet(until time.Time)
}

// OneSession marks platforms where two connections would both be told everything, and both
// answer (Discord): of several replicas one is connected, the others stand by.
type OneSession interface {
	OneSession()
}
