package bot

import (
	"context"
	"errors"

	"guichet/tickets"
)

// Names of shortcuts and context menus in events.
const (
	shortcutOpen        = "open_ticket"
	shortcutFromMessage = "ticket_from_message"
	shortcutFor         = "ticket_for"
	shortcutSend        = "send_to_requester"
)

// shortcut takes shortcuts and context menus.
func (a *App) shortcut(ctx context.Context, e Event) (Answer, error) {
	switch e.Name {
	case shortcutOpen:
		return a.openForm(ctx, e, draft{})
	case shortcutFromMessage:
		return a.openFromMessage(ctx, e)
	case shortcutFor:
		return a.openFor(ctx, e)
	case shortcutSend:
		return a.sendQuoted(ctx, e)
	}
	return Answer{}, nil
}

// openFromMessage opens the form filled with a message somebody pointed at: its author is the
// beneficiary, and is told when the ticket is opened by somebody else.
func (a *App) openFromMessage(ctx context.Context, e Event) (Answer, error) {
	q := e.Target
	if q == nil {
		return Answer{}, nil
	}
	switch _, err := a.deliveryAt(ctx, q.Ref); {
	case err == nil:
		return a.sentence(ctx, e, "shortcut.ours", nil), nil
	case !errors.Is(err, tickets.ErrNotFound):
		return Answer{}, err
	}
	d := draft{Values: map[string]string{}, Origin: q.origin(), Files: q.Files}
	d.Values["summary"], d.Values["description"], d.Rest = a.quotedWords(ctx, q.Text, formWords)
	if len(q.Files) > 0 {
		d.Values["given:files"] = "yes"
	}
	switch b := q.beneficiary(); {
	case b.User != "" && b.User != e.By.ID:
		d.Values["beneficiary"], d.Values["given:beneficiary"] = string(b.User), "yes"
	case b.User == "" && e.Roles.Technician:
		d.Values["caller"] = b.Name
	}
	return a.openForm(ctx, e, d)
}

// openFor opens the form for somebody who was pointed at.
func (a *App) openFor(ctx context.Context, e Event) (Answer, error) {
	d := draft{Values: map[string]string{}}
	if e.Subject == "" {
		return a.sentence(ctx, e, "shortcut.bot", nil), nil
	}
	if e.Subject != e.By.ID {
		d.Values["beneficiary"], d.Values["given:beneficiary"] = string(e.Subject), "yes"
	}
	return a.openForm(ctx, e, d)
}
