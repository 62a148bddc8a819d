package discord

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"guichet/adapters/discord/rest"
	"guichet/bot"
	"guichet/tickets"
)

const (
	// memberAge is how long somebody's roles are believed without asking again, where Discord tells
	// every change of them (the privileged intent for members).
	memberAge = 30 * time.Second
	// memberAgeUntold is the same where it tells none: as long as one act asks for it twice.
	memberAgeUntold = 100 * time.Millisecond
)

// believed is how long somebody's roles are believed without asking again.
func (a *Adapter) believed() time.Duration {
	if p := a.app.Load(); p != nil && p.guildMembers() {
		return memberAge
	}
	return memberAgeUntold
}

// members remembers people of the server for a short while: what they may do is checked at
// each act, and a DM's or a removed reaction's event does not tell their roles.
type members struct {
	mu   sync.Mutex
	seen map[string]sighting
}

type sighting struct {
	member member
	absent bool // not in the server
	at     time.Time
}

func newMembers() *members { return &members{seen: map[string]sighting{}} }

func (m *members) put(s sighting) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.seen) >= maxMembersRemembered {
		for id, old := range m.seen {
			if time.Since(old.at) > memberAge {
				delete(m.seen, id)
			}
		}
	}
	s.at = time.Now()
	m.seen[s.member.User.ID] = s
}

// get is the latest sighting, and whether it is younger than the age.
func (m *members) get(id string, age time.Duration) (sighting, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s, ok := m.seen[id]
	return s, ok && time.Since(s.at) <= age
}

func (m *members) clear() {
	m.mu.Lock()
	defer m.mu.Unlock()
	clear(m.seen)
}

// sawMember takes in somebody whom an event told of. When they were somebody at the desk and are
// it no longer, the desk is told.
func (a *Adapter) sawMember(m member) tickets.Roles {
	if m.User.ID == "" {
		return tickets.Roles{}
	}
	a.members.put(sighting{member: m})
	now, changed := a.directory.saw(m)
	if changed && !now.Staff() {
		a.moved(m, now)
	}
	return now
}

// moved tells the desk what somebody is now.
func (a *Adapter) moved(m member, now tickets.Roles) {
	e := bot.Event{Kind: bot.MembershipEvent, At: time.Now(), By: tickets.Person{ID: userID(m.User.ID), Name: m.name()}, Roles: now}
	a.lanes.add(func() { a.hand(e) }, "rights")
}

// member is somebody of the server; errors.Is(err, errAbsent) when they are not in it.
func (a *Adapter) member(ctx context.Context, id string) (member, error) {
	if s, ok := a.members.get(id, a.believed()); ok {
		if s.absent {
			return member{}, errAbsent
		}
		return s.member, nil
	}
	guild := a.directory.guild()
	if guild == "" {
		return member{}, errNoServer
	}
	if !isID(id) {
		return member{}, errAbsent
	}
	var m member
	err := a.api.Do(ctx, rest.Call{Method: http.MethodGet, Path: "/guilds/" + guild + "/members/" + id, Out: &m})
	switch code := rest.CodeOf(err); {
	case code == rest.UnknownMember || code == rest.UnknownUser:
		a.members.put(sighting{member: member{User: user{ID: id}}, absent: true})
		a.directory.lost(id)
		return member{}, errAbsent
	case err != nil:
		return member{}, err
	}
	a.sawMember(m)
	return m, nil
}

var (
	errAbsent   = &bot.PlatformError{Fault: bot.Gone, Reason: "person_gone", Err: errors.New("not in the server")}
	errNoServer = &bot.PlatformError{Fault: bot.Retryable, Reason: "no_server", Err: errors.New("the bot is in no server with the configured channels")}
)
