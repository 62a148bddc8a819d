package slack

import (
	"slices"
	"testing"
	"time"

	"guichet/adapters/slack/slackfake"
	"guichet/bot"
	"guichet/bot/app"
	"guichet/tickets"
)

// admined waits for exactly these administrators.
func admined(t *testing.T, a *Adapter, want ...tickets.UserID) {
	t.Helper()
	var got []tickets.UserID
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		people, all, err := a.Members(t.Context(), app.GroupAdmins)
		if got = people; err == nil && all && slices.Equal(got, want) {
			return
		}
	}
	t.Errorf("the administrators are %v, want %v", got, want)
}

// The list of users is read once, whoever asks how often, and profiles keep it true.
func TestTheUsersAreReadOnceForAdministrators(t *testing.T) {
	r := connect(t)
	s, a := r.Server, r.a
	adam, bob := person(s, "adam"), person(s, "bob")
	admined(t, a, adam)
	admined(t, a, adam)
	change := func(kind, name string, admin bool) {
		s.Event(slackfake.Obj{"type": kind, "user": slackfake.Obj{"id": s.User(name), "name": name, "is_admin": admin}})
	}
	change("user_change", "bob", true)
	change("team_join", "adam", true)
	want := []tickets.UserID{adam, bob}
	slices.Sort(want)
	admined(t, a, want...)
	change("user_change", "bob", false)
	admined(t, a, adam)
	if n := len(s.Calls(methodUsers)); n != 1 {
		t.Errorf("the list of users was read %d times", n)
	}
	if a.ReadAt(app.GroupAdmins).IsZero() || !a.ReadAt(bot.GroupManagers).IsZero() {
		t.Error("when the list was read is not told")
	}
}

// After a restart what the desk remembers is believed for a day, and each of them asked about.
func TestAdministratorsAreRecalled(t *testing.T) {
	for age, read := range map[time.Duration]int{time.Hour: 0, 48 * time.Hour: 1} {
		r := connect(t)
		s, a := r.Server, r.a
		a.Recall(t.Context(), app.GroupAdmins, []tickets.UserID{person(s, "adam"), person(s, "bob"), "discord:1"}, time.Now().Add(-age))
		admined(t, a, person(s, "adam")) // bob is none any more
		if n := len(s.Calls(methodUsers)); n != read {
			t.Errorf("recalled after %v: the list of users was read %d times", age, n)
		}
	}
}

// Who leaves the channel while it is being read has left.
func TestWhoLeavesWhileTheChannelIsRead(t *testing.T) {
	s, a := offline(t)
	team, tom := s.Channel("helpdesk-team"), s.User("tom")
	a.roster.read()
	stale := map[string]map[string]bool{team: {tom: true}}
	a.roster.moved(team, tom, false)
	a.roster.moved(team, s.User("bob"), true)
	a.roster.mu.Lock()
	a.roster.replay(stale)
	a.roster.members = stale
	a.roster.mu.Unlock()
	for name, want := range map[string]bool{"tom": false, "bob": true} {
		if got := a.roster.roles(s.User(name)).Technician; got != want {
			t.Errorf("%s is a technician: %v", name, got)
		}
	}
}

// A profile that changes somebody's rights is told to the desk; one that does not is nobody's
// business.
func TestProfilesThatMatterAreTold(t *testing.T) {
	r := connect(t)
	s := r.Server
	tell := func(name string, fields slackfake.Obj) {
		fields["id"], fields["name"] = s.User(name), name
		s.Event(slackfake.Obj{"type": "user_change", "user": fields})
	}
	tell("tessa", slackfake.Obj{"real_name": "Tessa T."})
	tell("tessa", slackfake.Obj{"is_restricted": true})
	tell("bob", slackfake.Obj{"is_restricted": true}) // nobody has asked about bob
	tell("alice", slackfake.Obj{"deleted": true})
	s.Await("the desk to be told", func() bool { return len(r.desk.got(bot.MembershipEvent)) >= 2 })
	events := r.desk.got(bot.MembershipEvent)
	if len(events) != 2 || events[0].By.ID != person(s, "tessa") || !events[0].Roles.Guest || events[1].By.ID != "" {
		t.Errorf("the desk is told %+v", events)
	}
}
