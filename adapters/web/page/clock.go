package page

import (
	"context"
	"net/http"
)

// clockState is the desk's clock as the page shows it.
type clockState struct {
	Now    int64 `json:"now"` // unix milliseconds
	Factor int   `json:"factor"`
	Next   int64 `json:"next,omitempty"` // next deadline, 0 none
}

func (s *Server) clock(ctx context.Context) *clockState {
	c := &clockState{Now: s.cfg.Driver.Clock.Now().UnixMilli(), Factor: s.cfg.Driver.Clock.Factor()}
	if next, err := s.cfg.Driver.Next(ctx); err == nil && !next.IsZero() {
		c.Next = next.UnixMilli()
	}
	return c
}

// factors are the paces that the clock can run at.
var factors = map[int]bool{1: true, 60: true, 600: true}

// setClock makes the clock run faster, or jump to the next deadline.
func (s *Server) setClock(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Factor int  `json:"factor"`
		Next   bool `json:"next"`
	}
	if !s.read(w, r, &in) {
		return
	}
	switch {
	case in.Next:
		at, err := s.cfg.Driver.JumpToNext(r.Context())
		if err != nil {
			s.fail(w, r, err)
			return
		}
		if !at.IsZero() {
			s.cfg.Guide.Jumped()
		}
	case factors[in.Factor]:
		s.cfg.Driver.Clock.SetFactor(in.Factor)
		s.cfg.Driver.Nudge()
	default:
		http.Error(w, "Guichet: the clock has no such pace", http.StatusBadRequest)
		return
	}
	s.chat.Signal(SignalClock)
	reply(w, s.clock(r.Context()))
}
