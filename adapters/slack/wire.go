package slack

import (
	"encoding/json"
	"strings"

	slackapi "github.com/slack-go/slack"

	"guichet/tickets"
)

// What Slack delivers, as far as it matters here. These small structs are ours so that a
// field of an unexpected shape somewhere else in a payload costs nothing.

// command is the payload of a slash command.
// https://docs.slack.dev/interactivity/implementing-slash-commands
type command struct {
	Command     string `json:"command"`
	Text        string `json:"text"`
	TriggerID   string `json:"trigger_id"`
	ResponseURL string `json:"response_url"`
	UserID      string `json:"user_id"`
	UserName    string `json:"user_name"`
	ChannelID   string `json:"channel_id"`
	TeamID      string `json:"team_id"` // of the person
}

// interaction is the payload of a click, a shortcut or a submission.
// https://docs.slack.dev/reference/interaction-payloads
type interaction struct {
	Type        string `json:"type"`
	TriggerID   string `json:"trigger_id"`
	ResponseURL string `json:"response_url"`
	CallbackID  string `json:"callback_id"`
	ActionTS    string `json:"action_ts"`
	ActionID    string `json:"action_id"` // block_suggestion: the select that is typed in
	Value       string `json:"value"`     // block_suggestion: what is there so far
	User        struct {
		ID       string `json:"id"`
		Name     string `json:"name"`
		Username string `json:"username"`
		TeamID   string `json:"team_id"`
	} `json:"user"`
	Channel struct {
		ID string `json:"id"`
	} `json:"channel"`
	Container struct {
		ChannelID   string `json:"channel_id"`
		MessageTS   string `json:"message_ts"`
		ThreadTS    string `json:"thread_ts"`
		IsEphemeral bool   `json:"is_ephemeral"`
	} `json:"container"`
	Actions []action `json:"actions"`
	View    view     `json:"view"`
	Message *message `json:"message"`
}

type action struct {
	Type           string  `json:"type"`
	ActionID       string  `json:"action_id"`
	ActionTS       string  `json:"action_ts"`
	Value          string  `json:"value"`
	SelectedOption *choose `json:"selected_option"`
}

type choose struct {
	Value string `json:"value"`
}

type view struct {
	Type            string `json:"type"`
	ID              string `json:"id"`
	Hash            string `json:"hash"`
	CallbackID      string `json:"callback_id"`
	PrivateMetadata string `json:"private_metadata"`
	Blocks          []struct {
		Type    string `json:"type"`
		BlockID string `json:"block_id"`
	} `json:"blocks"`
	State struct {
		Values map[string]map[string]fieldValue `json:"values"`
	} `json:"state"`
}

// fieldValue is what a field of a modal holds.
type fieldValue struct {
	Type             string  `json:"type"`
	Value            string  `json:"value"`
	SelectedOption   *choose `json:"selected_option"`
	SelectedUser     string  `json:"selected_user"`
	SelectedDateTime int64   `json:"selected_date_time"`
	Files            []file  `json:"files"`
}

// callback is the payload of an event. https://docs.slack.dev/apis/events-api
type callback struct {
	EventID   string          `json:"event_id"`
	EventTime int64           `json:"event_time"`
	Event     json.RawMessage `json:"event"`
}

// message is an event or a message somebody pointed at.
type message struct {
	Type     string   `json:"type"`
	Subtype  string   `json:"subtype"`
	Hidden   bool     `json:"hidden"`
	User     string   `json:"user"`
	BotID    string   `json:"bot_id"`
	Username string   `json:"username"` // of an app that posts under a name
	Profile  struct { // of the app
		Name string `json:"name"`
	} `json:"bot_profile"`
	Text        string          `json:"text"`
	UserTeam    string          `json:"user_team"` // of the person, in channels shared with other workspaces
	TS          string          `json:"ts"`
	ThreadTS    string          `json:"thread_ts"`
	EventTS     string          `json:"event_ts"`
	DeletedTS   string          `json:"deleted_ts"`       // message_deleted
	Changed     revision        `json:"message"`          // message_changed: as it is now
	Before      revision        `json:"previous_message"` // message_changed, message_deleted: as it was
	Channel     json.RawMessage `json:"channel"`          // an id, or an object in channel_rename
	ChannelType string          `json:"channel_type"`
	Files       []file          `json:"files"`
	Attachments []attachment    `json:"attachments"`
	Reaction    string          `json:"reaction"`
	Tab         string          `json:"tab"` // app_home_opened
	Item        struct {
		Type    string `json:"type"`
		Channel string `json:"channel"`
		TS      string `json:"ts"`
	} `json:"item"`
}

// revision is a message before or after a change.
// https://docs.slack.dev/reference/events/message/message_changed
type revision struct {
	Subtype     string       `json:"subtype"`
	User        string       `json:"user"`
	BotID       string       `json:"bot_id"`
	Text        string       `json:"text"`
	TS          string       `json:"ts"`
	ThreadTS    string       `json:"thread_ts"`
	Files       []file       `json:"files"`
	Attachments []attachment `json:"attachments"`
	Edited      struct {
		TS string `json:"ts"`
	} `json:"edited"`
}

// attachment is what a message shows besides its words: another message that was forwarded, or a
// preview. https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments
type attachment struct {
	Text     string `json:"text"`
	Fallback string `json:"fallback"`
}

// spoken are the words of a message; of one that only forwards others, theirs as a quote.
func spoken(text string, shown []attachment) string {
	if strings.TrimSpace(text) != "" {
		return text
	}
	var out []string
	for _, a := range shown {
		if words := strings.TrimSpace(orDefault(a.Text, a.Fallback)); words != "" {
			out = append(out, "&gt; "+strings.ReplaceAll(words, "\n", "\n&gt; "))
		}
	}
	return strings.Join(out, "\n")
}

func (m message) channel() string {
	var id string
	if json.Unmarshal(m.Channel, &id) == nil {
		return id
	}
	var o struct {
		ID string `json:"id"`
	}
	_ = json.Unmarshal(m.Channel, &o)
	return o.ID
}

// appName is the name of the app that wrote the message.
func (m message) appName() string { return orDefault(m.Username, m.Profile.Name) }

type file struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Size       int64  `json:"size"`
	Permalink  string `json:"permalink"`
	URLPrivate string `json:"url_private"`
	Mode       string `json:"mode"`
}

func wireFiles(in []file) []tickets.File {
	var out []tickets.File
	for _, f := range in {
		if f.Mode == tombstone {
			continue
		}
		out = append(out, tickets.File{ID: f.ID, Name: f.Name, Size: f.Size, URL: orDefault(f.Permalink, f.URLPrivate)})
	}
	return out
}

func apiFiles(in []slackapi.File) []tickets.File {
	var out []tickets.File
	for _, f := range in {
		if f.Mode == tombstone {
			continue
		}
		out = append(out, tickets.File{ID: f.ID, Name: f.Name, Size: int64(f.Size), URL: orDefault(f.Permalink, f.URLPrivate)})
	}
	return out
}
