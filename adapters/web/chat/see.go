package chat

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"guichet/bot"
)

// Message finds a message.
func (c *Chat) Message(id string) (Message, error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	m, ok := c.messages[id]
	if !ok {
		return Message{}, fmt.Errorf("%w: message", ErrGone)
	}
	return m, nil
}

// Visible finds a message that the person may see.
func (c *Chat) Visible(who, id string) (Message, error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	m, ok := c.messages[id]
	if !ok || !m.SeenBy(who) || !c.byID[m.Channel].Has(who) {
		return Message{}, fmt.Errorf("%w: message", ErrGone)
	}
	return m, nil
}

// SeesFile tells whether the person may see a file: they joined it, or a message that they see shows
// it or leads to it.
func (c *Chat) SeesFile(who string, f File) bool {
	if who != "" && f.By == who {
		return true
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	for _, m := range c.messages {
		if ch := c.byID[m.Channel]; ch != nil && ch.Has(who) && m.SeenBy(who) && m.shows(f.ID) {
			return true
		}
	}
	return false
}

// shows tells whether the message has the file, or a link that ends in its id.
func (m Message) shows(file string) bool {
	if slices.ContainsFunc(m.Files, func(f File) bool { return f.ID == file }) {
		return true
	}
	leads := func(text bot.Text) bool {
		return slices.ContainsFunc(text, func(s bot.Span) bool { return s.Kind == bot.Anchor && strings.HasSuffix(s.URL, "/"+file) })
	}
	return slices.ContainsFunc(m.Body.Blocks, func(b bot.Block) bool {
		return leads(b.Text) || slices.ContainsFunc(b.Pairs, func(p bot.Pair) bool { return leads(p.Value) })
	})
}

// ByKey finds the bot's message in a place that was posted with a delivery key.
func (c *Chat) ByKey(channel, thread, key string) (Message, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	for _, id := range c.in[channel] {
		if m := c.messages[id]; key != "" && m.By == BotID && m.Body.Key == key && m.Thread == thread {
			return m, true
		}
	}
	return Message{}, false
}

// Page is a part of a place.
type Page struct {
	Messages []Message // oldest first
	Earlier  bool      // there are older ones
	Read     int64     // the person has read up to this order
}

// Messages are the last messages of a channel (thread "") or thread that the person may see:
// at most limit, older than before (0: the newest). Without limit they are all.
func (c *Chat) Messages(who, channel, thread string, before int64, limit int) (Page, error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	ch := c.byID[channel]
	if ch == nil || !ch.Has(who) {
		return Page{}, fmt.Errorf("%w: channel", ErrGone)
	}
	p := Page{Read: c.read[who][place(channel, thread)]}
	ids := c.in[channel]
	for i := len(ids) - 1; i >= 0; i-- {
		m := c.messages[ids[i]]
		if m.Thread != thread || before > 0 && m.Order >= before || !m.SeenBy(who) {
			continue
		}
		if limit > 0 && len(p.Messages) == limit {
			p.Earlier = true
			break
		}
		p.Messages = append(p.Messages, m)
	}
	slices.Reverse(p.Messages)
	return p, nil
}

// facesShown is how many authors of a thread are shown under its first message.
const facesShown = 3

// Replies is what stands under a message, as one person sees it.
type Replies struct {
	Count  int
	Unread int
	By     []string // the last few authors, without doubles
	Last   Message
}

// Replies counts the thread under a message.
func (c *Chat) Replies(who, root string) Replies {
	c.mu.RLock()
	defer c.mu.RUnlock()
	m, ok := c.messages[root]
	if !ok {
		return Replies{}
	}
	var r Replies
	read := c.read[who][place(m.Channel, root)]
	for _, id := range c.in[m.Channel] {
		reply := c.messages[id]
		if reply.Thread != root || !reply.SeenBy(who) {
			continue
		}
		r.Count++
		r.Last = reply
		if reply.Order > read && reply.By != who {
			r.Unread++
		}
		r.By = append(slices.DeleteFunc(r.By, func(by string) bool { return by == reply.By }), reply.By)
	}
	r.By = r.By[max(0, len(r.By)-facesShown):]
	return r
}

// Place is a channel as one person sees it in their list.
type Place struct {
	Channel
	Unread int       // messages for them that they have not read
	Pinged bool      // one of those names them
	Last   time.Time // of its newest message, zero when there is none
}

// Places lists the channels a person sees, in the order they were made.
func (c *Chat) Places(who string) []Place {
	c.mu.RLock()
	defer c.mu.RUnlock()
	var out []Place
	for _, ch := range c.channels {
		if !ch.Has(who) {
			continue
		}
		p := Place{Channel: *ch}
		for _, id := range c.in[ch.ID] {
			m := c.messages[id]
			if m.SeenBy(who) {
				p.Last = m.At
			}
			if !c.unread(who, m) {
				continue
			}
			p.Unread++
			p.Pinged = p.Pinged || ch.Kind == Direct || ch.Kind == Ticket || slices.Contains(m.Pings, who)
		}
		out = append(out, p)
	}
	return out
}

// unread tells whether a message waits to be read: in a thread only by those who follow it.
func (c *Chat) unread(who string, m Message) bool {
	if m.By == who || !m.SeenBy(who) || m.Order <= c.read[who][place(m.Channel, m.Thread)] {
		return false
	}
	return m.Thread == "" || c.follows[m.Thread][who] || m.Only != ""
}

// MarkRead notes that somebody has read a channel or thread up to a message's order.
func (c *Chat) MarkRead(who, channel, thread string, order int64) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if ch := c.byID[channel]; ch == nil || !ch.Has(who) {
		return fmt.Errorf("%w: channel", ErrGone)
	}
	c.markRead(who, channel, thread, min(order, c.order))
	return nil
}

func (c *Chat) markRead(who, channel, thread string, order int64) {
	at := place(channel, thread)
	if c.read[who][at] >= order {
		return
	}
	c.putRead(mark{Who: who, At: at, Order: order})
	c.log.later(record{Read: &mark{Who: who, At: at, Order: order}})
	if !c.quiet {
		c.changes.add(Change{Kind: Places, Channel: channel, Only: who})
	}
}

func (c *Chat) putRead(m mark) {
	if c.read[m.Who] == nil {
		c.read[m.Who] = map[string]int64{}
	}
	c.read[m.Who][m.At] = max(c.read[m.Who][m.At], m.Order)
}

// Quiet says that what is posted from now on counts as read by everybody: the past of a
// sample desk.
func (c *Chat) Quiet(on bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.quiet = on
}

func place(channel, thread string) string { return channel + "/" + thread }

// All are all messages of a channel and its threads that the person may see, oldest first.
func (c *Chat) All(who, channel string) []Message {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if ch := c.byID[channel]; ch == nil || !ch.Has(who) {
		return nil
	}
	var out []Message
	for _, id := range c.in[channel] {
		if m := c.messages[id]; m.SeenBy(who) {
			out = append(out, m)
		}
	}
	return out
}

// DropPrivate removes what only one person sees: private sentences of the past.
func (c *Chat) DropPrivate() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for id, m := range c.messages {
		if m.Only != "" {
			c.dropMessage(id)
			c.changes.add(Change{Kind: Gone, Channel: m.Channel, Message: id, Only: m.Only})
		}
	}
}
