package slack

import (
	"slices"
	"sync"

	"guichet/bot"
	"guichet/tickets"
)

// roster is where the desk's channels are and who is in them, as last seen.
type roster struct {
	cfg bot.SpaceConfig

	mu       sync.RWMutex
	ids      map[string]string          // channel as configured → id, absent while we are not in it
	members  map[string]map[string]bool // channel id → users
	named    map[string]map[string]bool // role → users the configuration gives it
	titles   map[string]string          // names of channels and user groups by id
	reported map[string]bool            // missing channels that were logged
	reading  bool                       // the members are being read
	moves    []move                     // who came and went meanwhile
}

// move is somebody who joined or left a channel.
type move struct {
	channel, user string
	joined        bool
}

// The roles that the configuration can give.
const (
	roleTechnician = "technician"
	roleManager    = "manager"
	roleAdmin      = "admin"
)

func newRoster(cfg bot.SpaceConfig) *roster {
	return &roster{cfg: cfg, ids: map[string]string{}, members: map[string]map[string]bool{}, named: map[string]map[string]bool{}, titles: map[string]string{}, reported: map[string]bool{}}
}

// title is the name of a channel or user group, "" when it is not known.
func (r *roster) title(id string) string {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.titles[id]
}

// wanted lists the channels the configuration names, each once.
func (r *roster) wanted() []string {
	all := append([]string{r.cfg.Pool, r.cfg.Escalation, r.cfg.Managers, r.cfg.Helpdesk}, r.cfg.Watched...)
	for _, c := range r.cfg.CategoryPools {
		all = append(all, c)
	}
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(s string) bool { return s == "" })
}

// staffed lists the channels whose members have rights.
func (r *roster) staffed() []string {
	return slices.DeleteFunc(append(r.poolNames(), r.cfg.Managers), func(s string) bool { return s == "" })
}

func (r *roster) poolNames() []string {
	out := []string{r.cfg.Pool}
	for _, c := range r.cfg.CategoryPools {
		out = append(out, c)
	}
	return out
}

func (r *roster) channel(kind tickets.PlaceKind, category string) string {
	name := ""
	switch kind {
	case tickets.PlacePool, tickets.PlaceThread:
		name = r.cfg.Pool
		if c := r.cfg.CategoryPools[category]; category != "" && c != "" {
			name = c
		}
	case tickets.PlaceEscalation:
		name = r.cfg.Escalation
	case tickets.PlaceManagers:
		name = r.cfg.Managers
	case tickets.PlaceHelpdesk:
		name = r.cfg.Helpdesk
	}
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.ids[name]
}

// pool tells whether the channel is one of the technicians'.
func (r *roster) pool(channel string) bool {
	r.mu.RLock()
	defer r.mu.RUnlock()
	for _, name := range r.poolNames() {
		if id := r.ids[name]; id != "" && id == channel {
			return true
		}
	}
	return false
}

// missing lists the configured channels that we are not in.
func (r *roster) missing() []string {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return slices.DeleteFunc(r.wanted(), func(name string) bool { return r.ids[name] != "" })
}

// outside tells that the channel is one whose members are known, and the person is none.
func (r *roster) outside(channel, user string) bool {
	r.mu.RLock()
	defer r.mu.RUnlock()
	set, known := r.members[channel]
	return known && !set[user]
}

// present lists the configured channels that we are in.
func (r *roster) present() []string {
	r.mu.RLock()
	defer r.mu.RUnlock()
	var out []string
	for _, name := range r.wanted() {
		if id := r.ids[name]; id != "" && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// roles are the rights that channels and configuration give.
func (r *roster) roles(user string) tickets.Roles {
	r.mu.RLock()
	defer r.mu.RUnlock()
	out := tickets.Roles{Technician: r.named[roleTechnician][user], Manager: r.named[roleManager][user], Admin: r.named[roleAdmin][user]}
	for _, name := range r.poolNames() {
		out.Technician = out.Technician || r.members[r.ids[name]][user]
	}
	out.Manager = out.Manager || r.members[r.ids[r.cfg.Managers]][user]
	return out
}

// moved notes that somebody joined or left a channel; false when it gives nobody a right.
func (r *roster) moved(channel, user string, joined bool) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	m := move{channel, user, joined}
	if r.reading {
		r.moves = append(r.moves, m)
	}
	return m.apply(r.members)
}

func (m move) apply(members map[string]map[string]bool) bool {
	set, ok := members[m.channel]
	switch {
	case !ok:
		return false
	case m.joined:
		set[m.user] = true
	default:
		delete(set, m.user)
	}
	return true
}

// read begins a reading of the members: who comes and goes while it lasts is noted.
func (r *roster) read() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.reading, r.moves = true, nil
}

// replay puts who came and went during the reading into what was read, which may be older. r.mu is
// held.
func (r *roster) replay(members map[string]map[string]bool) {
	for _, m := range r.moves {
		m.apply(members)
	}
	r.reading, r.moves = false, nil
}

// directory is who stands for the groups that a message can mention.
func (a *Adapter) directory() directory {
	r := a.roster
	r.mu.RLock()
	defer r.mu.RUnlock()
	of := func(role string, channels ...string) []string {
		all := map[string]bool{}
		for _, name := range channels {
			for u := range r.members[r.ids[name]] {
				all[u] = true
			}
		}
		for u := range r.named[role] {
			all[u] = true
		}
		delete(all, a.botUser())
		var out []string
		for u := range all {
			out = append(out, u)
		}
		slices.Sort(out)
		return out
	}
	return directory{groups: map[string][]string{
		bot.GroupManagers: of(roleManager, r.cfg.Managers), bot.GroupTechnicians: of(roleTechnician, r.cfg.Pool),
	}}
}
