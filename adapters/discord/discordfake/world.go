package discordfake

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// M is a JSON object.
type M = map[string]any

// Permission bits that the world's roles and overwrites use.
const (
	viewChannel   = 1 << 10
	administrator = 1 << 3
	botRights     = 2252177770925120
)

const epoch = 1420070400000

// User is a person of the world.
type User struct {
	ID, Username, Name, Locale string
	Roles                      []string // ids
	BlocksDMs                  bool
	Outside                    bool // not, or no longer, in the server
}

// Message is a message as the world keeps it.
type Message struct {
	ID, Channel, Author string
	Type                int
	Body                M // as posted: content, embeds, components, nonce
	Ephemeral           string
	Attachments         []M
	Reactions           map[string][]string // emoji → user ids, in order
	Order               []string            // emojis in order
	Edits               int
	Edited              time.Time // of a person's message
}

// Content is the message's text.
func (m Message) Content() string { s, _ := m.Body["content"].(string); return s }

// copied is the message as it is now.
func (m *Message) copied() Message {
	c := *m
	c.Reactions = map[string][]string{}
	for emoji, ids := range m.Reactions {
		c.Reactions[emoji] = slices.Clone(ids)
	}
	return c
}

// Channel is a channel, thread or DM.
type Channel struct {
	ID, Name, Parent, Owner, Recipient string
	Type                               int
	Overwrites                         []M
	Archived                           bool
	Members                            []string
	Messages                           []*Message
}

type role struct {
	id, name    string
	permissions int
	mentionable bool
	bot         bool
}

// id makes a snowflake of now. The lock is held.
func (f *Fake) id() string {
	f.serial++
	return strconv.FormatInt((time.Now().UnixMilli()-epoch)<<22|int64(f.serial&0x3FFFFF), 10)
}

// build makes the server "Acme": requesters alice (fr), bob (en-US), benoit and basile, who
// blocks DMs; technicians tessa and tom; manager marie; admin adam; stranger zoe, outside.
func (f *Fake) build() {
	f.guild, f.bot, f.app = f.id(), f.id(), f.id()
	technician, manager, admin, own := f.id(), f.id(), f.id(), f.id()
	f.roles = []role{
		{f.guild, "@everyone", viewChannel | 1<<11 | 1<<38, false, false},
		{technician, "Technician", 0, true, false},
		{manager, "Manager", 0, false, false},
		{admin, "Admin", administrator, false, false},
		{own, "Guichet", botRights, false, true},
	}
	person := func(username, name, locale string, roles ...string) *User {
		u := &User{ID: f.id(), Username: username, Name: name, Locale: locale, Roles: roles}
		f.users = append(f.users, u)
		return u
	}
	f.users = append(f.users, &User{ID: f.bot, Username: "guichet", Name: "Guichet", Roles: []string{own}})
	person("alice", "Alice Martin", "fr")
	person("bob", "Bob Smith", "en-US")
	person("benoit", "Benoît Lefèvre", "fr")
	person("basile", "Basile Muet", "fr").BlocksDMs = true
	person("tessa", "Tessa Tech", "en-US", technician)
	person("tom", "Tom Tech", "fr", technician)
	person("marie", "Marie Manager", "fr", manager)
	f.owner = person("adam", "Adam Admin", "en-US", admin).ID
	person("zoe", "Zoé", "fr").Outside = true
	text := func(name string, admitted ...string) {
		c := &Channel{ID: f.id(), Name: name}
		if len(admitted) > 0 {
			c.Overwrites = append(c.Overwrites, overwrite(f.guild, 0, viewChannel))
		}
		for _, r := range admitted {
			c.Overwrites = append(c.Overwrites, overwrite(r, viewChannel, 0))
		}
		f.channels = append(f.channels, c)
	}
	text("general")
	text("helpdesk")
	text("helpdesk-team", technician, own)
	text("helpdesk-network", technician, own)
	text("helpdesk-escalations", technician, manager, own)
	text("helpdesk-managers", manager, own)
}

func overwrite(role string, allow, deny int) M {
	return M{"id": role, "type": 0, "allow": strconv.Itoa(allow), "deny": strconv.Itoa(deny)}
}

// user finds a person by name or id. The lock is held.
func (f *Fake) user(name string) *User {
	for _, u := range f.users {
		if u.ID == name || u.Username == name {
			return u
		}
	}
	panic(fmt.Sprintf("discordfake: nobody is called %q", name))
}

// known tells whether somebody has this user name.
func (f *Fake) known(name string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.ContainsFunc(f.users, func(u *User) bool { return u.Username == name })
}

func (f *Fake) userByID(id string) *User {
	for _, u := range f.users {
		if u.ID == id {
			return u
		}
	}
	return nil
}

// channel finds a channel by name or id, newest first. The lock is held.
func (f *Fake) channel(name string) *Channel {
	for i := len(f.channels) - 1; i >= 0; i-- {
		if c := f.channels[i]; c.ID == name || c.Name != "" && c.Name == name {
			return c
		}
	}
	return nil
}

func (c *Channel) message(id string) *Message {
	for _, m := range c.Messages {
		if m.ID == id {
			return m
		}
	}
	return nil
}

func (c *Channel) thread() bool { return c.Type == 11 || c.Type == 12 }
func (c *Channel) dm() bool     { return c.Type == 1 }

// dmWith is the DM between the bot and somebody, made when new. The lock is held.
func (f *Fake) dmWith(u *User) *Channel {
	for _, c := range f.channels {
		if c.dm() && c.Recipient == u.ID {
			return c
		}
	}
	c := &Channel{ID: f.id(), Type: 1, Recipient: u.ID}
	f.channels = append(f.channels, c)
	return c
}
