package slackfake

import (
	"slices"
	"strconv"
	"unicode/utf8"
)

// maxText is chat.postMessage's limit, maxUpdate that of chat.update.
const (
	maxText   = 40000
	maxUpdate = 4000
)

func itoa(n int) string { return strconv.Itoa(n) }

// visible is the channel if the bot can see it.
func (s *Server) visible(id string) (*channel, apiError) {
	c := s.find(id)
	if c == nil || c.private && !c.has(BotUser) {
		return nil, "channel_not_found"
	}
	return c, ""
}

// writable is the channel if the bot can post there.
func (s *Server) writable(id string) (*channel, apiError) {
	c, failed := s.visible(id)
	switch {
	case failed != "":
		return nil, failed
	case c.archived:
		return nil, "is_archived"
	case !c.has(BotUser):
		return nil, "not_in_channel"
	case c.im != "" && s.userLocked(c.im).gone:
		return nil, "channel_not_found"
	}
	return c, ""
}

func content(a Obj, limit int) (text string, blocks []any, failed apiError) {
	text = str(a, "text")
	blocks, ok := a["blocks"].([]any)
	switch {
	case a["blocks"] != nil && !ok:
		return "", nil, "invalid_blocks_format"
	case len(blocks) > 50:
		return "", nil, "invalid_blocks"
	case utf8.RuneCountInString(text) > limit:
		return "", nil, "msg_too_long"
	case text == "" && len(blocks) == 0:
		return "", nil, "no_text"
	}
	return text, blocks, ""
}

func chatPost(s *Server, a Obj) (Obj, apiError) {
	c, failed := s.writable(str(a, "channel"))
	if failed != "" {
		return nil, failed
	}
	text, blocks, failed := content(a, maxText)
	if failed != "" {
		return nil, failed
	}
	m := &posted{ts: s.nextTS(), user: BotUser, text: text, blocks: blocks, thread: str(a, "thread_ts"), reactions: map[string][]string{}}
	if m.thread != "" && c.message(m.thread) == nil {
		return nil, "thread_not_found"
	}
	m.metadata, _ = a["metadata"].(Obj)
	c.messages = append(c.messages, m)
	return Obj{"channel": c.id, "ts": m.ts, "message": c.render(m, true)}, ""
}

func chatEphemeral(s *Server, a Obj) (Obj, apiError) {
	c, failed := s.writable(str(a, "channel"))
	if failed != "" {
		return nil, failed
	}
	text, blocks, failed := content(a, maxText)
	if failed != "" {
		return nil, failed
	}
	if !c.has(str(a, "user")) {
		return nil, "user_not_in_channel"
	}
	m := &posted{ts: s.nextTS(), user: BotUser, text: text, blocks: blocks, thread: str(a, "thread_ts"), ephemeralTo: str(a, "user")}
	c.messages = append(c.messages, m)
	return Obj{"message_ts": m.ts}, ""
}

func chatUpdate(s *Server, a Obj) (Obj, apiError) {
	c, failed := s.visible(str(a, "channel"))
	if failed != "" {
		return nil, failed
	}
	m := c.message(str(a, "ts"))
	switch {
	case m == nil || m.ephemeralTo != "":
		return nil, "message_not_found"
	case m.user != BotUser:
		return nil, "cant_update_message"
	}
	text, blocks, failed := content(a, maxUpdate)
	if failed != "" {
		return nil, failed
	}
	m.text, m.blocks = text, blocks
	if md, ok := a["metadata"].(Obj); ok {
		m.metadata = md
	}
	m.edits++
	return Obj{"channel": c.id, "ts": m.ts, "text": text}, ""
}

// render is a message as the API gives it.
func (c *channel) render(m *posted, metadata bool) Obj {
	o := Obj{"type": "message", "ts": m.ts, "user": m.user, "text": m.text, "team": "T0ACME"}
	if m.user == BotUser {
		o["bot_id"], o["app_id"] = botID, "A0GUICHET"
	}
	if m.subtype != "" {
		o["subtype"] = m.subtype
	}
	if m.blocks != nil {
		o["blocks"] = m.blocks
	}
	if metadata && m.metadata != nil {
		o["metadata"] = m.metadata
	}
	if m.files != nil {
		o["files"] = m.files
	}
	if m.edited != "" {
		o["edited"] = Obj{"user": m.user, "ts": m.edited}
	}
	if len(m.reactions) > 0 {
		o["reactions"] = m.reacted()
	}
	if m.thread != "" {
		o["thread_ts"] = m.thread
	} else if slices.ContainsFunc(c.messages, func(r *posted) bool { return r.thread == m.ts && r.ephemeralTo == "" }) {
		o["thread_ts"] = m.ts // as Slack marks the root of a thread
	}
	return o
}

func conversationsHistory(s *Server, a Obj) (Obj, apiError) {
	return s.history(a, func(m *posted) bool { return m.thread == "" }, true)
}

func conversationsReplies(s *Server, a Obj) (Obj, apiError) {
	c, failed := s.visible(str(a, "channel"))
	if failed != "" {
		return nil, failed
	}
	root := str(a, "ts")
	if c.message(root) == nil {
		return nil, "thread_not_found"
	}
	return s.history(a, func(m *posted) bool { return m.thread == root || m.ts == root }, false)
}

func (s *Server) history(a Obj, in func(*posted) bool, newestFirst bool) (Obj, apiError) {
	c, failed := s.visible(str(a, "channel"))
	if failed != "" {
		return nil, failed
	}
	if !c.has(BotUser) {
		return nil, "not_in_channel"
	}
	oldest, latest, inclusive := str(a, "oldest"), str(a, "latest"), yes(a, "inclusive")
	all := []any{}
	for _, m := range c.messages {
		late := oldest == "" || m.ts > oldest || inclusive && m.ts == oldest
		early := latest == "" || m.ts < latest || inclusive && m.ts == latest
		root := !newestFirst && m.thread == "" // Slack gives a thread's root whatever is asked
		if m.ephemeralTo == "" && in(m) && (late && early || root) {
			all = append(all, c.render(m, yes(a, "include_all_metadata")))
		}
	}
	if newestFirst {
		slices.Reverse(all)
	}
	page, next := paged(all, str(a, "cursor"), num(a, "limit", 100))
	return Obj{"messages": page, "has_more": next != "", "response_metadata": Obj{"next_cursor": next}}, ""
}

func reactionsGet(s *Server, a Obj) (Obj, apiError) {
	c, failed := s.visible(str(a, "channel"))
	if failed != "" {
		return nil, failed
	}
	m := c.message(str(a, "timestamp"))
	if m == nil {
		return nil, "message_not_found"
	}
	return Obj{"type": "message", "channel": c.id, "message": c.render(m, false)}, ""
}

// reacted are the reactions on a message, as messages carry them.
func (m *posted) reacted() []any {
	var all []any
	for name, users := range m.reactions {
		all = append(all, Obj{"name": name, "users": users, "count": len(users)})
	}
	return all
}

func reactionsAdd(s *Server, a Obj) (Obj, apiError)    { return s.ownReaction(a, true) }
func reactionsRemove(s *Server, a Obj) (Obj, apiError) { return s.ownReaction(a, false) }

// ownReaction puts the bot's own emoji on a message, or takes it off.
func (s *Server) ownReaction(a Obj, on bool) (Obj, apiError) {
	c, failed := s.visible(str(a, "channel"))
	if failed != "" {
		return nil, failed
	}
	m, name := c.message(str(a, "timestamp")), str(a, "name")
	has := m != nil && slices.Contains(m.reactions[name], BotUser)
	switch {
	case m == nil:
		return nil, "message_not_found"
	case has && on:
		return nil, "already_reacted"
	case !has && !on:
		return nil, "no_reaction"
	}
	s.setReaction(BotUser, c, m.ts, name, on)
	return Obj{}, ""
}
