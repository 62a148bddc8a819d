package transcript

import (
	"time"

	"guichet/bot/markup"
)

// Version is the version of the JSON's shape: it rises when a reader of an older one could not
// read it any more.
const Version = 1

// Transcript is the story of a ticket. Its JSON is documented in docs/transcript.md. Sentences
// are in Locale, times are instants in Zone.
type Transcript struct {
	Version     int       `json:"version"`
	Desk        string    `json:"desk"`
	Made        time.Time `json:"made"`
	Locale      string    `json:"locale"`
	Zone        string    `json:"zone"`
	Internal    bool      `json:"internal"` // the desk's own side is in it
	Ref         string    `json:"ref"`
	Kind        string    `json:"kind"`
	State       string    `json:"state"`
	Priority    string    `json:"priority"`
	Summary     string    `json:"summary"`
	Opened      time.Time `json:"opened"`
	Closed      time.Time `json:"closed,omitzero"`
	Facts       []Fact    `json:"facts"`
	Description *Words    `json:"description,omitempty"`
	Deadlines   []string  `json:"deadlines"`
	Entries     []Entry   `json:"entries"`

	StateName string         `json:"-"`
	At        *time.Location `json:"-"`
	Labels    Labels         `json:"-"`
}

// Fact is a name and its value, as the ticket's card says them.
type Fact struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Side says whose words or doing an entry is.
type Side string

// The sides.
const (
	Requester Side = "requester" // of who asked, or follows
	Desk      Side = "desk"      // of the desk, to the requester
	Note      Side = "note"      // of the desk, to itself
	Event     Side = "event"     // something happened
)

// Entry is one row of the ticket's journal.
type Entry struct {
	ID       int64     `json:"id"`
	Ticket   string    `json:"ticket,omitempty"` // of a ticket that was merged into this one
	At       time.Time `json:"at"`
	Kind     string    `json:"kind"`
	Side     Side      `json:"side"`
	Internal bool      `json:"internal"` // requester and beneficiary do not see it
	By       string    `json:"by,omitempty"`
	Who      string    `json:"who"`
	What     string    `json:"what"`
	Words    *Words    `json:"words,omitempty"`
	Files    []File    `json:"files,omitempty"`
}

// Words are what somebody wrote.
type Words struct {
	Text     string          `json:"text"`               // without formatting
	Markdown string          `json:"markdown,omitempty"` // as it was formatted, when it was
	Document markup.Document `json:"-"`
}

// File is a file that was joined.
type File struct {
	Name    string `json:"name"`
	Size    int64  `json:"size,omitempty"`
	Type    string `json:"type,omitempty"`
	SHA256  string `json:"sha256,omitempty"`  // of the desk's copy
	Missing string `json:"missing,omitempty"` // why there is no copy
	Path    string `json:"path,omitempty"`    // beside the transcript, when it was exported with its files
	Body    []byte `json:"-"`                 // in the page itself; nil when it is not
	Weight  string `json:"-"`                 // its size, in words
	Why     string `json:"-"`                 // Missing, in words
}

// Labels are the words of the page itself, in Locale.
type Labels struct {
	Deadlines, Conversation, Internal, Made, Private, Description string
}
