package page

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"guichet/adapters/web/chat"
)

const (
	heartbeat  = 15 * time.Second // so that both sides notice a broken line
	retryAfter = 1000             // milliseconds before the browser connects again
	writeTime  = 10 * time.Second // a browser that takes nothing for so long has gone
)

// bundle is what one event of the stream says.
type bundle struct {
	Messages []shown           `json:"messages,omitempty"`
	Places   map[string]string `json:"places,omitempty"` // by person
	Clock    *clockState       `json:"clock,omitempty"`
	Guide    string            `json:"guide,omitempty"`
	Reset    bool              `json:"reset,omitempty"` // look at everything anew
}

// shown is a message for one person, or that it is gone.
type shown struct {
	Who     string `json:"who"`
	Channel string `json:"channel"`
	Thread  string `json:"thread,omitempty"`
	ID      string `json:"id"`
	Order   int64  `json:"order,omitempty"`
	HTML    string `json:"html,omitempty"`
	Gone    bool   `json:"gone,omitempty"`
}

// events streams what changes for the people of a tab. A browser that comes back after a
// pause says what it has seen last; where that is too long ago, it is told to look anew.
// With brief the stream ends at once: the browser asks again a moment later. A browser opens
// only six connections to one server, and a seventh tab must not wait for ever.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	who := slices.Compact(slices.Sorted(slices.Values(r.URL.Query()["who"])))
	who = who[:min(len(who), 2)]
	for _, one := range who {
		if _, err := s.chat.Person(one); err != nil {
			http.Error(w, "Guichet: nobody is called so", http.StatusNotFound)
			return
		}
	}
	line := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Accel-Buffering", "no")
	if _, err := fmt.Fprintf(w, "retry: %d\n\n", retryAfter); err != nil {
		return
	}
	brief := r.URL.Query().Has("brief")
	last := r.Header.Get("Last-Event-ID")
	if last == "" {
		last = r.URL.Query().Get("after")
	}
	seq, known := s.seqOf(last)
	before := map[string]string{}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for first := true; ; first = false {
		list, next, ok := s.chat.Since(seq)
		b, news := bundle{Reset: true}, true
		if known && ok {
			if len(list) > 0 {
				seq = list[len(list)-1].Seq
			}
			b, news = s.bundle(r, who, list, before, first)
		} else {
			seq, known = s.chat.Seq(), true
		}
		if news || first {
			if err := line.SetWriteDeadline(time.Now().Add(writeTime)); err != nil {
				s.log.Debug().Err(err).Msg("page: no deadline on this connection")
			}
			if err := send(w, s.epoch, seq, b); err != nil || line.Flush() != nil {
				return
			}
		}
		if brief {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-next:
		case <-beat.C:
			if err := line.SetWriteDeadline(time.Now().Add(writeTime)); err != nil {
				s.log.Debug().Err(err).Msg("page: no deadline on this connection")
			}
			if err := send(w, s.epoch, seq, bundle{Clock: s.clock(r.Context())}); err != nil || line.Flush() != nil {
				return
			}
		}
	}
}

// seqOf reads "epoch-seq"; false when it is not of this process.
func (s *Server) seqOf(id string) (int64, bool) {
	epoch, n, _ := strings.Cut(id, "-")
	seq, err := strconv.ParseInt(n, 10, 64)
	return seq, err == nil && epoch == s.epoch && seq >= 0
}

func (s *Server) eventID() string { return fmt.Sprintf("%s-%d", s.epoch, s.chat.Seq()) }

func send(w http.ResponseWriter, epoch string, seq int64, b bundle) error {
	data, err := json.Marshal(b)
	if err != nil {
		return fmt.Errorf("page: an event: %w", err)
	}
	_, err = fmt.Fprintf(w, "id: %s-%d\ndata: %s\n\n", epoch, seq, data)
	return err
}

// bundle renders a list of changes for the people of a tab: each message once, as it is now.
func (s *Server) bundle(r *http.Request, who []string, list []chat.Change, before map[string]string, first bool) (bundle, bool) {
	b := bundle{Places: map[string]string{}}
	if first {
		b.Clock = s.clock(r.Context())
	}
	for _, one := range who {
		seen := map[string]bool{}
		touched := first
		for _, c := range list {
			if c.Only != "" && c.Only != one || c.Kind == chat.Signal {
				continue
			}
			touched = true
			if c.Message == "" || seen[c.Message] {
				continue
			}
			seen[c.Message] = true
			if m, ok := s.shown(one, c); ok {
				b.Messages = append(b.Messages, m)
			}
		}
		if !touched {
			continue
		}
		if html := s.places(one); html != before[one] {
			before[one], b.Places[one] = html, html
		}
	}
	for _, c := range list {
		switch c.Name {
		case SignalClock:
			b.Clock = s.clock(r.Context())
		case SignalGuide:
			b.Guide = s.guideHTML(languageOf(r))
		}
	}
	return b, len(b.Messages)+len(b.Places) > 0 || b.Clock != nil || b.Guide != ""
}

// shown is the message of a change as one person sees it; false when they do not.
func (s *Server) shown(who string, c chat.Change) (shown, bool) {
	m, err := s.chat.Visible(who, c.Message)
	if err != nil {
		ch, err := s.chat.Channel(c.Channel)
		return shown{Who: who, Channel: c.Channel, ID: c.Message, Gone: true}, err == nil && ch.Has(who) && c.Kind == chat.Gone
	}
	html, err := s.html("message", s.view(who, m, false))
	if err != nil {
		s.log.Error().Err(err).Msg("page: a message could not be rendered")
		return shown{}, false
	}
	return shown{Who: who, Channel: m.Channel, Thread: m.Thread, ID: m.ID, Order: m.Order, HTML: html}, true
}

// The signals that the stream passes on.
const (
	SignalClock = "clock"
	SignalGuide = "guide"
)
