package slack

import (
	"slices"
	"testing"

	"guichet/bot"
)

// The contracts of somebody come from the roster, in the order of the configuration, and ask
// Slack nothing.
func TestContractsAreKnownWithoutAsking(t *testing.T) {
	s, a := offline(t, func(c *Config) {
		c.Space.Contracts = []bot.Contract{{ID: "direction", People: []string{"usergroup:board"}}, {ID: "site-b", People: []string{"@alice", "usergroup:nobody"}}}
	})
	s.SetGroup("board", "marie", "alice")
	if _, err := a.load(t.Context()); err != nil {
		t.Fatal(err)
	}
	before := len(s.Calls("usergroups.list")) + len(s.Calls("users.info"))
	for who, want := range map[string][]string{"marie": {"direction"}, "alice": {"direction", "site-b"}, "bob": nil} {
		got, err := a.Contracts(t.Context(), person(s, who))
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %v %v, want %v", who, got, err, want)
		}
	}
	if after := len(s.Calls("usergroups.list")) + len(s.Calls("users.info")); after != before {
		t.Errorf("%d calls for what is known", after-before)
	}
	if r := a.roles(s.User("alice")); r.Technician || r.Manager {
		t.Errorf("a contract gives a right: %+v", r)
	}
}
