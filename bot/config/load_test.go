package config

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guichet/bot"
	"guichet/tickets"
)

func mustParse(t *testing.T, source string, env Env) *Desk {
	t.Helper()
	d, err := Parse("g.yaml", []byte(source), env)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The three copies of the example: the one operators copy is the one that is tested.
func TestExampleIsTheSameEverywhere(t *testing.T) {
	t.Parallel()
	a, err := os.ReadFile("testdata/guichet.example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile("../../guichet.example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a, b) {
		t.Error("guichet.example.yaml and bot/config/testdata/guichet.example.yaml differ: copy one over the other")
	}
}

func TestExampleLoads(t *testing.T) {
	t.Parallel()
	d, err := Load("testdata/guichet.example.yaml", Env{})
	if err != nil {
		t.Fatal(err)
	}
	p := d.Policy
	if p.Name != "Service informatique" || p.Locale != "fr" || p.Zone.String() != "Europe/Paris" || p.Relay != "explicit" || d.Counter != "thread" {
		t.Errorf("desk: %q %q %v %q %q", p.Name, p.Locale, p.Zone, p.Relay, d.Counter)
	}
	if p.Targets[tickets.P1].Calendar != d.Calendars["always"] || p.Targets[tickets.P2].Calendar != d.Calendars["office"] || p.Calendar != d.Calendars["office"] {
		t.Error("calendars are not those of the file")
	}
	friday := time.Date(2026, 5, 22, 17, 30, 0, 0, p.Zone) // closed at 17:00 on Fridays
	if d.Calendars["office"].IsOpen(friday) || !d.Calendars["always"].IsOpen(friday) {
		t.Error("opening hours are not those of the file")
	}
	if bridge := time.Date(2026, 5, 15, 10, 0, 0, 0, p.Zone); p.Calendar.IsOpen(bridge) {
		t.Error("15 May 2026 is open although it is under closed")
	}
	want := map[string]bot.SpaceConfig{
		"slack": {
			Helpdesk: "#helpdesk", Pool: "#helpdesk-team", Escalation: "#helpdesk-escalations", Managers: "#helpdesk-managers",
			Watched: []string{"#general"}, ManagerRoles: []string{"@marie"}, Locale: "fr",
			Contracts: []bot.Contract{{ID: "direction", People: []string{"usergroup:direction"}}},
		},
		"discord": {
			Helpdesk: "#helpdesk", Pool: "#helpdesk-team", Escalation: "#helpdesk-escalations", Managers: "#helpdesk-managers",
			Watched: []string{"#general"}, Technicians: []string{"role:Technician"}, ManagerRoles: []string{"role:Manager"}, Locale: "fr",
			Contracts: []bot.Contract{{ID: "direction", People: []string{"role:Direction"}}},
		},
	}
	if diff := cmp.Diff(want, d.Spaces); diff != "" {
		t.Errorf("spaces (-want +got):\n%s", diff)
	}
	request := p.Category("software-request")
	if request == nil || request.Type != tickets.Request || request.Targets[tickets.P4].Resolve.Days != 10 || request.Targets[tickets.P4].Respond.Time != 4*time.Hour || len(request.Targets) != 4 {
		t.Errorf("software-request: %+v", request)
	}
	if a := request.Approval; !request.Evaluation || a == nil || a.All || a.People != nil || a.RemindAfter.Days != 1 {
		t.Errorf("its approval: %+v", a)
	}
	if f := p.Category("workstation"); len(f.Fields) != 1 || !f.Fields[0].Pattern.MatchString("AB-1234") || f.Fields[0].Pattern.MatchString("AB-12345") || len(f.Checklist) != 1 {
		t.Errorf("workstation's form: %+v", f)
	}
	if n := p.Category("network"); n.Specialist != "slack:@theo" || n.Name.In("en") != "Network and access" || len(n.Keywords) != 4 {
		t.Errorf("network: %+v", n)
	}
	if g := d.Groups; len(g) != 1 || g[0].Targets[tickets.P2].Respond.Time != 10*time.Minute || g[0].Targets[tickets.P2].Resolve.Time != 8*time.Hour || len(g[0].People) != 2 {
		t.Errorf("groups: %+v", g)
	}
	// A contract changes only what it says: over a category, the rest is the category's.
	if of := p.TargetsFor(tickets.P4, "software-request", "direction"); of.Resolve.Days != 10 {
		t.Errorf("P4 of a software request for direction: %+v", of)
	}
	if of := p.TargetsFor(tickets.P2, "network", "direction"); of.Respond.Time != 10*time.Minute || of.Resolve.Time != 8*time.Hour {
		t.Errorf("P2 of network for direction: %+v", of)
	}
	rota := tickets.Rota{Handover: 9 * time.Hour, Levels: map[int]tickets.Shift{
		1: {People: []tickets.UserID{"slack:@tessa", "slack:@tom", "slack:@theo"}},
		2: {Weekly: true, People: []tickets.UserID{"slack:@theo", "slack:@tessa"}},
	}}
	if diff := cmp.Diff(rota, p.Rota); diff != "" || d.OverloadAt != 8 {
		t.Errorf("rota (-want +got), overload at %d:\n%s", d.OverloadAt, diff)
	}
	everywhere := func(c string) map[string]string { return map[string]string{"slack": c, "discord": c} }
	if diff := cmp.Diff(&Publication{To: everywhere("#helpdesk"), Every: "month"}, d.Publish); diff != "" {
		t.Errorf("publish (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]Report{{To: everywhere("#helpdesk-managers"), Every: "week", Weekday: time.Monday, Day: 1, Time: 9*time.Hour + 5*time.Minute}}, d.Reports); diff != "" {
		t.Errorf("reports (-want +got):\n%s", diff)
	}
	if d.Policy.Files.MaxSize != 25<<20 || d.ClosedTickets != 0 || len(d.Policy.Macros) != 1 {
		t.Errorf("max_size %d, closed_tickets %d, macros %v", d.Policy.Files.MaxSize, d.ClosedTickets, d.Policy.Macros)
	}
}

// Whatever the example calls a default must be what applies without it.
func TestDefaults(t *testing.T) {
	t.Parallel()
	for _, source := range []string{"", "# nothing\n", "desk:\ncalendars:\nsla: {}\ncategories: []\n"} {
		d := mustParse(t, source, Env{})
		p := d.Policy
		office := p.Calendar
		for pr, target := range p.Targets {
			if target.Calendar != office {
				t.Errorf("%s is not on the default calendar", pr)
			}
			target.Calendar = nil
			p.Targets[pr] = target
		}
		h := time.Hour
		wantTargets := map[tickets.Priority]tickets.Targets{
			"P1": {Respond: tickets.Span{Time: h / 4}, FirstContact: tickets.Span{Time: h / 2}, Resolve: tickets.Span{Time: 4 * h}},
			"P2": {Respond: tickets.Span{Time: h / 2}, FirstContact: tickets.Span{Time: h}, Resolve: tickets.Span{Time: 8 * h}},
			"P3": {Respond: tickets.Span{Time: 2 * h}, FirstContact: tickets.Span{Time: 4 * h}, Resolve: tickets.Span{Days: 3}},
			"P4": {Respond: tickets.Span{Time: 4 * h}, FirstContact: tickets.Span{Days: 1}, Resolve: tickets.Span{Days: 5}},
		}
		if diff := cmp.Diff(wantTargets, p.Targets); diff != "" {
			t.Errorf("targets (-want +got):\n%s", diff)
		}
		if p.Name != "Guichet" || p.Locale != "fr" || p.Zone.String() != "Europe/Paris" || p.Relay != "explicit" || d.Counter != "thread" || p.Lease != "nudge" {
			t.Errorf("desk: %+v %s", p, d.Counter)
		}
		for at, open := range map[string]bool{
			"2026-06-05T08:59:59": false, "2026-06-05T09:00:00": true, "2026-06-05T17:59:59": true, "2026-06-05T18:00:00": false,
			"2026-06-06T10:00:00": false, "2026-07-14T10:00:00": false,
		} {
			when, err := time.ParseInLocation("2006-01-02T15:04:05", at, p.Zone)
			if err != nil {
				t.Fatal(err)
			}
			if office.IsOpen(when) != open {
				t.Errorf("open at %s: %v, wanted %v", at, !open, open)
			}
		}
		if len(p.Categories) != 1 || p.Categories[0].ID != "other" || p.Categories[0].Name.In("fr") != "Autre" || p.Categories[0].Name.In("en") != "Other" {
			t.Errorf("categories: %+v", p.Categories)
		}
		if got := p.Priority(tickets.High, tickets.One); got != tickets.P2 {
			t.Errorf("high × one is %s", got)
		}
		if diff := cmp.Diff(map[tickets.Impact]int{tickets.Team: 3, tickets.Many: 10}, p.ImpactSteps); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]int{75, 90}, p.WarnAt); diff != "" || p.AlertBudget != 6 {
			t.Errorf("alerts: %v, %d", p.WarnAt, p.AlertBudget)
		}
		days := func(n int) tickets.Span { return tickets.Span{Days: n} }
		if diff := cmp.Diff(tickets.Validation{RemindAfter: days(1), CloseAfter: days(3), ReopenWithin: days(7)}, p.Validation); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(tickets.Survey{RemindAfter: days(2), ExpireAfter: days(14), Share: 100}, p.Survey); diff != "" {
			t.Error(diff)
		}
		if p.Files.MaxSize != 25<<20 || len(p.Files.Types)+len(p.Files.Refused) != 0 || d.ClosedTickets != 0 || d.Publish != nil || len(d.Reports)+len(d.Groups)+len(d.Policy.Macros)+len(p.Rota.Levels) != 0 {
			t.Errorf("something is there that nobody asked for: %+v", d)
		}
	}
}

func TestTheZoneComesFromTheFileThenTZ(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ file, tz, want string }{
		{"", "", "Europe/Paris"},
		{"", "America/Montreal", "America/Montreal"},
		{"", ":America/Montreal", "America/Montreal"},
		{"desk: { timezone: Indian/Reunion }", "America/Montreal", "Indian/Reunion"},
		{"desk: { timezone: Indian/Reunion }", ":/etc/localtime", "Indian/Reunion"},
	} {
		if got := mustParse(t, c.file, Env{TZ: c.tz}).Policy; got.Zone.String() != c.want || got.Calendar.Zone().String() != c.want {
			t.Errorf("file %q, TZ %q: zone %v, calendar %v, wanted %s", c.file, c.tz, got.Zone, got.Calendar.Zone(), c.want)
		}
	}
	_, err := Parse("", nil, Env{TZ: "Mars/Olympus"})
	if err == nil || !strings.HasPrefix(err.Error(), `TZ is "Mars/Olympus", which is not a time zone`) {
		t.Errorf("unknown TZ: %v", err)
	}
}

func TestChannels(t *testing.T) {
	t.Parallel()
	const file = `channels:
  helpdesk: { slack: "#it", discord: 123456789012345678 }
  pool: C0123ABCD
  escalation: équipe
categories:
  - { id: a, name: A, pool: "#other" }
  - { id: b, name: B, pool: { discord: "#discord-only" } }
`
	d := mustParse(t, file, Env{PoolChannel: "123456789012345679", ManagerChannel: "#m"})
	want := map[string]bot.SpaceConfig{
		"slack": {
			Helpdesk: "#it", Pool: "C0123ABCD", Escalation: "#équipe", Managers: "#m", Locale: "fr",
			CategoryPools: map[string]string{"a": "#other"},
		},
		"discord": {
			Helpdesk: "123456789012345678", Pool: "123456789012345679", Escalation: "#équipe", Managers: "#m", Locale: "fr",
			CategoryPools: map[string]string{"a": "#other", "b": "#discord-only"},
		},
	}
	if diff := cmp.Diff(want, d.Spaces); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if m := append(d.Missing("slack"), d.Missing("discord")...); len(m) != 0 {
		t.Errorf("missing: %q", m)
	}
	if m := mustParse(t, "", Env{HelpdeskChannel: "#h", PoolChannel: "C0123ABCD"}).Missing("discord"); len(m) != 2 ||
		!strings.Contains(m[0], "set POOL_CHANNEL, or channels.pool in g.yaml") || !strings.Contains(m[1], "ESCALATION_CHANNEL") {
		t.Errorf("missing: %q", m)
	}
}

func TestEnvironmentBeatsTheFile(t *testing.T) {
	t.Parallel()
	d := mustParse(t, `channels: { helpdesk: { slack: "#file" }, pool: "#file" }`, Env{HelpdeskChannel: "#env", PoolChannel: "#env"})
	for _, space := range Spaces {
		if s := d.Spaces[space]; s.Helpdesk != "#env" || s.Pool != "#env" {
			t.Errorf("%s: %+v", space, s)
		}
	}
}

// Anchors spare an operator repetitions; what an alias stands for is checked like the rest.
func TestAliases(t *testing.T) {
	t.Parallel()
	d := mustParse(t, "sla:\n  P1: &fast { respond: 1m, first_contact: 2m, resolve: 3m }\n  P2: *fast\n", Env{})
	if d.Policy.Targets[tickets.P2] != d.Policy.Targets[tickets.P1] {
		t.Errorf("P2 is %+v", d.Policy.Targets[tickets.P2])
	}
	if _, err := Parse("g.yaml", []byte("desk: &a\n  name: *a\n"), Env{}); err == nil {
		t.Error("a name that is its own section was accepted")
	}
	if _, err := Parse("g.yaml", []byte("desk:\n  name: &a *a\n"), Env{}); err == nil {
		t.Error("a name that stands for itself was accepted")
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	large := filepath.Join(dir, "large.yaml")
	if err := os.WriteFile(large, bytes.Repeat([]byte("# a\n"), maxFileSize/4+1), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		filepath.Join(dir, "none.yaml"): "there is no such file",
		dir:                             "this is a folder",
		large:                           "larger than 1 MB",
	} {
		if _, err := Load(path, Env{}); err == nil || !strings.HasPrefix(err.Error(), path+": ") || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
}
