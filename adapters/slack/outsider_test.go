package slack

import (
	"testing"

	"guichet/adapters/slack/slackfake"
	"guichet/bot"
)

// Who becomes a guest, leaves, or comes back is what Slack says from that moment on, not what
// was known of them before.
func TestAProfileThatChangesHoldsAtOnce(t *testing.T) {
	r := connect(t)
	tessa := r.User("tessa")
	n := 0
	last := func() bot.Event {
		t.Helper()
		r.SlashCommand("tessa", "helpdesk", "list")
		n++
		r.Await("the command", func() bool { return len(r.desk.got(bot.CommandEvent)) == n })
		return r.desk.got(bot.CommandEvent)[n-1]
	}
	if got := last().Roles; !got.Technician || got.Guest {
		t.Fatalf("tessa begins as %+v", got)
	}
	for _, step := range []struct {
		profile slackfake.Obj
		guest   bool
	}{
		{slackfake.Obj{"id": tessa, "is_restricted": true}, true},
		{slackfake.Obj{"id": tessa}, false},
		{slackfake.Obj{"id": tessa, "is_ultra_restricted": true}, true},
		{slackfake.Obj{"id": tessa, "team_id": "T0ACME"}, false},
		{slackfake.Obj{"id": tessa, "team_id": "T0GLOBEX"}, true},
		{slackfake.Obj{"id": tessa}, false},
		{slackfake.Obj{"id": tessa, "deleted": true}, true},
	} {
		r.Event(slackfake.Obj{"type": "user_change", "user": step.profile})
		if got := last().Roles; got.Guest != step.guest || got.Technician == step.guest {
			t.Errorf("after %v tessa is %+v", step.profile, got)
		}
	}
}

// What the event itself says of somebody's workspace needs no question.
func TestPeopleOfOtherWorkspacesAreOutsiders(t *testing.T) {
	r := connect(t)
	r.Deliver("slash_commands", slackfake.Obj{
		"command": "/ticket", "text": "list", "user_id": r.User("alice"), "user_name": "alice", "channel_id": r.Channel("helpdesk"),
		"trigger_id": "1.2.3", "team_id": "T0GLOBEX",
	})
	r.Await("the command", func() bool { return len(r.desk.got(bot.CommandEvent)) == 1 })
	if e := r.desk.got(bot.CommandEvent)[0]; !e.Roles.Guest {
		t.Errorf("somebody of another workspace comes as %+v", e.Roles)
	}
	r.Event(slackfake.Obj{
		"type": "message", "channel": r.Channel("dm:alice"), "channel_type": "im", "user": r.User("alice"), "user_team": "T0GLOBEX",
		"text": "bonjour", "ts": "1700000000.000100",
	})
	r.Await("the message", func() bool { return len(r.desk.got(bot.MessageEvent)) == 1 })
	if e := r.desk.got(bot.MessageEvent)[0]; !e.Roles.Guest {
		t.Errorf("their message comes as %+v", e.Roles)
	}
}
