package tickets_test

import (
	"testing"

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
