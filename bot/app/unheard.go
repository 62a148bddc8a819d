package app

import (
	"context"

	"guichet/bot"
	"guichet/bot/speech"
	"guichet/tickets"
)

// unheard answers somebody whose words the platform withholds, so that none is lost in silence:
// in a counter each time, with the button that takes them; under a card once, where what is
// written would be relayed by itself.
func (a *App) unheard(ctx context.Context, e bot.Event, c *tickets.Counter) error {
	at := e.Where
	switch {
	case c.User == threadUser(e.Space) && e.Roles.Technician && a.policy.Relay == "automatic":
		e.Key = "unheard:" + at.Channel + ":" + e.By.ID.Local()
		return a.whisperOnce(ctx, e, at, "letter.mute")
	case c.User != e.By.ID:
		return nil
	}
	t, _, err := a.desk.Ticket(ctx, actor(e), c.Ticket)
	if err != nil {
		return nil //nolint:nilerr // it is theirs no more: what stands there tells
	}
	if first, err := a.firstSeen(ctx, whisperKey(e)); err != nil || !first {
		return err
	}
	locale := a.people.locale(a.people.ask(ctx, e.By.ID))
	m := a.speech.Sentence(locale, "counter.mute", speech.Vars{"Ref": t.Ref()})
	m.Blocks = speech.Row(m.Blocks, a.speech.Named(locale, "add", t, bot.Neutral))
	a.whisper(e, m)
	return nil
}
