package discordfake

import (
	"slices"
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
