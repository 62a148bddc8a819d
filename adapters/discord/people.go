package discord

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"guichet/bot"
	"guichet/tickets"
)

// Person looks somebody up. Who is not in the server comes back with Gone.
func (a *Adapter) Person(ctx context.Context, id tickets.UserID) (tickets.Person, error) {
	p := tickets.Person{ID: id}
	m, err := a.member(ctx, id.Local())
	switch {
	case errors.Is(err, errAbsent):
		p.Gone = true
		return p, nil
	case err != nil:
		return p, err
	}
	p.Name = m.name()
	return p, nil
}

// Roles tells what somebody may do now, by what was seen of them within 30 s or by asking.
func (a *Adapter) Roles(ctx context.Context, id tickets.UserID) (tickets.Roles, error) {
	m, err := a.member(ctx, id.Local())
	switch {
	case errors.Is(err, errAbsent):
		return tickets.Roles{Guest: true}, nil
	case err != nil:
		return tickets.Roles{}, err
	}
	return a.directory.rolesOf(m), nil
}

// FindPerson finds somebody by id or user name ("@marie"). Discord tells no e-mails.
func (a *Adapter) FindPerson(ctx context.Context, handle string) (tickets.UserID, error) {
	name := strings.TrimPrefix(strings.TrimSpace(handle), "@")
	if isID(name) {
		m, err := a.member(ctx, name)
		return userID(m.User.ID), err
	}
	guild := a.directory.guild()
	if guild == "" {
		return "", errNoServer
	}
	if name == "" {
		return "", errUnknownPerson
	}
	var found []member
	q := url.Values{"query": {name}, "limit": {"100"}}
	if err := a.get(ctx, "/guilds/"+guild+"/members/search", q, &found); err != nil {
		return "", err
	}
	for _, m := range found {
		if strings.EqualFold(m.User.Username, name) {
			a.sawMember(m)
			return userID(m.User.ID), nil
		}
	}
	return "", errUnknownPerson
}

var errUnknownPerson = &bot.PlatformError{Fault: bot.Gone, Reason: "person_unknown", Err: errors.New("nobody of that user name in the server")}
