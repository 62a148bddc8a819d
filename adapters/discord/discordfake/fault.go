package discordfake

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// Fault makes calls of the bot fail.
type Fault struct {
	Method     string // "" any
	Path       string // part of the path
	Status     int    // answered instead, without effect; 429 takes RetryAfter
	RetryAfter float64
	Reset      bool          // the call takes effect, the connection ends without an answer
	Slow       time.Duration // the answer comes late
	Times      int           // 0 is once
}

// Fail adds a fault.
func (f *Fake) Fail(fault Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	fault.Times = max(fault.Times, 1)
	f.faults = append(f.faults, &fault)
}

// fault takes the fault that the call meets, nil none. The lock is held.
func (f *Fake) fault(method, path string) *Fault {
	for _, x := range f.faults {
		if x.Times > 0 && (x.Method == "" || x.Method == method) && strings.Contains(path, x.Path) {
			x.Times--
			return x
		}
	}
	return nil
}

// Mend ends all faults.
func (f *Fake) Mend() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.faults = nil
}

// Withdraw takes the bot's token away: calls and connections are refused.
func (f *Fake) Withdraw() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.withdrawn = true
	for c := range f.conns {
		c.close(4004)
	}
}

func (f *Fake) isWithdrawn() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.withdrawn
}

// DeleteMessage removes a message, without telling the bot.
func (f *Fake) DeleteMessage(channel, id string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	c := f.channel(channel)
	c.Messages = slices.DeleteFunc(c.Messages, func(m *Message) bool { return m.ID == id })
}

// Drop cuts all gateway connections without a word.
func (f *Fake) Drop() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for c := range f.conns {
		c.ws.Close()
	}
}

// Deaf makes the gateway stop answering, heartbeats too, on the connections that are open.
func (f *Fake) Deaf() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for c := range f.conns {
		c.mu.Lock()
		c.deaf = true
		c.mu.Unlock()
	}
}

// Forget makes the gateway refuse to resume the sessions that there are.
func (f *Fake) Forget() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sessions = nil
}

// SwitchIntents switches the application's privileged intents on or off.
func (f *Fake) SwitchIntents(messageContent, guildMembers bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.options.MessageContent, f.options.GuildMembers = messageContent, guildMembers
}

// Leave takes somebody out of the server.
func (f *Fake) Leave(user string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.user(user).Outside = true
}

// DeleteChannel deletes a channel, thread or DM.
func (f *Fake) DeleteChannel(name string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	c := f.channel(name)
	for i, x := range f.channels {
		if x == c {
			f.channels = append(f.channels[:i:i], f.channels[i+1:]...)
		}
	}
	if !c.dm() {
		f.dispatch("CHANNEL_DELETE", f.channelJSON(c))
	}
}

// AddChannel adds a text channel that everybody sees.
func (f *Fake) AddChannel(name string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	c := &Channel{ID: f.id(), Name: name}
	f.channels = append(f.channels, c)
	f.dispatch("CHANNEL_CREATE", f.channelJSON(c))
}

// hangUp ends the connection of a call without an answer.
func hangUp(w http.ResponseWriter) {
	if h, ok := w.(http.Hijacker); ok {
		if c, _, err := h.Hijack(); err == nil {
			c.Close()
		}
	}
}
