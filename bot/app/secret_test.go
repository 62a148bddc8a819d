package app

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"guichet/bot"
	"guichet/bot/outbox"
	"guichet/bot/speech"
	"guichet/tickets"
	"guichet/tickets/sqlstore"

	"pgregory.net/rapid"
)

// secretWord marks what the desk tells itself.
const secretWord = "confidentiel"

// No sequence of acts lets the words of a note into a message to a counter, or into what those
// who asked read of the story.
func TestNoNoteReachesACounter(t *testing.T) {
	voice := testSpeech(t)
	base := sampleScene(t, "fr")
	alice := tickets.Actor{ID: base.Ticket.Requester}
	other := tickets.Actor{ID: base.Ticket.Beneficiary.User}
	tech := tickets.Actor{ID: "slack:tessa", Roles: tickets.Roles{Technician: true}}
	dir, runs := t.TempDir(), 0
	rapid.Check(t, func(t *rapid.T) {
		runs++
		store, err := sqlstore.Open(context.Background(), filepath.Join(dir, fmt.Sprint(runs, ".db")), sqlstore.Options{AutoMigrate: true})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = store.Close() }()
		var due []tickets.Delivery
		derive := outbox.Derive(outbox.Spaces{{Name: "slack", Pool: true}, {Name: "discord", Pool: true}}, base.Policy)
		desk := tickets.NewDesk(store, base.Policy, func(tk *tickets.Ticket, rows []*tickets.Entry) []tickets.Delivery {
			out := derive(tk, rows)
			due = append(due, out...)
			return out
		}, nil)
		ctx := context.Background()
		tk, err := desk.Open(ctx, tickets.Act{By: alice, Via: bot.ViaButton}, tickets.Opening{Summary: "écran noir", Beneficiary: base.Ticket.Beneficiary})
		if err != nil {
			t.Fatal(err)
		}
		notes := 0
		for n := range rapid.IntRange(1, 12).Draw(t, "acts") {
			who := rapid.SampledFrom([]tickets.Actor{alice, other, tech, tech}).Draw(t, "who")
			act := tickets.Act{By: who, Via: bot.ViaButton}
			words := fmt.Sprint("mot ", n)
			ref := tickets.MessageRef{Space: "slack", Channel: "C", Message: fmt.Sprint(n)}
			act.Original = &tickets.Original{Ref: ref, Author: who.ID, At: tk.OpenedAt}
			switch rapid.SampledFrom([]string{"note", "note", "say", "reply", "edit", "retract", "claim", "contact"}).Draw(t, "act") {
			case "note":
				if _, err = desk.Note(ctx, act, tk.Number, tickets.Note(secretWord)); err == nil {
					notes++
				}
			case "say":
				_, err = desk.Say(ctx, act, tk.Number, words, nil)
			case "reply":
				_, err = desk.Reply(ctx, act, tk.Number, words, nil)
			case "edit", "retract":
				// Of whatever row: of a note too, as if it were a message that was sent.
				o := tickets.Original{Entry: int64(rapid.IntRange(1, n+4).Draw(t, "row")), Ticket: tk.Number, Ref: ref, Author: who.ID}
				act.Original = nil
				if rapid.Bool().Draw(t, "taken back") {
					_, err = desk.Retract(ctx, act, o, "")
				} else {
					_, err = desk.Edit(ctx, act, o, tk.OpenedAt.Add(1e9), "corrigé", nil)
				}
			case "claim":
				_, err = desk.Claim(ctx, act, tk.Number)
			case "contact":
				_, err = desk.Contact(ctx, act, tk.Number)
			}
			if err != nil && tickets.CodeOf(err) == "" {
				t.Fatal(err)
			}
		}
		now, journal, err := desk.Ticket(ctx, tickets.Actor{}, tk.Number)
		if err != nil {
			t.Fatal(err)
		}
		sc := base
		sc.Ticket, sc.Now = now, now.OpenedAt
		kept := 0
		for _, e := range journal {
			if strings.Contains(string(e.Note), secretWord) {
				kept++
			}
		}
		if kept != notes {
			t.Fatalf("%d notes were taken, the journal keeps %d", notes, kept)
		}
		for _, row := range due {
			if row.Place.Kind != tickets.PlaceCounter {
				continue
			}
			one := sc
			one.Place, one.Space, one.Viewer = row.Place, row.Place.Space, row.Place.User
			for _, e := range journal {
				if e.ID == row.Entry {
					one.Entry = e
				}
			}
			if text := fmt.Sprint(voice.Notice(speech.Purpose(row.Purpose), one)); strings.Contains(text, secretWord) {
				t.Fatalf("%s to %s says %s", row.Purpose, row.Place.User, text)
			}
		}
		for _, who := range []tickets.UserID{alice.ID, other.ID} {
			one := sc
			one.Viewer, one.Roles = who, tickets.Roles{}
			if text := fmt.Sprint(voice.Story(one, journal, 1)); strings.Contains(text, secretWord) {
				t.Fatalf("the story tells %s %s", who, text)
			}
		}
	})
}
