package discord

import (
	"context"
	"net/http"

	"guichet/adapters/discord/render"
	"guichet/adapters/discord/rest"
	"guichet/bot"
	"guichet/tickets"
)

// Kinds of counters, as CounterRequest.Avoid names them.
const (
	counterThread = "thread"
	counterDM     = "dm"
)

// OpenCounter opens a ticket's private conversation with a person: a private thread under
// the helpdesk channel where people's words are heard there, else their DM.
func (a *Adapter) OpenCounter(ctx context.Context, r bot.CounterRequest) (tickets.Counter, error) {
	c := tickets.Counter{Ticket: r.Ticket, User: r.User, Kind: counterDM}
	var err error
	if a.prefersThread(r.Avoid) {
		c.Kind = counterThread
		c.Channel, err = a.openPrivateThread(ctx, r)
	} else {
		c.Channel, err = a.openDM(ctx, r.User.Local())
	}
	return c, err
}

// prefersThread: a thread in the server is mute without the message content intent, so it is
// then only better than nothing.
func (a *Adapter) prefersThread(avoid string) bool {
	switch avoid {
	case counterDM:
		return true
	case counterThread:
		return false
	}
	return a.hears() && !a.config.Space.CounterDM && a.directory.helpdesk() != ""
}

// openDM opens the DM with somebody, or finds it. Whether they take DMs shows at the first
// message only.
func (a *Adapter) openDM(ctx context.Context, id string) (string, error) {
	a.dmMu.Lock()
	known := a.dms[id]
	a.dmMu.Unlock()
	if known != "" {
		return known, nil
	}
	var c channel
	err := a.api.Do(ctx, rest.Call{
		Method: http.MethodPost, Path: "/users/@me/channels", Body: map[string]string{"recipient_id": id}, Out: &c, AtOnce: true,
	})
	if err != nil {
		return "", err
	}
	a.rememberDM(id, c.ID)
	return c.ID, nil
}

func (a *Adapter) rememberDM(userID, channelID string) {
	a.dmMu.Lock()
	defer a.dmMu.Unlock()
	if len(a.dms) >= maxMembersRemembered {
		clear(a.dms)
	}
	a.dms[userID] = channelID
	a.directory.putThread(channel{ID: channelID, Type: channelDM})
}

// openPrivateThread opens the thread and adds the person, who would not see it otherwise.
// One that was opened before, its answer lost, is found by its name.
func (a *Adapter) openPrivateThread(ctx context.Context, r bot.CounterRequest) (string, error) {
	parent := a.directory.helpdesk()
	if parent == "" {
		return "", &bot.PlatformError{Fault: bot.Forbidden, Reason: "no_helpdesk_channel"}
	}
	name := cutName(r.Name)
	thread, err := a.activeThread(ctx, parent, name)
	if err != nil {
		return "", err
	}
	if thread == "" {
		if thread, err = a.makePrivateThread(ctx, parent, name); err != nil {
			return "", err
		}
	}
	err = a.api.Do(ctx, rest.Call{Method: http.MethodPut, Path: "/channels/" + thread + "/thread-members/" + r.User.Local(), AtOnce: true})
	if err == nil {
		return thread, nil
	}
	if f := bot.FaultOf(err).Fault; f == bot.Forbidden || f == bot.Gone {
		// The person does not see the helpdesk channel, or left: nobody would ever read it.
		if err := a.setArchived(ctx, thread, true); err != nil {
			a.log.Debug().Err(err).Str("thread", thread).Msg("a thread that nobody reads stays open")
		}
	}
	return "", err
}

func (a *Adapter) makePrivateThread(ctx context.Context, parent, name string) (string, error) {
	var t channel
	err := a.api.Do(ctx, rest.Call{
		Method: http.MethodPost, Path: "/channels/" + parent + "/threads", Out: &t, AtOnce: true,
		Body: map[string]any{"name": name, "type": threadPrivate, "invitable": false, "auto_archive_duration": weekInMinutes},
	})
	if err != nil {
		return "", err
	}
	a.directory.putThread(t)
	return t.ID, nil
}

// activeThread finds our own thread of that name, "" none.
func (a *Adapter) activeThread(ctx context.Context, parent, name string) (string, error) {
	var list struct {
		Threads []channel `json:"threads"`
	}
	if err := a.get(ctx, "/guilds/"+a.directory.guild()+"/threads/active", nil, &list); err != nil {
		return "", err
	}
	for _, t := range list.Threads {
		a.directory.putThread(t)
		if t.Name == name && t.ParentID == parent && t.OwnerID == a.directory.botID && t.Type == threadPrivate {
			return t.ID, nil
		}
	}
	return "", nil
}

// cutName keeps a thread's name within Discord's limit, and in the form in which Discord keeps
// it, so that the thread is found again by it.
func cutName(name string) string {
	runes := []rune(render.Line(name))
	if len(runes) > maxThreadName {
		runes = append(runes[:maxThreadName-1], '…')
	}
	return string(runes)
}

// OpenThread opens the technicians' thread under a card, or finds it: it has the id of the
// card.
func (a *Adapter) OpenThread(ctx context.Context, card tickets.MessageRef, name string) (tickets.MessageRef, error) {
	at := tickets.MessageRef{Space: Space, Channel: card.Message}
	var t channel
	err := a.api.Do(ctx, rest.Call{
		Method: http.MethodPost, Path: messagePath(card) + "/threads", Out: &t, AtOnce: true,
		Body: map[string]any{"name": cutName(name), "auto_archive_duration": weekInMinutes},
	})
	if rest.CodeOf(err) == rest.ThreadExists {
		a.directory.putThread(channel{ID: card.Message, Type: threadPublic, ParentID: card.Channel, OwnerID: a.directory.botID})
		return at, nil
	}
	if err != nil {
		// Trying again is safe: a thread that was made after all is found by the answer above.
		if f := bot.FaultOf(err); f.Fault == bot.Uncertain {
			return at, &bot.PlatformError{Fault: bot.Retryable, Reason: f.Reason, Err: err}
		}
		return at, err
	}
	a.directory.putThread(t)
	return at, nil
}
