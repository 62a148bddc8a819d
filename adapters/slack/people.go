package slack

import (
	"context"
	"sync"
	"time"

	slackapi "github.com/slack-go/slack"

	"guichet/tickets"
)

const (
	// personFresh is how long what Slack said of somebody is taken as it is; older, it is still
	// used (nobody waits) and asked again in the background.
	personFresh = 10 * time.Minute
	// handleFresh is how long a name that was found in the list of users is taken as it is.
	handleFresh = time.Hour
	// maxPeople bounds the memory; beyond, anybody is forgotten and asked again.
	maxPeople = 20_000
	// warmQueue is how many people may wait to be looked up in the background.
	warmQueue = 512
)

// profile is what Slack said of somebody.
type profile struct {
	person tickets.Person
	admin  bool
	guest  bool
	at     time.Time
}

// people is the cache of profiles and DM channels.
type people struct {
	mu   sync.Mutex
	byID map[string]profile
	team string // our workspace: who is of another one is an outsider
	dms  map[string]string
	// handles are names that were found in the list of users.
	handles map[string]found
	want    chan string // ids to look up in the background
	admins  *admins
}

type found struct {
	id string
	at time.Time
}

func newPeople() *people {
	return &people{byID: map[string]profile{}, dms: map[string]string{}, handles: map[string]found{}, want: make(chan string, warmQueue), admins: newAdmins()}
}

// get is the profile if it is known; when it is unknown or not fresh, somebody will ask.
func (p *people) get(id string) (profile, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	known, ok := p.byID[id]
	if id != "" && (!ok || time.Since(known.at) > personFresh) {
		select {
		case p.want <- id:
		default:
		}
	}
	return known, ok
}

func (p *people) fresh(id string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	known, ok := p.byID[id]
	return ok && time.Since(known.at) <= personFresh
}

func (p *people) put(u slackapi.User) profile {
	p.admins.saw(u)
	// The full name first: a desk must know who calls, and display names are often handles.
	name := orDefault(u.RealName, orDefault(u.Profile.DisplayName, u.Name))
	p.mu.Lock()
	defer p.mu.Unlock()
	// Somebody of another workspace in a shared channel is no "stranger" to Slack.
	outside := u.TeamID != "" && p.team != "" && u.TeamID != p.team
	n := profile{
		person: tickets.Person{ID: userID(u.ID), Name: name, Locale: u.Locale, Email: u.Profile.Email, Gone: u.Deleted},
		admin:  (u.IsAdmin || u.IsOwner) && !u.Deleted, guest: outside || u.IsRestricted || u.IsUltraRestricted || u.IsStranger || u.Deleted, at: time.Now(),
	}
	if _, known := p.byID[u.ID]; !known && len(p.byID) >= maxPeople {
		for id := range p.byID {
			delete(p.byID, id)
			break
		}
	}
	p.byID[u.ID] = n
	return n
}

// doubt makes everybody be asked again before they are listened to: what Slack told while we were
// away may be lost.
func (p *people) doubt() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for id, known := range p.byID {
		known.at = time.Time{}
		p.byID[id] = known
	}
}

// sure tells whether somebody is known well enough to be listened to.
func (p *people) sure(id string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	known, ok := p.byID[id]
	return ok && !known.at.IsZero()
}

// home tells which workspace is ours.
func (p *people) home(team string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.team = team
}

// foreign tells whether what an event says of somebody's workspace makes them an outsider.
func (p *people) foreign(team string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return team != "" && p.team != "" && team != p.team
}

func (p *people) dm(user string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.dms[user]
}

func (p *people) setDM(user, channel string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.dms) >= maxPeople {
		clear(p.dms)
	}
	p.dms[user] = channel
}

func (p *people) handle(name string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if f := p.handles[name]; time.Since(f.at) < handleFresh {
		return f.id
	}
	return ""
}

func (p *people) setHandle(name, id string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.handles) >= maxPeople {
		clear(p.handles)
	}
	p.handles[name] = found{id, time.Now()}
}

// lookUp asks Slack about somebody and remembers the answer.
func (a *Adapter) lookUp(ctx context.Context, id string) (profile, error) {
	var p profile
	err := a.call(ctx, methodUser, "", func(ctx context.Context) error {
		u, err := a.api.GetUserInfoContext(ctx, id, slackapi.GetUserInfoOptionIncludeLocale(true))
		if err == nil {
			p = a.people.put(*u)
		}
		return err
	})
	return p, err
}

// warm looks people up in the background, at most at half of the method's pace, until ctx ends.
func (a *Adapter) warm(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case id := <-a.people.want:
			if a.people.fresh(id) {
				continue
			}
			if _, err := a.lookUp(ctx, id); err != nil && ctx.Err() == nil {
				a.log.Debug().Err(err).Msg("a person could not be looked up")
			}
			if !sleep(ctx, time.Duration(2*60/tiers[methodUser].perMinute*float64(time.Second))) {
				return
			}
		}
	}
}

// Person looks somebody up.
func (a *Adapter) Person(ctx context.Context, id tickets.UserID) (tickets.Person, error) {
	if a.people.fresh(id.Local()) {
		p, _ := a.people.get(id.Local())
		return p.person, nil
	}
	p, err := a.lookUp(ctx, id.Local())
	return p.person, err
}

// Roles tells what somebody may do now.
func (a *Adapter) Roles(ctx context.Context, id tickets.UserID) (tickets.Roles, error) {
	if !a.people.fresh(id.Local()) {
		if _, err := a.lookUp(ctx, id.Local()); err != nil {
			return tickets.Roles{}, err
		}
	}
	return a.roles(id.Local()), nil
}

// roles is what is known now, without asking.
func (a *Adapter) roles(id string) tickets.Roles {
	p, known := a.people.get(id)
	if known && p.guest {
		return tickets.Roles{Guest: true} // also in the technicians' channel
	}
	r := a.roster.roles(id)
	r.Admin = r.Admin || known && p.admin
	return r
}
