package app

import (
	"context"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/bot/speech"
	"guichet/tickets"
)

// follow puts somebody on the ticket, who acts unless somebody is named, or takes them off.
func (a *App) follow(ctx context.Context, by tickets.Act, in *grammar.Intent) (*tickets.Ticket, error) {
	who := speech.FirstOfUsers(in.Person, by.By.ID)
	if in.Person = who; in.Verb == "unfollow" || in.Level == grammar.StopFollowing {
		in.Verb = "unfollow"
		return a.desk.Unfollow(ctx, by, in.Ticket, who)
	}
	other := by.By
	if who != by.By.ID {
		var err error
		if other, err = a.colleague(ctx, who); err != nil {
			return nil, err
		}
	}
	t, err := a.desk.Follow(ctx, by, in.Ticket, other)
	if err == nil && !t.Follows(who) {
		in.Verb = "unfollow"
	}
	return t, err
}

// colleague is somebody with the rights they have now, as their platform tells. Who is not of
// a connected space is a guest.
func (a *App) colleague(ctx context.Context, who tickets.UserID) (tickets.Actor, error) {
	out := tickets.Actor{ID: who, Roles: tickets.Roles{Guest: true}}
	p := a.platforms[who.Space()]
	if p == nil {
		return out, nil
	}
	roles, err := p.Roles(ctx, who)
	switch {
	case err != nil && bot.FaultOf(err).Fault == bot.Gone:
		return out, nil
	case err != nil:
		return out, err
	}
	out.Roles = roles
	if a.people.known(ctx, who).Name == "" {
		a.people.ask(ctx, who) // the platform has them at hand, having just told their rights
	}
	return out, nil
}
