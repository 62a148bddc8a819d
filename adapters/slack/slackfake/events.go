package slackfake

import "slices"

// event delivers an event of the Events API.
func (s *Server) event(inner Obj) Ack {
	s.mu.Lock()
	id := s.newID("Ev")
	if inner["event_ts"] == nil {
		inner["event_ts"] = s.nextTS()
	}
	s.mu.Unlock()
	return s.Deliver("events_api", Obj{"type": "event_callback", "event_id": id, "team_id": "T0ACME", "api_app_id": "A0GUICHET", "event": inner})
}

// Event delivers any event.
func (s *Server) Event(inner Obj) Ack { return s.event(inner) }

// Message posts as a person; thread is the root's ts or "". It returns the message's ts.
func (s *Server) Message(who, where, thread, text string, files ...Obj) (string, Ack) {
	s.mu.Lock()
	u, c := s.userLocked(who), s.channelLocked(where)
	m := &posted{ts: s.nextTS(), user: u.id, text: text, thread: thread, reactions: map[string][]string{}}
	for _, f := range files {
		m.files, m.subtype = append(m.files, f), "file_share"
	}
	s.shared(c, m)
	c.messages = append(c.messages, m)
	inner := frozen(c.render(m, false))
	inner["channel"], inner["channel_type"], inner["event_ts"] = c.id, c.kind(), m.ts
	s.mu.Unlock()
	return m.ts, s.event(inner)
}

func (c *channel) kind() string {
	switch {
	case c.im != "":
		return "im"
	case c.private:
		return "group"
	}
	return "channel"
}

// Say is a message of a person that the app is not told of: it was down.
func (s *Server) Say(who, where, thread, text string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	u, c := s.userLocked(who), s.channelLocked(where)
	m := &posted{ts: s.nextTS(), user: u.id, text: text, thread: thread, reactions: map[string][]string{}}
	c.messages = append(c.messages, m)
	return m.ts
}

// React puts a reaction on a message.
func (s *Server) React(who, where, ts, name string) Ack { return s.react(who, where, ts, name, true) }

// Unreact takes it off.
func (s *Server) Unreact(who, where, ts, name string) Ack {
	return s.react(who, where, ts, name, false)
}

// ReactSilently changes a reaction without telling the app: it was down.
func (s *Server) ReactSilently(who, where, ts, name string, on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.setReaction(s.userLocked(who).id, s.channelLocked(where), ts, name, on)
}

func (s *Server) react(who, where, ts, name string, on bool) Ack {
	s.mu.Lock()
	u, c := s.userLocked(who), s.channelLocked(where)
	s.setReaction(u.id, c, ts, name, on)
	s.mu.Unlock()
	kind := "reaction_added"
	if !on {
		kind = "reaction_removed"
	}
	return s.event(Obj{"type": kind, "user": u.id, "reaction": name, "item": Obj{"type": "message", "channel": c.id, "ts": ts}, "item_user": BotUser})
}

func (s *Server) setReaction(user string, c *channel, ts, name string, on bool) {
	m := c.message(ts)
	if m == nil {
		s.t.Errorf("slackfake: no message %s to react to", ts)
		return
	}
	users := slices.DeleteFunc(m.reactions[name], func(u string) bool { return u == user })
	if on {
		users = append(users, user)
	}
	m.reactions[name] = users
	if len(users) == 0 {
		delete(m.reactions, name)
	}
}

// Join puts somebody in a channel.
func (s *Server) Join(who, where string) Ack { return s.move(who, where, true) }

// Leave takes somebody out of it; "guichet" is the bot.
func (s *Server) Leave(who, where string) Ack { return s.move(who, where, false) }

func (s *Server) move(who, where string, in bool) Ack {
	s.mu.Lock()
	u, c := s.userLocked(who), s.channelLocked(where)
	c.members = slices.DeleteFunc(c.members, func(m string) bool { return m == u.id })
	if in {
		c.members = append(c.members, u.id)
	}
	s.mu.Unlock()
	kind := "member_joined_channel"
	if !in {
		kind = "member_left_channel"
		if u.bot { // Slack tells the one who left another way
			return s.event(Obj{"type": "group_left", "channel": c.id})
		}
	}
	return s.event(Obj{"type": kind, "user": u.id, "channel": c.id, "channel_type": "G"})
}

// Archive archives a channel.
func (s *Server) Archive(where string) Ack {
	s.mu.Lock()
	c := s.channelLocked(where)
	c.archived = true
	s.mu.Unlock()
	return s.event(Obj{"type": "group_archive", "channel": c.id})
}

// Edit changes the words of somebody's own message; the app is told, if it is there.
func (s *Server) Edit(where, ts, text string) Ack {
	s.mu.Lock()
	c := s.channelLocked(where)
	m := c.message(ts)
	before := frozen(c.render(m, false))
	m.text, m.edited = text, s.nextTS()
	m.edits++
	now := frozen(c.render(m, false))
	s.mu.Unlock()
	return s.changed(c, Obj{"subtype": "message_changed", "message": now, "previous_message": before})
}

// Preview tells the app of a change in which nobody edited a word.
func (s *Server) Preview(where, ts string) Ack {
	s.mu.Lock()
	c := s.channelLocked(where)
	m := frozen(c.render(c.message(ts), false))
	s.mu.Unlock()
	now := frozen(m)
	now["attachments"] = []any{Obj{"title": "a page"}}
	return s.changed(c, Obj{"subtype": "message_changed", "message": now, "previous_message": m})
}

// TakeOff deletes one file of somebody's own message: a tombstone stays there, and nothing tells of
// an edit.
func (s *Server) TakeOff(where, ts, name string) Ack {
	s.mu.Lock()
	c := s.channelLocked(where)
	m := c.message(ts)
	before := frozen(c.render(m, false))
	var left []any
	for _, raw := range m.files {
		o, _ := raw.(Obj)
		if str(o, "name") == name {
			s.file(str(o, "id")).deleted = true
			o = Obj{"id": o["id"], "mode": "tombstone"}
		}
		left = append(left, o)
	}
	m.files = left
	now := frozen(c.render(m, false))
	s.mu.Unlock()
	return s.changed(c, Obj{"subtype": "message_changed", "message": now, "previous_message": before})
}

// TakeBack deletes somebody's own message; the app is told, if it is there.
func (s *Server) TakeBack(where, ts string) Ack {
	s.mu.Lock()
	c := s.channelLocked(where)
	before := frozen(c.render(c.message(ts), false))
	s.mu.Unlock()
	s.Delete(where, ts)
	return s.changed(c, Obj{"subtype": "message_deleted", "deleted_ts": ts, "previous_message": before})
}

func (s *Server) changed(c *channel, inner Obj) Ack {
	s.mu.Lock()
	inner["type"], inner["hidden"], inner["channel"], inner["channel_type"], inner["ts"] = "message", true, c.id, c.kind(), s.nextTS()
	inner["event_ts"] = inner["ts"]
	away := len(s.sockets) == 0
	s.mu.Unlock()
	if away {
		return Ack{}
	}
	return s.event(inner)
}

// Delete removes a message, without telling the app.
func (s *Server) Delete(where, ts string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.channelLocked(where)
	c.messages = slices.DeleteFunc(c.messages, func(m *posted) bool { return m.ts == ts })
}
