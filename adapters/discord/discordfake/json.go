package discordfake

import (
	"slices"
	"strconv"
	"time"
)

func (f *Fake) userJSON(u *User) M {
	return M{"id": u.ID, "username": u.Username, "global_name": u.Name, "bot": u.ID == f.bot, "discriminator": "0"}
}

func (f *Fake) memberJSON(u *User) M {
	return M{"user": f.userJSON(u), "nick": nil, "roles": slices.Concat([]string{}, u.Roles), "permissions": "0"}
}

func (f *Fake) channelJSON(c *Channel) M {
	if c.dm() {
		return M{"id": c.ID, "type": 1}
	}
	j := M{"id": c.ID, "type": c.Type, "name": c.Name, "guild_id": f.guild, "permission_overwrites": c.Overwrites}
	if c.thread() {
		j["parent_id"], j["owner_id"] = c.Parent, c.Owner
		j["thread_metadata"] = M{"archived": c.Archived}
	}
	return j
}

func (f *Fake) guildJSON() M {
	roles := []M{}
	for _, r := range f.roles {
		j := M{"id": r.id, "name": r.name, "permissions": strconv.Itoa(r.permissions), "mentionable": r.mentionable}
		if r.bot {
			j["tags"] = M{"bot_id": f.bot}
		}
		roles = append(roles, j)
	}
	channels, threads := []M{}, []M{}
	for _, c := range f.channels {
		switch {
		case c.thread() && !c.Archived:
			threads = append(threads, f.channelJSON(c))
		case c.Type == 0:
			channels = append(channels, f.channelJSON(c))
		}
	}
	return M{"id": f.guild, "name": "Acme", "owner_id": f.owner, "roles": roles, "channels": channels, "threads": threads}
}

// messageJSON is the message as the bot is shown it: without the intent, the words of people
// in the server are blank.
func (f *Fake) messageJSON(c *Channel, m *Message) M {
	j := M{"id": m.ID, "channel_id": m.Channel, "type": m.Type, "author": f.userJSON(f.user(m.Author)), "attachments": []M{}}
	for _, k := range []string{"content", "embeds", "components", "nonce"} {
		if v, ok := m.Body[k]; ok {
			j[k] = v
		}
	}
	if !m.Edited.IsZero() {
		j["edited_timestamp"] = m.Edited.UTC().Format(time.RFC3339Nano)
	}
	if len(m.Attachments) > 0 {
		j["attachments"] = f.signed(m.Attachments)
	}
	if !c.dm() && !f.options.MessageContent && m.Author != f.bot {
		j["content"], j["attachments"] = "", []M{}
	}
	reactions := []M{}
	for _, e := range m.Order {
		if n := len(m.Reactions[e]); n > 0 {
			reactions = append(reactions, M{"emoji": M{"id": nil, "name": e}, "count": n})
		}
	}
	j["reactions"] = reactions
	return j
}

// flags are the application's: the limited privileged intents.
func (f *Fake) flags() int {
	n := 0
	if f.options.MessageContent {
		n |= 1 << 19
	}
	if f.options.GuildMembers {
		n |= 1 << 15
	}
	return n
}
