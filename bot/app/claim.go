package app

import (
	"context"
	"errors"
	"time"

	"guichet/bot/speech"
	"guichet/tickets"
)

// holderTime is how long a claimer waits to be told whether who holds the ticket still works here.
const holderTime = time.Second

// claim gives a ticket to who acts. One that is held by somebody who has left the desk is free.
func (a *App) claim(ctx context.Context, by tickets.Act, number int64) (*tickets.Ticket, error) {
	gone, err := a.holderGone(ctx, by.By.ID, number)
	if err != nil {
		return nil, err
	}
	return a.desk.ClaimFrom(ctx, by, number, gone)
}

// holderGone is the other person who holds the ticket, if they no longer work at the desk. What
// cannot be told in time is taken for no.
func (a *App) holderGone(ctx context.Context, claimer tickets.UserID, number int64) (tickets.UserID, error) {
	t, err := a.ticket(ctx, number)
	if errors.Is(err, errMoot) {
		return "", nil // refused by the desk, in its words
	}
	if err != nil || t.Assignee == "" || t.Assignee == claimer || t.State.Finished() {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, holderTime)
	defer cancel()
	holder, err := a.colleague(ctx, t.Assignee)
	if err != nil {
		logOf(ctx).Warn().Err(err).Int64("ticket", number).Msg("whether the assignee still works at the desk could not be told")
		return "", nil
	}
	if holder.Roles.Staff() || a.platforms[t.Assignee.Space()] == nil {
		return "", nil
	}
	return t.Assignee, nil
}

// calls are the purposes that call for the assignee under a card.
var calls = map[speech.Purpose]bool{
	speech.PurposeWarn: true, speech.PurposeNudge: true, speech.PurposeRefused: true, speech.PurposeReopened: true, speech.PurposeReturned: true, speech.PurposeAnswered: true,
}

// absentee is the assignee whom a delivery would call, when they no longer work at the desk.
func (d *dispatcher) absentee(ctx context.Context, row *tickets.Delivery, t *tickets.Ticket) tickets.UserID {
	if t.Assignee == "" || !calls[speech.Purpose(row.Purpose)] || d.app.platforms[t.Assignee.Space()] == nil {
		return ""
	}
	if holder, err := d.app.colleague(ctx, t.Assignee); err != nil || holder.Roles.Staff() {
		return ""
	}
	return t.Assignee
}
