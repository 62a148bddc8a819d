package discord

import (
	"slices"
	"strings"

	"guichet/adapters/discord/render"
	"guichet/bot"
	"guichet/tickets"
)

// rolesOf tells what a member of the server may do at the desk, by the channels' explicit
// permissions and the configuration. Administrator alone makes nobody a technician.
func (d *directory) rolesOf(m member) tickets.Roles {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.rights(m)
}

// rights is rolesOf. The lock is held.
func (d *directory) rights(m member) tickets.Roles {
	var r tickets.Roles
	for _, id := range d.pools() {
		r.Technician = r.Technician || d.admits(d.channels[id], m)
	}
	r.Technician = r.Technician || d.listed(d.space.Technicians, m)
	if id := d.places[d.space.Managers]; id != "" {
		r.Manager = d.admits(d.channels[id], m)
	}
	r.Manager = r.Manager || d.listed(d.space.ManagerRoles, m)
	r.Admin = d.base(m.User.ID, m.Roles) == permAll || d.listed(d.space.Admins, m)
	return r
}

// admits tells whether the channel names the person, or a role of theirs, as somebody who
// sees it. What everyone may do names nobody, and the bot's own role is not a person's.
func (d *directory) admits(c channel, m member) bool {
	admitted := false
	for _, o := range c.Overwrites {
		switch {
		case o.Type == overwriteMember && o.ID == m.User.ID && o.Deny.has(permViewChannel):
			return false
		case o.Type == overwriteMember && o.ID == m.User.ID:
			admitted = admitted || o.Allow.has(permViewChannel)
		case o.Type == overwriteRole && d.counts(o.ID) && slices.Contains(m.Roles, o.ID):
			admitted = admitted || o.Allow.has(permViewChannel)
		}
	}
	return admitted
}

// counts tells whether a role can make somebody staff.
func (d *directory) counts(id string) bool {
	return id != d.guildID && d.roles[id].Tags.BotID == ""
}

// listed tells whether the configuration names the person: "@username", an id, or
// "role:Name". Nicknames and display names can be chosen by anybody, so they do not count.
func (d *directory) listed(list []string, m member) bool {
	for _, s := range list {
		if name, ok := strings.CutPrefix(s, "role:"); ok {
			for _, id := range m.Roles {
				if d.counts(id) && (id == name || strings.EqualFold(d.roles[id].Name, strings.TrimPrefix(name, "@"))) {
					return true
				}
			}
			continue
		}
		handle := strings.TrimPrefix(s, "@")
		if handle == m.User.ID || m.User.Username != "" && strings.EqualFold(handle, m.User.Username) {
			return true
		}
	}
	return false
}

// standing is what somebody is at the desk: their roles, and the groups of the configuration
// they belong to.
type standing struct {
	roles  tickets.Roles
	groups string
}

// saw remembers who is somebody at the desk: those people are mentioned where their role cannot
// be. changed tells that they are something else than when they were seen last.
func (d *directory) saw(m member) (now tickets.Roles, changed bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	before := d.staff[m.User.ID]
	is := standing{roles: d.rights(m), groups: strings.Join(d.contractsOf(m), "\x00")}
	if m.User.Bot || m.User.ID == d.botID || is == (standing{}) {
		delete(d.staff, m.User.ID)
		return is.roles, before != standing{}
	}
	d.staff[m.User.ID] = is
	return is.roles, before != is
}

// lost forgets somebody who left, and tells whether they were somebody at the desk.
func (d *directory) lost(userID string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	_, was := d.staff[userID]
	delete(d.staff, userID)
	return was
}

// groups says whom the desk's groups ping in a channel ("" any).
func (d *directory) groups(channelID string) render.Groups {
	d.mu.RLock()
	defer d.mu.RUnlock()
	c := d.channels[channelID]
	if t, ok := d.threads[channelID]; ok {
		c = d.channels[t.ParentID]
	}
	may := d.in(c, d.botID, d.botRoles).has(permMentionEveryone)
	managers := []string{d.places[d.space.Managers]}
	return render.Groups{
		bot.GroupManagers:    d.group(managers, d.space.ManagerRoles, may, func(r tickets.Roles) bool { return r.Manager }),
		bot.GroupTechnicians: d.group(d.pools(), d.space.Technicians, may, func(r tickets.Roles) bool { return r.Technician }),
	}
}

// group collects the mentionable roles of the channels and the configuration; when one of
// the roles cannot be mentioned, the people known for it are added.
func (d *directory) group(channels, listed []string, may bool, is func(tickets.Roles) bool) render.Group {
	var g render.Group
	silent := false
	addRole := func(id string) {
		switch r, ok := d.roles[id]; {
		case !ok || !d.counts(id) || slices.Contains(g.Roles, id):
		case r.Mentionable || may:
			g.Roles = append(g.Roles, id)
		default:
			silent = true
		}
	}
	addUser := func(id string) {
		if id != "" && id != d.botID && !slices.Contains(g.Users, id) {
			g.Users = append(g.Users, id)
		}
	}
	for _, id := range channels {
		for _, o := range d.channels[id].Overwrites {
			switch {
			case !o.Allow.has(permViewChannel):
			case o.Type == overwriteRole:
				addRole(o.ID)
			default:
				addUser(o.ID)
			}
		}
	}
	for _, s := range listed {
		if name, ok := strings.CutPrefix(s, "role:"); ok {
			for id, r := range d.roles {
				if id == name || strings.EqualFold(r.Name, strings.TrimPrefix(name, "@")) {
					addRole(id)
				}
			}
			continue
		}
		addUser(d.named[s])
	}
	if silent {
		for id, s := range d.staff {
			if is(s.roles) {
				addUser(id)
			}
		}
	}
	slices.Sort(g.Roles)
	slices.Sort(g.Users)
	return g
}
