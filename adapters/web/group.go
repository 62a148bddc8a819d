package web

import (
	"context"

	"guichet/bot"
	"guichet/bot/app"
	"guichet/tickets"
)

// Members lists who belongs to a group of the desk. The playground has no groups of its own.
func (a *Adapter) Members(_ context.Context, group string) (people []tickets.UserID, all bool, err error) {
	var ids []string
	switch group {
	case bot.GroupManagers:
		ids = a.group(bot.GroupManagers)
	case app.GroupAdmins:
		ids = a.cfg.Admins
	}
	for _, id := range ids {
		people = append(people, userID(id))
	}
	return people, true, nil
}
