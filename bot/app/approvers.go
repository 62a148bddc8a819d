package app

import (
	"context"
	"errors"
	"slices"
	"strings"

	"guichet/bot"
	"guichet/bot/speech"
	"guichet/tickets"
)

// asksApprovers are the purposes that ask an approver in person.
var asksApprovers = []speech.Purpose{speech.PurposeApproval, speech.PurposeRemindApproval}

// inPerson tells whether a delivery asks an approver in person.
func (d *dispatcher) inPerson(row *tickets.Delivery) bool {
	return row.Place.Kind == tickets.PlaceCounter && slices.Contains(asksApprovers, speech.Purpose(row.Purpose))
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// absent looks, before an approver is asked in person, whether they can be: a name of the
// configuration is looked up, and somebody who has left, or is no longer of the group for which
// they are asked, is replaced. It tells whether there is nothing to say to them any more.
func (d *dispatcher) absent(ctx context.Context, row *tickets.Delivery) (bool, error) {
	u := row.Place.User
	if row.Ref.Message != "" || !row.TriedAt.IsZero() || !d.inPerson(row) {
		return false, nil // it stands, or may stand: then it is brought up to date
	}
	if tickets.IsHandle(u) {
		return true, d.lookUp(ctx, row.Ticket, u)
	}
	t, err := d.app.ticket(ctx, row.Ticket)
	if err != nil {
		return false, err
	}
	seat := t.Steps.Approval.SeatOf(u)
	if seat == nil || !t.Steps.Approval.Open() {
		return true, nil // somebody else answers by now
	}
	left, err := d.app.hasLeft(ctx, d.platform, u, seat)
	if err != nil || !left {
		return false, err
	}
	_, err = d.app.desk.ReplaceApprover(ctx, row.Ticket, u, tickets.SeatLeft)
	return true, err
}

// lookUp seats the person whom a name of the configuration means.
func (d *dispatcher) lookUp(ctx context.Context, number int64, ref tickets.UserID) error {
	id := d.app.people.resolve(ctx, ref)
	if finder, ok := d.platform.(bot.PersonFinder); ok && id == "" {
		var err error
		if id, err = d.app.people.find(ctx, finder, ref); err != nil {
			return err
		}
	}
	_, err := d.app.desk.FindApprover(ctx, number, ref, id)
	return err
}

// unreached replaces an approver to whom nothing can be said: blocked, or gone since.
func (d *dispatcher) unreached(row *tickets.Delivery) {
	if !d.inPerson(row) {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), sendTime)
	defer cancel()
	if _, err := d.app.desk.ReplaceApprover(ctx, row.Ticket, row.Place.User, tickets.SeatUnreachable); err != nil {
		d.app.log.Error().Err(err).Int64("ticket", row.Ticket).Msg("an approver who cannot be reached could not be replaced")
	}
}

// hasLeft tells whether somebody has left the space, or the group for which they are asked.
func (a *App) hasLeft(ctx context.Context, p bot.Platform, u tickets.UserID, seat *tickets.Seat) (bool, error) {
	who, err := p.Person(ctx, u)
	if err != nil {
		return true, notGone(err)
	}
	roles, err := p.Roles(ctx, u)
	if err != nil {
		return true, notGone(err)
	}
	switch {
	case who.Gone || roles.Guest:
		return true, nil
	case seat.Who == u:
		return seat.Of == tickets.GroupOfManagers && !roles.Manager, nil
	case seat.Group == tickets.GroupOfManagers:
		return !roles.Manager, nil
	case seat.Group == tickets.GroupOfAdmins:
		return !roles.Admin, nil
	}
	finder, ok := p.(bot.GroupFinder)
	if !ok {
		return false, nil
	}
	groups, err := finder.Contracts(ctx, u)
	return err == nil && !slices.Contains(groups, seat.Group), err
}

// notGone is the error of a look-up, nil when it says that the person is gone.
func notGone(err error) error {
	if bot.FaultOf(err).Fault == bot.Gone {
		return nil
	}
	return err
}

// membersMoved follows a change of who belongs where: approvers who have left are replaced.
func (a *App) membersMoved(e bot.Event) {
	p := a.platforms[e.Space]
	if p == nil || !a.approves() {
		return
	}
	a.later.do("look after approvers", func(ctx context.Context) error {
		a.people.findMembers(ctx, p)
		return a.checkApprovers(ctx, p)
	})
}

// checkApprovers replaces those of the space who are asked by name and have left.
func (a *App) checkApprovers(ctx context.Context, p bot.Platform) error {
	ts, _, err := a.desk.List(ctx, tickets.Query{States: []tickets.State{tickets.AwaitingApproval}, Order: tickets.ByNumber})
	if err != nil {
		return err
	}
	known := map[tickets.UserID]tickets.UserID{}
	for _, t := range ts {
		ap := t.Steps.Approval
		for _, u := range ap.Asked() {
			if u.Space() != p.Space() || tickets.IsHandle(u) || known[u] != "" {
				continue
			}
			left, err := a.hasLeft(ctx, p, u, ap.SeatOf(u))
			if err != nil {
				return err
			}
			if !left {
				known[u] = u
				continue
			}
			if _, err := a.desk.ReplaceApprover(ctx, t.Number, u, tickets.SeatLeft); err != nil {
				return err
			}
		}
	}
	return nil
}

func (a *App) ticket(ctx context.Context, number int64) (t *tickets.Ticket, err error) {
	err = a.store.View(ctx, func(tx tickets.Tx) error {
		t, err = tx.Ticket(ctx, number)
		return err
	})
	if errors.Is(err, tickets.ErrNotFound) {
		return nil, errMoot
	}
	return t, err
}

// approver is the actor, with the groups of the configuration that approve requests they belong
// to; what cannot be told in time stays unknown.
func (a *App) approver(ctx context.Context, e bot.Event) tickets.Actor {
	by := actor(e)
	finder, ok := a.platforms[e.Space].(bot.GroupFinder)
	if !ok || !slices.ContainsFunc(a.approvers(), isGroup) {
		return by
	}
	ctx, cancel := context.WithTimeout(ctx, contractTime)
	defer cancel()
	ids, err := finder.Contracts(ctx, by.ID)
	if err != nil {
		logOf(ctx).Warn().Err(err).Msg("the groups of an approver could not be told")
		return by
	}
	var groups []tickets.UserID
	for _, id := range ids {
		if u := tickets.UserID(id); isGroup(u) {
			groups = append(groups, u)
		}
	}
	by.Groups = tickets.JoinGroups(groups)
	return by
}

// isGroup tells whether a reference of the configuration is to a user group or role.
func isGroup(ref tickets.UserID) bool { return strings.Contains(ref.Local(), ":") }
