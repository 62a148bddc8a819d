package tickets_test

import (
	"testing"

	"guichet/tickets"
)

// A category that is for requests only makes requests, whatever the form's type was left at:
// its approval cannot be walked around. One that is for both leaves the choice.
func TestAChosenCategoryDecidesTheKind(t *testing.T) {
	f := requestDesk(t)
	f.policy.Categories = append(f.policy.Categories,
		tickets.Category{ID: "software", Type: tickets.Request, Approval: &tickets.ApprovalRule{}},
		tickets.Category{ID: "outage", Type: tickets.Incident},
	)
	for i, c := range []struct {
		category   string
		kind, want tickets.Kind
		state      tickets.State
	}{
		{"software", tickets.Incident, tickets.Request, tickets.AwaitingApproval},
		{"software", "", tickets.Request, tickets.AwaitingApproval},
		{"outage", tickets.Request, tickets.Incident, tickets.New},
		{"other", tickets.Request, tickets.Request, tickets.New},
		{"other", "", tickets.Incident, tickets.New},
	} {
		got, err := f.Open(f.ctx, by(alice), tickets.Opening{Kind: c.kind, Category: c.category, Summary: "un besoin " + string(rune('a'+i))})
		if err != nil {
			t.Fatal(err)
		}
		if got.Kind != c.want || got.State != c.state {
			t.Errorf("%s as %q: a %s that is %s, want a %s that is %s", c.category, c.kind, got.Kind, got.State, c.want, c.state)
		}
	}
}
