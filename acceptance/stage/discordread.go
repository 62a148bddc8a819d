package stage

import "encoding/json"

type discordMessage struct {
	ID          string           `json:"id"`
	ChannelID   string           `json:"channel_id"`
	Bot         bool             `json:"bot"`
	Ephemeral   bool             `json:"ephemeral"`
	VisibleText string           `json:"visible_text"`
	Content     string           `json:"content"`
	Embeds      json.RawMessage  `json:"embeds"`
	Controls    []discordControl `json:"controls"`
	Attachments []struct {
		Filename string `json:"filename"`
		URL      string `json:"url"`
	} `json:"attachments"`
	Reactions []struct {
		Emoji string   `json:"emoji"`
		Users []string `json:"users"`
	} `json:"reactions"`
	Thread *struct {
		ID string `json:"id"`
	} `json:"thread"`
	Pinged struct {
		Everyone bool     `json:"everyone"`
		Here     bool     `json:"here"`
		Users    []string `json:"users"`
		Roles    []string `json:"roles"`
	} `json:"pinged"`
}

type discordControl struct {
	Type     string `json:"type"`
	Label    string `json:"label"`
	CustomID string `json:"custom_id"`
	Disabled bool   `json:"disabled"`
	Value    string `json:"value"`
	Options  []struct {
		Label   string `json:"label"`
		Value   string `json:"value"`
		Default bool   `json:"default"`
	} `json:"options"`
}

type discordModal struct {
	Title  string           `json:"title"`
	Fields []discordControl `json:"fields"`
	Texts  []string         `json:"texts"`
}

func (m *discordModal) form() *Form {
	if m == nil || m.Title == "" && len(m.Fields) == 0 {
		return nil
	}
	f := &Form{Title: m.Title}
	for _, t := range m.Texts {
		f.Text += t + "\n"
	}
	for _, c := range m.Fields {
		one := Field{Label: c.Label, Kind: c.Type, Value: c.Value}
		for _, o := range c.Options {
			one.Options = append(one.Options, o.Label)
			if o.Default {
				one.Value = o.Label
			}
		}
		f.Fields = append(f.Fields, one)
	}
	return f
}

func (m discordMessage) message() Message {
	out := Message{Channel: m.ChannelID, ID: m.ID, Text: m.VisibleText, FromBot: m.Bot, Ephemeral: m.Ephemeral, Reactions: map[string][]string{}}
	out.Raw, _ = json.Marshal(m.VisibleText)
	if m.Thread != nil {
		out.Thread = m.Thread.ID
	}
	for _, f := range m.Attachments {
		out.Files = append(out.Files, File{Name: f.Filename, at: f.URL})
	}
	for _, c := range m.Controls {
		if c.Type == "button" {
			out.Buttons = append(out.Buttons, Button{Label: c.Label, ID: c.CustomID, Disabled: c.Disabled})
		}
		for _, o := range c.Options {
			out.Buttons = append(out.Buttons, Button{Label: o.Label, ID: c.CustomID, Value: o.Value, Menu: true, Disabled: c.Disabled})
		}
	}
	for _, r := range m.Reactions {
		out.Reactions[r.Emoji] = r.Users
	}
	out.Pinged = append(out.Pinged, m.Pinged.Users...)
	for _, r := range m.Pinged.Roles {
		out.Pinged = append(out.Pinged, "@"+r)
	}
	if m.Pinged.Everyone || m.Pinged.Here {
		out.Pinged = append(out.Pinged, "@everyone")
	}
	return out
}
