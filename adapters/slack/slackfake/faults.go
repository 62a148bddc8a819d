package slackfake

import (
	"io"
	"net"
	"net/http"
	"strconv"
	"time"
)

// The ways to break a call.
const (
	RateLimited = "ratelimited" // 429 with Retry-After: the argument, in seconds
	ResetBefore = "reset"       // the connection is cut, nothing happened
	ResetAfter  = "reset_after" // the call took effect, then the connection is cut
	Error500    = "500"         // nothing happened
	Error500Too = "500_after"   // it took effect
	Hang        = "hang"        // no answer for the argument in milliseconds, then a cut
	Says        = "says"        // ok:false with the error set by FaultError
	Garbage     = "garbage"     // it took effect, the answer is cut short
)

type fault struct {
	method, kind, says string
	arg, left          int
}

// Fault breaks the next times calls of the method.
func (s *Server) Fault(method, kind string, arg, times int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &fault{method: method, kind: kind, arg: arg, left: times})
}

// FaultError makes the next times calls of the method fail with Slack's error name.
func (s *Server) FaultError(method, name string, times int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &fault{method: method, kind: Says, says: name, left: times})
}

// ClearFaults mends everything.
func (s *Server) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

func (s *Server) takeFault(method string) *fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.faults {
		if f.method == method && f.left > 0 {
			f.left--
			return f
		}
	}
	return nil
}

// breakBefore tells whether the call ended without effect.
func (s *Server) breakBefore(w http.ResponseWriter, f *fault) bool {
	switch f.kind {
	case RateLimited:
		w.Header().Set("Retry-After", strconv.Itoa(f.arg))
		w.WriteHeader(http.StatusTooManyRequests)
	case ResetBefore:
		cutOff(w)
	case Hang:
		time.Sleep(time.Duration(f.arg) * time.Millisecond)
		cutOff(w)
	case Error500:
		http.Error(w, "upstream error", http.StatusInternalServerError)
	case Says:
		answer(w, nil, apiError(f.says))
	default:
		return false
	}
	return true
}

// breakAfter tells whether the answer was lost though the call took effect.
func (s *Server) breakAfter(w http.ResponseWriter, f *fault) bool {
	switch f.kind {
	case ResetAfter:
		cutOff(w)
	case Error500Too:
		http.Error(w, "upstream error", http.StatusInternalServerError)
	case Garbage:
		_, _ = io.WriteString(w, `{"ok":tr`)
	default:
		return false
	}
	return true
}

// cutOff resets the TCP connection.
func cutOff(w http.ResponseWriter) {
	h, ok := w.(http.Hijacker)
	if !ok {
		return
	}
	c, _, err := h.Hijack()
	if err != nil {
		return
	}
	if tcp, ok := c.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = c.Close()
}
