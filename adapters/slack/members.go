package slack

import (
	"context"
	"slices"

	"guichet/bot"
	"guichet/bot/app"
	"guichet/tickets"
)

// Members lists who belongs to a group of the desk or of the configuration, as the roster last
// saw channels and user groups. Admins are those of the configuration; without one, those of
// the workspace, as far as its list of users has been read.
func (a *Adapter) Members(ctx context.Context, group string) (people []tickets.UserID, all bool, err error) {
	var ids []string
	switch {
	case group == bot.GroupManagers:
		ids, all = a.directory().groups[bot.GroupManagers], a.managersKnown()
	case group == app.GroupAdmins && len(a.cfg.Space.Admins) == 0:
		ids, all = a.workspaceAdmins(ctx)
	case group == app.GroupAdmins:
		ids, all = a.roster.roleOf(roleAdmin), true
	default:
		ids, all = a.roster.roleOf(contractRole(group)), true
	}
	for _, id := range ids {
		people = append(people, userID(id))
	}
	return people, all, err
}

// managersKnown tells whether the managers' channel could be read, if there is one.
func (a *Adapter) managersKnown() bool {
	r := a.roster
	r.mu.RLock()
	defer r.mu.RUnlock()
	if r.cfg.Managers == "" {
		return true
	}
	_, known := r.members[r.ids[r.cfg.Managers]]
	return known
}

// roleOf lists the people to whom the configuration gives a role.
func (r *roster) roleOf(role string) []string {
	r.mu.RLock()
	defer r.mu.RUnlock()
	var out []string
	for u := range r.named[role] {
		out = append(out, u)
	}
	slices.Sort(out)
	return out
}
