package discord

import (
	"encoding/json"
	"slices"
	"testing"

	"guichet/bot"
)

func TestContractsComeFromRolesAndNames(t *testing.T) {
	d := served()
	d.space.Contracts = []bot.Contract{{ID: "direction", People: []string{"role:Boss", "@marie"}}, {ID: "tech", People: []string{"role:tech"}}}
	for _, c := range []struct {
		who  member
		want []string
	}{
		{member{User: user{ID: "70"}, Roles: []string{"3"}}, []string{"direction"}},
		{member{User: user{ID: "70", Username: "marie"}, Roles: []string{"2"}}, []string{"direction", "tech"}},
		{member{User: user{ID: "70", GlobalName: "marie"}}, nil},
	} {
		if got := d.contracts(c.who); !slices.Equal(got, c.want) {
			t.Errorf("%+v: %v, want %v", c.who, got, c.want)
		}
	}
}

// What an interaction tells of the people it names is used: nobody has to be asked.
func TestPeopleNamedInAFormAreKnown(t *testing.T) {
	a := &Adapter{directory: served(), members: newMembers()}
	a.directory.space.Contracts = []bot.Contract{{ID: "direction", People: []string{"role:Boss"}}}
	var data interactionData
	raw := `{"resolved":{"users":{"70":{"id":"70","username":"marie"}},"members":{"70":{"roles":["3"]},"71":{"roles":["3"]}}}}`
	if err := json.Unmarshal([]byte(raw), &data); err != nil {
		t.Fatal(err)
	}
	a.sawResolved(&data)
	got, err := a.Contracts(t.Context(), userID("70"))
	if err != nil || !slices.Equal(got, []string{"direction"}) {
		t.Errorf("%v %v", got, err)
	}
	if _, known := a.members.get("71", memberAge); known {
		t.Error("a member without an account is remembered")
	}
	none := &Adapter{directory: newDirectory(bot.SpaceConfig{})}
	if got, err := none.Contracts(t.Context(), userID("70")); got != nil || err != nil {
		t.Errorf("without contracts: %v %v", got, err)
	}
}
