package discord

import (
	"context"
	"net/url"
	"slices"
	"strconv"

	"guichet/bot"
	"guichet/bot/app"
	"guichet/tickets"
)

// membersPage is how many members one request lists at most:
// https://docs.discord.com/developers/resources/guild#list-guild-members
const membersPage = 1000

// Members lists who belongs to a group of the desk or of the configuration. With the
// privileged intent for members all are read; without it only those whom a channel or the
// configuration names, and those who were seen, are known.
func (a *Adapter) Members(ctx context.Context, group string) (people []tickets.UserID, all bool, err error) {
	is := a.directory.memberOf(group)
	if p := a.app.Load(); p != nil && p.guildMembers() {
		ids, err := a.listMembers(ctx, is)
		return userIDs(ids), err == nil, err
	}
	return userIDs(a.directory.knownOf(group)), false, nil
}

func userIDs(ids []string) (out []tickets.UserID) {
	for _, id := range ids {
		out = append(out, userID(id))
	}
	return out
}

// listMembers reads the members of the server that belong.
func (a *Adapter) listMembers(ctx context.Context, is func(member) bool) ([]string, error) {
	var out []string
	after := "0"
	for {
		var page []member
		q := url.Values{"limit": {strconv.Itoa(membersPage)}, "after": {after}}
		if err := a.get(ctx, "/guilds/"+a.directory.guild()+"/members", q, &page); err != nil {
			return nil, err
		}
		for _, m := range page {
			after = m.User.ID
			if !m.User.Bot && is(m) {
				out = append(out, m.User.ID)
			}
		}
		if len(page) < membersPage {
			return out, nil
		}
	}
}

// memberOf tells who belongs to the group.
func (d *directory) memberOf(group string) func(member) bool {
	return func(m member) bool {
		switch group {
		case bot.GroupManagers:
			return d.rolesOf(m).Manager
		case app.GroupAdmins:
			return d.rolesOf(m).Admin
		}
		return slices.Contains(d.contracts(m), group)
	}
}

// knownOf lists those of the group who are known without a list of members.
func (d *directory) knownOf(group string) []string {
	switch group {
	case bot.GroupManagers:
		d.mu.RLock()
		defer d.mu.RUnlock()
		return d.group([]string{d.places[d.space.Managers]}, d.space.ManagerRoles, false, func(r tickets.Roles) bool { return r.Manager }).Users
	case app.GroupAdmins:
		d.mu.RLock()
		defer d.mu.RUnlock()
		var out []string
		for _, name := range d.space.Admins {
			if id := d.named[name]; id != "" {
				out = append(out, id)
			}
		}
		if d.ownerID != "" && !slices.Contains(out, d.ownerID) {
			out = append(out, d.ownerID)
		}
		return out
	}
	return nil
}
