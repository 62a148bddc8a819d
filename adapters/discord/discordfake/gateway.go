package discordfake

import (
	"encoding/json"
	"net/http"
	"sync"

	"github.com/gorilla/websocket"
)

// Intent bits that decide what is sent.
const (
	intentMembers = 1 << 1
	intentContent = 1 << 15
)

type session struct {
	id      string
	intents int
	events  []M
	conn    *conn
}

type conn struct {
	ws   *websocket.Conn
	mu   sync.Mutex
	deaf bool
}

func (c *conn) write(v any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.deaf {
		_ = c.ws.WriteJSON(v)
	}
}

func (c *conn) close(code int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	_ = c.ws.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""))
}

func (f *Fake) serveGateway(w http.ResponseWriter, r *http.Request) {
	ws, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
	if err != nil {
		return
	}
	f.running.Add(1)
	defer f.running.Done()
	defer ws.Close()
	c := &conn{ws: ws}
	f.mu.Lock()
	f.conns[c] = true
	f.mu.Unlock()
	defer func() {
		f.mu.Lock()
		delete(f.conns, c)
		for _, s := range f.sessions {
			if s.conn == c {
				s.conn = nil
			}
		}
		f.mu.Unlock()
	}()
	c.write(M{"op": 10, "d": M{"heartbeat_interval": f.options.Heartbeat.Milliseconds()}})
	for {
		var p struct {
			Op int             `json:"op"`
			D  json.RawMessage `json:"d"`
		}
		if err := ws.ReadJSON(&p); err != nil {
			return
		}
		switch p.Op {
		case 1:
			c.write(M{"op": 11})
		case 2:
			f.identify(c, p.D)
		case 6:
			f.resume(c, p.D)
		}
	}
}

func (f *Fake) identify(c *conn, raw json.RawMessage) {
	var d struct {
		Token   string
		Intents int
	}
	_ = json.Unmarshal(raw, &d)
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case d.Token != "Bot "+Token || f.withdrawn:
		c.close(4004)
		return
	case d.Intents&intentContent != 0 && !f.options.MessageContent, d.Intents&intentMembers != 0 && !f.options.GuildMembers:
		c.close(4014)
		return
	}
	s := &session{id: f.id(), intents: d.Intents, conn: c}
	f.sessions = append(f.sessions, s)
	s.send("READY", M{"v": 10, "session_id": s.id, "user": f.userJSON(f.user(f.bot)), "guilds": []M{{"id": f.guild, "unavailable": true}}})
	s.send("GUILD_CREATE", f.guildJSON())
}

func (f *Fake) resume(c *conn, raw json.RawMessage) {
	var d struct {
		SessionID string `json:"session_id"`
		Seq       int    `json:"seq"`
	}
	_ = json.Unmarshal(raw, &d)
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.withdrawn {
		c.close(4004)
		return
	}
	for _, s := range f.sessions {
		if s.id == d.SessionID {
			s.conn = c
			for _, e := range s.events[min(d.Seq, len(s.events)):] {
				c.write(e)
			}
			s.send("RESUMED", M{})
			return
		}
	}
	c.write(M{"op": 9, "d": false})
}

func (s *session) send(kind string, d M) {
	e := M{"op": 0, "t": kind, "s": len(s.events) + 1, "d": d}
	s.events = append(s.events, e)
	if s.conn != nil {
		s.conn.write(e)
	}
}

// dispatch sends an event to the newest session. The lock is held.
func (f *Fake) dispatch(kind string, d M) {
	if n := len(f.sessions); n > 0 {
		f.sessions[n-1].send(kind, d)
	}
}

// Connections is how many gateway connections are open, Sessions how many identifies there
// were since the last Forget.
func (f *Fake) Connections() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.conns)
}

// Sessions is how many sessions were identified since the last Forget.
func (f *Fake) Sessions() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.sessions)
}

// Intents are those of the newest session.
func (f *Fake) Intents() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	if n := len(f.sessions); n > 0 {
		return f.sessions[n-1].intents
	}
	return 0
}

// Repeat dispatches the last event once more.
func (f *Fake) Repeat() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if n := len(f.sessions); n > 0 {
		s := f.sessions[n-1]
		last := s.events[len(s.events)-1]
		kind, _ := last["t"].(string)
		s.send(kind, object(last["d"]))
	}
}

// Send dispatches any event, for malformed ones.
func (f *Fake) Send(kind string, d M) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.dispatch(kind, d)
}
