package discordfake

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Places are the ids of the channels, threads and DMs that somebody sees.
func (f *Fake) Places(user string) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	u := f.user(user)
	var out []string
	for _, c := range f.channels {
		seen := f.admits(c, u)
		switch {
		case c.dm():
			seen = c.Recipient == u.ID
		case c.Type == 12:
			seen = slices.Contains(c.Members, u.ID)
		case c.thread():
			seen = f.admits(f.channel(c.Parent), u)
		}
		if seen {
			out = append(out, c.ID)
		}
	}
	return out
}

// admits tells whether somebody sees a text channel. The lock is held.
func (f *Fake) admits(c *Channel, u *User) bool {
	if c == nil || u.Outside {
		return false
	}
	seen := true
	for _, o := range c.Overwrites {
		if o["id"] == f.guild && o["deny"] != "0" {
			seen = false
		}
	}
	for _, o := range c.Overwrites {
		id, _ := o["id"].(string)
		seen = seen || o["allow"] != "0" && slices.Contains(u.Roles, id)
	}
	for _, r := range f.roles {
		seen = seen || r.permissions&administrator != 0 && slices.Contains(u.Roles, r.id)
	}
	return seen
}

// Place is a channel, thread or DM as it stands, without its messages.
func (f *Fake) Place(id string) Channel {
	f.mu.Lock()
	defer f.mu.Unlock()
	c := *f.channel(id)
	c.Messages = nil
	return c
}

// Profile is somebody's name and locale.
func (f *Fake) Profile(user string) (name, locale string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	u := f.user(user)
	return u.Name, u.Locale
}

// BotID is the bot's own account.
func (f *Fake) BotID() string { return f.bot }

// Shown is what is read of a message: formatting gone, mentions as names.
func (f *Fake) Shown(m Message) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	parts := []string{f.read(marks.ReplaceAllString(m.Content(), ""))}
	embeds, _ := m.Body["embeds"].([]any)
	for _, x := range embeds {
		e := object(x)
		title, _ := e["title"].(string)
		description, _ := e["description"].(string)
		parts = append(parts, f.read(title), f.read(marks.ReplaceAllString(description, "")))
		fields, _ := e["fields"].([]any)
		for _, y := range fields {
			name, _ := object(y)["name"].(string)
			value, _ := object(y)["value"].(string)
			parts = append(parts, f.read(name)+" "+f.read(marks.ReplaceAllString(value, "")))
		}
		footer, _ := object(e["footer"])["text"].(string) // nothing is formatted in it
		parts = append(parts, footer)
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "\n")
}

var (
	tags  = regexp.MustCompile(`<(@|@&)(\d+)>`)
	links = regexp.MustCompile(`\[((?:\\.|[^\]\\])*)\]\(<[^>]*>\)`)
	marks = regexp.MustCompile(`(?m)^(> |-# )`)
	// Times, channels, commands and emojis: clients show something else in their place.
	pills = regexp.MustCompile(`<(t:-?\d+(?::\w)?|#\d+|/[^:<>]+:\d+|a?:\w+:\d+)>`)
)

// read is Markdown as it is read. The lock is held.
func (f *Fake) read(s string) string {
	s = tags.ReplaceAllStringFunc(s, func(tag string) string {
		id := tags.FindStringSubmatch(tag)[2]
		if u := f.userByID(id); u != nil {
			return "@" + u.Name
		}
		for _, r := range f.roles {
			if r.id == id {
				return "@" + r.name
			}
		}
		return "@unknown"
	})
	s = pills.ReplaceAllString(s, "⟦$1⟧")
	s = links.ReplaceAllString(s, "$1")
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s):
			i++
			b.WriteByte(s[i])
		case strings.HasPrefix(s[i:], "**"):
			i++
		case s[i] == '`' && strings.Contains(s[i+1:], "`"):
			code, _, _ := strings.Cut(s[i+1:], "`")
			b.WriteString(code)
			i += len(code) + 1
		default:
			b.WriteByte(s[i])
		}
	}
	return strings.ReplaceAll(b.String(), "\u200b", "")
}

// Control is a button, or an option of a menu, on a message.
type Control struct {
	Label, CustomID string
	Value           string // an option's
	Menu            bool
}

// Controls lists the buttons and options of a message.
func (m Message) Controls() []Control {
	var out []Control
	rows, _ := m.Body["components"].([]any)
	for _, r := range rows {
		list, _ := object(r)["components"].([]any)
		for _, x := range list {
			c := object(x)
			id, _ := c["custom_id"].(string)
			if label, ok := c["label"].(string); ok {
				out = append(out, Control{Label: label, CustomID: id})
			}
			options, _ := c["options"].([]any)
			for _, o := range options {
				label, _ := object(o)["label"].(string)
				value, _ := object(o)["value"].(string)
				out = append(out, Control{Label: label, CustomID: id, Value: value, Menu: true})
			}
		}
	}
	return out
}

// Press presses the button, or chooses the option, with this label on a message.
func (f *Fake) Press(user, channel, message, label string) *Interaction {
	i := f.start(user, channel, 3)
	f.mu.Lock()
	i.on = i.channel.message(message)
	f.mu.Unlock()
	if i.on == nil || i.on.Ephemeral != "" && i.on.Ephemeral != i.user.ID {
		panic(fmt.Sprintf("discordfake: %s sees no message %s", user, message))
	}
	for _, c := range i.on.Controls() {
		switch {
		case !strings.EqualFold(c.Label, label):
		case c.Menu:
			return f.interact(i, M{"custom_id": c.CustomID, "component_type": 3, "values": []string{c.Value}})
		default:
			return f.interact(i, M{"custom_id": c.CustomID, "component_type": 2})
		}
	}
	panic(fmt.Sprintf("discordfake: no button or option %q on %q", label, f.Shown(*i.on)))
}

// Screen is the form that somebody has open, nil none.
func (f *Fake) Screen(user string) M {
	f.mu.Lock()
	defer f.mu.Unlock()
	if i := f.modals[f.user(user).ID]; i != nil {
		return i.Modal
	}
	return nil
}
