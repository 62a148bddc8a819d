package chat

import (
	"slices"
	"time"

	"guichet/bot"
)

// BotID is who the bot is among the people.
const BotID = "guichet"

// Person is somebody of the chat.
type Person struct {
	ID     string
	Name   string
	Locale string // "fr" or "en"
	Title  string // what they do, in their own language
}

// Kind says who sees a channel.
type Kind string

// The kinds of channels.
const (
	Public  Kind = "public"  // everybody
	Private Kind = "private" // its members
	Direct  Kind = "direct"  // one person and the bot
	Ticket  Kind = "ticket"  // the private conversation of one ticket
)

// Channel is a place with messages.
type Channel struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Kind     Kind     `json:"kind"`
	Members  []string `json:"members,omitempty"` // nobody needs to be a member of a public one
	Guests   []string `json:"guests,omitempty"`  // who may see it without belonging to it
	Ticket   int64    `json:"ticket,omitempty"`
	Archived bool     `json:"archived,omitempty"`
}

// Has tells whether the person may see the channel. The bot sees them all.
func (c Channel) Has(who string) bool {
	return c.Kind == Public || who == BotID || slices.Contains(c.Members, who) || slices.Contains(c.Guests, who)
}

// File is a file that somebody joined to a message.
type File struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Type string `json:"type"` // as its bytes tell, never as it was called
	Size int64  `json:"size"`
	By   string `json:"by,omitempty"` // who joined it; until it stands somewhere nobody else sees it
}

// Image tells whether a browser shows it as a picture.
func (f File) Image() bool {
	switch f.Type {
	case "image/png", "image/jpeg", "image/gif", "image/webp":
		return true
	}
	return false
}

// Reaction is one emoji on a message and whose it is, in the order they put it.
type Reaction struct {
	Name string   `json:"name"`
	By   []string `json:"by"`
}

// Message is a message as it stands. Messages are values: a change makes another one.
type Message struct {
	ID        string      `json:"id"`
	Order     int64       `json:"order"` // rises with every message of the chat
	Channel   string      `json:"channel"`
	Thread    string      `json:"thread,omitempty"` // id of the message it answers
	By        string      `json:"by"`
	At        time.Time   `json:"at"`
	Edited    time.Time   `json:"edited,omitzero"`
	Edits     int         `json:"edits,omitempty"`
	Body      bot.Message `json:"body"` // without Files, which are in Files
	Files     []File      `json:"files,omitempty"`
	Reactions []Reaction  `json:"reactions,omitempty"`
	Only      string      `json:"only,omitempty"` // only this person sees it
	Pings     []string    `json:"pings,omitempty"`
	Words     string      `json:"words,omitempty"` // of people: as it was typed, mentions as <@id>
}

// SeenBy tells whether the person may see the message, given that they see its channel.
func (m Message) SeenBy(who string) bool { return m.Only == "" || m.Only == who }

// Verbs lists what the buttons and menus of the message can say.
func (m Message) Verbs() []string {
	var out []string
	for _, b := range m.Body.Blocks {
		for _, button := range b.Buttons {
			out = append(out, button.Verb)
		}
		if b.Menu != nil {
			for _, o := range b.Menu.Options {
				out = append(out, b.Menu.Verb+":"+o.Value)
			}
		}
	}
	return out
}
