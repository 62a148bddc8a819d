package slack

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"guichet/bot"
	"guichet/bot/markup"
	"guichet/tickets"
)

// errMalformed is for payloads that cannot be understood: counted, acknowledged, skipped.
var errMalformed = errors.New("slack: malformed payload")

// request is an interaction that somebody waits for, and where its answer can go.
type request struct {
	event       bot.Event
	trigger     string
	responseURL string
	origin      origin
	ephemeral   bool     // clicked in a message only that person sees
	viewID      string   // of a submission
	team        string   // workspace of the person
	inputs      []string // block ids that can show an error
}

// readCommand translates a slash command.
func readCommand(payload []byte) (request, error) {
	var c command
	if err := json.Unmarshal(payload, &c); err != nil {
		return request{}, fmt.Errorf("%w: %w", errMalformed, err)
	}
	if c.UserID == "" || c.TriggerID == "" {
		return request{}, fmt.Errorf("%w: a command without user or trigger", errMalformed)
	}
	return request{
		trigger: c.TriggerID, responseURL: c.ResponseURL, team: c.TeamID, origin: origin{channel: c.ChannelID},
		event: bot.Event{
			Kind: bot.CommandEvent, Space: space, Key: c.TriggerID, Name: strings.TrimPrefix(c.Command, "/"), Words: typed(c.Text),
			By: tickets.Person{ID: userID(c.UserID), Name: c.UserName}, Where: tickets.MessageRef{Space: space, Channel: c.ChannelID},
		},
	}, nil
}

// readInteraction translates clicks, submissions and shortcuts; ok is false for what does not
// concern us (closed modals, links that only open an address).
func readInteraction(payload []byte, names markup.Names) (r request, ok bool, err error) {
	var i interaction
	if err := json.Unmarshal(payload, &i); err != nil {
		return request{}, false, fmt.Errorf("%w: %w", errMalformed, err)
	}
	if i.User.ID == "" {
		return request{}, false, fmt.Errorf("%w: an interaction without user", errMalformed)
	}
	r = request{trigger: i.TriggerID, responseURL: i.ResponseURL, team: i.User.TeamID, event: bot.Event{
		Space: space, Key: i.TriggerID, By: tickets.Person{ID: userID(i.User.ID), Name: orDefault(i.User.Name, i.User.Username)},
		Where: tickets.MessageRef{Space: space},
	}}
	switch i.Type {
	case "block_actions":
		return r.click(i)
	case "view_submission":
		return r.submission(i)
	case "shortcut", "message_action":
		return r.shortcut(i, names)
	case "block_suggestion":
		return r.suggestion(i)
	}
	return r, false, nil
}

func (r request) click(i interaction) (request, bool, error) {
	if len(i.Actions) == 0 {
		return r, false, fmt.Errorf("%w: a click without action", errMalformed)
	}
	a := i.Actions[0]
	verb := a.Value
	if a.SelectedOption != nil {
		verb = a.ActionID + ":" + a.SelectedOption.Value
	}
	if verb == "" {
		return r, false, nil
	}
	r.event.Home = i.View.Type == homeView
	channel := orDefault(i.Container.ChannelID, i.Channel.ID)
	r.event.Kind, r.event.Verb, r.event.At = bot.ClickEvent, verb, instant(a.ActionTS)
	r.event.Where = ref(channel, i.Container.MessageTS, i.Container.ThreadTS)
	r.origin, r.ephemeral = origin{channel: channel, thread: r.event.Where.Thread}, i.Container.IsEphemeral
	return r, true, nil
}

func (r request) submission(i interaction) (request, bool, error) {
	if i.View.ID == "" {
		return r, false, fmt.Errorf("%w: a submission without view", errMalformed)
	}
	o, state := unpack(i.View.PrivateMetadata)
	r.origin, r.viewID = o, i.View.ID
	e := &r.event
	e.Kind, e.Key, e.Verb, e.State = bot.SubmitEvent, i.View.ID+":"+i.View.Hash, i.View.CallbackID, state
	e.Where = tickets.MessageRef{Space: space, Channel: o.channel, Thread: o.thread}
	e.By.Locale = o.locale
	e.Values = map[string]string{}
	for _, b := range i.View.Blocks {
		if b.Type == "input" {
			r.inputs = append(r.inputs, b.BlockID)
		}
	}
	for field, values := range i.View.State.Values {
		for _, v := range values {
			e.Values[field] = v.text()
			e.Files = append(e.Files, wireFiles(v.Files)...)
		}
	}
	return r, true, nil
}

// suggestion takes what is typed in a select whose options do not fit.
// https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload
func (r request) suggestion(i interaction) (request, bool, error) {
	if i.ActionID == "" {
		return r, false, fmt.Errorf("%w: a suggestion for nothing", errMalformed)
	}
	e := &r.event
	e.Kind, e.Focus, e.Words = bot.CompletionEvent, i.ActionID, i.Value
	for _, v := range i.View.State.Values["kind"] {
		e.Args = map[string]string{"type": v.text()}
	}
	return r, true, nil
}

// text is a field's value in the words of bot.Event.
func (v fieldValue) text() string {
	switch {
	case v.SelectedOption != nil:
		return v.SelectedOption.Value
	case v.SelectedUser != "":
		return string(userID(v.SelectedUser))
	case v.SelectedDateTime > 0:
		return time.Unix(v.SelectedDateTime, 0).UTC().Format(time.RFC3339)
	}
	return v.Value
}

func (r request) shortcut(i interaction, names markup.Names) (request, bool, error) {
	e := &r.event
	e.Kind, e.Name, e.At = bot.ShortcutEvent, i.CallbackID, instant(i.ActionTS)
	if m := i.Message; m != nil && i.Type == "message_action" {
		where := ref(i.Channel.ID, m.TS, m.ThreadTS)
		e.Where, r.origin = where, origin{channel: i.Channel.ID, thread: where.Thread}
		e.Target = quoted(where, m.User, m.BotID, m.appName(), m.Text, wireFiles(m.Files), names)
	}
	return r, true, nil
}
