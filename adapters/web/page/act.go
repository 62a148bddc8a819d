package page

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"

	"guichet/adapters/web"
	"guichet/adapters/web/chat"
)

// maxAct bounds the body of an act, in bytes: a form with every field full.
const maxAct = 128 << 10

// input is what the page sends of an act.
type input struct {
	Who     string            `json:"who"`
	Channel string            `json:"channel"`
	Thread  string            `json:"thread"`
	Key     string            `json:"key"`
	Message string            `json:"message"`
	Text    string            `json:"text"`
	Verb    string            `json:"verb"`
	Emoji   string            `json:"emoji"`
	On      bool              `json:"on"`
	Form    string            `json:"form"`
	State   string            `json:"state"`
	Values  map[string]string `json:"values"`
	Files   []string          `json:"files"`
	Order   int64             `json:"order"`
}

func (in input) act() web.Act {
	return web.Act{Who: in.Who, Channel: in.Channel, Thread: in.Thread, Key: in.Key}
}

// acts are what people can do, by the last part of the path.
func (s *Server) acts() map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"clock": s.setClock,
		"say": s.doing(func(r *http.Request, in input) (web.Reply, error) {
			files, err := s.filesOf(in.Who, in.Files)
			if err != nil {
				return web.Reply{}, err
			}
			return s.cfg.Web.Say(r.Context(), in.act(), in.Text, files)
		}),
		"click": s.doing(func(r *http.Request, in input) (web.Reply, error) {
			return s.cfg.Web.Click(r.Context(), in.act(), in.Message, in.Verb)
		}),
		"submit": s.doing(func(r *http.Request, in input) (web.Reply, error) {
			files, err := s.filesOf(in.Who, in.Files)
			if err != nil {
				return web.Reply{}, err
			}
			return s.cfg.Web.Submit(r.Context(), in.act(), web.Submission{Form: in.Form, State: in.State, Values: in.Values, Files: files})
		}),
		"react": s.doing(func(r *http.Request, in input) (web.Reply, error) {
			return s.cfg.Web.React(r.Context(), in.act(), in.Message, in.Emoji, in.On)
		}),
		"send": s.doing(func(r *http.Request, in input) (web.Reply, error) {
			return s.cfg.Web.Send(r.Context(), in.act(), in.Message)
		}),
		"ticket": s.doing(func(r *http.Request, in input) (web.Reply, error) {
			return s.cfg.Web.Ticket(r.Context(), in.act(), in.Message)
		}),
		"ticket_for": s.doing(func(r *http.Request, in input) (web.Reply, error) {
			return s.cfg.Web.TicketFor(r.Context(), in.act(), in.Message)
		}),
		"edit": s.doing(func(r *http.Request, in input) (web.Reply, error) {
			return web.Reply{}, s.cfg.Web.Correct(r.Context(), in.act(), in.Message, in.Text)
		}),
		"delete": s.doing(func(r *http.Request, in input) (web.Reply, error) {
			return web.Reply{}, s.cfg.Web.Delete(r.Context(), in.act(), in.Message)
		}),
		"read": s.doing(func(_ *http.Request, in input) (web.Reply, error) {
			return web.Reply{}, s.chat.MarkRead(in.Who, in.Channel, in.Thread, in.Order)
		}),
	}
}

// outcome is what the page gets back at once; what is said comes by the stream.
type outcome struct {
	Form   string            `json:"form,omitempty"` // HTML of a dialog
	Errors map[string]string `json:"errors,omitempty"`
	Error  string            `json:"error,omitempty"`
}

func (s *Server) doing(do func(r *http.Request, in input) (web.Reply, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var in input
		if !s.read(w, r, &in) {
			return
		}
		done, err := do(r, in)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		out := outcome{Errors: done.Errors}
		if done.Form != nil {
			if out.Form, err = s.form(in, done.Form); err != nil {
				s.fail(w, r, err)
				return
			}
		}
		reply(w, out)
	}
}

// read reads the JSON body of a request, and refuses what is too much or something else.
func (s *Server) read(w http.ResponseWriter, r *http.Request, in any) bool {
	if r.Header.Get("Content-Type") != "application/json" {
		http.Error(w, "Guichet: this takes JSON", http.StatusUnsupportedMediaType)
		return false
	}
	err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxAct)).Decode(in)
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		s.fail(w, r, chat.ErrTooLong)
	case err != nil:
		http.Error(w, "Guichet: this cannot be understood", http.StatusBadRequest)
	}
	return err == nil
}

func reply(w http.ResponseWriter, out any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_ = json.NewEncoder(w).Encode(out) // the browser may have gone
}

// fail says what went wrong in the language of the page.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	status, key := http.StatusInternalServerError, "error.ours"
	switch {
	case errors.Is(err, chat.ErrGone):
		status, key = http.StatusNotFound, "error.gone"
	case errors.Is(err, chat.ErrForbidden):
		status, key = http.StatusForbidden, "error.forbidden"
	case errors.Is(err, chat.ErrTooLong):
		status, key = http.StatusRequestEntityTooLarge, "error.too_long"
	case errors.Is(err, web.ErrAway):
		status, key = http.StatusServiceUnavailable, "error.away"
	case r.Context().Err() != nil:
		return
	default:
		s.log.Error().Err(err).Str("path", r.URL.Path).Msg("page: an act failed")
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(outcome{Error: word(languageOf(r), key)}) // the browser may have gone
}

// complete proposes how what is being typed could go on.
func (s *Server) complete(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	text := q.Get("text")
	if len(text) > chat.MaxText {
		reply(w, web.Completion{})
		return
	}
	c, err := s.cfg.Web.Complete(r.Context(), web.Act{Who: q.Get("who"), Channel: q.Get("channel"), Thread: q.Get("thread")}, text)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	reply(w, c)
}

// filesOf are files that the person has joined; what others joined is not there.
func (s *Server) filesOf(who string, ids []string) ([]chat.File, error) {
	if len(ids) > maxFiles {
		return nil, chat.ErrTooLong
	}
	var out []chat.File
	for _, id := range ids {
		f, err := s.chat.FileInfo(id)
		if err == nil && f.By != who {
			err = fmt.Errorf("%w: file", chat.ErrGone)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// maxFiles is how many files one message or form takes.
const maxFiles = 10

// upload keeps one file of the pane's person: its bytes are the body, its name is in the header X-Name.
func (s *Server) upload(w http.ResponseWriter, r *http.Request) {
	name, err := url.QueryUnescape(r.Header.Get("X-Name"))
	if err != nil {
		name = ""
	}
	f, err := s.chat.PutFile(r.URL.Query().Get("who"), name, http.MaxBytesReader(w, r.Body, chat.MaxFile))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		err = chat.ErrTooLong
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	reply(w, struct {
		chat.File
		Image bool `json:"image"`
	}{f, f.Image()})
}

// file serves a file to the pane's person, if they see it: pictures to be shown, all else to be
// saved. What they may not see looks like what is not there.
func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	f, err := s.chat.FileInfo(r.PathValue("id"))
	if err != nil || !s.chat.SeesFile(r.URL.Query().Get("who"), f) {
		http.NotFound(w, r)
		return
	}
	f, body, err := s.chat.OpenFile(f.ID)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	defer func() { _ = body.Close() }() // it was only read
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "private, max-age=3600")
	kind, disposition := "application/octet-stream", "attachment"
	if f.Image() {
		kind, disposition = f.Type, "inline"
	}
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", disposition+"; filename*=UTF-8''"+url.PathEscape(f.Name))
	h.Set("Content-Length", strconv.FormatInt(f.Size, 10))
	_, _ = io.Copy(w, body) // the browser may have gone
}
