package discordfake

import (
	"slices"
	"time"
)

// Message makes somebody write; channel "@dm" is their DM with the bot. It returns the
// message's id.
func (f *Fake) Message(user, channel, content string, files ...string) string {
	var joined []File
	for _, name := range files {
		joined = append(joined, File{name, []byte("abc")})
	}
	return f.Join(user, channel, content, joined...)
}

// Answer is a message of a person in reply to another one.
func (f *Fake) Answer(user, channel, to, content string) string {
	i := f.start(user, channel, 0)
	f.mu.Lock()
	defer f.mu.Unlock()
	m := f.put(i.channel, i.user.ID, M{"content": content}, nil)
	m.Type = 19
	e := f.told(i, m)
	e["message_reference"] = M{"type": 0, "channel_id": i.channel.ID, "message_id": to}
	f.dispatch("MESSAGE_CREATE", e)
	return m.ID
}

// told is a message of a person as an event tells it.
func (f *Fake) told(i *Interaction, m *Message) M {
	e := f.messageJSON(i.channel, m)
	if !i.channel.dm() {
		member := f.memberJSON(i.user)
		delete(member, "user")
		e["guild_id"], e["member"] = f.guild, member
	}
	return e
}

// Edit changes the words of somebody's own message.
func (f *Fake) Edit(user, channel, message, content string) {
	i := f.start(user, channel, 0)
	f.mu.Lock()
	defer f.mu.Unlock()
	m := i.channel.message(message)
	f.replace(m, M{"content": content})
	m.Edits++
	m.Edited = time.Now()
	f.dispatch("MESSAGE_UPDATE", f.told(i, m))
}

// TakeOff takes a file off somebody's own message, which is an edit.
func (f *Fake) TakeOff(user, channel, message, name string) {
	i := f.start(user, channel, 0)
	f.mu.Lock()
	defer f.mu.Unlock()
	m := i.channel.message(message)
	m.Attachments = slices.DeleteFunc(slices.Clone(m.Attachments), func(a M) bool { return a["filename"] == name })
	m.Edits++
	m.Edited = time.Now()
	f.dispatch("MESSAGE_UPDATE", f.told(i, m))
}

// Preview tells the bot of an update in which nobody edited a word.
func (f *Fake) Preview(user, channel, message string) {
	i := f.start(user, channel, 0)
	f.mu.Lock()
	defer f.mu.Unlock()
	e := f.told(i, i.channel.message(message))
	e["embeds"] = []M{{"title": "a page"}}
	f.dispatch("MESSAGE_UPDATE", e)
}

// TakeBack deletes messages of a person; several at once is how moderators do it.
func (f *Fake) TakeBack(channel string, messages ...string) {
	c := f.ChannelID(channel)
	for _, m := range messages {
		f.DeleteMessage(c, m)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	e, kind := M{"channel_id": c}, "MESSAGE_DELETE"
	if !f.channel(c).dm() {
		e["guild_id"] = f.guild
	}
	if e["id"] = messages[0]; len(messages) > 1 {
		delete(e, "id")
		e["ids"], kind = messages, "MESSAGE_DELETE_BULK"
	}
	f.dispatch(kind, e)
}

// React puts somebody's emoji on a message, Unreact takes it off.
func (f *Fake) React(user, channel, message, emoji string) {
	f.react(user, channel, message, emoji, true)
}

// Unreact takes somebody's emoji off a message.
func (f *Fake) Unreact(user, channel, message, emoji string) {
	f.react(user, channel, message, emoji, false)
}

func (f *Fake) react(user, channel, message, emoji string, on bool) {
	i := f.start(user, channel, 0)
	f.mu.Lock()
	defer f.mu.Unlock()
	m := i.channel.message(message)
	has := slices.Contains(m.Reactions[emoji], i.user.ID)
	if has == on {
		return
	}
	d := M{
		"user_id": i.user.ID, "channel_id": i.channel.ID, "message_id": m.ID, "guild_id": f.guild,
		"emoji": M{"id": nil, "name": emoji},
	}
	kind := "MESSAGE_REACTION_REMOVE"
	if on {
		kind = "MESSAGE_REACTION_ADD"
		d["message_author_id"] = m.Author
		if !i.user.Outside {
			d["member"] = f.memberJSON(i.user)
		}
		m.Reactions[emoji] = append(m.Reactions[emoji], i.user.ID)
		if !slices.Contains(m.Order, emoji) {
			m.Order = append(m.Order, emoji)
		}
	} else {
		m.Reactions[emoji] = slices.DeleteFunc(m.Reactions[emoji], func(id string) bool { return id == i.user.ID })
	}
	f.dispatch(kind, d)
}

// ClearReactions takes all reactions off, as a moderator does: nobody is told whose.
func (f *Fake) ClearReactions(channel, message string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	c := f.channel(channel)
	c.message(message).Reactions = map[string][]string{}
	f.dispatch("MESSAGE_REACTION_REMOVE_ALL", M{"channel_id": c.ID, "message_id": message, "guild_id": f.guild})
}

// Thread makes a person open a thread on a message.
func (f *Fake) Thread(channel, message string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.newThread(f.channel(channel), message, 11, M{"name": "fil"})
}
