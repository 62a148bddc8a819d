package chat

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// Errors of the chat.
var (
	ErrGone      = errors.New("chat: there is no such message, channel or person")
	ErrForbidden = errors.New("chat: this is not for you to do")
	ErrTooLong   = errors.New("chat: this is too long")
)

// Config is what a chat is made of.
type Config struct {
	People   []Person
	Channels []Channel
	Dir      string           // where it is kept; "" in memory only
	Now      func() time.Time // time.Now when nil
}

// Chat is the chat. It is safe for concurrent use.
type Chat struct {
	people []Person
	now    func() time.Time
	log    *log
	files  *files

	mu       sync.RWMutex
	order    int64
	channels []*Channel // in the order they were made
	byID     map[string]*Channel
	messages map[string]Message
	in       map[string][]string         // channel → ids of its messages, oldest first
	read     map[string]map[string]int64 // person → place → order read up to
	follows  map[string]map[string]bool  // root of a thread → who follows it
	facts    map[string]string
	quiet    bool // what is posted is read already

	changes changes
}

// Open makes a chat, as it was left when cfg.Dir holds one.
func Open(cfg Config) (*Chat, error) {
	c := &Chat{
		people: slices.Clone(cfg.People), now: cfg.Now, byID: map[string]*Channel{}, messages: map[string]Message{},
		in: map[string][]string{}, read: map[string]map[string]int64{}, follows: map[string]map[string]bool{},
		facts: map[string]string{}, changes: newChanges(),
	}
	if c.now == nil {
		c.now = time.Now
	}
	for _, ch := range cfg.Channels {
		c.putChannel(ch)
	}
	for _, p := range cfg.People {
		c.putChannel(Channel{ID: "dm-" + p.ID, Name: "Guichet", Kind: Direct, Members: []string{p.ID}})
	}
	var err error
	if c.files, err = openFiles(cfg.Dir); err != nil {
		return nil, err
	}
	if c.log, err = openLog(cfg.Dir, c.replay); err != nil {
		return nil, fmt.Errorf("chat: %w", err)
	}
	return c, nil
}

// Close closes the log. What was said is in it already.
func (c *Chat) Close() error { return c.log.close() }

// People lists everybody but the bot.
func (c *Chat) People() []Person { return slices.Clone(c.people) }

// Person finds somebody.
func (c *Chat) Person(id string) (Person, error) {
	if id == BotID {
		return Person{ID: BotID, Name: "Guichet"}, nil
	}
	for _, p := range c.people {
		if p.ID == id {
			return p, nil
		}
	}
	return Person{}, fmt.Errorf("%w: person", ErrGone)
}

// Channel finds a channel.
func (c *Chat) Channel(id string) (Channel, error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if ch := c.byID[id]; ch != nil {
		return *ch, nil
	}
	return Channel{}, fmt.Errorf("%w: channel", ErrGone)
}

// OpenConversation opens the private conversation of a ticket with somebody, or finds the one
// opened before.
func (c *Chat) OpenConversation(ticket int64, who, name string) (Channel, error) {
	if _, err := c.Person(who); err != nil {
		return Channel{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	id := fmt.Sprintf("t%d-%s", ticket, who)
	if ch := c.byID[id]; ch != nil {
		return *ch, nil
	}
	ch := Channel{ID: id, Name: name, Kind: Ticket, Members: []string{who}, Ticket: ticket}
	if err := c.log.write(record{Channel: &ch}); err != nil {
		return Channel{}, err
	}
	c.putChannel(ch)
	c.changes.add(Change{Kind: Places, Channel: id})
	return ch, nil
}

// Archive closes a conversation: it moves out of the way and can still be read.
func (c *Chat) Archive(id string, archived bool) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.archive(id, archived)
}

func (c *Chat) archive(id string, archived bool) error {
	ch := c.byID[id]
	if ch == nil {
		return fmt.Errorf("%w: channel", ErrGone)
	}
	if ch.Archived == archived {
		return nil
	}
	next := *ch
	next.Archived = archived
	if err := c.log.write(record{Channel: &next}); err != nil {
		return err
	}
	c.putChannel(next)
	c.changes.add(Change{Kind: Places, Channel: id})
	return nil
}

// putChannel stores a channel; of one that is there, only what changes over time.
func (c *Chat) putChannel(ch Channel) {
	if old := c.byID[ch.ID]; old != nil {
		next := ch
		if old.Kind != Ticket {
			next = *old // who belongs to the standing channels is the configuration's to say
		}
		*old = next
		return
	}
	c.channels = append(c.channels, &ch)
	c.byID[ch.ID] = &ch
}

// SetFact keeps a small named fact along with the chat, Fact reads it ("" none).
func (c *Chat) SetFact(name, value string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.facts[name] == value {
		return nil
	}
	if err := c.log.write(record{Fact: &fact{Name: name, Value: value}}); err != nil {
		return err
	}
	c.facts[name] = value
	return nil
}

// Fact is a fact that SetFact kept.
func (c *Chat) Fact(name string) string {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.facts[name]
}
