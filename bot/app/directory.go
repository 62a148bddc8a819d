package app

import (
	"context"
	"sync"
	"time"

	"guichet/bot/speech"
	"guichet/tickets"
)

// personFresh is how long what a platform said of somebody is taken as it is.
const personFresh = 12 * time.Hour

// directory knows people's names and languages: from the events they made, from the store,
// and, outside the way to an answer, from the platform.
type directory struct {
	app  *App
	mu   sync.Mutex
	seen map[tickets.UserID]tickets.Person // as last saved by this process
}

// directorySize bounds the memory that people take.
const directorySize = 20000

func newDirectory(a *App) *directory {
	return &directory{app: a, seen: map[tickets.UserID]tickets.Person{}}
}

// met remembers somebody as an event showed them. It writes only when something is new.
func (d *directory) met(ctx context.Context, p tickets.Person) {
	if p.ID == "" || p.Name == "" && p.Locale == "" {
		return
	}
	old, known := d.cached(p.ID)
	if !known {
		if stored, _, err := d.stored(ctx, p.ID); err == nil {
			old, known = *stored, true
		}
	}
	p = merge(old, p)
	if known && old == p {
		d.keep(p)
		return
	}
	if err := d.app.store.Update(ctx, func(tx tickets.Tx) error { return tx.SavePerson(ctx, p) }); err != nil {
		d.app.log.Warn().Err(err).Msg("a person could not be remembered")
		return
	}
	d.keep(p)
}

// mostNamed bounds how many people of one event are remembered: each that is new is a write.
const mostNamed = 10

// meet remembers people whom an event or a message speaks of, so that their names can be said.
// A name that is known already is the better one: outside a server nobody has a nickname.
func (d *directory) meet(ctx context.Context, named []tickets.Person) {
	for _, p := range named[:min(len(named), mostNamed)] {
		if d.known(ctx, p.ID).Name == "" {
			d.met(ctx, p)
		}
	}
}

// merge keeps what the new sight of somebody does not tell.
func merge(old, p tickets.Person) tickets.Person {
	if p.Name == "" || p.Gone && old.Name != "" { // of who has left a platform tells less than before
		p.Name = old.Name
	}
	if p.Locale == "" {
		p.Locale = old.Locale
	}
	if p.Email == "" {
		p.Email = old.Email
	}
	return p
}

func (d *directory) cached(id tickets.UserID) (tickets.Person, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	p, ok := d.seen[id]
	return p, ok
}

func (d *directory) keep(p tickets.Person) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.seen) >= directorySize {
		clear(d.seen)
	}
	d.seen[p.ID] = p
}

func (d *directory) stored(ctx context.Context, id tickets.UserID) (p *tickets.Person, at time.Time, err error) {
	err = d.app.store.View(ctx, func(tx tickets.Tx) error {
		p, at, err = tx.Person(ctx, id)
		return err
	})
	return p, at, err
}

// known is what is known without asking a platform.
func (d *directory) known(ctx context.Context, id tickets.UserID) tickets.Person {
	if p, ok := d.cached(id); ok {
		return p
	}
	if p, _, err := d.stored(ctx, id); err == nil {
		d.keep(*p)
		return *p
	}
	return tickets.Person{ID: id}
}

// ask is what is known, asking the platform when that is little or old. Never on the way to
// an answer.
func (d *directory) ask(ctx context.Context, id tickets.UserID) tickets.Person {
	p, at, err := d.stored(ctx, id)
	if err == nil && p.Name != "" && d.app.now().Sub(at) < personFresh {
		return *p
	}
	if err != nil {
		p = &tickets.Person{ID: id}
	}
	platform := d.app.platforms[id.Space()]
	if platform == nil {
		return *p
	}
	fresh, err := platform.Person(ctx, id)
	if err != nil {
		return *p
	}
	fresh.ID = id
	fresh = merge(*p, fresh)
	if err := d.app.store.Update(ctx, func(tx tickets.Tx) error { return tx.SavePerson(ctx, fresh) }); err == nil {
		d.keep(fresh)
	}
	return fresh
}

// locale is the language to speak to somebody in: theirs, else the desk's.
func (d *directory) locale(p tickets.Person) string {
	return speech.LocaleOf(p.Locale, d.app.policy.Locale)
}

// resolve turns "slack:@tessa", or an e-mail, of the configuration into the person's id, as found at the
// last connection; ids come back as they are, unknown handles as "".
func (d *directory) resolve(ctx context.Context, ref tickets.UserID) tickets.UserID {
	if !tickets.IsHandle(ref) {
		return ref
	}
	var id string
	err := d.app.store.View(ctx, func(tx tickets.Tx) (err error) {
		id, err = tx.Value(ctx, tickets.HandleKey(ref))
		return err
	})
	if err != nil || id == tickets.Nobody {
		return ""
	}
	return tickets.UserID(id)
}
