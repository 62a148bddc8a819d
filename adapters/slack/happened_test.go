package slack

import (
	"errors"
	"testing"
	"time"

	"guichet/adapters/slack/slackfake"
	"guichet/bot"
	"guichet/tickets"
)

func (r *rig) place(channel string) tickets.MessageRef {
	return tickets.MessageRef{Space: space, Channel: r.Channel(channel)}
}

func TestReaction(t *testing.T) {
	r := connect(t)
	ref, err := r.a.Post(t.Context(), r.place("helpdesk-team"), cardMessage())
	if err != nil {
		t.Fatal(err)
	}
	r.desk.answers(func(bot.Event) (bot.Answer, error) { return private("à vous") })
	if a := r.React("tessa", "helpdesk-team", ref.Message, "raised_hand::skin-tone-2"); !a.OK {
		t.Fatal("no ack")
	}
	r.Unreact("tessa", "helpdesk-team", ref.Message, "raised_hand::skin-tone-2")
	got := r.desk.got(bot.ReactionEvent)
	if len(got) != 2 || got[0].Name != "hand" || !got[0].On || got[1].On || got[0].Where != ref || got[0].Key == "" || !got[0].Roles.Technician || got[0].At.IsZero() {
		t.Errorf("events %+v", got)
	}
	r.Await("the whispers", func() bool { return len(r.Ephemerals("tessa")) == 2 })
	r.Event(slackfake.Obj{"type": "reaction_added", "user": slackfake.BotUser, "reaction": "eyes", "item": slackfake.Obj{"type": "message", "channel": ref.Channel, "ts": ref.Message}})
	if n := len(r.desk.got(bot.ReactionEvent)); n != 2 {
		t.Error("the bot's own reaction was handed over")
	}
}

func TestMessagesThatAreRead(t *testing.T) {
	r := connect(t)
	card, err := r.a.Post(t.Context(), r.place("helpdesk-team"), cardMessage())
	if err != nil {
		t.Fatal(err)
	}
	note, _ := r.Message("tessa", "helpdesk-team", card.Message, "une note &amp; un fichier", slackfake.Obj{"id": "F1", "name": "x.txt", "size": 4})
	r.Message("tessa", "helpdesk-team", "", "hors d’un fil")
	r.Message("alice", "helpdesk", "", "dans le canal public")
	r.Message("alice", "dm:alice", "", "bonjour")
	for _, o := range []slackfake.Obj{
		{"subtype": "message_changed", "hidden": true},
		{"subtype": "message_deleted", "hidden": true},
		{"bot_id": "B0OTHER", "user": "U0OTHER"},
		{"user": slackfake.BotUser},
		{"subtype": "channel_join", "user": r.User("bob")},
		{"user": ""},
	} {
		o["type"], o["channel"], o["channel_type"], o["ts"], o["text"] = "message", r.Channel("dm:bob"), "im", "1772452800.000001", "x"
		if a := r.Event(o); !a.OK {
			t.Errorf("%v was not acknowledged", o)
		}
	}
	got := r.desk.got(bot.MessageEvent)
	if len(got) != 2 {
		t.Fatalf("%d messages: %+v", len(got), got)
	}
	if e := got[0]; e.Where != (tickets.MessageRef{Space: space, Channel: card.Channel, Message: note, Thread: card.Message}) || e.Words != "une note & un fichier" || e.Direct || len(e.Files) != 1 {
		t.Errorf("note %+v", e)
	}
	if e := got[1]; !e.Direct || e.Words != "bonjour" || e.Where.Thread != "" || e.By.ID != person(r.Server, "alice") {
		t.Errorf("DM %+v", e)
	}
}

// TestEventIsDeliveredAgain: what the bot could not take is not acknowledged, so Slack brings
// it again, under the same key.
func TestEventIsDeliveredAgain(t *testing.T) {
	r := connect(t)
	r.AckTimeout = 100 * time.Millisecond
	first := true
	r.desk.answers(func(bot.Event) (bot.Answer, error) {
		if first {
			first = false
			return bot.Answer{}, errors.New("busy")
		}
		return bot.Answer{}, nil
	})
	if _, a := r.Message("alice", "dm:alice", "", "bonjour"); !a.OK || a.Attempts != 2 {
		t.Fatalf("ack %+v", a)
	}
	got := r.desk.got(bot.MessageEvent)
	if len(got) != 2 || got[0].Key != got[1].Key || got[0].Key == "" {
		t.Errorf("events %+v", got)
	}
}

func TestMalformedIsAcknowledgedAndSkipped(t *testing.T) {
	r := connect(t)
	for kind, payloads := range map[string][]any{
		"events_api":     {"x", slackfake.Obj{"type": "event_callback", "event_id": "Ev1"}, slackfake.Obj{"type": "event_callback", "event": slackfake.Obj{"type": 7}}, []any{}},
		"slash_commands": {slackfake.Obj{}, "x", slackfake.Obj{"user_id": 5}},
		"interactive":    {slackfake.Obj{}, slackfake.Obj{"type": "block_actions", "user": slackfake.Obj{"id": "U1"}}, slackfake.Obj{"type": "view_submission", "user": slackfake.Obj{"id": "U1"}}, 3},
		"unheard_of":     {slackfake.Obj{}},
	} {
		for _, p := range payloads {
			if a := r.Deliver(kind, p); !a.OK || a.Attempts != 1 || a.Payload != nil {
				t.Errorf("%s %v: ack %+v", kind, p, a)
			}
		}
	}
	r.Raw(`{"type":`)
	r.Raw(`[]`)
	if a := r.SlashCommand("alice", "helpdesk", "still there?"); !a.OK {
		t.Error("the connection did not survive")
	}
	for _, kind := range []bot.EventKind{bot.ClickEvent, bot.SubmitEvent, bot.MessageEvent, bot.ReactionEvent} {
		if n := len(r.desk.got(kind)); n != 0 {
			t.Errorf("%d events of kind %d out of nothing", n, kind)
		}
	}
}

// TestUnknownEventsAreAcknowledged: events the library does not know are not malformed.
func TestUnknownEventsAreAcknowledged(t *testing.T) {
	r := connect(t)
	if a := r.Event(slackfake.Obj{"type": "something_new_from_slack", "user": "U1"}); !a.OK || a.Attempts != 1 {
		t.Errorf("ack %+v", a)
	}
}

func TestMembership(t *testing.T) {
	r := connect(t)
	alice := person(r.Server, "alice")
	r.Join("alice", "helpdesk-team")
	if roles, err := r.a.Roles(t.Context(), alice); err != nil || !roles.Technician {
		t.Errorf("after joining the pool channel: %+v %v", roles, err)
	}
	r.Leave("alice", "helpdesk-team")
	if roles, _ := r.a.Roles(t.Context(), alice); roles.Technician {
		t.Error("still a technician after leaving")
	}
	if got := r.desk.got(bot.MembershipEvent); len(got) != 2 {
		t.Errorf("events %+v", got)
	}
	r.Join("alice", "helpdesk") // gives nobody a right
	if got := r.desk.got(bot.MembershipEvent); len(got) != 2 {
		t.Error("a channel without rights made an event")
	}
}

func TestChannelThatGoesAway(t *testing.T) {
	r := connect(t)
	if !r.a.Has(tickets.PlaceManagers) {
		t.Fatal("no managers' channel")
	}
	r.Archive("helpdesk-managers")
	r.Await("the roster to notice", func() bool { return !r.a.Has(tickets.PlaceManagers) })
	r.Leave("guichet", "helpdesk-escalations")
	r.Await("the roster to notice", func() bool { return r.a.Channel(tickets.PlaceEscalation, "") == "" })
	r.Await("the bot to be told", func() bool { return len(r.desk.got(bot.MembershipEvent)) >= 2 })
}

// A file that somebody deletes leaves a tombstone in its message, which Slack tells as a change
// without the time of an edit.
func TestADeletedFileIsToldAsAnEdit(t *testing.T) {
	r := connect(t)
	file := func(id, mode string) slackfake.Obj {
		return slackfake.Obj{"id": id, "name": id + ".txt", "size": 4, "mode": mode}
	}
	was := slackfake.Obj{"type": "message", "user": r.User("alice"), "text": "voici", "ts": "1772452800.000001", "files": []any{file("F1", "hosted"), file("F2", "hosted")}}
	now := slackfake.Obj{"type": "message", "user": r.User("alice"), "text": "voici", "ts": "1772452800.000001", "files": []any{file("F1", "tombstone"), file("F2", "hosted")}}
	tell := func(before, after slackfake.Obj) {
		r.Event(slackfake.Obj{
			"type": "message", "subtype": "message_changed", "hidden": true, "channel": r.Channel("dm:alice"), "channel_type": "im",
			"ts": "1772452900.000002", "event_ts": "1772452900.000002", "message": after, "previous_message": before,
		})
	}
	tell(was, now)
	tell(now, now) // a reply to it, a preview
	got := r.desk.got(bot.EditedEvent)
	if len(got) != 1 {
		t.Fatalf("%d edits: %+v", len(got), got)
	}
	e := got[0]
	if len(e.Files) != 1 || e.Files[0].ID != "F2" || e.Words != "voici" || !e.At.After(e.Written) || e.By.ID != person(r.Server, "alice") {
		t.Errorf("told as %+v", e)
	}
}
