package slackfake

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Call is one call the app made.
type Call struct {
	Method string
	Args   Obj
	Error  string // Slack's error name, or the fault
	At     time.Time
}

// Calls lists the calls of a method ("" all; "response_url" for those).
func (s *Server) Calls(method string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Call
	for _, c := range s.calls {
		if method == "" || c.Method == method {
			out = append(out, c)
		}
	}
	return out
}

// apiError is an answer with ok false.
type apiError string

// method answers one method; s.mu is held.
type method func(s *Server, a Obj) (Obj, apiError)

var methods map[string]method

func init() {
	methods = map[string]method{
		"auth.test": authTest, "users.info": usersInfo, "users.list": usersList, "users.lookupByEmail": usersByEmail,
		"usergroups.list": usergroupsList, "users.conversations": usersConversations, "conversations.members": conversationsMembers,
		"conversations.open": conversationsOpen, "conversations.history": conversationsHistory, "conversations.replies": conversationsReplies,
		"chat.postMessage": chatPost, "chat.postEphemeral": chatEphemeral, "chat.update": chatUpdate, "reactions.get": reactionsGet,
		"reactions.add": reactionsAdd, "reactions.remove": reactionsRemove,
		"views.open": viewsOpen, "views.publish": viewsPublish, "views.update": viewsUpdate, "files.getUploadURLExternal": filesSlot, "files.completeUploadExternal": filesDone, "files.info": filesInfo, "files.delete": filesDelete,
		"apps.connections.open": connectionsOpen,
	}
}

func (s *Server) serveAPI(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/api/")
	a := arguments(r)
	f := s.takeFault(name)
	if f != nil && s.breakBefore(w, f) {
		s.record(name, a, f.kind)
		return
	}
	s.mu.Lock()
	out, failed := s.run(name, a)
	if s.scopes != nil {
		w.Header().Set("X-OAuth-Scopes", strings.Join(s.scopes, ","))
	}
	out = frozen(out)
	s.mu.Unlock()
	s.record(name, a, string(failed))
	if f != nil && s.breakAfter(w, f) {
		return
	}
	answer(w, out, failed)
}

// frozen is a copy of what may change once s.mu is let go.
func frozen(o Obj) Obj {
	raw, err := json.Marshal(o)
	if err != nil {
		panic(err)
	}
	var out Obj
	_ = json.Unmarshal(raw, &out)
	return out
}

func answer(w http.ResponseWriter, out Obj, failed apiError) {
	if out == nil {
		out = Obj{}
	}
	out["ok"] = failed == ""
	if failed != "" {
		out["error"] = string(failed)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(out)
}

func (s *Server) run(name string, a Obj) (Obj, apiError) {
	m, ok := methods[name]
	token, _ := a["token"].(string)
	want := BotToken
	if name == "apps.connections.open" {
		want = AppToken
	}
	switch {
	case !ok:
		return nil, "unknown_method"
	case s.withdrawn:
		return nil, "token_revoked"
	case token == "":
		return nil, "not_authed"
	case token != want:
		return nil, "invalid_auth"
	}
	delete(a, "token")
	return m(s, a)
}

func (s *Server) record(name string, a Obj, failed string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(a, "token")
	s.judge(name, a)
	s.calls = append(s.calls, Call{Method: name, Args: a, Error: failed, At: time.Now()})
}

// arguments reads a form, JSON or query; JSON inside form fields is decoded.
func arguments(r *http.Request) Obj {
	a := Obj{}
	body, _ := io.ReadAll(io.LimitReader(r.Body, 8<<20))
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		_ = json.Unmarshal(body, &a)
	} else {
		form, _ := url.ParseQuery(string(body))
		for k, v := range form {
			a[k] = v[0]
		}
	}
	for k, v := range r.URL.Query() {
		a[k] = v[0]
	}
	for _, k := range []string{"blocks", "metadata", "view", "files"} {
		if raw, ok := a[k].(string); ok {
			var v any
			if json.Unmarshal([]byte(raw), &v) == nil {
				a[k] = v
			}
		}
	}
	if t, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		a["token"] = t
	}
	return a
}

func str(a Obj, key string) string { v, _ := a[key].(string); return v }

func num(a Obj, key string, def int) int {
	switch v := a[key].(type) {
	case string:
		if n, err := strconv.Atoi(v); err == nil {
			return n
		}
	case float64:
		return int(v)
	}
	return def
}

func yes(a Obj, key string) bool {
	return slices.Contains([]any{"true", "1", true}, a[key])
}
