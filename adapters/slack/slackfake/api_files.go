package slackfake

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// file is a file of the workspace.
type file struct {
	id, name, title, mime, user string
	size                        int
	data                        []byte
	bot, sent, done             bool // of the app: its bytes have come, and it was shared
	deleted                     bool
	shares                      []share
}

type share struct{ channel, ts, thread string }

const workspaceID = "T0ACME"

// File is a file of a person, to be joined to a message or a form. The type is Slack's guess by
// the name.
func (s *Server) File(who, name string, body []byte) Obj {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := &file{id: s.newID("F"), name: name, title: name, mime: guess(name), user: s.userLocked(who).id, size: len(body), data: body, done: true}
	s.files = append(s.files, f)
	return frozen(s.renderFile(f))
}

// DeleteFile removes a file.
func (s *Server) DeleteFile(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f := s.file(id); f != nil {
		f.deleted = true
	}
}

func guess(name string) string {
	for ending, kind := range map[string]string{".txt": "text/plain", ".log": "text/plain", ".png": "image/png", ".pdf": "application/pdf", ".html": "text/html"} {
		if strings.HasSuffix(name, ending) {
			return kind
		}
	}
	return "application/octet-stream"
}

func (s *Server) file(id string) *file {
	i := slices.IndexFunc(s.files, func(f *file) bool { return f.id == id })
	if i < 0 {
		return nil
	}
	return s.files[i]
}

func (s *Server) renderFile(f *file) Obj {
	base := s.base + "/files-pri/" + workspaceID + "-" + f.id
	private, public := Obj{}, Obj{}
	for _, one := range f.shares {
		to := public
		if c := s.find(one.channel); c != nil && (c.private || c.im != "") {
			to = private
		}
		list, _ := to[one.channel].([]any)
		entry := Obj{"ts": one.ts}
		if one.thread != "" {
			entry["thread_ts"] = one.thread
		}
		to[one.channel] = append(list, entry)
	}
	return Obj{
		"id": f.id, "name": f.name, "title": f.title, "mimetype": f.mime, "user": f.user, "size": f.size, "mode": "hosted", "is_external": false,
		"url_private": base + "/" + url.PathEscape(f.name), "url_private_download": base + "/download/" + url.PathEscape(f.name),
		"permalink": "https://acme.slack.com/files/" + f.user + "/" + f.id + "/" + url.PathEscape(f.name),
		"shares":    Obj{"private": private, "public": public},
	}
}

// shared notes in which message files stand.
func (s *Server) shared(c *channel, m *posted) {
	for _, raw := range m.files {
		o, _ := raw.(Obj)
		if f := s.file(str(o, "id")); f != nil {
			f.shares = append(f.shares, share{c.id, m.ts, m.thread})
		}
	}
}

func filesInfo(s *Server, a Obj) (Obj, apiError) {
	f := s.file(str(a, "file"))
	switch {
	case f == nil || !f.done:
		return nil, "file_not_found"
	case f.deleted:
		return nil, "file_deleted"
	}
	return Obj{"file": s.renderFile(f), "comments": []any{}, "paging": Obj{}}, ""
}

// filesDelete deletes a file of the app, and takes it off the messages that show it.
func filesDelete(s *Server, a Obj) (Obj, apiError) {
	f := s.file(str(a, "file"))
	switch {
	case f == nil || !f.done:
		return nil, "file_not_found"
	case f.deleted:
		return nil, "file_deleted"
	case !f.bot:
		return nil, "cant_delete_file"
	}
	f.deleted = true
	for _, in := range f.shares {
		if m := s.find(in.channel).message(in.ts); m != nil {
			m.files = slices.DeleteFunc(slices.Clone(m.files), func(one any) bool { o, _ := one.(Obj); return str(o, "id") == f.id })
		}
	}
	return Obj{}, ""
}

func filesSlot(s *Server, a Obj) (Obj, apiError) {
	if num(a, "length", 0) <= 0 || str(a, "filename") == "" {
		return nil, "invalid_arguments"
	}
	f := &file{id: s.newID("F"), name: str(a, "filename"), size: num(a, "length", 0), user: BotUser, bot: true}
	f.mime = guess(f.name)
	s.files = append(s.files, f)
	return Obj{"upload_url": s.base + "/upload/" + f.id, "file_id": f.id}, ""
}

// serveUpload takes the bytes of a file: just them, or in a form.
func (s *Server) serveUpload(w http.ResponseWriter, r *http.Request) {
	f := s.takeFault("upload_url")
	if f != nil && s.breakBefore(w, f) {
		return
	}
	var data []byte
	if mr, err := r.MultipartReader(); err == nil {
		for p, err := mr.NextPart(); err == nil; p, err = mr.NextPart() {
			if p.FileName() != "" {
				data, _ = io.ReadAll(p)
			}
		}
	} else {
		data, _ = io.ReadAll(r.Body)
	}
	s.mu.Lock()
	to := s.file(strings.TrimPrefix(r.URL.Path, "/upload/"))
	known := r.Method == http.MethodPost && to != nil && to.bot && !to.done
	whole := known && len(data) == to.size
	if whole {
		to.data, to.sent = data, true
	}
	token := r.Header.Get("Authorization") != ""
	s.mu.Unlock()
	if token {
		s.t.Errorf("slackfake: the bot's token was sent to an upload URL")
	}
	switch {
	case f != nil && s.breakAfter(w, f):
	case !known:
		http.Error(w, "not found", http.StatusNotFound)
	case !whole:
		http.Error(w, "length mismatch", http.StatusBadRequest)
	default:
		_, _ = io.WriteString(w, "OK - "+strconv.Itoa(len(data)))
	}
}

func filesDone(s *Server, a Obj) (Obj, apiError) {
	c, failed := s.writable(str(a, "channel_id"))
	if failed != "" {
		return nil, failed
	}
	thread := str(a, "thread_ts")
	if thread != "" && c.message(thread) == nil {
		return nil, "thread_not_found"
	}
	_, blocks, _ := content(a, maxText)
	m := &posted{user: BotUser, thread: thread, blocks: blocks, text: str(a, "initial_comment"), subtype: "file_share", reactions: map[string][]string{}}
	var summary []any
	list, _ := a["files"].([]any)
	var ready []*file
	for _, raw := range list {
		o, _ := raw.(Obj)
		f := s.file(str(o, "id"))
		if f == nil || !f.bot || !f.sent || f.done {
			return nil, "file_not_found"
		}
		f.title = str(o, "title")
		ready = append(ready, f)
	}
	if len(ready) == 0 {
		return nil, "invalid_arguments"
	}
	m.ts = s.nextTS()
	for _, f := range ready {
		f.done = true
		m.files = append(m.files, s.renderFile(f))
		summary = append(summary, Obj{"id": f.id, "title": f.title})
	}
	s.shared(c, m)
	c.messages = append(c.messages, m)
	return Obj{"files": summary}, ""
}

// serveFile serves a private address to who has the token, and the page for signing in to
// everybody else, as Slack does.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request) {
	if f := s.takeFault("file_download"); f != nil && s.breakBefore(w, f) {
		return
	}
	name, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/files-pri/"), "/")
	s.mu.Lock()
	f := s.file(strings.TrimPrefix(name, workspaceID+"-"))
	s.mu.Unlock()
	switch {
	case r.Header.Get("Authorization") != "Bearer "+BotToken:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, "<!DOCTYPE html><title>Slack</title>Sign in")
	case f == nil || f.deleted:
		http.NotFound(w, r)
	default:
		w.Header().Set("Content-Type", f.mime)
		w.Header().Set("Content-Length", strconv.Itoa(len(f.data)))
		_, _ = w.Write(f.data)
	}
}

// FileBody is the bytes of a file.
func (s *Server) FileBody(id string) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f := s.file(id); f != nil {
		return f.data
	}
	return nil
}
