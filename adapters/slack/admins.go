package slack

import (
	"context"
	"slices"
	"sync"
	"time"

	"guichet/bot/app"

	"guichet/bot"
	"guichet/tickets"

	slackapi "github.com/slack-go/slack"
)

const (
	// adminsFresh is how old the list of administrators may be before the users are read again:
	// what Slack told meanwhile is in it, what it told while we were away is not.
	adminsFresh = 24 * time.Hour
	// adminsTime is how long who asks waits for the first reading. A large workspace takes minutes
	// (100,000 users are a hundred pages, twenty a minute); it goes on, and the bot is told.
	adminsTime = 5 * time.Second
	// adminsAgain is when a reading that failed is tried again.
	adminsAgain = time.Minute
)

// admins are the workspace's own administrators. Only its list of users tells them, so that list is
// read once, and then kept true by what Slack says of profiles.
type admins struct {
	mu   sync.Mutex
	ids  map[string]bool
	read time.Time     // when the whole list was read, zero before
	done chan struct{} // closed once it was
	want chan struct{} // asks for it to be read
}

func newAdmins() *admins {
	return &admins{ids: map[string]bool{}, done: make(chan struct{}), want: make(chan struct{}, 1)}
}

// saw takes in what Slack said of somebody.
func (m *admins) saw(u slackapi.User) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if (u.IsAdmin || u.IsOwner) && !u.Deleted && !u.IsBot {
		m.ids[u.ID] = true
	} else {
		delete(m.ids, u.ID)
	}
}

// known lists the administrators; all is false before the whole list was read.
func (m *admins) known() (ids []string, all bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for id := range m.ids {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids, !m.read.IsZero()
}

// age is when the whole list was read, zero before.
func (m *admins) age() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.read
}

// readAt notes that the whole list was read then.
func (m *admins) readAt(at time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.read.IsZero() {
		close(m.done)
	}
	m.read = at
}

// ask has the list read when it is not fresh.
func (m *admins) ask() {
	if time.Since(m.age()) > adminsFresh {
		select {
		case m.want <- struct{}{}:
		default:
		}
	}
}

// workspaceAdmins lists the workspace's own administrators, as far as they are known in time.
func (a *Adapter) workspaceAdmins(ctx context.Context) (ids []string, all bool) {
	m := a.people.admins
	m.ask()
	ctx, cancel := context.WithTimeout(ctx, adminsTime)
	defer cancel()
	select {
	case <-m.done:
	case <-ctx.Done():
	}
	return m.known()
}

// ReadAt is when a group was last read as a whole; zero when Slack tells it at any time.
func (a *Adapter) ReadAt(group string) time.Time {
	if group != app.GroupAdmins || len(a.cfg.Space.Admins) > 0 {
		return time.Time{}
	}
	return a.people.admins.age()
}

// Recall takes in who belonged to a group when it was last read, before this process started.
// Each of them is looked up, so that who is an administrator no longer is none here.
func (a *Adapter) Recall(ctx context.Context, group string, people []tickets.UserID, read time.Time) {
	m := a.people.admins
	if group != app.GroupAdmins || time.Since(read) > adminsFresh || !m.age().IsZero() {
		return
	}
	for _, u := range people {
		if u.Space() != space {
			continue
		}
		m.saw(slackapi.User{ID: u.Local(), IsAdmin: true})
		if _, err := a.lookUp(ctx, u.Local()); err != nil && ctx.Err() == nil {
			a.log.Debug().Err(err).Msg("an administrator could not be looked up; what was known of them still counts")
		}
	}
	m.readAt(read)
}

// listAdmins reads the administrators when somebody asks, until ctx ends. The bot is told of what
// took too long to wait for.
func (r *runner) listAdmins(ctx context.Context) {
	m := r.a.people.admins
	for {
		select {
		case <-ctx.Done():
			return
		case <-m.want:
		}
		began := time.Now()
		if time.Since(m.age()) <= adminsFresh {
			continue
		}
		if err := r.a.readAdmins(ctx); err != nil {
			if ctx.Err() == nil {
				r.a.log.Warn().Err(err).Msg("the workspace's administrators could not be read; trying again")
			}
			if !sleep(ctx, adminsAgain) {
				return
			}
			m.ask()
			continue
		}
		if m.readAt(time.Now()); time.Since(began) > adminsTime {
			r.tell(ctx, bot.MembershipEvent)
		}
	}
}

// readAdmins reads the list of users, a page at a time.
func (a *Adapter) readAdmins(ctx context.Context) error {
	pages := a.api.GetUsersPaginated(slackapi.GetUsersOptionLimit(usersPage))
	for first := true; first || pages.Cursor != ""; first = false {
		err := a.patiently(ctx, methodUsers, "", func(ctx context.Context) error {
			next, err := pages.Next(ctx)
			if err == nil {
				pages = next
			}
			return err
		})
		if err != nil {
			return err
		}
		for _, u := range pages.Users {
			a.people.admins.saw(u)
		}
	}
	return nil
}
