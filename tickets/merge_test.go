package tickets_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"guichet/tickets"
)

// untouched compares tickets but for what every change leaves: version and latest row.
var untouched = cmp.Options{cmpopts.IgnoreFields(tickets.Ticket{}, "Version", "LastEntry"), cmpopts.EquateEmpty()}

func (f *fixture) ticket(t testing.TB, n int64) *tickets.Ticket {
	t.Helper()
	tk, _, err := f.Ticket(f.ctx, marie, n)
	if err != nil {
		t.Fatal(err)
	}
	return tk
}

// A merge and its undoing leave both tickets as they were: state, people, clocks.
func TestAMergeUndoneNeverWas(t *testing.T) {
	turn := 0
	f := newDesk(t)
	rapid.Check(t, func(rt *rapid.T) {
		turn++
		f.clock.pass(2 * time.Minute)
		one := f.open(t, alice, fmt.Sprintf("un %d", turn)).Number
		two := f.open(t, bob, fmt.Sprintf("deux %d", turn)).Number
		for _, n := range []int64{one, two} {
			for _, step := range rapid.SliceOfN(rapid.IntRange(0, 6), 0, 6).Draw(rt, "steps") {
				f.clock.pass(time.Duration(step) * time.Minute)
				switch step {
				case 0:
					_, _ = f.Claim(f.ctx, by(tessa), n)
				case 1:
					_, _ = f.Wait(f.ctx, by(tessa), n, tickets.BallSupplier, "pièce")
				case 2:
					_, _ = f.Resume(f.ctx, by(tessa), n)
				case 3:
					_, _ = f.Follow(f.ctx, by(tom), n, chloe)
				case 4:
					_, _ = f.Contact(f.ctx, by(tessa), n)
				case 5:
					_, _ = f.SetUrgency(f.ctx, by(tessa), n, tickets.High)
				case 6:
					if n == one {
						_, _ = f.Resolve(f.ctx, by(tessa), n, tickets.Resolution{Solution: "fait"})
					}
				}
			}
		}
		before := []*tickets.Ticket{f.ticket(t, one), f.ticket(t, two)}
		from, into, err := f.Merge(f.ctx, by(tom), one, two)
		if err != nil {
			rt.Fatal(err)
		}
		if !from.State.Terminal() || from.Continued() != two || !from.Clocks.Resolve.Void || !into.ShownTo(alice.ID) || !into.Clocks.Resolve.Running() && into.WaitingOn == "" {
			rt.Fatalf("merged: %+v into %+v", from, into)
		}
		f.clock.pass(time.Duration(rapid.IntRange(0, 9).Draw(rt, "minutes")) * time.Minute)
		if _, _, err = f.Unmerge(f.ctx, by(tessa), one); err != nil {
			rt.Fatal(err)
		}
		for i, n := range []int64{one, two} {
			if diff := cmp.Diff(before[i], f.ticket(t, n), untouched); diff != "" {
				rt.Fatalf("ticket %d before → after:\n%s", n, diff)
			}
		}
	})
}

// Whatever is linked and unlinked, each link has its other end.
func TestLinksAreSymmetric(t *testing.T) {
	f := newDesk(t)
	var all []int64
	for i := range 5 {
		f.clock.pass(2 * time.Minute)
		all = append(all, f.open(t, alice, fmt.Sprintf("ticket %d", i)).Number)
	}
	rapid.Check(t, func(rt *rapid.T) {
		pick := rapid.SampledFrom(all)
		for range 5 {
			a, b := pick.Draw(rt, "a"), pick.Draw(rt, "b")
			switch rapid.IntRange(0, 4).Draw(rt, "act") {
			case 0:
				_, _, _ = f.Unlink(f.ctx, by(tessa), a, b)
			case 1:
				_, _, _ = f.Merge(f.ctx, by(tessa), a, b)
			default:
				kind := rapid.SampledFrom([]tickets.LinkKind{tickets.LinkRelated, tickets.LinkDuplicate, tickets.LinkCausedBy}).Draw(rt, "kind")
				_, _, _ = f.Link(f.ctx, by(tessa), a, b, kind)
			}
		}
		for _, n := range all {
			tk := f.ticket(t, n)
			for _, l := range tk.Links {
				if !slices.Contains(f.ticket(t, l.Ticket).Links, tickets.Link{Kind: l.Kind.Opposite(), Ticket: n}) || l.Ticket == n {
					rt.Fatalf("%d is %s to %d, which has %v", n, l.Kind, l.Ticket, f.ticket(t, l.Ticket).Links)
				}
			}
			seen := map[int64]bool{}
			for tk.Continued() != 0 {
				if seen[tk.Number] {
					rt.Fatalf("the work on %d goes round in circles", n)
				}
				seen[tk.Number] = true
				tk = f.ticket(t, tk.Continued())
			}
			if len(seen) > 0 && tk.ClosedBy != "" {
				rt.Fatalf("the work on %d goes on nowhere", n)
			}
		}
	})
}

// What is said to a merged ticket is heard where its work goes on; its story is read there by
// those who may.
func TestTheConversationGoesOnWhereItWasMerged(t *testing.T) {
	f := newDesk(t)
	old := f.open(t, bob, "écran noir").Number
	_, err := f.Say(f.ctx, by(bob), old, "depuis lundi", nil)
	wantCode(t, err, "")
	n := f.open(t, alice, "écrans noirs").Number
	_, _, err = f.Merge(f.ctx, by(tessa), old, n)
	wantCode(t, err, "")
	tk, err := f.Say(f.ctx, by(bob), old, "toujours noir", nil)
	if wantCode(t, err, ""); tk.Number != n {
		t.Errorf("heard in %d", tk.Number)
	}
	said := func(who tickets.Actor) (out []string) {
		_, rows, err := f.Ticket(f.ctx, who, n)
		wantCode(t, err, "")
		for _, e := range rows {
			if e.Kind == tickets.Said {
				out = append(out, e.Words)
			}
		}
		return out
	}
	for who, want := range map[tickets.Actor][]string{tessa: {"depuis lundi", "toujours noir"}, bob: {"depuis lundi", "toujours noir"}, alice: {"toujours noir"}} {
		if got := said(who); !slices.Equal(got, want) {
			t.Errorf("%s reads %q, want %q", who.Name, got, want)
		}
	}
	_, err = f.Claim(f.ctx, by(tom), old)
	wantCode(t, err, tickets.Illegal)
	for _, err := range []error{second(f.Resolve(f.ctx, by(tessa), n, tickets.Resolution{Solution: "câble"})), second(f.Validate(f.ctx, by(alice), n, 0))} {
		wantCode(t, err, "")
	}
	f.policy.Validation.ReopenWithin = tickets.Span{Days: 7}
	tk, err = f.Reopen(f.ctx, by(bob), old, tickets.Reopening{Reason: "encore noir"})
	if wantCode(t, err, ""); tk.Number != n || tk.State != tickets.InProgress {
		t.Errorf("reopened %d, %s", tk.Number, tk.State)
	}
	f.clock.pass(11 * time.Minute)
	_, _, err = f.Unmerge(f.ctx, by(tessa), old)
	wantCode(t, err, tickets.UndoTooLate)
}

// A duplicate is closed, hears of the solution, is asked no marks, and is as before once it is
// separated.
func TestADuplicate(t *testing.T) {
	f := newDesk(t)
	n, twin := f.open(t, alice, "wifi").Number, f.open(t, bob, "plus de wifi").Number
	before := f.ticket(t, twin)
	tk, _, err := f.Link(f.ctx, by(tessa), twin, n, tickets.LinkDuplicate)
	wantCode(t, err, "")
	if tk.State != tickets.ClosedState || tk.ClosedBy != tickets.ByDuplicate || !tk.Rating.AskedAt.IsZero() || !tk.Clocks.Resolve.Void {
		t.Errorf("the duplicate: %+v", tk)
	}
	_, _, err = f.Link(f.ctx, by(tessa), n, twin, tickets.LinkDuplicate) // and no circle
	wantCode(t, err, tickets.NothingToChange)
	_, err = f.Resolve(f.ctx, by(tessa), n, tickets.Resolution{Solution: "borne redémarrée"})
	wantCode(t, err, "")
	if all := f.kinds(t, twin); all[len(all)-1] != tickets.OriginalResolved {
		t.Errorf("its journal ends with %v", all)
	}
	_, _, err = f.Unlink(f.ctx, by(tessa), n, twin)
	wantCode(t, err, "")
	if diff := cmp.Diff(before, f.ticket(t, twin), untouched); diff != "" {
		t.Errorf("before → separated:\n%s", diff)
	}
	_, _, err = f.Link(f.ctx, by(alice), n, twin, tickets.LinkRelated)
	if code := tickets.CodeOf(err); code != tickets.NotAllowed && code != tickets.NotFound {
		t.Errorf("alice links: %v", err)
	}
	_, _, err = f.Link(f.ctx, by(tessa), n, n, tickets.LinkRelated)
	wantCode(t, err, tickets.SameTicket)
	_, _, err = f.Unlink(f.ctx, by(tessa), n, twin)
	wantCode(t, err, tickets.NotLinked)
}

// Of two opposite merges at once one is done.
func TestOppositeMerges(t *testing.T) {
	f := newDesk(t)
	a, b := f.open(t, alice, "a").Number, f.open(t, bob, "b").Number
	var wg sync.WaitGroup
	failed := make([]error, 2)
	wg.Go(func() { _, _, failed[0] = f.Merge(f.ctx, by(tessa), a, b) })
	wg.Go(func() { _, _, failed[1] = f.Merge(f.ctx, by(tom), b, a) })
	wg.Wait()
	if (failed[0] == nil) == (failed[1] == nil) {
		t.Errorf("both: %v", failed)
	}
	for _, err := range failed {
		if err != nil && tickets.CodeOf(err) == "" {
			t.Errorf("no sentence for %v", err)
		}
	}
}
