package slack

import (
	"context"
	"maps"
	"strings"

	slackapi "github.com/slack-go/slack"

	"guichet/bot"
)

// load resolves the channels and reads who is in them. changed tells whether anything is
// different from before. It asks for the conversations we are in rather than for all of the
// workspace: those are the only ones of use, and a large workspace has thousands of others.
func (a *Adapter) load(ctx context.Context) (changed bool, err error) {
	ids, titles, err := a.ownChannels(ctx)
	if err != nil {
		return false, err
	}
	a.groupTitles(ctx, titles)
	a.roster.read()
	members := map[string]map[string]bool{}
	for _, name := range a.roster.staffed() {
		if id := ids[name]; id != "" && members[id] == nil {
			if members[id], err = a.membersOf(ctx, id); err != nil {
				return false, err
			}
		}
	}
	named, err := a.named(ctx)
	if err != nil {
		return false, err
	}
	r := a.roster
	r.mu.Lock()
	r.replay(members)
	changed = !maps.Equal(r.ids, ids) || !same(r.members, members) || !same(r.named, named)
	r.ids, r.members, r.named, r.titles = ids, members, named, titles
	r.mu.Unlock()
	for _, set := range members {
		for id := range set {
			a.people.get(id) // who is unknown is looked up: a guest in the channel has no right
		}
	}
	a.reportMissing()
	return changed, nil
}

func same(x, y map[string]map[string]bool) bool {
	return maps.EqualFunc(x, y, func(a, b map[string]bool) bool { return maps.Equal(a, b) })
}

// reportMissing says once per channel that we are not in it, and how to mend it.
func (a *Adapter) reportMissing() {
	missing := a.roster.missing()
	a.roster.mu.Lock()
	defer a.roster.mu.Unlock()
	for _, name := range missing {
		if !a.roster.reported[name] {
			a.log.Error().Str("channel", name).Msgf("the bot is not in this channel: type “/invite @%s” in %s; trying again each minute", a.name(), name)
		}
	}
	clear(a.roster.reported)
	for _, name := range missing {
		a.roster.reported[name] = true
	}
}

func (a *Adapter) name() string {
	if me := a.self.Load(); me != nil && me.name != "" {
		return me.name
	}
	return "guichet"
}

// ownChannels finds the configured channels among those we are in, by "#name" or id.
// titles are the names of all of them, by id.
func (a *Adapter) ownChannels(ctx context.Context) (ids, titles map[string]string, err error) {
	byName := map[string]string{}
	titles = map[string]string{}
	cursor := ""
	for {
		var page []slackapi.Channel
		err := a.patiently(ctx, methodOwnChannels, "", func(ctx context.Context) error {
			var err error
			page, cursor, err = a.api.GetConversationsForUserContext(ctx, &slackapi.GetConversationsForUserParameters{
				Cursor: cursor, Types: []string{"public_channel", "private_channel"}, Limit: pageSize, ExcludeArchived: true,
			})
			return err
		})
		if err != nil {
			return nil, nil, err
		}
		for _, c := range page {
			titles[c.ID] = c.Name
			byName[strings.ToLower(c.Name)], byName[strings.ToLower(c.ID)] = c.ID, c.ID
		}
		if cursor == "" {
			break
		}
	}
	ids = map[string]string{}
	for _, name := range a.roster.wanted() {
		if id := byName[strings.ToLower(strings.TrimPrefix(name, "#"))]; id != "" {
			ids[name] = id
		}
	}
	return ids, titles, nil
}

// groupTitles adds the handles of user groups, which a mention of one does not tell. Without
// them a group is called by its id: nothing waits for them.
func (a *Adapter) groupTitles(ctx context.Context, titles map[string]string) {
	var groups []slackapi.UserGroup
	err := a.call(ctx, methodGroups, "", func(ctx context.Context) (err error) {
		groups, err = a.api.GetUserGroupsContext(ctx)
		return err
	})
	if err != nil {
		a.log.Debug().Err(err).Msg("the handles of user groups could not be read")
	}
	for _, g := range groups {
		titles[g.ID] = g.Handle
	}
}

func (a *Adapter) membersOf(ctx context.Context, channel string) (map[string]bool, error) {
	out := map[string]bool{}
	cursor := ""
	for {
		var page []string
		err := a.patiently(ctx, methodMembers, "", func(ctx context.Context) error {
			var err error
			page, cursor, err = a.api.GetUsersInConversationContext(ctx, &slackapi.GetUsersInConversationParameters{ChannelID: channel, Cursor: cursor, Limit: pageSize})
			return err
		})
		if err != nil {
			if bot.FaultOf(err).Fault == bot.Gone { // left or archived meanwhile
				return out, nil
			}
			return nil, err
		}
		for _, u := range page {
			out[u] = u != a.botUser()
		}
		if cursor == "" {
			delete(out, a.botUser())
			return out, nil
		}
	}
}

// named finds the people to whom the configuration gives a right or a service contract. Who cannot be found is
// logged and left out: a typing mistake must not stop the desk.
func (a *Adapter) named(ctx context.Context) (map[string]map[string]bool, error) {
	out := map[string]map[string]bool{}
	all := map[string][]string{
		roleTechnician: a.cfg.Space.Technicians, roleManager: a.cfg.Space.ManagerRoles, roleAdmin: a.cfg.Space.Admins,
	}
	for _, c := range a.cfg.Space.Contracts {
		all[contractRole(c.ID)] = c.People
	}
	for role, entries := range all {
		out[role] = map[string]bool{}
		for _, entry := range entries {
			ids, err := a.entry(ctx, entry)
			switch {
			case err == nil:
			case bot.FaultOf(err).Fault == bot.Gone || bot.FaultOf(err).Fault == bot.Refused:
				a.log.Error().Str("role", role).Str("entry", entry).Msg("nobody of this name in the workspace; check the configuration")
			default:
				return nil, err
			}
			for _, id := range ids {
				out[role][id] = true
			}
		}
	}
	return out, nil
}

// entry is who a configured "@name", id, e-mail or "usergroup:handle" is.
func (a *Adapter) entry(ctx context.Context, entry string) ([]string, error) {
	handle, ok := strings.CutPrefix(strings.TrimPrefix(entry, space+":"), "usergroup:")
	if !ok {
		id, err := a.FindPerson(ctx, entry)
		if err != nil {
			return nil, err
		}
		return []string{id.Local()}, nil
	}
	var groups []slackapi.UserGroup
	err := a.patiently(ctx, methodGroups, "", func(ctx context.Context) error {
		var err error
		groups, err = a.api.GetUserGroupsContext(ctx, slackapi.GetUserGroupsOptionIncludeUsers(true))
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		if strings.EqualFold(g.Handle, strings.TrimPrefix(handle, "@")) || g.ID == handle {
			return g.Users, nil
		}
	}
	return nil, &bot.PlatformError{Fault: bot.Gone, Reason: "no_such_usergroup"}
}
