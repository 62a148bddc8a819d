package discord

import (
	"context"
	"encoding/json"
	"time"

	"guichet/bot"
	"guichet/tickets"
)

// takeServer keeps what is known of the server true to the gateway's events.
func (a *Adapter) takeServer(kind string, raw json.RawMessage) {
	switch kind {
	case "GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE":
		a.takeGuild(kind, raw)
	case "CHANNEL_CREATE", "CHANNEL_UPDATE", "CHANNEL_DELETE":
		a.takeChannel(kind, raw)
	case "THREAD_CREATE", "THREAD_UPDATE", "THREAD_DELETE":
		var t channel
		if !a.decode(kind, raw, &t) {
			return
		}
		if kind == "THREAD_DELETE" {
			a.directory.dropChannel(t.ID)
			return
		}
		a.directory.putThread(t)
	case "GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE", "GUILD_ROLE_DELETE":
		a.takeRole(kind, raw)
	case "GUILD_MEMBER_ADD", "GUILD_MEMBER_UPDATE", "GUILD_MEMBER_REMOVE":
		a.takeMember(kind, raw)
	}
}

func (a *Adapter) takeGuild(kind string, raw json.RawMessage) {
	var g struct {
		guild
		Members []member `json:"members"`
	}
	if !a.decode(kind, raw, &g) {
		return
	}
	served := a.directory.guild()
	switch {
	case kind == "GUILD_DELETE" && g.ID == served && !g.Unavailable:
		a.log.Error().Str("server", g.ID).Msg("the bot was removed from the server")
		a.directory.leave()
		a.members.clear()
	case kind == "GUILD_CREATE" && served == "":
		a.lanes.add(func() {
			ctx, cancel := context.WithTimeout(context.Background(), handleTime)
			defer cancel()
			if a.directory.guild() == "" && a.findServer(ctx) == nil {
				a.connectedAgain()
			}
		}, "server")
	case kind == "GUILD_CREATE" && g.ID == served && !g.Unavailable:
		a.directory.serve(g.guild)
		for _, m := range g.Members {
			a.tookMember(m)
		}
	case kind == "GUILD_UPDATE" && g.ID == served:
		a.directory.mu.Lock()
		a.directory.ownerID, a.directory.tier = g.OwnerID, g.Tier
		a.directory.mu.Unlock()
	}
}

func (a *Adapter) takeChannel(kind string, raw json.RawMessage) {
	var c channel
	if !a.decode(kind, raw, &c) || c.GuildID == "" || c.GuildID != a.directory.guild() {
		return
	}
	if kind == "CHANNEL_DELETE" {
		before := len(a.directory.missing())
		a.directory.dropChannel(c.ID)
		if missing := a.directory.missing(); len(missing) > before {
			a.warnMissing(missing)
		}
		return
	}
	if a.directory.putChannel(c) {
		a.rightsChanged()
	}
}

func (a *Adapter) takeRole(kind string, raw json.RawMessage) {
	var e struct {
		GuildID string `json:"guild_id"`
		Role    role   `json:"role"`
		RoleID  string `json:"role_id"`
	}
	if !a.decode(kind, raw, &e) || e.GuildID != a.directory.guild() {
		return
	}
	if kind == "GUILD_ROLE_DELETE" {
		a.directory.dropRole(e.RoleID)
		return
	}
	a.directory.putRole(e.Role)
}

func (a *Adapter) takeMember(kind string, raw json.RawMessage) {
	var m struct {
		member
		GuildID string `json:"guild_id"`
	}
	if !a.decode(kind, raw, &m) || m.GuildID != a.directory.guild() || m.User.ID == "" {
		return
	}
	if kind == "GUILD_MEMBER_REMOVE" {
		a.members.put(sighting{member: m.member, absent: true})
		if a.directory.lost(m.User.ID) {
			a.moved(m.member, tickets.Roles{Guest: true})
		} else {
			a.rightsChanged() // they may be one of those who are asked by name
		}
		return
	}
	if now, changed := a.tookMember(m.member); changed {
		a.moved(m.member, now)
	}
}

// tookMember takes somebody in, and our own roles when it is us. changed tells that they are
// something else at the desk than before.
func (a *Adapter) tookMember(m member) (now tickets.Roles, changed bool) {
	a.members.put(sighting{member: m})
	now, changed = a.directory.saw(m)
	a.directory.mu.Lock()
	defer a.directory.mu.Unlock()
	if m.User.ID == a.directory.botID {
		a.directory.botRoles = m.Roles
	}
	return now, changed
}

// rightsChanged tells the desk that somebody's role at the desk may have changed.
func (a *Adapter) rightsChanged() {
	a.lanes.add(func() { a.hand(bot.Event{Kind: bot.MembershipEvent, At: time.Now()}) }, "rights")
}
