package slackfake

import (
	"encoding/json"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// pingEvery is how often a socket is pinged.
const pingEvery = 200 * time.Millisecond

// socket is one Socket Mode connection.
type socket struct {
	ws   *websocket.Conn
	mu   sync.Mutex
	done chan struct{}
	once sync.Once
}

func (k *socket) write(v any) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.ws.WriteJSON(v)
}

func (k *socket) close() {
	k.once.Do(func() {
		close(k.done)
		_ = k.ws.NetConn().Close()
	})
}

// Ack is how the app acknowledged an envelope.
type Ack struct {
	OK       bool
	Payload  Obj           // nil: a bare acknowledgement
	Took     time.Duration // from the last delivery
	Attempts int           // deliveries, 1 when the first was acknowledged
}

func (s *Server) serveSocket(w http.ResponseWriter, r *http.Request) {
	if f := s.takeFault("socket"); f != nil {
		http.Error(w, "service unavailable", http.StatusServiceUnavailable)
		return
	}
	ws, err := s.up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	k := &socket{ws: ws, done: make(chan struct{})}
	s.mu.Lock()
	closed := s.closed
	_ = k.write(Obj{"type": "hello", "num_connections": 1, "connection_info": Obj{"app_id": "A0GUICHET"}, "debug_info": Obj{"host": "fake"}})
	if !closed {
		s.sockets = append(s.sockets, k)
	}
	s.mu.Unlock()
	if closed {
		k.close()
	}
	go s.ping(k)
	s.read(k)
}

func (s *Server) ping(k *socket) {
	tick := time.NewTicker(pingEvery)
	defer tick.Stop()
	for {
		select {
		case <-k.done:
			return
		case <-tick.C:
			s.mu.Lock()
			on := s.pings
			s.mu.Unlock()
			if on && k.ws.WriteControl(websocket.PingMessage, []byte("ping"), time.Now().Add(time.Second)) != nil {
				return
			}
		}
	}
}

func (s *Server) read(k *socket) {
	defer func() {
		k.close()
		s.mu.Lock()
		for i, x := range s.sockets {
			if x == k {
				s.sockets = append(s.sockets[:i:i], s.sockets[i+1:]...)
				break
			}
		}
		s.mu.Unlock()
	}()
	for {
		_, raw, err := k.ws.ReadMessage()
		if err != nil {
			return
		}
		var m struct {
			ID string `json:"envelope_id"`
		}
		if json.Unmarshal(raw, &m) != nil || m.ID == "" {
			s.t.Errorf("slackfake: not an acknowledgement: %.200s", raw)
			continue
		}
		s.mu.Lock()
		c := s.acks[m.ID]
		delete(s.acks, m.ID)
		s.mu.Unlock()
		if c != nil {
			c <- raw
		}
	}
}

// Sockets is how many connections the app has.
func (s *Server) Sockets() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.sockets)
}

// DropSockets cuts every connection without a goodbye.
func (s *Server) DropSockets() {
	s.mu.Lock()
	all := append([]*socket(nil), s.sockets...)
	s.mu.Unlock()
	for _, k := range all {
		k.close()
	}
}

// Disconnect asks the app to connect again, as Slack does every few hours.
func (s *Server) Disconnect() {
	s.mu.Lock()
	all := append([]*socket(nil), s.sockets...)
	s.mu.Unlock()
	for _, k := range all {
		_ = k.write(Obj{"type": "disconnect", "reason": "refresh_requested"})
	}
}

// Pings switches the server's pings on or off.
func (s *Server) Pings(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pings = on
}

// Deliver sends an envelope and waits for its acknowledgement. Events are delivered again,
// once and at once, when they are not acknowledged, as Slack does first.
func (s *Server) Deliver(kind string, payload any) Ack {
	attempts := 1
	if kind == "events_api" {
		attempts = 2
	}
	s.mu.Lock()
	s.last = delivered{kind, payload}
	s.mu.Unlock()
	var a Ack
	for a.Attempts < attempts {
		a.Attempts++
		s.mu.Lock()
		id, c := s.newID("env"), make(chan []byte, 1)
		s.acks[id] = c
		var k *socket
		if n := len(s.sockets); n > 0 {
			k = s.sockets[n-1]
		}
		timeout := s.AckTimeout
		s.mu.Unlock()
		e := Obj{"envelope_id": id, "type": kind, "payload": payload, "accepts_response_payload": kind != "events_api"}
		if kind == "events_api" {
			e["retry_attempt"] = a.Attempts - 1
		}
		start := time.Now()
		if k == nil || k.write(e) != nil {
			continue
		}
		select {
		case raw := <-c:
			var m struct {
				Payload Obj `json:"payload"`
			}
			_ = json.Unmarshal(raw, &m)
			a.OK, a.Payload, a.Took = true, m.Payload, time.Since(start)
			s.mu.Lock()
			s.judge("acknowledgement", a.Payload)
			s.mu.Unlock()
			return a
		case <-k.done:
		case <-time.After(timeout):
		}
	}
	return a
}

// Raw writes a frame as it is to every socket.
func (s *Server) Raw(frame string) {
	s.mu.Lock()
	all := append([]*socket(nil), s.sockets...)
	s.mu.Unlock()
	for _, k := range all {
		k.mu.Lock()
		_ = k.ws.WriteMessage(websocket.TextMessage, []byte(frame))
		k.mu.Unlock()
	}
}
