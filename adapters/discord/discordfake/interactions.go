package discordfake

import (
	"fmt"
	"net/http"
	"time"
)

// ackTime is how long an interaction waits for its first answer.
const ackTime = 3 * time.Second

// Interaction is what came of a command, a click or a form.
type Interaction struct {
	Type    int      // of the callback, 0 when there was none in time
	Message *Message // the answer, or the message that was replaced
	Modal   M        // the form that was opened
	Choices []any    // of a completion
	Private []*Message

	id, token string
	kind      int
	user      *User
	channel   *Channel
	on        *Message
	done      chan struct{}
}

// Failed tells whether the person saw "The application did not respond".
func (i *Interaction) Failed() bool { return i.Type == 0 }

// Text is the content of the answer.
func (i *Interaction) Text() string {
	if i.Message == nil {
		return ""
	}
	return i.Message.Content()
}

// interact sends an interaction and waits for its answer.
func (f *Fake) interact(i *Interaction, data M) *Interaction {
	f.mu.Lock()
	i.id, i.done = f.id(), make(chan struct{})
	i.token = "token-" + i.id
	f.pending[i.token] = i
	d := M{
		"id": i.id, "token": i.token, "type": i.kind, "application_id": f.app, "channel_id": i.channel.ID,
		"locale": i.user.Locale, "data": data,
	}
	if i.channel.dm() {
		d["user"] = f.userJSON(i.user)
	} else {
		d["guild_id"], d["member"] = f.guild, f.memberJSON(i.user)
	}
	if i.on != nil {
		d["message"] = f.messageJSON(i.channel, i.on)
	}
	f.dispatch("INTERACTION_CREATE", d)
	f.mu.Unlock()
	select {
	case <-i.done:
	case <-time.After(ackTime):
	case <-f.closed:
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	copied := *i
	if i.Message != nil {
		m := i.Message.copied()
		copied.Message = &m
	}
	return &copied
}

// callback takes the first answer to an interaction. The lock is held.
func (f *Fake) callback(token string, body M, files []File) answer {
	i := f.pending[token]
	switch {
	case i == nil || i.Type == 0 && time.Since(snowflakeTime(i.id)) > ackTime:
		return refused(404, 10062)
	case i.Type != 0:
		return refused(400, 40060)
	}
	kind, _ := body["type"].(float64)
	data := object(body["data"])
	i.Type = int(kind)
	switch i.Type {
	case 4, 5:
		i.Message = f.put(i.channel, f.bot, data, f.attachAll(i.channel.ID, files))
		if flags, _ := data["flags"].(float64); int(flags)&64 != 0 {
			i.Message.Ephemeral = i.user.ID
		}
	case 7:
		f.replace(i.on, data)
		i.Message = i.on
	case 8:
		i.Choices, _ = data["choices"].([]any)
	case 9:
		i.Modal = data
		f.modals[i.user.ID] = i
	}
	close(i.done)
	return answer{204, nil}
}

// webhook takes what follows the first answer. The lock is held.
func (f *Fake) webhook(method, token string, body M, files []File) answer {
	i := f.pending[token]
	if i == nil || i.Type == 0 {
		return refused(404, 10015)
	}
	if method == http.MethodPatch {
		m := i.Message
		if m == nil {
			m = i.on
		}
		f.replace(m, body)
		m.Attachments = append(m.Attachments, f.attachAll(i.channel.ID, files)...)
		return answer{200, f.messageJSON(i.channel, m)}
	}
	m := f.put(i.channel, f.bot, body, f.attachAll(i.channel.ID, files))
	m.Ephemeral = i.user.ID
	i.Private = append(i.Private, m)
	return answer{200, f.messageJSON(i.channel, m)}
}

func snowflakeTime(id string) time.Time { return time.UnixMilli(int64(number(id)>>22) + epoch) }

// Command sends /ticket with a sub-command. Options are by name; "@alice" is a person,
// "file:name" a file.
func (f *Fake) Command(user, channel, sub string, options map[string]string) *Interaction {
	return f.Slash(user, "ticket", channel, sub, options)
}

// Slash chooses a sub-command of any slash command.
func (f *Fake) Slash(user, command, channel, sub string, options map[string]string) *Interaction {
	i, resolved := f.start(user, channel, 2), M{}
	list := []M{}
	for name, value := range options {
		list = append(list, f.option(name, value, resolved))
	}
	return f.interact(i, M{
		"name": command, "type": 1, "resolved": resolved,
		"options": []M{{"name": sub, "type": 1, "options": list}},
	})
}

func (f *Fake) option(name, value string, resolved M) M {
	switch {
	case len(value) > 1 && value[0] == '@' && f.known(value[1:]):
		return M{"name": name, "type": 6, "value": f.UserID(value[1:])}
	case len(value) > 5 && value[:5] == "file:":
		f.mu.Lock()
		a := f.signed([]M{f.attach("0", File{value[5:], []byte("abc")})})[0]
		f.mu.Unlock()
		id, _ := a["id"].(string)
		resolved["attachments"] = M{id: a}
		return M{"name": name, "type": 11, "value": id}
	}
	return M{"name": name, "type": 3, "value": value}
}

func (f *Fake) start(user, channel string, kind int) *Interaction {
	f.mu.Lock()
	defer f.mu.Unlock()
	i := &Interaction{kind: kind, user: f.user(user)}
	if channel == "@dm" {
		i.channel = f.dmWith(i.user)
	} else if i.channel = f.channel(channel); i.channel == nil {
		panic(fmt.Sprintf("discordfake: no channel %q", channel))
	}
	return i
}

// Complete sends what is typed in an option.
func (f *Fake) Complete(user, channel, sub, option, typed string) *Interaction {
	return f.interact(f.start(user, channel, 4), M{
		"name": "ticket", "type": 1,
		"options": []M{{"name": sub, "type": 1, "options": []M{{"name": option, "type": 3, "value": typed, "focused": true}}}},
	})
}

// Menu picks a context menu's command on a message.
func (f *Fake) Menu(user, channel, name, message string) *Interaction {
	i := f.start(user, channel, 2)
	f.mu.Lock()
	m := i.channel.message(message)
	body := M{"id": m.ID, "author": f.userJSON(f.user(m.Author)), "content": m.Content(), "attachments": f.signed(m.Attachments)}
	f.mu.Unlock()
	return f.interact(i, M{"name": name, "type": 3, "target_id": message, "resolved": M{"messages": M{message: body}}})
}

// Click presses a button by its custom_id, on the newest message that has it. values are a
// menu's choice.
func (f *Fake) Click(user, channel, customID string, values ...string) *Interaction {
	i := f.start(user, channel, 3)
	f.mu.Lock()
	for _, m := range i.channel.Messages {
		if hasControl(m.Body["components"], customID) {
			i.on = m
		}
	}
	f.mu.Unlock()
	if i.on == nil {
		panic(fmt.Sprintf("discordfake: no button %q in %q", customID, channel))
	}
	data := M{"custom_id": customID, "component_type": 2}
	if len(values) > 0 {
		data["component_type"], data["values"] = 3, values
	}
	return f.interact(i, data)
}

func hasControl(v any, customID string) bool {
	list, _ := v.([]any)
	for _, x := range list {
		c := object(x)
		if c["custom_id"] == customID || hasControl(c["components"], customID) {
			return true
		}
	}
	return false
}

// Submit sends the form that the person has open. Values are by the fields' custom_id; what
// is left out keeps what stood there. "@alice" is a person, "file:name" a file.
func (f *Fake) Submit(user string, values map[string]string) *Interaction {
	f.mu.Lock()
	u := f.user(user)
	open := f.modals[u.ID]
	delete(f.modals, u.ID)
	f.mu.Unlock()
	if open == nil {
		panic(fmt.Sprintf("discordfake: %s has no open form", user))
	}
	resolved, components := M{}, []M{}
	list, _ := open.Modal["components"].([]any)
	for _, x := range list {
		field := object(object(x)["component"])
		if field == nil {
			continue
		}
		components = append(components, M{"type": 18, "component": f.fill(field, values, resolved)})
	}
	i := &Interaction{kind: 5, user: u, channel: open.channel, on: open.on}
	return f.interact(i, M{"custom_id": open.Modal["custom_id"], "components": components, "resolved": resolved})
}

func (f *Fake) fill(field M, values map[string]string, resolved M) M {
	id, _ := field["custom_id"].(string)
	value, given := values[id]
	out := M{"type": field["type"], "custom_id": id}
	switch kind, _ := field["type"].(float64); kind {
	case 4:
		if out["value"] = value; !given {
			out["value"] = field["value"]
		}
	default:
		chosen := []any{}
		if given {
			chosen = append(chosen, f.option(id, value, resolved)["value"])
		} else {
			chosen = append(chosen, preset(field)...)
		}
		out["values"] = chosen
	}
	return out
}

// preset is what a menu has chosen before anybody touches it.
func preset(field M) []any {
	options, _ := field["options"].([]any)
	for _, o := range options {
		if object(o)["default"] == true {
			return []any{object(o)["value"]}
		}
	}
	people, _ := field["default_values"].([]any)
	for _, p := range people {
		return []any{object(p)["id"]}
	}
	return nil
}

// UserMenu picks a context menu's command on a person.
func (f *Fake) UserMenu(user, channel, name, whom string) *Interaction {
	i := f.start(user, channel, 2)
	f.mu.Lock()
	u := f.user(whom)
	who, as := f.userJSON(u), f.memberJSON(u)
	delete(as, "user")
	f.mu.Unlock()
	return f.interact(i, M{"name": name, "type": 2, "target_id": u.ID, "resolved": M{"users": M{u.ID: who}, "members": M{u.ID: as}}})
}
