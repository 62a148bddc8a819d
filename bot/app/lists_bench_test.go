package app

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"guichet/bot"
	"guichet/bot/outbox"
	"guichet/tickets"
	"guichet/tickets/sqlstore"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/rs/zerolog"
)

// silent is a platform that is asked nothing.
type silent struct{ bot.Platform }

func (silent) Space() string                            { return "slack" }
func (silent) Features() bot.Features                   { return bot.Features{MaxFields: 5, MaxOptions: 25} }
func (silent) Has(tickets.PlaceKind) bool               { return true }
func (silent) Channel(tickets.PlaceKind, string) string { return "C1" }

// busyDesk is a desk with 10⁴ open tickets, 500 of which tessa holds, and the people they are
// of.
func busyDesk(b *testing.B) *App {
	ctx := context.Background()
	store, err := sqlstore.Open(ctx, filepath.Join(b.TempDir(), "desk.db"), sqlstore.Options{AutoMigrate: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = store.Close() })
	now := time.Now()
	for first := 0; first < 10_000; first += 1000 {
		if err := store.Update(ctx, func(tx tickets.Tx) error {
			for n := first; n < first+1000; n++ {
				who := tickets.UserID(fmt.Sprintf("slack:U%04d", n%900))
				t := &tickets.Ticket{
					Kind: tickets.Incident, State: tickets.New, Summary: fmt.Sprintf("Imprimante %d bloquée au bureau %d", n, n%300), Urgency: tickets.Medium,
					Impact: tickets.One, Priority: "P3", Requester: who, Beneficiary: tickets.Beneficiary{User: who}, OpenedAt: now, NextDue: now.Add(time.Duration(n) * time.Minute),
				}
				if n%20 == 0 {
					t.State, t.Assignee = tickets.InProgress, "slack:tessa"
				}
				if err := tx.InsertTicket(ctx, t); err != nil {
					return err
				}
				if n < 900 {
					if err := tx.SavePerson(ctx, tickets.Person{ID: who, Name: fmt.Sprint("Personne ", n), Locale: "fr-FR"}); err != nil {
						return err
					}
				}
			}
			return nil
		}); err != nil {
			b.Fatal(err)
		}
	}
	app, err := New(Config{
		Store: store, Policy: sampleScene(b, "fr").Policy, Platforms: []bot.Platform{silent{}}, Owner: "bench",
		Metrics: NewMetrics(prometheus.NewRegistry()), Logger: zerolog.Nop(), Spaces: []outbox.SpacePlaces{{Name: "slack", Pool: true}},
	})
	if err != nil {
		b.Fatal(err)
	}
	return app
}

// BenchmarkLists measures what somebody waits for: the list and the Home of a technician who
// holds 500 tickets, in the team's 10⁴, and what is proposed while a ticket's number or words are
// typed.
func BenchmarkLists(b *testing.B) {
	app, ctx := busyDesk(b), context.Background()
	tech := tickets.Roles{Technician: true}
	tessa := bot.Event{Space: "slack", By: tickets.Person{ID: "slack:tessa", Name: "Tessa"}, Roles: tech}
	alice := bot.Event{Space: "slack", By: tickets.Person{ID: "slack:U0007", Name: "Alice"}}
	handled := func(name string, e bot.Event, ok func(bot.Answer) bool) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if answer, err := app.Handle(ctx, e); err != nil || !ok(answer) {
					b.Fatalf("%+v %v", answer, err)
				}
			}
		})
	}
	private := func(a bot.Answer) bool { return a.Private != nil && len(a.Private.Blocks) > 10 }
	click := func(e bot.Event, verb string) bot.Event { e.Kind, e.Verb = bot.ClickEvent, verb; return e }
	list := func(e bot.Event) bot.Event { e.Kind, e.Name, e.Sub = bot.CommandEvent, "ticket", "list"; return e }
	typing := func(e bot.Event, sub, words string) bot.Event {
		e.Kind, e.Name, e.Sub, e.Focus, e.Words = bot.CompletionEvent, "ticket", sub, "ticket", words
		return e
	}
	handled("list/team", list(tessa), private)
	replaced := func(a bot.Answer) bool { return a.Replace != nil && len(a.Replace.Blocks) > 10 }
	handled("list/mine", click(tessa, "list:1:mine"), replaced)
	handled("list/mine-last-page", click(tessa, "list:50:mine"), replaced)
	handled("list/own", list(alice), private)
	for name, h := range map[string]tickets.Home{"home/mine": {Filter: "mine", Page: 1}, "home/team": {Filter: "team", Page: 1}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				h.User = "slack:tessa"
				if m, err := app.homeFor(ctx, h, tech); err != nil || len(m.Blocks) < homeSize {
					b.Fatalf("%d blocks, %v", len(m.Blocks), err)
				}
			}
		})
	}
	proposed := func(a bot.Answer) bool { return len(a.Choices) > 0 }
	handled("completion/nothing-typed", typing(tessa, "show", ""), proposed)
	handled("completion/number", typing(tessa, "claim", "9876"), proposed)
	handled("completion/words", typing(tessa, "show", "bureau 299"), proposed)
	handled("completion/requester", typing(alice, "show", "bureau"), proposed)
}
