package stage

import (
	"encoding/json"
	"regexp"
	"strings"
)

type slackMessage struct {
	TS          string          `json:"ts"`
	Channel     string          `json:"channel"`
	ThreadTS    string          `json:"thread_ts"`
	FromBot     bool            `json:"from_bot"`
	Ephemeral   bool            `json:"ephemeral"`
	Text        string          `json:"text"`
	VisibleText string          `json:"visible_text"`
	Controls    []slackControl  `json:"controls"`
	Blocks      json.RawMessage `json:"blocks"`
	Files       []struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	} `json:"files"`
	Reactions []struct {
		Name  string   `json:"name"`
		Users []string `json:"users"`
	} `json:"reactions"`
}

type slackControl struct {
	Label    string `json:"label"`
	Type     string `json:"type"`
	ActionID string `json:"action_id"`
	BlockID  string `json:"block_id"`
	Value    string `json:"value"`
	Current  any    `json:"current"`
	Options  []struct {
		Label string `json:"label"`
		Value string `json:"value"`
	} `json:"options"`
}

type slackView struct {
	Title       string         `json:"title"`
	VisibleText string         `json:"visible_text"`
	Controls    []slackControl `json:"controls"`
}

func (v *slackView) form() *Form {
	if v == nil {
		return nil
	}
	f := &Form{Title: v.Title, Text: v.VisibleText}
	for _, c := range v.Controls {
		one := Field{Label: c.Label, Kind: c.Type}
		switch cur := c.Current.(type) {
		case string:
			one.Value = cur
		case map[string]any:
			if text, ok := cur["text"].(map[string]any); ok {
				one.Value, _ = text["text"].(string)
			}
		}
		for _, o := range c.Options {
			one.Options = append(one.Options, o.Label)
		}
		f.Fields = append(f.Fields, one)
	}
	return f
}

func (m slackMessage) message(s *slack) Message {
	out := Message{
		Channel: m.Channel, ID: m.TS, Root: m.ThreadTS, Text: m.VisibleText, FromBot: m.FromBot, Ephemeral: m.Ephemeral,
		Raw: m.Blocks, Reactions: map[string][]string{}, Pinged: s.pings(m),
	}
	for _, f := range m.Files {
		out.Files = append(out.Files, File{Name: f.Name, at: f.ID})
	}
	for _, c := range m.Controls {
		if c.Type == "button" {
			out.Buttons = append(out.Buttons, Button{Label: c.Label, ID: c.ActionID, Value: c.Value, Block: c.BlockID})
		}
		for _, o := range c.Options {
			out.Buttons = append(out.Buttons, Button{Label: o.Label, ID: c.ActionID, Value: o.Value, Block: c.BlockID, Menu: true})
		}
	}
	for _, r := range m.Reactions {
		for emoji, name := range slackEmoji {
			if name == r.Name {
				for _, id := range r.Users {
					out.Reactions[emoji] = append(out.Reactions[emoji], s.names[id])
				}
			}
		}
	}
	return out
}

var (
	slackUserRE  = regexp.MustCompile(`<@([A-Z0-9]+)(?:\|[^>]*)?>`)
	slackGroupRE = regexp.MustCompile(`<!(channel|here|everyone|subteam\^[A-Z0-9]+)(?:\|[^>]*)?>`)
)

// pings finds whom a message notifies: mentions in its text and in the parts of its blocks
// that are markup.
func (s *slack) pings(m slackMessage) []string {
	var blocks any
	if len(m.Blocks) > 0 && json.Unmarshal(m.Blocks, &blocks) != nil {
		blocks = nil
	}
	var out []string
	scan := func(text string) {
		for _, hit := range slackUserRE.FindAllStringSubmatch(text, -1) {
			out = append(out, s.names[hit[1]])
		}
		for _, hit := range slackGroupRE.FindAllStringSubmatch(text, -1) {
			out = append(out, "@"+strings.TrimPrefix(hit[1], "subteam^"))
		}
	}
	var walk func(v any)
	walk = func(v any) {
		switch x := v.(type) {
		case []any:
			for _, e := range x {
				walk(e)
			}
		case map[string]any:
			text, _ := x["text"].(string)
			switch x["type"] {
			case "mrkdwn", "markdown":
				scan(text)
			case "user":
				if id, ok := x["user_id"].(string); ok {
					out = append(out, s.names[id])
				}
			case "broadcast", "usergroup":
				out = append(out, "@group")
			}
			for _, e := range x {
				walk(e)
			}
		}
	}
	scan(m.Text)
	walk(blocks)
	return out
}
