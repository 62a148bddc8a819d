package app

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"guichet/bot"
	"guichet/bot/outbox"
	"guichet/bot/speech"
	"guichet/tickets"
	"guichet/tickets/sqlstore"

	"pgregory.net/rapid"
)

// noticesOfWork are the purposes that tell somebody in their counter what became of their ticket.
var noticesOfWork = []speech.Purpose{
	speech.PurposeFolded, speech.PurposeAbsorbed, speech.PurposeRestored, speech.PurposeSeparated, speech.PurposeOriginalResolved, speech.PurposeValidation,
	speech.PurposeClosed, speech.PurposeCancelled, speech.PurposeReopened, speech.PurposeLooksAfter, speech.PurposeFollowing, speech.PurposeUnfollowed,
}

// Whatever is merged, undone, linked, resolved and closed: everybody concerned is told once of each
// event, whoever they are to how many tickets, and nobody else is.
func TestEverybodyConcernedIsToldOnce(t *testing.T) {
	base, runs := sampleScene(t, "fr"), 0
	store, err := sqlstore.Open(context.Background(), filepath.Join(t.TempDir(), "desk.db"), sqlstore.Options{AutoMigrate: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	rapid.Check(t, func(t *rapid.T) {
		runs++
		counts := map[tickets.UserID][]string{}
		derive := outbox.Derive(outbox.Spaces{{Name: "slack", Pool: true}, {Name: "discord", Pool: true}}, base.Policy)
		desk := tickets.NewDesk(store, base.Policy, func(tk *tickets.Ticket, rows []*tickets.Entry) []tickets.Delivery {
			out := derive(tk, rows)
			for _, d := range out {
				if d.Place.Kind == tickets.PlaceCounter && !d.OnlyStale && slices.Contains(noticesOfWork, speech.Purpose(d.Purpose)) {
					counts[d.Place.User] = append(counts[d.Place.User], d.Key)
				}
			}
			return out
		}, nil)
		ctx := context.Background()
		tessa := tickets.Actor{ID: "slack:tessa", Name: "Tessa", Roles: tickets.Roles{Technician: true}}
		people := []tickets.UserID{"slack:alice", "discord:benoit", "slack:chloe", "discord:denis", tessa.ID}
		who := rapid.SampledFrom(people)
		var all []int64
		for n := range rapid.IntRange(2, 4).Draw(t, "tickets") {
			o := tickets.Opening{Summary: fmt.Sprint("panne ", runs, " ", n)}
			if rapid.Bool().Draw(t, "for another") {
				o.Beneficiary.User = who.Draw(t, "beneficiary")
			}
			tk, err := desk.Open(ctx, tickets.Act{By: tickets.Actor{ID: who.Draw(t, "requester")}, Via: bot.ViaButton}, o)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, tk.Number)
		}
		audience := func(numbers ...int64) []tickets.UserID {
			var out []tickets.UserID
			for _, n := range numbers {
				tk, _, err := desk.Ticket(ctx, tickets.Actor{}, n)
				if err != nil {
					t.Fatal(err)
				}
				out = append(out, tk.Audience()...)
			}
			return out
		}
		pick := rapid.SampledFrom(all)
		for range rapid.IntRange(1, 14).Draw(t, "acts") {
			a, b := pick.Draw(t, "a"), pick.Draw(t, "b")
			act, by := rapid.SampledFrom([]string{"merge", "merge", "unmerge", "duplicate", "unlink", "follow", "claim", "resolve", "validate", "reopen", "cancel"}).Draw(t, "act"), tickets.Act{By: tessa, Via: bot.ViaButton}
			before := audience(all...)
			clear(counts)
			var must []tickets.UserID
			switch act {
			case "merge":
				var from, into *tickets.Ticket
				if from, into, err = desk.Merge(ctx, by, a, b); err == nil {
					must = append(audience(from.Number), audience(into.Number)...)
				}
			case "unmerge":
				var from, into *tickets.Ticket
				if from, into, err = desk.Unmerge(ctx, by, a); err == nil {
					must = append(audience(from.Number), audience(into.Number)...)
				}
			case "duplicate":
				if _, _, err = desk.Link(ctx, by, a, b, tickets.LinkDuplicate); err == nil {
					must = audience(a)
				}
			case "unlink":
				_, _, err = desk.Unlink(ctx, by, a, b)
			case "follow":
				u := who.Draw(t, "follower")
				if _, err = desk.Follow(ctx, by, a, tickets.Actor{ID: u}); err == nil {
					must = []tickets.UserID{u}
				}
			case "claim":
				_, err = desk.Claim(ctx, by, a)
			case "resolve":
				if _, err = desk.Resolve(ctx, by, a, tickets.Resolution{Solution: "fait"}); err == nil {
					must = audience(a)
				}
			case "validate":
				tk, _, findErr := desk.Ticket(ctx, tickets.Actor{}, a)
				if findErr != nil {
					t.Fatal(findErr)
				}
				by.By = tickets.Actor{ID: tk.Requester}
				if _, err = desk.Validate(ctx, by, a, 0); err == nil {
					must = audience(a)
				}
			case "reopen":
				var goesOn *tickets.Ticket // of a merged ticket, the one that it was merged into
				if goesOn, err = desk.Reopen(ctx, by, a, tickets.Reopening{Reason: "encore"}); err == nil {
					must = audience(goesOn.Number)
				}
			case "cancel":
				if _, err = desk.Cancel(ctx, by, a, "inutile"); err == nil {
					must = audience(a)
				}
			}
			if err != nil && tickets.CodeOf(err) == "" {
				t.Fatal(err)
			}
			if err != nil {
				must = nil
			}
			concerned := append(before, audience(all...)...)
			for u, keys := range counts {
				if len(keys) > 1 {
					t.Fatalf("after %s %d %d %s is told %d times: %v", act, a, b, u, len(keys), keys)
				}
				if !slices.Contains(concerned, u) {
					t.Fatalf("after %s %d %d %s, a stranger, is told %v", act, a, b, u, keys)
				}
			}
			for _, u := range must {
				if u != tessa.ID && len(counts[u]) == 0 { // who acts, and who has done the work, knows
					t.Fatalf("after %s %d %d %s is not told", act, a, b, u)
				}
			}
		}
	})
}
