package slack

import (
	"context"
	"slices"

	slackapi "github.com/slack-go/slack"

	"guichet/bot"
	"guichet/tickets"
)

// Members lists who belongs to a group of the desk or of the configuration, as the roster last
// saw channels and user groups. Admins are those of the configuration; without one, those of
// the workspace, for which its list of users is read.
func (a *Adapter) Members(ctx context.Context, group string) (people []tickets.UserID, all bool, err error) {
	var ids []string
	switch {
	case group == bot.GroupManagers:
		ids, all = a.directory().groups[bot.GroupManagers], a.managersKnown()
	case group == bot.GroupAdmins && len(a.cfg.Space.Admins) == 0:
		ids, err = a.workspaceAdmins(ctx)
		all = true
	case group == bot.GroupAdmins:
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

// workspaceAdmins reads the workspace's own administrators.
func (a *Adapter) workspaceAdmins(ctx context.Context) ([]string, error) {
	var out []string
	pages := a.api.GetUsersPaginated(slackapi.GetUsersOptionLimit(usersPage))
	for first := true; first || pages.Cursor != ""; first = false {
		err := a.patiently(ctx, methodUsers, "", func(ctx context.Context) error {
			next, err := pages.Next(ctx)
			if err == nil {
				pages = next
			}
			return err
		})
		if err != nil {
			return nil, err
		}
		for _, u := range pages.Users {
			if (u.IsAdmin || u.IsOwner) && !u.Deleted && !u.IsBot {
				out = append(out, u.ID)
			}
		}
	}
	return out, nil
}
