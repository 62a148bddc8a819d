package app

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"guichet/bot"
	"guichet/tickets"
)

// edited takes the news that somebody changed a message of theirs. Where its words were taken,
// what stands on the other side is changed too; a message that nobody was sent stays private.
func (a *App) edited(ctx context.Context, e bot.Event) error {
	o, err := a.originalAt(ctx, e.Where)
	if errors.Is(err, tickets.ErrNotFound) {
		return a.editedUnknown(ctx, e)
	}
	if err != nil || o.Gone {
		return err
	}
	e.Key = fmt.Sprintf("edited:%s:%d", messageKey(e.Where), e.At.UnixMilli())
	if inThread, err := a.inThread(ctx, e.Where); err != nil {
		return err
	} else if inThread && locked(e.Words) {
		_, err := a.desk.Retract(ctx, act(e, bot.ViaMessage), *o, tickets.TakenBack)
		return a.unsaid(ctx, e, err)
	}
	if strings.TrimSpace(e.Words) == "" && len(e.Files) == 0 { // its only file was deleted
		_, err := a.desk.Retract(ctx, act(e, bot.ViaMessage), *o, "")
		return a.unsaid(ctx, e, err)
	}
	_, err = a.desk.Edit(ctx, act(e, bot.ViaMessage), *o, e.At, e.Words, e.Files)
	if tickets.CodeOf(err) == tickets.NotFound {
		return nil // who wrote it has left the desk, or the ticket
	}
	return a.unsaid(ctx, e, err)
}

// editedUnknown takes the edit of a message whose words were never taken. In somebody's own
// counter it was missed, or refused as it was; it is taken now. Anywhere else it means nothing.
func (a *App) editedUnknown(ctx context.Context, e bot.Event) error {
	if kept, err := a.redraft(ctx, e); err != nil || kept {
		return err
	}
	c, err := a.counterAt(ctx, e.Where)
	if errors.Is(err, tickets.ErrNotFound) || err == nil && c.User != e.By.ID {
		return nil
	}
	if err != nil || a.now().Sub(e.Written) > catchUpDays {
		return err
	}
	return a.message(ctx, e)
}

// withdrawn takes the news that a person's message is gone.
func (a *App) withdrawn(ctx context.Context, e bot.Event) error {
	o, err := a.originalAt(ctx, e.Where)
	if errors.Is(err, tickets.ErrNotFound) {
		return a.dropWords(ctx, e.Where)
	}
	if err != nil || o.Gone {
		return err
	}
	e.Key = "deleted:" + messageKey(e.Where)
	_, err = a.desk.Retract(ctx, act(e, bot.ViaMessage), *o, "")
	if tickets.CodeOf(err) == tickets.Seen {
		return nil
	}
	return err
}

// inThread tells whether a place is the technicians' thread under a card.
func (a *App) inThread(ctx context.Context, m tickets.MessageRef) (bool, error) {
	c, err := a.counterAt(ctx, m)
	if errors.Is(err, tickets.ErrNotFound) {
		return false, nil
	}
	return err == nil && c.User == threadUser(m.Space), err
}

// originalAt finds the row that holds the words of a person's message.
func (a *App) originalAt(ctx context.Context, m tickets.MessageRef) (o *tickets.Original, err error) {
	err = a.store.View(ctx, func(tx tickets.Tx) error {
		o, err = tx.OriginalAt(ctx, m)
		return err
	})
	return o, err
}
