// Package adaptertest is what every adapter passes: Conformance, one test for each sentence
// of the contract in bot/platform.go, and Story, the main job of the bot played on the real
// core and store.
//
// Both are told in the words of people: who types, clicks, fills and reacts, and who sees
// what. A Stage puts these words into practice over a platform's fake; slackstage and
// discordstage are the ones there are. What belongs to one platform only is tested beside its
// adapter.
package adaptertest

import (
	"slices"
	"strings"
	"testing"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/tickets"
)

// The channels and the cast of every stage. alice and benoit read French, bob English; tessa
// and tom are technicians; marie is a manager, adam administers the platform. All of them
// see #helpdesk; only technicians (and adam, where the platform lets him) see #helpdesk-team and #helpdesk-network.
const (
	Helpdesk   = "helpdesk"
	Pool       = "helpdesk-team"
	Escalation = "helpdesk-escalations"
	Managers   = "helpdesk-managers"
	Network    = "helpdesk-network" // the category network's own pool channel, where a platform has such
)

// Channels are the channels as a desk configures them.
var Channels = bot.SpaceConfig{
	Helpdesk: "#" + Helpdesk, Pool: "#" + Pool, Escalation: "#" + Escalation, Managers: "#" + Managers, Locale: "fr",
	CategoryPools: map[string]string{"network": "#" + Network},
}

// NewStage opens a stage, empty but for its cast and channels. It closes when the test ends.
type NewStage func(t testing.TB) Stage

// Stage is a platform for one test. What cannot be done by the platform's own clients fails
// the test. Its methods may be called at the same time.
type Stage interface {
	// Adapter makes a new adapter of the platform, not connected yet: at the start, and again
	// when the bot is started again.
	Adapter() bot.Platform
	// Person is somebody as the platform tells of them.
	Person(who string) Profile

	// Types types /ticket, or /desk when the sub-command is one of it, in #helpdesk, and presses
	// return.
	Types(who string, c Command) Reply
	// Clicks presses the button, or chooses the option, with this label.
	Clicks(who string, on Message, label string) Reply
	// Form is the form on somebody's screen, nil when there is none.
	Form(who string) *Form
	// Fills fills fields of the form on the screen by their labels, and sends it: text, an
	// option's label, "@name" for a person, "file:name" for a file, RFC 3339 for an instant.
	// What is not named keeps what stood there.
	Fills(who string, values map[string]string) Reply
	// Reacts puts an emoji ("👀") on a message or takes it off. "guichet" is the bot.
	Reacts(who string, on Message, emoji string, put bool)
	// Writes writes to the bot in its DM, outside any conversation.
	Writes(who, text string)
	// Says writes in #helpdesk.
	Says(who, text string)
	// Points chooses the context menu or shortcut of that id on a message: "ticket_from_message",
	// "send_to_requester".
	Points(who string, at Message, menu string) Reply
	// PointsAt chooses the context menu of that id on a person; false where the platform has none.
	PointsAt(who, whom, menu string) (Reply, bool)
	// Replies writes where a message of the bot stands: in its thread, or in the one under it.
	Replies(who string, to Message, text string)
	// Joins is Replies with files.
	Joins(who string, to Message, text string, files ...File)

	// Edits changes the words of somebody's own message; TakesBack deletes it. The bot is told, as
	// far as it is connected.
	Edits(who string, own Message, text string)
	TakesBack(who string, own Message)

	// Sees is everything somebody sees, oldest first in each place.
	Sees(who string) []Message

	// Suffers breaks the next n posts of the bot.
	Suffers(trouble Trouble, n int)
	// LosesDownloads breaks the next n downloads of files.
	LosesDownloads(n int)
	// Heals ends all troubles.
	Heals()
	// Drops cuts the connection over which events come, without a word.
	Drops()
	// Repeats delivers the last event once more.
	Repeats()
	// TriesAgain tells whether the platform delivers an event again that was not acknowledged.
	TriesAgain() bool
	// Withdraws takes the bot's access away, for good.
	Withdraws()
	// Deletes removes a message; nobody tells the bot.
	Deletes(m Message)
	// Broken are the platform's limits that anything the bot sent was over.
	Broken() []string
}

// Profile is somebody of the cast.
type Profile struct {
	ID     tickets.UserID
	Name   string // full
	Locale string
}

// Command is a sub-command of /ticket or /desk with its options in order. A value "@name" is a person.
// Where the platform has no native sub-commands, it is typed as one line of text, and "new"
// as its words alone.
type Command struct {
	Sub     string
	Options []Option
	Words   string // of "new", where words can be typed
}

// Slash is the name of the command that has the sub-command: "ticket" or "desk".
func (c Command) Slash() string {
	isIt := func(one grammar.Command) bool { return one.Name == c.Sub || one.French == c.Sub }
	if slices.ContainsFunc(grammar.DeskCommands(), isIt) {
		return "desk"
	}
	return "ticket"
}

// Option is an option of a command.
type Option struct{ Name, Value string }

// Reply is what a platform's client shows at once. Private answers are among what the person
// Sees.
type Reply struct {
	Taken  bool              // the bot has answered in time
	Errors map[string]string // beside the fields of the form, by label
}

// Message is a message as somebody sees it.
type Message struct {
	Ref     tickets.MessageRef // as the adapter names it
	In      string             // channel's name; "" with Private
	Under   string             // id of the message in whose thread it stands, "" none
	Private bool               // with the bot alone: a DM or a private thread
	Only    bool               // shown to this person alone
	Bot     bool               // the bot's
	Text    string             // as it is read
	Buttons []string           // labels
	Options []string           // labels of its menu
	Pings   []string           // whom it notifies
	Marked  bool               // the bot has put ✅ on it
	Edits   int
	Files   []File
}

// File is a file of a message.
type File struct{ Name, Body string }

// Has tells whether the message says all of these.
func (m Message) Has(words ...string) bool {
	for _, w := range words {
		if !strings.Contains(strings.ToLower(m.Text), strings.ToLower(w)) {
			return false
		}
	}
	return true
}

// Form is a form on somebody's screen.
type Form struct {
	Title  string
	Text   string
	Fields []Field
}

// Field is a field of a form.
type Field struct {
	Label   string
	Hint    string // beside it
	Value   string // what stands in it: text, an option's label, a person's id
	Options []string
}

// Field finds a field by its label.
func (f *Form) Field(label string) (Field, bool) {
	for _, one := range f.Fields {
		if one.Label == label {
			return one, true
		}
	}
	return Field{}, false
}

// Trouble is how a platform fails.
type Trouble int

// The troubles.
const (
	AnswerLost  Trouble = iota // the message stands, and the connection is cut
	ServerError                // a 5xx; nothing happened
	TooMany                    // a 429 that asks for TooManyWait; nothing happened
)
