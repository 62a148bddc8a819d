package markup

import (
	"time"

	"guichet/tickets"
)

// Style is how a run of text looks, any of the bits together; Code excludes the others.
type Style uint8

// The styles.
const (
	Bold Style = 1 << iota
	Italic
	Underline
	Strike
	Spoiler
	Code
)

// Span is a run of text of one look. A "\n" is a line break.
type Span struct {
	Text  string
	Style Style
	URL   string         // a link (http, https or mailto); Text is its label
	User  tickets.UserID // somebody mentioned, not named yet (see Document.Resolve)
	At    time.Time      // an instant that each reader sees in their own zone; Text is what others see
	Clock byte           // how Discord shows At: one of t T d D f F R
}

// Kind says what a block is.
type Kind uint8

// The kinds of blocks.
const (
	Paragraph Kind = iota // Text
	Heading               // Text, Level 1 to 3
	Item                  // Text, a line of a list: Depth, and Number when it is an ordered one
	Fence                 // Code, as it is, in the language Lang
)

// maxDepth is how deep lists go; what is deeper stands at that depth.
const maxDepth = 5

// Block is one part of a document. Lists and quotes are runs of blocks that say so: no
// platform can show much more.
type Block struct {
	Kind   Kind
	Apart  bool // an empty line stands before it
	Quoted bool // it is part of a quote
	Text   []Span
	Level  int
	Depth  int // 0 is a list's own level
	Number int // of an ordered item, 0 a bullet
	Lang   string
	Code   string
}

// Document is what somebody wrote.
type Document []Block

// Plain is text that has no formatting, as typed: in commands and forms.
func Plain(s string) Document {
	s = Clean(s)
	if s == "" {
		return nil
	}
	return Document{{Text: []Span{{Text: s}}}}
}

// People lists whom a document mentions, each once.
func (d Document) People() (who []tickets.UserID) {
	seen := map[tickets.UserID]bool{}
	for _, b := range d {
		for _, s := range b.Text {
			if s.User != "" && !seen[s.User] {
				seen[s.User] = true
				who = append(who, s.User)
			}
		}
	}
	return who
}

// Resolve puts names in the place of people, and words in the place of instants for readers
// whose client shows none. Either may be nil, then the ones it is for stay as they are.
func (d Document) Resolve(name func(tickets.UserID) string, when func(time.Time) string) Document {
	out := make(Document, len(d))
	for i, b := range d {
		spans := make([]Span, len(b.Text))
		for j, s := range b.Text {
			if s.User != "" && name != nil {
				s.Text, s.User = "@"+name(s.User), ""
			}
			if !s.At.IsZero() && when != nil {
				s.Text = when(s.At)
			}
			spans[j] = s
		}
		b.Text = spans
		out[i] = b
	}
	return out
}
