package discordfake

import (
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"time"
)

type answer struct {
	status int
	body   any
}

func refused(status, code int) answer { return answer{status, M{"code": code, "message": "refused"}} }

// serveAPI serves the HTTP API.
func (f *Fake) serveAPI(w http.ResponseWriter, r *http.Request) {
	path := strings.TrimPrefix(r.URL.EscapedPath(), "/api")
	if i := strings.Index(path[1:], "/"); i >= 0 && strings.HasPrefix(path, "/v") {
		path = path[1+i:]
	}
	body, files := readBody(r)
	f.mu.Lock()
	fault := f.fault(r.Method, path)
	f.mu.Unlock()
	if fault != nil && fault.Slow > 0 {
		select {
		case <-time.After(fault.Slow):
		case <-f.closed:
		}
	}
	var a answer
	switch {
	case fault != nil && fault.Status != 0:
		a = answer{fault.Status, M{"code": 0, "retry_after": fault.RetryAfter}}
	case !free(path) && (r.Header.Get("Authorization") != "Bot "+Token || f.isWithdrawn()):
		a = refused(http.StatusUnauthorized, 0)
	default:
		f.mu.Lock()
		a = f.route(r.Method, path, r.URL.Query(), body, files)
		f.mu.Unlock()
	}
	f.mu.Lock()
	f.calls = append(f.calls, Call{r.Method, path, a.status, object(body)})
	f.judge(path, object(body))
	f.mu.Unlock()
	if fault != nil && fault.Reset {
		hangUp(w)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if f.options.Roomy {
		remaining, after := "999", "1"
		if a.status == http.StatusTooManyRequests {
			remaining, after = "0", fmt.Sprint(fault.RetryAfter)
		}
		w.Header().Set("X-RateLimit-Limit", "1000")
		w.Header().Set("X-RateLimit-Remaining", remaining)
		w.Header().Set("X-RateLimit-Reset-After", after)
	}
	w.WriteHeader(a.status)
	if a.body != nil {
		_ = json.NewEncoder(w).Encode(a.body)
	}
}

// free tells whether the path carries its own token.
func free(path string) bool {
	return path == "/gateway" || strings.HasPrefix(path, "/interactions/") || strings.HasPrefix(path, "/webhooks/")
}

func object(v any) M { m, _ := v.(M); return m }

func readBody(r *http.Request) (any, []File) {
	kind, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	var raw []byte
	var files []File
	if kind == "multipart/form-data" {
		parts := multipart.NewReader(r.Body, params["boundary"])
		for {
			p, err := parts.NextPart()
			if err != nil {
				break
			}
			b, _ := io.ReadAll(p)
			if p.FormName() == "payload_json" {
				raw = b
				continue
			}
			files = append(files, File{p.FileName(), b})
		}
	} else {
		raw, _ = io.ReadAll(r.Body)
	}
	var v any
	_ = json.Unmarshal(raw, &v)
	return v, files
}

// route finds what a call means. The lock is held.
func (f *Fake) route(method, path string, q url.Values, body any, files []File) answer {
	s := strings.Split(strings.Trim(path, "/"), "/")
	for i := range s {
		s[i], _ = url.PathUnescape(s[i])
	}
	at := func(i int) string {
		if i < len(s) {
			return s[i]
		}
		return ""
	}
	switch s[0] {
	case "gateway":
		return answer{200, M{"url": f.gatewayURL()}}
	case "applications":
		return f.applications(method, at(1), body)
	case "users":
		return f.usersRoute(method, at(1), at(2), object(body))
	case "guilds":
		return f.guilds(at(2), at(3), q)
	case "channels":
		if c := f.channel(at(1)); c != nil {
			return f.channelRoute(method, c, s[2:], q, object(body), files)
		}
		return refused(404, 10003)
	case "interactions":
		return f.callback(at(2), object(body), files)
	case "webhooks":
		return f.webhook(method, at(2), object(body), files)
	}
	return refused(404, 0)
}

func (f *Fake) applications(method, id string, body any) answer {
	if id == "@me" {
		return answer{200, M{"id": f.app, "name": "Guichet", "flags": f.flags(), "bot": f.userJSON(f.user(f.bot))}}
	}
	if method == http.MethodPut {
		f.commands, f.raw = body, nil
		list, _ := body.([]any)
		for _, c := range list {
			f.raw = append(f.raw, object(c))
		}
	}
	if f.commands == nil {
		return answer{200, []M{}}
	}
	return answer{200, f.commands}
}

func (f *Fake) usersRoute(method, id, what string, body M) answer {
	switch {
	case id == "@me" && what == "guilds":
		return answer{200, []M{{"id": f.guild, "name": "Acme"}}}
	case id == "@me" && what == "channels" && method == http.MethodPost:
		to, _ := body["recipient_id"].(string)
		u := f.userByID(to)
		if u == nil {
			return refused(400, 50033)
		}
		return answer{200, f.channelJSON(f.dmWith(u))}
	case id == "@me":
		return answer{200, f.userJSON(f.user(f.bot))}
	}
	return refused(404, 0)
}

func (f *Fake) guilds(what, id string, q url.Values) answer {
	g := f.guildJSON()
	switch {
	case what == "":
		return answer{200, g}
	case what == "channels":
		return answer{200, g["channels"]}
	case what == "threads":
		return answer{200, M{"threads": g["threads"]}}
	case what == "members" && id == "search", what == "members" && id == "":
		out := []M{}
		for _, u := range f.users {
			if !u.Outside && strings.HasPrefix(u.Username, q.Get("query")) && u.ID > q.Get("after") {
				out = append(out, f.memberJSON(u))
			}
		}
		if id == "" && !f.options.GuildMembers {
			return refused(403, 50001)
		}
		return answer{200, out}
	case what == "members":
		if u := f.userByID(id); u != nil && !u.Outside {
			return answer{200, f.memberJSON(u)}
		}
		return refused(404, 10007)
	}
	return refused(404, 0)
}
