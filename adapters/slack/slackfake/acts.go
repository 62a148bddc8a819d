package slackfake

import (
	"slices"
	"strings"
)

// SlashCommand types "/ticket text" in a channel ("helpdesk", "dm:alice").
func (s *Server) SlashCommand(who, where, text string) Ack {
	return s.Slash(who, "/ticket", where, text)
}

// Slash types any slash command in a channel.
func (s *Server) Slash(who, command, where, text string) Ack {
	s.mu.Lock()
	u, c := s.userLocked(who), s.channelLocked(where)
	url := s.newURL(&responseURL{user: u.id, channel: c.id})
	p := Obj{
		"command": command, "text": text, "user_id": u.id, "user_name": u.name, "channel_id": c.id, "channel_name": c.name,
		"team_id": "T0ACME", "api_app_id": "A0GUICHET", "trigger_id": s.trigger(u.id), "response_url": url, "is_enterprise_install": "false",
	}
	s.mu.Unlock()
	a := s.Deliver("slash_commands", p)
	if a.OK && a.Payload != nil {
		s.mu.Lock()
		if failed := s.respond(&responseURL{user: u.id, channel: c.id}, a.Payload); failed != "" {
			s.t.Errorf("slackfake: the command's answer is refused: %s", failed)
		}
		s.mu.Unlock()
	}
	return a
}

// Click presses the button with this label, or chooses the option with it, on the message.
func (s *Server) Click(who, where, ts, label string) Ack {
	s.mu.Lock()
	u, c := s.userLocked(who), s.channelLocked(where)
	m := c.message(ts)
	if m == nil || m.ephemeralTo != "" && m.ephemeralTo != u.id {
		s.mu.Unlock()
		s.t.Errorf("slackfake: %s sees no message %s in %s", who, ts, where)
		return Ack{}
	}
	action := findControl(m.blocks, label)
	if action == nil {
		s.mu.Unlock()
		s.t.Errorf("slackfake: no button or option %q in %q", label, visibleText(m.blocks))
		return Ack{}
	}
	action["action_ts"] = s.nextTS()
	container := Obj{"type": "message", "message_ts": ts, "channel_id": c.id, "is_ephemeral": m.ephemeralTo != ""}
	rendered := c.render(m, false)
	if t := str(rendered, "thread_ts"); t != "" {
		container["thread_ts"] = t
	}
	p := s.interaction("block_actions", u)
	p["container"], p["channel"], p["actions"] = container, Obj{"id": c.id, "name": c.name}, []any{action}
	p["response_url"] = s.newURL(&responseURL{user: u.id, channel: c.id, ts: ts, ephemeral: m.ephemeralTo != ""})
	if m.ephemeralTo == "" {
		p["message"] = frozen(rendered)
	}
	s.mu.Unlock()
	return s.Deliver("interactive", p)
}

// Shortcut uses the global shortcut.
func (s *Server) Shortcut(who, callbackID string) Ack {
	s.mu.Lock()
	p := s.interaction("shortcut", s.userLocked(who))
	p["callback_id"], p["action_ts"] = callbackID, s.nextTS()
	s.mu.Unlock()
	return s.Deliver("interactive", p)
}

// MessageShortcut uses a shortcut of a message's menu.
func (s *Server) MessageShortcut(who, where, ts, callbackID string) Ack {
	s.mu.Lock()
	p, c := s.interaction("message_action", s.userLocked(who)), s.channelLocked(where)
	p["callback_id"], p["action_ts"], p["channel"] = callbackID, s.nextTS(), Obj{"id": c.id}
	if m := c.message(ts); m != nil {
		p["message"], p["message_ts"] = frozen(c.render(m, false)), ts
	}
	s.mu.Unlock()
	return s.Deliver("interactive", p)
}

// Submit fills the person's modal (by block id: text, option value, user id, or a list of
// files) and submits it. An accepted modal closes.
func (s *Server) Submit(who string, values map[string]any) Ack {
	s.mu.Lock()
	u := s.userLocked(who)
	v := s.views[u.id]
	if v == nil {
		s.mu.Unlock()
		s.t.Errorf("slackfake: %s has no modal open", who)
		return Ack{}
	}
	v.fill(values)
	p := s.interaction("view_submission", u)
	p["view"], p["response_urls"] = frozen(v.render()), []any{}
	s.mu.Unlock()
	a := s.Deliver("interactive", p)
	s.mu.Lock()
	defer s.mu.Unlock()
	if !a.OK {
		return a
	}
	switch str(a.Payload, "response_action") {
	case "errors":
	case "update":
		body, _ := a.Payload["view"].(Obj)
		v.body, v.values, v.hash = body, Obj{}, s.newID("h")
	case "push":
		body, _ := a.Payload["view"].(Obj)
		s.views[u.id] = newView(s, body)
	default:
		delete(s.views, u.id)
	}
	return a
}

func (s *Server) interaction(kind string, u *user) Obj {
	return Obj{
		"type": kind, "api_app_id": "A0GUICHET", "team": Obj{"id": "T0ACME"}, "trigger_id": s.trigger(u.id),
		"user": Obj{"id": u.id, "name": u.name, "username": u.name, "team_id": "T0ACME"},
	}
}

func (s *Server) trigger(user string) string {
	id := s.newID("trigger.")
	s.triggers[id] = user
	return id
}

func (s *Server) newURL(u *responseURL) string {
	id := s.newID("R")
	s.urls[id] = u
	return s.base + "/respond/" + id
}

// ExpireTriggers makes every trigger id too old, as after 3 s.
func (s *Server) ExpireTriggers() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.triggers)
}

// findControl is the action of the button or option with the label.
func findControl(blocks []any, label string) Obj {
	for _, b := range blocks {
		block, _ := b.(Obj)
		elements, _ := block["elements"].([]any)
		for _, e := range elements {
			el, _ := e.(Obj)
			action := Obj{"type": el["type"], "action_id": el["action_id"], "block_id": block["block_id"]}
			if el["type"] == "button" && strings.EqualFold(textOf(el["text"]), label) {
				action["value"] = el["value"]
				return action
			}
			options, _ := el["options"].([]any)
			for _, o := range options {
				if opt, _ := o.(Obj); strings.EqualFold(textOf(opt["text"]), label) {
					action["selected_option"] = opt
					return action
				}
			}
		}
	}
	return nil
}

// fill puts values in the fields, as the client would send them.
func (v *view) fill(values map[string]any) {
	blocks, _ := v.body["blocks"].([]any)
	for _, b := range blocks {
		block, _ := b.(Obj)
		el, _ := block["element"].(Obj)
		id, given := str(block, "block_id"), any(nil)
		if el == nil {
			continue
		}
		value := Obj{"type": el["type"]}
		given, ok := values[id]
		if _, typed := v.values[id]; typed && !ok {
			continue // what was typed before an error stays
		}
		switch el["type"] {
		case "static_select":
			value["selected_option"] = el["initial_option"]
			options, _ := el["options"].([]any)
			if i := slices.IndexFunc(options, func(o any) bool { x, _ := o.(Obj); return x["value"] == given }); ok && i >= 0 {
				value["selected_option"] = options[i]
			}
		case "users_select":
			value["selected_user"] = el["initial_user"]
			if ok {
				value["selected_user"] = given
			}
		case "datetimepicker":
			value["selected_date_time"] = el["initial_date_time"]
			if ok {
				value["selected_date_time"] = given
			}
		case "file_input":
			value["files"] = given
		default:
			value["value"] = el["initial_value"]
			if ok {
				value["value"] = given
			}
		}
		v.values[id] = Obj{str(el, "action_id"): value}
	}
}
