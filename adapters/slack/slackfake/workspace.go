package slackfake

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Obj is a JSON object.
type Obj = map[string]any

type user struct {
	id, name, real, locale, email string
	admin, guest, gone, bot       bool
}

type channel struct {
	id, name string
	private  bool
	im       string // the person of a DM
	archived bool
	members  []string
	messages []*posted
}

// posted is a message that stands, or an ephemeral one.
type posted struct {
	ts, user, text, thread, ephemeralTo string
	blocks                              []any
	metadata                            Obj
	subtype                             string
	files                               []any
	reactions                           map[string][]string
	edits                               int
	edited                              string // ts of the latest edit of a person, "" none
}

// BotUser is the bot's user id.
const BotUser = "U0GUICHET"

const botID = "B0GUICHET"

func (s *Server) populate() {
	add := func(name, full, locale string, f func(*user)) {
		u := &user{id: "U0" + strings.ToUpper(name) + "XX", name: name, real: full, locale: locale, email: name + "@acme.example"}
		if f != nil {
			f(u)
		}
		s.users = append(s.users, u)
	}
	add("alice", "Alice Martin", "fr-FR", nil)
	add("bob", "Bob Stone", "en-US", nil)
	add("benoit", "Benoît Lefèvre", "fr-FR", nil)
	add("tessa", "Tessa Moreau", "fr-FR", nil)
	add("tom", "Tom Baker", "en-US", nil)
	add("theo", "Théo Garnier", "fr-FR", nil)
	add("marie", "Marie Dubois", "fr-FR", nil)
	add("adam", "Adam Clarke", "en-US", func(u *user) { u.admin = true })
	add("gina", "Gina Guest", "en-US", func(u *user) { u.guest = true })
	add("dora", "Dora Departed", "fr-FR", func(u *user) { u.gone = true })
	s.users = append(s.users, &user{id: BotUser, name: "guichet", real: "Guichet", bot: true})
	everybody := []string{"alice", "bob", "benoit", "tessa", "tom", "theo", "marie", "adam", "gina"}
	s.AddChannel("helpdesk", false, everybody...)
	s.AddChannel("helpdesk-team", true, "tessa", "tom", "theo")
	s.AddChannel("helpdesk-network", true, "tessa", "tom", "theo")
	s.AddChannel("helpdesk-escalations", true, "tessa", "tom", "theo", "marie")
	s.AddChannel("helpdesk-managers", true, "marie")
}

// AddChannel makes a channel with these people and the bot, and returns its id.
func (s *Server) AddChannel(name string, private bool, people ...string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := &channel{id: fmt.Sprintf("C0%02d%s", len(s.channels), strings.ToUpper(strings.ReplaceAll(name, "-", ""))), name: name, private: private, members: []string{BotUser}}
	for _, p := range people {
		c.members = append(c.members, s.userLocked(p).id)
	}
	s.channels = append(s.channels, c)
	return c.id
}

// SetGroup makes a user group.
func (s *Server) SetGroup(handle string, people ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.groups[handle] = nil
	for _, p := range people {
		s.groups[handle] = append(s.groups[handle], s.userLocked(p).id)
	}
}

// User is the id of a person by name; unknown names fail the test.
func (s *Server) User(name string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.userLocked(name).id
}

// SetGone makes somebody leave the workspace.
func (s *Server) SetGone(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.userLocked(name).gone = true
}

// Channel is the id of a channel by name ("helpdesk", "#helpdesk", "dm:alice" or an id).
func (s *Server) Channel(name string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.channelLocked(name).id
}

func (s *Server) userLocked(name string) *user {
	for _, u := range s.users {
		if u.id == name || u.name == name {
			return u
		}
	}
	s.t.Errorf("slackfake: no such person: %s", name)
	return &user{id: "U0NOBODY"}
}

func (s *Server) channelLocked(name string) *channel {
	if person, ok := strings.CutPrefix(name, "dm:"); ok {
		return s.dmLocked(s.userLocked(person).id)
	}
	if c := s.find(strings.TrimPrefix(name, "#")); c != nil {
		return c
	}
	s.t.Errorf("slackfake: no such channel: %s", name)
	return &channel{id: "C0NOWHERE"}
}

func (s *Server) find(id string) *channel {
	for _, c := range s.channels {
		if c.id == id || c.name == id {
			return c
		}
	}
	return nil
}

func (s *Server) dmLocked(user string) *channel {
	for _, c := range s.channels {
		if c.im == user {
			return c
		}
	}
	c := &channel{id: "D0" + strings.TrimPrefix(user, "U0"), im: user, private: true, members: []string{user, BotUser}}
	s.channels = append(s.channels, c)
	return c
}

func (c *channel) has(user string) bool { return slices.Contains(c.members, user) }

func (c *channel) message(ts string) *posted {
	for _, m := range c.messages {
		if m.ts == ts {
			return m
		}
	}
	return nil
}

// nextTS is a new timestamp, later than all before.
func (s *Server) nextTS() string {
	s.lastTS = max(s.lastTS+1, time.Now().UnixMicro())
	return fmt.Sprintf("%d.%06d", s.lastTS/1e6, s.lastTS%1e6)
}

func (s *Server) newID(prefix string) string {
	s.lastID++
	return fmt.Sprintf("%s0%07d", prefix, s.lastID)
}
