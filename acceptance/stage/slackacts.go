package stage

import (
	"encoding/base64"
	"strings"
	"time"
)

// How long an answer may take to show after a command, and after a button that may well say
// nothing.
const (
	answerTime = 2500 * time.Millisecond
	silentTime = 700 * time.Millisecond
)

var slackEmoji = map[string]string{
	"👀": "eyes", "✅": "white_check_mark", "⏸️": "double_vertical_bar", "⬆️": "arrow_up", "🚨": "rotating_light", "✋": "hand", "✉️": "email", "🎫": "ticket",
}

func (s *slack) Open(who, words string, _ Opening) (Reply, error) {
	return s.act(who, "/slash", map[string]any{"channel": "helpdesk", "command": "/ticket", "text": words, "wait_for": "view", "wait_ms": 3000}, 0)
}

func (s *slack) Command(who string, c Command) (Reply, error) {
	words := []string{c.Name}
	if c.Ticket != "" {
		words = append(words, c.Ticket)
	}
	if c.Other != "" {
		words = append(words, c.Other)
	}
	if c.Person != "" {
		words = append(words, "@"+c.Person)
	}
	for _, w := range []string{c.Level, c.Text} {
		if w != "" {
			words = append(words, w)
		}
	}
	return s.act(who, "/slash", map[string]any{"channel": "helpdesk", "command": "/" + c.slash(), "text": strings.Join(words, " ")}, answerTime)
}

func (s *slack) Click(who string, m Message, label string) (Reply, error) {
	b, ok := m.Button(label)
	if !ok {
		return Reply{Failed: "no button " + label + " in " + m.String()}, nil
	}
	body := map[string]any{"channel": m.Channel, "ts": m.ID, "action_id": b.ID, "value": b.Value}
	if b.Block != "" {
		body["block_id"] = b.Block
	}
	return s.act(who, "/click", body, silentTime)
}

func (s *slack) Form(who string) (*Form, error) {
	var out struct {
		Views []*slackView `json:"views"`
	}
	if err := s.Control("/views?user="+who, nil, &out); err != nil || len(out.Views) == 0 {
		return nil, err
	}
	return out.Views[len(out.Views)-1].form(), nil
}

func (s *slack) Submit(who string, values map[string]any) (Reply, error) {
	return s.act(who, "/view/fill_submit", map[string]any{"values": values}, silentTime)
}

func (s *slack) React(who string, m Message, emoji string, on bool) error {
	path := "/react"
	if !on {
		path = "/unreact"
	}
	var res slackResult
	if err := s.Control(path, map[string]any{"user": who, "channel": m.Channel, "ts": m.ID, "name": slackEmoji[emoji]}, &res); err != nil {
		return err
	}
	if !res.OK {
		return &Refusal{Path: path, Why: res.Failed}
	}
	return nil
}

func (s *slack) Say(who string, where Message, text string) error {
	body := map[string]any{"user": who, "channel": where.Channel, "text": text}
	if root := where.Root; root != "" {
		body["thread_ts"] = root
	} else if where.ID != "" {
		body["thread_ts"] = where.ID
	}
	return s.Control("/message", body, nil)
}

func (s *slack) Join(who string, where Message, text string, files ...File) error {
	body := map[string]any{"user": who, "channel": where.Channel, "text": text, "files": uploads("name", files)}
	if root := where.Root; root != "" {
		body["thread_ts"] = root
	} else if where.ID != "" {
		body["thread_ts"] = where.ID
	}
	return s.Control("/message", body, nil)
}

// uploads are files as both simulators take them.
func uploads(name string, files []File) []any {
	var out []any
	for _, f := range files {
		out = append(out, map[string]any{name: f.Name, "content_base64": base64.StdEncoding.EncodeToString(f.Body)})
	}
	return out
}

func (s *slack) Body(f File) ([]byte, error) { return s.raw("/files/" + f.at) }

func (s *slack) Delete(who string, m Message) error {
	if m.FromBot {
		who = "adam" // only the workspace's owner may delete what the bot wrote
	}
	return s.change("/delete", map[string]any{"user": who, "channel": m.Channel, "ts": m.ID})
}

func (s *slack) Edit(who string, m Message, text string) error {
	return s.change("/edit", map[string]any{"user": who, "channel": m.Channel, "ts": m.ID, "text": text})
}

// change does something to a message that stands.
func (s *slack) change(path string, body map[string]any) error {
	var res slackResult
	if err := s.Control(path, body, &res); err != nil {
		return err
	}
	if !res.OK {
		return &Refusal{Path: path, Why: res.Failed}
	}
	return nil
}

func (s *slack) SendMenu(who string, m Message) (Reply, error) {
	return s.act(who, "/shortcut", map[string]any{"callback_id": "send_to_requester", "channel": m.Channel, "ts": m.ID}, answerTime)
}

func (s *slack) Channel(who, channel string) ([]Message, error) { return s.list(who, channel, "") }

func (s *slack) Thread(who string, root Message) ([]Message, error) {
	all, err := s.list(who, root.Channel, root.ID)
	var replies []Message
	for _, m := range all {
		if m.ID != root.ID {
			replies = append(replies, m)
		}
	}
	return replies, err
}

func (s *slack) Private(who string) ([]Message, error) {
	roots, err := s.list(who, "dm", "")
	if err != nil {
		return nil, err
	}
	var out []Message
	for _, r := range roots {
		out = append(out, r)
		replies, err := s.Thread(who, r)
		if err != nil {
			return nil, err
		}
		out = append(out, replies...)
	}
	return out, nil
}

func (s *slack) Whispers(who string, _ Message) ([]Message, error) { return s.ephemerals(who) }
