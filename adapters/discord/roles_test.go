package discord

import (
	"slices"
	"testing"
	"time"

	"guichet/bot"
	"guichet/tickets"
)

func served() *directory {
	d := newDirectory(bot.SpaceConfig{Pool: "pool", Managers: "managers", CategoryPools: map[string]string{"network": "net"}, Technicians: []string{"@ted"}})
	d.botID = "99"
	view := permViewChannel
	d.serve(guild{
		ID: "1", OwnerID: "50",
		Roles: []role{{ID: "1"}, {ID: "2", Name: "Tech", Mentionable: true}, {ID: "3", Name: "Boss"}, {ID: "4", Permissions: permAdministrator}, botRole("5")},
		Channels: []channel{
			{ID: "10", Name: "pool", Overwrites: []overwrite{{ID: "1", Allow: view}, {ID: "2", Allow: view}, {ID: "5", Allow: view}, {ID: "60", Type: overwriteMember, Allow: view}, {ID: "61", Type: overwriteMember, Deny: view}}},
			{ID: "11", Name: "net", Overwrites: []overwrite{{ID: "62", Type: overwriteMember, Allow: view}}},
			{ID: "12", Name: "managers", Overwrites: []overwrite{{ID: "3", Allow: view}}},
		},
	})
	return d
}

func botRole(id string) role {
	r := role{ID: id}
	r.Tags.BotID = "99"
	return r
}

func TestRolesComeFromExplicitPermissions(t *testing.T) {
	d := served()
	for _, c := range []struct {
		name string
		who  member
		want tickets.Roles
	}{
		{"everyone's permission names nobody", member{User: user{ID: "70"}}, tickets.Roles{}},
		{"a role", member{User: user{ID: "70"}, Roles: []string{"2"}}, tickets.Roles{Technician: true}},
		{"the bot's own role", member{User: user{ID: "70"}, Roles: []string{"5"}}, tickets.Roles{}},
		{"a person", member{User: user{ID: "60"}}, tickets.Roles{Technician: true}},
		{"a person shut out", member{User: user{ID: "61"}, Roles: []string{"2"}}, tickets.Roles{}},
		{"a category's pool", member{User: user{ID: "62"}}, tickets.Roles{Technician: true}},
		{"a manager", member{User: user{ID: "70"}, Roles: []string{"3"}}, tickets.Roles{Manager: true}},
		{"an administrator", member{User: user{ID: "70"}, Roles: []string{"4"}}, tickets.Roles{Admin: true}},
		{"the owner", member{User: user{ID: "50"}}, tickets.Roles{Admin: true}},
		{"configured", member{User: user{ID: "70", Username: "Ted"}}, tickets.Roles{Technician: true}},
		{"a nickname proves nothing", member{User: user{ID: "70", GlobalName: "ted"}, Nick: "ted"}, tickets.Roles{}},
	} {
		if got := d.rolesOf(c.who); got != c.want {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

func TestGroupsMentionRolesElsePeople(t *testing.T) {
	d := served()
	d.saw(member{User: user{ID: "71"}, Roles: []string{"3"}})
	g := d.groups("")
	if m := g[bot.GroupManagers]; len(m.Roles) != 0 || !slices.Equal(m.Users, []string{"71"}) {
		t.Errorf("managers %+v", m)
	}
	if m := g[bot.GroupTechnicians]; !slices.Equal(m.Roles, []string{"2"}) || !slices.Equal(m.Users, []string{"60", "62"}) {
		t.Errorf("technicians %+v", m)
	}
	d.saw(member{User: user{ID: "71"}})
	if m := d.groups("")[bot.GroupManagers]; len(m.Users) != 0 {
		t.Errorf("somebody who is no manager any more: %+v", m)
	}
	d.putRole(role{ID: "3", Name: "Boss", Mentionable: true})
	if m := d.groups("")[bot.GroupManagers]; !slices.Equal(m.Roles, []string{"3"}) {
		t.Errorf("managers %+v", m)
	}
}

func TestPermissionsInAChannel(t *testing.T) {
	d := served()
	if !d.in(d.channels["10"], "99", []string{"5"}).has(permViewChannel) || d.in(d.channels["12"], "99", []string{"5"}).has(permViewChannel) {
		t.Error("the bot sees the wrong channels")
	}
	if d.in(d.channels["12"], "50", nil) != permAll {
		t.Error("the owner may do everything")
	}
}

func TestIdsTellTheirTime(t *testing.T) {
	at := time.Date(2026, 3, 2, 12, 0, 0, 123e6, time.UTC)
	if got := timeOf(idAt(at)); !got.Equal(at) {
		t.Errorf("%v", got)
	}
	if !timeOf("x").IsZero() || compareIDs("9", "10") >= 0 {
		t.Error("ids are compared as numbers")
	}
}

func TestLateInteractionsAreCountedFromTheirOwnClock(t *testing.T) {
	var l lag
	made := time.Now().Add(-time.Hour) // Discord's clock is an hour behind ours
	if d := time.Until(l.deadline(made, made.Add(time.Hour))); d < ackTime-time.Second || d > ackTime {
		t.Errorf("%v are left", d)
	}
	replayed := made.Add(-10 * time.Second)
	if d := time.Until(l.deadline(replayed, made.Add(time.Hour))); d > 0 {
		t.Errorf("an interaction of 10 s ago has %v left", d)
	}
}
