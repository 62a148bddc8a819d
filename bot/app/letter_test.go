package app

import (
	"errors"
	"path/filepath"
	"testing"

	"guichet/bot"
	"guichet/tickets"
	"guichet/tickets/sqlstore"
)

// A message of the bot can be pointed at before where it stands is stored, and it may repeat a note.
func TestWhatNoPersonWroteIsNotSent(t *testing.T) {
	ctx := t.Context()
	store, err := sqlstore.Open(ctx, filepath.Join(t.TempDir(), "guichet.db"), sqlstore.Options{AutoMigrate: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close() }() // the test is over
	nobody := func(*tickets.Ticket, []*tickets.Entry) []tickets.Delivery { return nil }
	sc := sampleScene(t, "fr")
	a := &App{store: store, policy: sc.Policy, desk: tickets.NewDesk(store, sc.Policy, nobody, nil)}
	tk, err := a.desk.Open(ctx, tickets.Act{By: tickets.Actor{ID: "slack:UALICE"}}, tickets.Opening{Summary: "écran noir"})
	if err == nil {
		err = store.Update(ctx, func(tx tickets.Tx) error {
			return tx.SaveCounter(ctx, tickets.Counter{Ticket: tk.Number, User: threadUser("slack"), Channel: "C1", Thread: "1.0", Kind: "thread"})
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	e := bot.Event{Space: "slack", By: tickets.Person{ID: "slack:UTESSA"}, Roles: tickets.Roles{Technician: true}}
	said := bot.Said{Ref: tickets.MessageRef{Space: "slack", Channel: "C1", Thread: "1.0", Message: "2.0"}, Text: "Tessa, note interne : mot de passe"}
	no := &unsent{}
	if err := a.sendSaid(ctx, e, said, bot.ViaButton); !errors.As(err, &no) || no.key != "letter.ours" {
		t.Errorf("what no person wrote: %v", err)
	}
	said.By = "slack:UTESSA"
	if err := a.sendSaid(ctx, e, said, bot.ViaButton); err != nil {
		t.Errorf("what a technician wrote: %v", err)
	}
}
