package tickets_test

import (
	"testing"
	"time"

	"guichet/tickets"
)

// alike are the tickets that the desk is shown as similar to one.
func (f *fixture) alike(t *testing.T, number int64) []int64 {
	t.Helper()
	all, total, err := f.Similar(f.ctx, by(tessa).By, number, 10)
	if err != nil || total != len(all) {
		t.Fatalf("%d of %d, %v", len(all), total, err)
	}
	var out []int64
	for _, one := range all {
		out = append(out, one.Number)
	}
	return out
}

func (f *fixture) wantAlike(t *testing.T, number int64, want ...int64) {
	t.Helper()
	got := f.alike(t, number)
	if len(got) != len(want) {
		t.Fatalf("like %d: %v, want %v", number, got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("like %d: %v, want %v", number, got, want)
		}
	}
}

// What is over is not similar to anything; reopened, it is again.
func TestSimilarTicketsAreThoseUnderWay(t *testing.T) {
	d := newDesk(t)
	first := d.open(t, alice, "imprimante bloquée au 3e étage").Number
	d.open(t, bob, "badge perdu")
	other := d.open(t, bob, "IMPRIMANTES bloquees, étage 3e").Number
	d.wantAlike(t, other, first)
	d.wantAlike(t, first, other)
	must := func(_ *tickets.Ticket, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(d.Resolve(d.ctx, by(tessa), first, tickets.Resolution{Solution: "bac rechargé"}))
	d.wantAlike(t, other)
	must(d.Refuse(d.ctx, by(alice), first, 1, "toujours bloquée"))
	d.wantAlike(t, other, first)
	must(d.Cancel(d.ctx, by(alice), first, ""))
	d.wantAlike(t, other)
	_, _, err := d.Similar(d.ctx, bob, other, 10)
	wantCode(t, err, tickets.NotAllowed)
	_, _, err = d.Similar(d.ctx, alice, other, 10)
	wantCode(t, err, tickets.NotFound)
}

// Only what is announced is proposed, by its title too, and not to who has it already.
func TestKnownIncidentsAreProposed(t *testing.T) {
	d := newDesk(t)
	hit := d.open(t, alice, "imprimante de Mme Martin").Number
	own := d.open(t, bob, "les impressions ne sortent plus").Number
	known := func() int {
		t.Helper()
		ts, err := d.Known(d.ctx, bob, own, 3)
		if err != nil {
			t.Fatal(err)
		}
		return len(ts)
	}
	if known() != 0 {
		t.Error("what is not announced is proposed")
	}
	if _, err := d.Announce(d.ctx, by(tessa), hit, "Impressions en panne"); err != nil {
		t.Fatal(err)
	}
	if known() != 1 {
		t.Error("the announced incident is not proposed")
	}
	got, err := d.SetType(d.ctx, by(tessa), hit, tickets.Request)
	if err != nil || got.Announced() {
		t.Fatalf("a request stays announced: %+v, %v", got, err)
	}
	if known() != 0 {
		t.Error("a request is proposed as a known incident")
	}
	if got, err = d.SetType(d.ctx, by(tessa), hit, tickets.Incident); err != nil || got.Announced() {
		t.Errorf("an incident again, announced without anybody's doing: %+v, %v", got, err)
	}
	if _, err = d.Announce(d.ctx, by(tessa), hit, "Impressions en panne"); err != nil || known() != 1 {
		t.Errorf("announced again: %v", err)
	}
	if _, err := d.Deflect(d.ctx, by(bob), own, hit, true); err != nil {
		t.Fatal(err)
	}
	if got := d.now(t, hit); got.PeopleHit != 1 || !got.Joined(bob.ID) {
		t.Errorf("%+v", got)
	}
}

// A ticket is found by its words as long as it is under way, whatever ends it and brings it back.
func TestTermsFollowTheTicket(t *testing.T) {
	d := requestDesk(t)
	first := d.open(t, alice, "imprimante bloquée").Number
	other := d.open(t, bob, "IMPRIMANTES bloquees").Number
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	one := func(_ *tickets.Ticket, err error) error { return err }
	two := func(_, _ *tickets.Ticket, err error) error { return err }
	bulk := func(err error) error {
		if err == nil {
			_, err = d.RunBulks(d.ctx)
		}
		return err
	}
	amend := func(m tickets.Amendment) func() error {
		return func() error {
			_, _, err := d.Amend(d.ctx, by(tessa), other, m)
			return err
		}
	}
	var many *tickets.Bulk
	for _, step := range []struct {
		name  string
		do    func() error
		found bool
	}{
		{"retyped", func() error { return one(d.SetType(d.ctx, by(tessa), other, tickets.Request)) }, true},
		{"and back", func() error { return one(d.SetType(d.ctx, by(tessa), other, tickets.Incident)) }, true},
		{"said otherwise", amend(tickets.Amendment{Summary: said("badge refusé à l’entrée")}), false},
		{"and as before", amend(tickets.Amendment{Summary: said("imprimantes en panne"), Description: said("tout est bloqué, rien ne s’imprime")}), true},
		{"merged", func() error { return two(d.Merge(d.ctx, by(tessa), other, d.open(t, paul, "badge perdu").Number)) }, false},
		{"the merge undone", func() error { return two(d.Unmerge(d.ctx, by(tessa), other)) }, true},
		{"closed as a duplicate", func() error { return two(d.Link(d.ctx, by(tessa), other, 3, tickets.LinkDuplicate)) }, false},
		{"no duplicate any more", func() error { return two(d.Unlink(d.ctx, by(tessa), other, 3)) }, true},
		{"resolved", func() error {
			return one(d.Resolve(d.ctx, by(tessa), other, tickets.Resolution{Solution: "bac rechargé"}))
		}, false},
		{"refused", func() error { return one(d.Refuse(d.ctx, by(bob), other, 1, "toujours")) }, true},
		{"resolved again", func() error { return one(d.Resolve(d.ctx, by(tessa), other, tickets.Resolution{Solution: "vraiment"})) }, false},
		{"validated", func() error { return one(d.Validate(d.ctx, by(bob), other, 2)) }, false},
		{"reopened", func() error {
			d.policy.Validation.ReopenWithin = tickets.Span{Time: time.Hour}
			return one(d.Reopen(d.ctx, by(bob), other, tickets.Reopening{Reason: "encore"}))
		}, true},
		{"resolved a third time", func() error { return one(d.Resolve(d.ctx, by(tessa), other, tickets.Resolution{Solution: "enfin"})) }, false},
		{"refused a third time", func() error { return one(d.Refuse(d.ctx, by(bob), other, 3, "non")) }, true},
		{"closed among many", func() error {
			t.Helper()
			many = &tickets.Bulk{ID: "b1", Action: tickets.ActBulkClose}
			must(one(d.Resolve(d.ctx, by(tessa), other, tickets.Resolution{Solution: "enfin"})))
			must(d.PreviewBulk(d.ctx, marie, many, []*tickets.Ticket{d.now(t, other)}))
			_, err := d.ConfirmBulk(d.ctx, by(marie), many.ID)
			return bulk(err)
		}, false},
		{"put back", func() error { _, err := d.UndoBulk(d.ctx, by(marie), many.ID); return bulk(err) }, false},
		{"and refused", func() error { return one(d.Refuse(d.ctx, by(bob), other, 4, "non")) }, true},
		{"cancelled", func() error { return one(d.Cancel(d.ctx, by(bob), other, "")) }, false},
	} {
		must(step.do())
		if got := len(d.alike(t, first)) == 1; got != step.found {
			t.Errorf("%s: similar is %v, want %v", step.name, got, step.found)
		}
	}
}

// A request that is turned down is over.
func TestTermsOfARejectedRequest(t *testing.T) {
	d := requestDesk(t)
	a, b := d.requests(t, alice, "evaluated").Number, d.requests(t, bob, "evaluated").Number
	if len(d.alike(t, a)) != 1 {
		t.Fatal("two requests of the same words are not similar")
	}
	for _, act := range []func() (*tickets.Ticket, error){
		func() (*tickets.Ticket, error) { return d.Claim(d.ctx, by(tessa), b) },
		func() (*tickets.Ticket, error) { return d.Reject(d.ctx, by(tessa), b, 0, "plus de licences") },
	} {
		if _, err := act(); err != nil {
			t.Fatal(err)
		}
	}
	d.wantAlike(t, a)
}
