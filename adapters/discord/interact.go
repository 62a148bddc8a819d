package discord

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"time"

	"guichet/bot"
	"guichet/tickets"
)

const (
	// ackTime is how long an interaction may wait for its first answer, less what our own
	// answer needs to arrive.
	// https://docs.discord.com/developers/interactions/receiving-and-responding#responding-to-an-interaction
	ackTime = 3*time.Second - 200*time.Millisecond
	// postponeBefore: when the desk is that slow, the answer is promised first and sent after.
	postponeBefore = 800 * time.Millisecond
	// rolesTime is how long an interaction in a DM may wait to learn the person's roles.
	rolesTime = 1200 * time.Millisecond
)

// lag is how far Discord's clock and the network are away at best, so that an interaction's
// seconds are counted from its own beginning and not from when it reached us.
type lag struct {
	mu    sync.Mutex
	least time.Duration
	known bool
}

// deadline is until when, by our clock, an interaction made then may be answered.
func (l *lag) deadline(made, arrived time.Time) time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	if d := arrived.Sub(made); !l.known || d < l.least {
		l.least, l.known = d, true
	}
	return made.Add(l.least + ackTime)
}

// takeInteraction queues an interaction behind the others of its person and message.
func (a *Adapter) takeInteraction(raw json.RawMessage, arrived time.Time) {
	var i interaction
	if !a.decode("INTERACTION_CREATE", raw, &i) {
		var least struct{ ID, Token, Locale string }
		_ = json.Unmarshal(raw, &least)
		if least.ID == "" || least.Token == "" {
			return
		}
		i = interaction{ID: least.ID, Token: least.Token, Locale: least.Locale, Type: interactionCommand}
		r := a.replyTo(&i, arrived)
		a.lanes.add(func() { r.say(sorry(i.Locale, i.ID)) })
		return
	}
	r := a.replyTo(&i, arrived)
	message := ""
	if i.Message != nil {
		message = "m:" + i.Message.ID
	}
	a.lanes.add(func() { a.interact(&i, r) }, "p:"+i.person().ID, message)
}

// interact gives an interaction to the desk and answers it.
func (a *Adapter) interact(i *interaction, r *reply) {
	if time.Now().After(r.deadline) {
		// The person has been told that it failed and will try again: doing it now as well
		// would do it twice.
		a.metrics.PlatformError(Space, "interaction_late")
		a.log.Warn().Str("event", i.ID).Msg("an interaction came too late to be answered and was not handled")
		return
	}
	if i.GuildID != "" && i.GuildID != a.directory.guild() {
		r.say(text2(i.Locale, "Ce serveur n’a pas de guichet.", "This server has no helpdesk."))
		return
	}
	e, ok := i.event(a.words)
	if !ok {
		a.metrics.Malformed(Space)
		r.say(text2(i.Locale, "Cette commande n’existe plus. Rechargez Discord et réessayez.", "This command no longer exists. Reload Discord and try again."))
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), handleTime)
	defer cancel()
	e.Roles = a.interactionRoles(ctx, i, &e)
	a.sawResolved(&i.Data)
	a.metrics.Event(Space, kindNames[e.Kind])
	if e.Kind != bot.CompletionEvent {
		defer time.AfterFunc(time.Until(r.deadline)-postponeBefore, r.postpone).Stop()
	}
	answer, err := a.handler.Handle(ctx, e)
	if err != nil {
		a.log.Error().Err(err).Str("kind", kindNames[e.Kind]).Str("event", e.Key).Str("name", e.Name).Str("sub", e.Sub).
			Msg("an interaction was not handled")
		if e.Kind == bot.CompletionEvent {
			r.answer(bot.Answer{})
			return
		}
		r.say(sorry(i.Locale, i.ID))
		return
	}
	r.answer(answer)
}

// interactionRoles are the person's roles: in the server the event tells them, in a DM the
// server is asked.
func (a *Adapter) interactionRoles(ctx context.Context, i *interaction, e *bot.Event) tickets.Roles {
	if i.Member != nil {
		return a.sawMember(*i.Member)
	}
	ctx, cancel := context.WithTimeout(ctx, rolesTime)
	defer cancel()
	m, err := a.member(ctx, i.person().ID)
	switch {
	case errors.Is(err, errAbsent):
		return tickets.Roles{Guest: true}
	case err != nil:
		a.log.Warn().Err(err).Str("event", i.ID).Msg("the roles of somebody in a DM could not be read")
		return tickets.Roles{}
	}
	e.By.Name = m.name()
	return a.directory.rolesOf(m)
}

// text2 chooses between French and English by the person's locale.
func text2(locale, fr, en string) string {
	if strings.HasPrefix(strings.ToLower(locale), "fr") {
		return fr
	}
	return en
}

// sorry tells somebody that it was our fault; the reference finds it in the log.
func sorry(locale, reference string) string {
	return text2(locale,
		"Quelque chose s’est mal passé de notre côté ; rien n’a été enregistré. Réessayez, ou donnez cette référence au support : "+reference,
		"Something went wrong on our side; nothing was recorded. Try again, or give this reference to the support: "+reference)
}
