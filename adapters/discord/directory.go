package discord

import (
	"slices"
	"strings"
	"sync"

	"guichet/bot"
	"guichet/tickets"
)

// directory is what is known of the served server: its roles and channels as the gateway and
// the API last told them, the channels of the configuration, and the threads that matter.
type directory struct {
	mu        sync.RWMutex
	space     bot.SpaceConfig
	botID     string
	guildID   string // "" while no server is served
	guildName string
	ownerID   string
	tier      int // of its boosts
	botRoles  []string
	roles     map[string]role
	channels  map[string]channel
	threads   map[string]channel  // by id: kind, parent and owner of threads seen
	places    map[string]string   // configured "#name" or id → channel id
	named     map[string]string   // configured "@name" → user id
	staff     map[string]standing // people who are somebody at the desk
}

func newDirectory(space bot.SpaceConfig) *directory {
	return &directory{
		space: space, roles: map[string]role{}, channels: map[string]channel{}, threads: map[string]channel{},
		places: map[string]string{}, named: map[string]string{}, staff: map[string]standing{},
	}
}

// roleName is the name of a role, "" when it is not known.
func (d *directory) roleName(id string) string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.roles[id].Name
}

// channelName is the name of a channel or thread, "" when it is not known.
func (d *directory) channelName(id string) string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if c, ok := d.channels[id]; ok {
		return c.Name
	}
	return d.threads[id].Name
}

// configured lists the channels that the configuration names, without doubles.
func (d *directory) configured() []string {
	names := []string{d.space.Helpdesk, d.space.Pool, d.space.Escalation, d.space.Managers}
	for _, c := range d.space.CategoryPools {
		names = append(names, c)
	}
	names = append(names, d.space.Watched...)
	slices.Sort(names)
	return slices.DeleteFunc(slices.Compact(names), func(s string) bool { return s == "" })
}

// match finds a configured channel among a server's.
func match(configured string, channels []channel) (channel, bool) {
	name := strings.ToLower(strings.TrimPrefix(configured, "#"))
	for _, c := range channels {
		if c.Type != channelText && c.Type != channelAnnouncement {
			continue
		}
		if c.ID == name || strings.ToLower(c.Name) == name {
			return c, true
		}
	}
	return channel{}, false
}

// matches counts the configured channels that are among a server's.
func (d *directory) matches(channels []channel) int {
	n := 0
	for _, name := range d.configured() {
		if _, ok := match(name, channels); ok {
			n++
		}
	}
	return n
}

// serve takes a server's state in and returns the configured channels it lacks.
func (d *directory) serve(g guild) []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.guildID, d.ownerID, d.tier = g.ID, g.OwnerID, g.Tier
	if g.Name != "" {
		d.guildName = g.Name
	}
	d.roles = map[string]role{}
	for _, r := range g.Roles {
		d.roles[r.ID] = r
	}
	d.channels = map[string]channel{}
	for _, c := range g.Channels {
		d.channels[c.ID] = c
	}
	for _, t := range g.Threads {
		d.threads[t.ID] = t
	}
	return d.resolve()
}

// resolve looks the configured channels up again. The lock is held.
func (d *directory) resolve() []string {
	var all []channel
	for _, c := range d.channels {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b channel) int { return strings.Compare(a.ID, b.ID) })
	var missing []string
	d.places = map[string]string{}
	for _, name := range d.configured() {
		if c, ok := match(name, all); ok {
			d.places[name] = c.ID
		} else {
			missing = append(missing, name)
		}
	}
	return missing
}

// missing lists the configured channels that are not there.
func (d *directory) missing() []string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	var out []string
	for _, name := range d.configured() {
		if d.places[name] == "" {
			out = append(out, name)
		}
	}
	return out
}

// leave forgets the server: the bot was removed from it.
func (d *directory) leave() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.guildID, d.places = "", map[string]string{}
}

// guild is the served server's id, "" none.
func (d *directory) guild() string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.guildID
}

// putChannel takes in a new or changed channel; it tells whether rights may have changed.
func (d *directory) putChannel(c channel) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	old := d.channels[c.ID]
	d.channels[c.ID] = c
	d.resolve()
	return !slices.Equal(old.Overwrites, c.Overwrites) && d.grants(c.ID)
}

func (d *directory) dropChannel(id string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.channels, id)
	delete(d.threads, id)
	d.resolve()
}

func (d *directory) putRole(r role) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.roles[r.ID] = r
}

func (d *directory) dropRole(id string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.roles, id)
}

// grants tells whether being in the channel gives a role at the desk. The lock is held.
func (d *directory) grants(id string) bool {
	return id == d.places[d.space.Managers] || slices.Contains(d.pools(), id)
}

// pools are the ids of the pool channels. The lock is held.
func (d *directory) pools() []string {
	var out []string
	add := func(name string) {
		if id := d.places[name]; id != "" && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	add(d.space.Pool)
	for _, name := range d.space.CategoryPools {
		add(name)
	}
	return out
}

// place is the channel of a kind of place.
func (d *directory) place(kind tickets.PlaceKind, category string) string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	switch kind {
	case tickets.PlacePool:
		if name := d.space.CategoryPools[category]; name != "" && d.places[name] != "" {
			return d.places[name]
		}
		return d.places[d.space.Pool]
	case tickets.PlaceEscalation:
		return d.places[d.space.Escalation]
	case tickets.PlaceManagers:
		return d.places[d.space.Managers]
	case tickets.PlaceHelpdesk:
		return d.places[d.space.Helpdesk]
	}
	return ""
}

// helpdesk is the channel that counters are opened under, "" none.
func (d *directory) helpdesk() string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.places[d.space.Helpdesk]
}

// putThread remembers a thread: those of the desk matter, the others must be told from them.
func (d *directory) putThread(c channel) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if c.GuildID == "" || c.GuildID == d.guildID {
		d.threads[c.ID] = c
	}
}

func (d *directory) thread(id string) (channel, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	c, ok := d.threads[id]
	return c, ok
}

// isChannel tells whether the id is a channel of the server and no thread.
func (d *directory) isChannel(id string) bool {
	d.mu.RLock()
	defer d.mu.RUnlock()
	_, ok := d.channels[id]
	return ok
}

// ours tells whether the thread is one of the desk's: under a pool channel, or a counter.
func (d *directory) ours(c channel) bool {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return slices.Contains(d.pools(), c.ParentID) ||
		c.Type == threadPrivate && c.OwnerID == d.botID && c.ParentID != "" && c.ParentID == d.places[d.space.Helpdesk]
}

// watches tells whether reactions in the channel can mean something to the desk.
func (d *directory) watches(id string) bool {
	d.mu.RLock()
	t, isThread := d.threads[id]
	here := slices.ContainsFunc(d.configured(), func(name string) bool { return d.places[name] == id })
	d.mu.RUnlock()
	return here || isThread && d.ours(t)
}
