package slackfake

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
)

// view is a modal that a person has open.
type view struct {
	id, hash string
	body     Obj
	values   Obj // block id → action id → value
}

func newView(s *Server, body Obj) *view {
	return &view{id: s.newID("V"), hash: s.newID("h"), body: body, values: Obj{}}
}

func checkView(a Obj) (Obj, apiError) {
	v, ok := a["view"].(Obj)
	if !ok || v["type"] != "modal" || v["title"] == nil || v["blocks"] == nil {
		return nil, "invalid_arguments"
	}
	if len([]rune(str(v, "private_metadata"))) > 3000 {
		return nil, "invalid_arguments"
	}
	return v, ""
}

func viewsOpen(s *Server, a Obj) (Obj, apiError) {
	who, ok := s.triggers[str(a, "trigger_id")]
	if !ok {
		return nil, "expired_trigger_id"
	}
	body, failed := checkView(a)
	if failed != "" {
		return nil, failed
	}
	delete(s.triggers, str(a, "trigger_id"))
	v := newView(s, body)
	s.views[who] = v
	return Obj{"view": v.render()}, ""
}

func viewsUpdate(s *Server, a Obj) (Obj, apiError) {
	body, failed := checkView(a)
	if failed != "" {
		return nil, failed
	}
	for _, v := range s.views {
		if v.id == str(a, "view_id") {
			v.body, v.hash = body, s.newID("h")
			return Obj{"view": v.render()}, ""
		}
	}
	return nil, "not_found"
}

func (v *view) render() Obj {
	o := Obj{}
	for k, x := range v.body {
		o[k] = x
	}
	o["id"], o["hash"], o["state"] = v.id, v.hash, Obj{"values": v.values}
	return o
}

// serveResponse takes what the app posts to a response URL.
func (s *Server) serveResponse(w http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(io.LimitReader(r.Body, 4<<20))
	var body Obj
	if json.Unmarshal(raw, &body) != nil {
		http.Error(w, "invalid_payload", http.StatusBadRequest)
		return
	}
	if f := s.takeFault("response_url"); f != nil && s.breakBefore(w, f) {
		s.record("response_url", body, f.kind)
		return
	}
	s.record("response_url", body, "")
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.urls[strings.TrimPrefix(r.URL.Path, "/respond/")]
	if u == nil || u.uses >= 5 {
		http.Error(w, "used_url", http.StatusNotFound)
		return
	}
	u.uses++
	if failed := s.respond(u, body); failed != "" {
		http.Error(w, string(failed), http.StatusBadRequest)
		return
	}
	_, _ = io.WriteString(w, "ok")
}

// respond shows a message of a response URL or of a command's acknowledgement. s.mu is held.
func (s *Server) respond(u *responseURL, body Obj) apiError {
	text, blocks, failed := content(body, maxText)
	if failed != "" {
		return failed
	}
	c := s.find(u.channel)
	if yes(body, "replace_original") && u.ts != "" {
		m := c.message(u.ts)
		if m == nil {
			return "message_not_found"
		}
		m.text, m.blocks = text, blocks
		m.edits++
		return ""
	}
	m := &posted{ts: s.nextTS(), user: BotUser, text: text, blocks: blocks, thread: str(body, "thread_ts"), reactions: map[string][]string{}}
	if str(body, "response_type") != "in_channel" {
		m.ephemeralTo = u.user
	}
	c.messages = append(c.messages, m)
	return ""
}
