package chat

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"

	"guichet/bot"
)

// MaxText is how many characters one message of a person may have.
const MaxText = 4000

// Draft is a message to be posted.
type Draft struct {
	Channel string
	Thread  string // id of the message it answers
	By      string
	Body    bot.Message
	Words   string
	Files   []File
	Only    string
	Pings   []string
}

// Post posts a message. A reply to a reply goes to the thread's own message.
func (c *Chat) Post(d Draft) (Message, error) {
	files, err := c.Upload(d.Body.Files)
	if err != nil {
		return Message{}, err
	}
	d.Files, d.Body.Files = append(d.Files, files...), nil
	c.mu.Lock()
	defer c.mu.Unlock()
	ch := c.byID[d.Channel]
	if ch == nil {
		return Message{}, fmt.Errorf("%w: channel", ErrGone)
	}
	if !ch.Has(d.By) {
		return Message{}, ErrForbidden
	}
	if utf8.RuneCountInString(d.Words) > MaxText {
		return Message{}, ErrTooLong
	}
	if d.Thread != "" {
		root, ok := c.messages[d.Thread]
		if !ok || root.Channel != d.Channel || !root.SeenBy(d.By) && d.By != BotID {
			return Message{}, fmt.Errorf("%w: the message that is answered", ErrGone)
		}
		if root.Thread != "" {
			d.Thread = root.Thread
		}
	}
	order := c.order + 1
	m := Message{
		ID: "m" + strconv.FormatInt(order, 10), Order: order, Channel: d.Channel, Thread: d.Thread, By: d.By, At: c.now(),
		Body: d.Body, Words: d.Words, Files: d.Files, Only: d.Only, Pings: d.Pings,
	}
	if err := c.store(m); err != nil {
		return Message{}, err
	}
	if ch.Archived && d.By != BotID {
		if err := c.archive(ch.ID, false); err != nil {
			return Message{}, err
		}
	}
	if d.By != BotID {
		c.markRead(d.By, d.Channel, d.Thread, order)
	}
	if c.quiet {
		for _, p := range c.people {
			c.markRead(p.ID, d.Channel, d.Thread, order)
		}
	}
	return m, nil
}

// Upload keeps files that the bot sends.
func (c *Chat) Upload(uploads []bot.Upload) ([]File, error) {
	var out []File
	for _, up := range uploads {
		f, err := c.upload(up)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

func (c *Chat) upload(up bot.Upload) (File, error) {
	body, err := up.Open()
	if err != nil {
		return File{}, fmt.Errorf("chat: read a file: %w", err)
	}
	f, err := c.files.put(BotID, up.Name, body)
	return f, errors.Join(err, body.Close())
}

// Change replaces a message by what f makes of it. The place, the author and the order stay.
func (c *Chat) Change(id string, f func(m *Message) error) (Message, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	old, ok := c.messages[id]
	if !ok {
		return Message{}, fmt.Errorf("%w: message", ErrGone)
	}
	m := old
	m.Reactions = slices.Clone(old.Reactions)
	if err := f(&m); err != nil {
		return Message{}, err
	}
	m.ID, m.Order, m.Channel, m.Thread, m.By, m.At = old.ID, old.Order, old.Channel, old.Thread, old.By, old.At
	m.Body.Files = nil
	return m, c.store(m)
}

// store puts a message in its place, durably unless only one person sees it: such a message
// is gone with the process, as on the platforms.
func (c *Chat) store(m Message) error {
	if m.Only == "" {
		if err := c.log.write(record{Message: &m}); err != nil {
			return err
		}
	}
	c.putMessage(m)
	c.changes.add(Change{Kind: Said, Channel: m.Channel, Message: m.ID})
	if m.Thread != "" {
		c.changes.add(Change{Kind: Said, Channel: m.Channel, Message: m.Thread})
	}
	return nil
}

func (c *Chat) putMessage(m Message) {
	if _, known := c.messages[m.ID]; !known {
		c.in[m.Channel] = append(c.in[m.Channel], m.ID)
	}
	c.messages[m.ID] = m
	c.order = max(c.order, m.Order)
	if root := m.Thread; root != "" && m.Only == "" {
		c.follow(root, m.By)
		for _, who := range m.Pings {
			c.follow(root, who)
		}
	}
	for _, r := range m.Reactions {
		for _, who := range r.By {
			c.follow(m.ID, who)
		}
	}
}

func (c *Chat) follow(root, who string) {
	if c.follows[root] == nil {
		c.follows[root] = map[string]bool{}
	}
	c.follows[root][who] = true
}

// Delete removes a message. Its thread stays reachable to nobody.
func (c *Chat) Delete(id string) (Message, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	m, ok := c.messages[id]
	if !ok {
		return Message{}, fmt.Errorf("%w: message", ErrGone)
	}
	if m.Only == "" {
		if err := c.log.write(record{Gone: id}); err != nil {
			return Message{}, err
		}
	}
	c.dropMessage(id)
	c.changes.add(Change{Kind: Gone, Channel: m.Channel, Message: id, Only: m.Only})
	if m.Thread != "" {
		c.changes.add(Change{Kind: Said, Channel: m.Channel, Message: m.Thread})
	}
	return m, nil
}

func (c *Chat) dropMessage(id string) {
	m, ok := c.messages[id]
	if !ok {
		return
	}
	delete(c.messages, id)
	c.in[m.Channel] = slices.DeleteFunc(c.in[m.Channel], func(other string) bool { return other == id })
}

// React puts a person's emoji on a message, or takes it off. changed is false when it was so.
func (c *Chat) React(id, name, who string, on bool) (m Message, changed bool, err error) {
	m, err = c.Change(id, func(m *Message) error {
		changed = m.react(name, who, on)
		return nil
	})
	return m, changed, err
}

func (m *Message) react(name, who string, on bool) bool {
	i := slices.IndexFunc(m.Reactions, func(r Reaction) bool { return r.Name == name })
	if i < 0 {
		if on {
			m.Reactions = append(m.Reactions, Reaction{Name: name, By: []string{who}})
		}
		return on
	}
	r := m.Reactions[i]
	has := slices.Contains(r.By, who)
	if has == on {
		return false
	}
	by := slices.DeleteFunc(slices.Clone(r.By), func(other string) bool { return other == who })
	if on {
		by = append(by, who)
	}
	m.Reactions[i] = Reaction{Name: name, By: by}
	if len(by) == 0 {
		m.Reactions = slices.Delete(m.Reactions, i, i+1)
	}
	return true
}
