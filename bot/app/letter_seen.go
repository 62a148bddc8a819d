package app

import (
	"context"

	"guichet/tickets"
)

// A ✉️ that sent nothing, for which its owner was told why, has had its answer: whatever becomes
// of the message later (its lock is taken off, the ticket is reopened), nothing is sent by a ✉️ that
// happens to lie there still when the bot comes back.

// letterAnswered remembers that the person's ✉️ on a message has had its answer, or was taken off.
func (a *App) letterAnswered(ctx context.Context, on tickets.MessageRef, by tickets.UserID, present bool) error {
	r := tickets.Reaction{On: on, Name: emojiLetter, By: by}
	return a.store.Update(ctx, func(tx tickets.Tx) error {
		known, _, err := tx.Reaction(ctx, r)
		if err != nil || known == present {
			return err
		}
		return tx.SetReaction(ctx, r, present, tx.Now())
	})
}

// wasAnswered tells whether the person's ✉️ on a message has had its answer.
func (a *App) wasAnswered(ctx context.Context, on tickets.MessageRef, by tickets.UserID) (answered bool, err error) {
	err = a.store.View(ctx, func(tx tickets.Tx) error {
		answered, _, err = tx.Reaction(ctx, tickets.Reaction{On: on, Name: emojiLetter, By: by})
		return err
	})
	return answered, err
}
