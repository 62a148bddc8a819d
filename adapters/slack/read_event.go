package slack

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	slackapi "github.com/slack-go/slack"

	"guichet/bot"
	"guichet/tickets"
)

// happening is an event nobody waits for, translated.
type happening struct {
	event  bot.Event
	known  bool   // hand it to the bot
	roster bool   // who is where may have changed: read it again
	joined *bool  // a member joined or left event.Where.Channel
	kind   string // for the metrics
	team   string // workspace of the person, where the event tells
	// profile is what somebody is now: they became a guest or a full member, or left.
	profile *slackapi.User
}

// readEvent translates the payload of an event callback.
func (a *Adapter) readEvent(payload []byte) (happening, error) {
	var c callback
	var m message
	if err := json.Unmarshal(payload, &c); err != nil {
		return happening{}, fmt.Errorf("%w: %w", errMalformed, err)
	}
	if h, ok, err := readProfile(c); ok || err != nil {
		return h, err
	}
	if err := json.Unmarshal(c.Event, &m); err != nil || m.Type == "" {
		return happening{}, fmt.Errorf("%w: an event of no type", errMalformed)
	}
	h := happening{event: bot.Event{
		Space: space, Key: c.EventID, At: instant(m.EventTS), By: tickets.Person{ID: userID(m.User)},
		Where: tickets.MessageRef{Space: space, Channel: m.channel()},
	}, kind: "other", team: m.UserTeam}
	if h.event.At.IsZero() && c.EventTime > 0 {
		h.event.At = time.Unix(c.EventTime, 0).UTC()
	}
	switch m.Type {
	case "message":
		return a.readMessage(h, m), nil
	case "reaction_added", "reaction_removed":
		return a.readReaction(h, m), nil
	case "app_home_opened":
		h.kind, h.known = "home", m.Tab != "messages"
		h.event.Kind, h.event.Where.Channel = bot.HomeEvent, ""
	case "member_joined_channel", "member_left_channel":
		in := m.Type == "member_joined_channel"
		h.kind, h.joined, h.roster = "membership", &in, m.User == a.botUser()
		h.event.Kind, h.event.On = bot.MembershipEvent, in
	case "channel_left", "group_left", "channel_archive", "group_archive", "channel_rename", "group_rename", "subteam_members_changed":
		h.kind, h.roster = "membership", true
	}
	return h, nil
}

// readProfile takes the news that somebody's profile changed, or that they joined: whether they are a
// guest or an administrator, or have left, holds from then on.
// https://docs.slack.dev/reference/events/user_change https://docs.slack.dev/reference/events/team_join
func readProfile(c callback) (h happening, ok bool, err error) {
	var e struct {
		Type string         `json:"type"`
		User *slackapi.User `json:"user"`
	}
	var kind struct {
		Type string `json:"type"`
	}
	_ = json.Unmarshal(c.Event, &kind) // what cannot be read is nobody's profile
	switch kind.Type {
	case "user_change", "team_join":
	default:
		return h, false, nil
	}
	if err := json.Unmarshal(c.Event, &e); err != nil || e.User == nil || e.User.ID == "" {
		return h, true, fmt.Errorf("%w: a profile of nobody", errMalformed)
	}
	return happening{kind: "membership", profile: e.User, event: bot.Event{
		Kind: bot.MembershipEvent, Space: space, Key: c.EventID, By: tickets.Person{ID: userID(e.User.ID)}, Where: tickets.MessageRef{Space: space},
	}}, true, nil
}

// readMessage takes what people write where the bot reads: its DMs, and threads in the
// technicians' channels.
func (a *Adapter) readMessage(h happening, m message) happening {
	e := &h.event
	e.Where = ref(m.channel(), m.TS, m.ThreadTS)
	if gone := m.deleted(); gone != "" {
		e.Kind, e.Where, h.known, h.kind = bot.DeletedEvent, ref(m.channel(), gone, ""), true, "deleted"
		return h
	}
	direct := m.ChannelType == "im"
	if m.Subtype == "message_changed" {
		return a.readEdit(h, m, direct)
	}
	if m.Hidden || m.TS == "" || !a.fromPerson(m.User, m.BotID, m.Subtype) ||
		!direct && (e.Where.Thread == "" || !a.roster.pool(e.Where.Channel)) {
		return h
	}
	e.Kind, e.Direct, e.Words, e.Files, e.At = bot.MessageEvent, direct, written(spoken(m.Text, m.Attachments), a.names()), wireFiles(m.Files), instant(m.TS)
	h.known, h.kind = true, "message"
	return h
}

// readEdit takes what people make of their own messages. Slack tells a preview that it adds, a
// new reply or a pin as a change too: then no word was edited. A file that somebody deletes leaves
// a tombstone, and no time of an edit.
func (a *Adapter) readEdit(h happening, m message, direct bool) happening {
	now, e := m.Changed, &h.event
	e.Where = ref(m.channel(), now.TS, now.ThreadTS)
	files, at := wireFiles(now.Files), now.Edited.TS
	fewer := len(files) < len(wireFiles(m.Before.Files))
	unchanged := now.Text == m.Before.Text && at == m.Before.Edited.TS && len(files) == len(wireFiles(m.Before.Files))
	if fewer && at == m.Before.Edited.TS {
		at = orDefault(m.EventTS, m.TS)
	}
	if at == "" || unchanged || !a.fromPerson(now.User, now.BotID, now.Subtype) ||
		!direct && (e.Where.Thread == "" || !a.roster.pool(e.Where.Channel)) {
		return h
	}
	e.Kind, e.Direct, e.Words, e.Files = bot.EditedEvent, direct, written(spoken(now.Text, now.Attachments), a.names()), files
	e.By, e.At, e.Written = tickets.Person{ID: userID(now.User)}, instant(at), instant(now.TS)
	h.known, h.kind = true, "edited"
	return h
}

// deleted is the ts of the message that the event says was deleted, "" when it says something
// else. The root of a thread leaves a tombstone behind, which is told as a change.
func (m message) deleted() string {
	switch {
	case m.Subtype == "message_deleted":
		return m.DeletedTS
	case m.Subtype == "message_changed" && m.Changed.Subtype == tombstone:
		return m.Changed.TS
	}
	return ""
}

func (a *Adapter) readReaction(h happening, m message) happening {
	if m.Item.Type != "message" || m.User == "" || m.User == a.botUser() {
		return h
	}
	e := &h.event
	e.Kind, e.Name, e.On = bot.ReactionEvent, canonical(m.Reaction), m.Type == "reaction_added"
	e.Where = tickets.MessageRef{Space: space, Channel: m.Item.Channel, Message: m.Item.TS}
	e.Direct = strings.HasPrefix(m.Item.Channel, "D")
	h.known, h.kind = true, "reaction"
	return h
}
