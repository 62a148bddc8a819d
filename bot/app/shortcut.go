package app

import (
	"context"
	"errors"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/tickets"
)

// shortcut takes shortcuts and context menus.
func (a *App) shortcut(ctx context.Context, e bot.Event) (bot.Answer, error) {
	switch e.Name {
	case grammar.ShortcutOpen:
		return a.openForm(ctx, e, draft{})
	case grammar.ShortcutFromMessage:
		return a.openFromMessage(ctx, e)
	case grammar.ShortcutFor:
		return a.openFor(ctx, e)
	case grammar.ShortcutSend:
		return a.sendQuoted(ctx, e)
	}
	return bot.Answer{}, nil
}

// openFromMessage opens the form filled with a message somebody pointed at: its author is the
// beneficiary, and is told when the ticket is opened by somebody else.
func (a *App) openFromMessage(ctx context.Context, e bot.Event) (bot.Answer, error) {
	q := e.Target
	if q == nil {
		return bot.Answer{}, nil
	}
	switch _, err := a.deliveryAt(ctx, q.Ref); {
	case err == nil:
		return a.sentence(ctx, e, "shortcut.ours", nil), nil
	case !errors.Is(err, tickets.ErrNotFound):
		return bot.Answer{}, err
	}
	d := draft{Values: map[string]string{}, Origin: originOf(q), Files: q.Files}
	d.Values["summary"], d.Values["description"], d.Rest = a.quotedWords(ctx, q.Text, formWords)
	if len(q.Files) > 0 {
		d.Values["given:files"] = "yes"
	}
	switch b := beneficiaryOf(q); {
	case b.User != "" && b.User != e.By.ID:
		d.Values["beneficiary"], d.Values["given:beneficiary"] = string(b.User), "yes"
	case b.User == "" && e.Roles.Technician:
		d.Values["caller"] = b.Name
	}
	return a.openForm(ctx, e, d)
}

// openFor opens the form for somebody who was pointed at.
func (a *App) openFor(ctx context.Context, e bot.Event) (bot.Answer, error) {
	d := draft{Values: map[string]string{}}
	if e.Subject == "" {
		return a.sentence(ctx, e, "shortcut.bot", nil), nil
	}
	if e.Subject != e.By.ID {
		d.Values["beneficiary"], d.Values["given:beneficiary"] = string(e.Subject), "yes"
	}
	return a.openForm(ctx, e, d)
}
