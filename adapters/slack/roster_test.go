package slack

import (
	"slices"
	"testing"

	"guichet/adapters/slack/slackfake"
	"guichet/bot"
	"guichet/tickets"
)

func TestRoles(t *testing.T) {
	s, a := offline(t, func(c *Config) {
		c.Space.CategoryPools = map[string]string{"network": "#network-team"}
		c.Space.Technicians = []string{"usergroup:night", "@nobody-here", "usergroup:nothing"}
		c.Space.ManagerRoles = []string{"slack:@bob"}
		c.Space.Admins = []string{"benoit@acme.example"}
	})
	network := s.AddChannel("network-team", true, "adam")
	s.SetGroup("night", "gina")
	if _, err := a.load(t.Context()); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]tickets.Roles{
		"alice": {}, "tessa": {Technician: true}, "marie": {Manager: true}, "bob": {Manager: true},
		"benoit": {Admin: true}, "adam": {Technician: true, Admin: true}, "gina": {Guest: true}, "dora": {Guest: true},
	} {
		got, err := a.Roles(t.Context(), person(s, name))
		if err != nil || got != want {
			t.Errorf("%s: %+v %v, want %+v", name, got, err, want)
		}
	}
	if _, err := a.Roles(t.Context(), "slack:U0NOBODY"); bot.FaultOf(err).Fault != bot.Gone {
		t.Errorf("roles of nobody: %v", err)
	}
	for category, want := range map[string]string{"network": network, "other": s.Channel("helpdesk-team"), "": s.Channel("helpdesk-team")} {
		if got := a.Channel(tickets.PlacePool, category); got != want {
			t.Errorf("pool of %q is %s", category, got)
		}
	}
	if !a.roster.pool(network) || a.roster.pool(s.Channel("helpdesk")) || a.roster.pool("") {
		t.Error("which channels are pools is wrong")
	}
}

func TestGroupsAreTheirPeople(t *testing.T) {
	s, a := offline(t, func(c *Config) { c.Space.ManagerRoles = []string{"@adam"} })
	got := a.directory().groups
	want := []string{s.User("adam"), s.User("marie")}
	if !slices.Equal(got[bot.GroupManagers], want) || len(got[bot.GroupTechnicians]) != 3 {
		t.Errorf("groups %v", got)
	}
	m := bot.Message{Blocks: []bot.Block{{Kind: bot.Paragraph, Text: bot.Text{{Kind: bot.Group, Role: bot.GroupManagers, Text: "responsables"}}}}}
	if _, err := a.Post(t.Context(), in(s, "helpdesk-escalations"), m); err != nil {
		t.Fatal(err)
	}
	if text := s.Messages("helpdesk-escalations")[0].Text; text != "@"+want[0]+" @"+want[1] {
		t.Errorf("the group reads %q", text)
	}
	many := directory{groups: map[string][]string{bot.GroupManagers: slices.Repeat([]string{"U0X"}, 40)}}
	w := &writer{dir: many, left: maxMessageText}
	if n := len(w.inline(m.Blocks[0].Text)); n != 2*maxGroupMentions-1 {
		t.Errorf("%d elements for a large group", n)
	}
}

func TestFindPerson(t *testing.T) {
	s, a := offline(t)
	marie := person(s, "marie")
	for _, handle := range []string{"@marie", "slack:@marie", "marie", "marie@acme.example", string(marie), s.User("marie"), "@Marie Dubois"} {
		if got, err := a.FindPerson(t.Context(), handle); err != nil || got != marie {
			t.Errorf("FindPerson(%q) = %q %v", handle, got, err)
		}
	}
	for _, handle := range []string{"@personne", "x@nowhere.example", "U0NOBODY99", "", "@", "@dora"} {
		if got, err := a.FindPerson(t.Context(), handle); bot.FaultOf(err).Fault != bot.Gone || err == nil {
			t.Errorf("FindPerson(%q) = %q %v", handle, got, err)
		}
	}
}

func TestPerson(t *testing.T) {
	s, a := offline(t)
	for range 2 {
		p, err := a.Person(t.Context(), person(s, "alice"))
		if err != nil || p.Name != "Alice Martin" || p.Locale != "fr-FR" || p.Email != "alice@acme.example" || p.Gone {
			t.Errorf("alice %+v %v", p, err)
		}
	}
	if n := len(s.Calls("users.info")); n != 1 {
		t.Errorf("%d calls about one person", n)
	}
	if p, err := a.Person(t.Context(), person(s, "dora")); err != nil || !p.Gone {
		t.Errorf("dora %+v %v", p, err)
	}
}

func TestCheck(t *testing.T) {
	well := func(f []bot.Finding) (bad []string) {
		for _, x := range f {
			if x.What["fr"] == "" || x.What["en"] == "" || !x.OK && (x.Fix["fr"] == "" || x.Fix["en"] == "") {
				t.Errorf("a finding without words: %+v", x)
			}
			if !x.OK {
				bad = append(bad, x.What["en"])
			}
		}
		return bad
	}
	s, a := offline(t)
	s.SetScopes(sortedScopes()...)
	if bad := well(a.Check(t.Context())); len(bad) != 0 {
		t.Errorf("all is well, but: %v", bad)
	}
	s.SetScopes("chat:write", "commands")
	s.Leave("guichet", "helpdesk-team")
	if bad := well(a.Check(t.Context())); len(bad) != 2 {
		t.Errorf("scopes and a channel are missing, but: %v", bad)
	}
	for _, change := range []func(*Config){func(c *Config) { c.BotToken = "xoxb-secret" }, func(c *Config) { c.AppToken = "xapp-secret" }} {
		fake := slackfake.New(t)
		fake.SetScopes(sortedScopes()...)
		cfg := config(t, fake)
		change(&cfg)
		other := New(cfg)
		bad := well(other.Check(t.Context()))
		other.http.CloseIdleConnections()
		if len(bad) != 1 {
			t.Errorf("a wrong token, but: %v", bad)
		}
	}
}
