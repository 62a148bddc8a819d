package adaptertest

import (
	"slices"

	"guichet/bot"
	"guichet/tickets"
)

// Whoever approves requests must be known before anybody is asked.
var groupTests = []test{
	{"TellsWhoManages", func(r *rig) {
		lister, ok := r.a.(bot.GroupLister)
		if !ok {
			r.Fatal("the adapter lists no groups")
		}
		var people []tickets.UserID
		until(r, "the managers to be known", func() bool {
			var err error
			people, _, err = lister.Members(r.Context(), bot.GroupManagers)
			return err == nil && len(people) > 0
		})
		if want := r.Person("marie").ID; !slices.Contains(people, want) || slices.Contains(people, r.Person("alice").ID) {
			r.Errorf("the managers are %v, want %s among them", people, want)
		}
	}},
}
