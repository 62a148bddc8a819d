package slackfake

// OpenHome opens the app's Home.
func (s *Server) OpenHome(who string) Ack {
	return s.event(Obj{"type": "app_home_opened", "user": s.User(who), "channel": s.Channel("dm:" + who), "tab": "home"})
}

// Home is what somebody sees there, and how often it was published for them.
func (s *Server) Home(who string) (text string, published int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.userLocked(who)
	return visibleText(s.homes[u.id]), s.published[u.id]
}

// ClickHome presses the button with this label there.
func (s *Server) ClickHome(who, label string) Ack {
	s.mu.Lock()
	u := s.userLocked(who)
	action := findControl(s.homes[u.id], label)
	if action == nil {
		s.mu.Unlock()
		s.t.Errorf("slackfake: no button %q on the Home of %s: %q", label, who, visibleText(s.homes[u.id]))
		return Ack{}
	}
	action["action_ts"] = s.nextTS()
	p := s.interaction("block_actions", u)
	p["container"], p["actions"] = Obj{"type": "view", "view_id": "VHOME"}, []any{action}
	p["view"] = Obj{"id": "VHOME", "type": "home", "blocks": s.homes[u.id]}
	p = frozen(p)
	s.mu.Unlock()
	return s.Deliver("interactive", p)
}

func viewsPublish(s *Server, a Obj) (Obj, apiError) {
	v, _ := a["view"].(Obj)
	blocks, ok := v["blocks"].([]any)
	if !ok || v["type"] != "home" || len(blocks) > 100 || str(a, "user_id") == "" {
		return nil, "invalid_arguments"
	}
	s.homes[str(a, "user_id")] = blocks
	s.published[str(a, "user_id")]++
	return Obj{"view": v}, ""
}
