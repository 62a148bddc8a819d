package tickets_test

import (
	"slices"
	"testing"
	"time"

	"guichet/tickets"
)

// working is a ticket of alice for bob, claimed and contacted by tessa at nine; its resolution
// is due at seventeen.
func (f *fixture) working(t testing.TB) *tickets.Ticket {
	t.Helper()
	tk, err := f.Open(f.ctx, by(alice), tickets.Opening{Summary: "écran noir", Urgency: tickets.High, Beneficiary: tickets.Beneficiary{User: bob.ID}})
	if err != nil {
		t.Fatal(err)
	}
	for _, do := range []func() (*tickets.Ticket, error){
		func() (*tickets.Ticket, error) { return f.Claim(f.ctx, by(tessa), tk.Number) },
		func() (*tickets.Ticket, error) { return f.Contact(f.ctx, by(tessa), tk.Number) },
	} {
		if tk, err = do(); err != nil {
			t.Fatal(err)
		}
	}
	return tk
}

func (f *fixture) sweep(t testing.TB) {
	t.Helper()
	if _, err := f.Sweep(f.ctx); err != nil {
		t.Fatal(err)
	}
}

func (f *fixture) now(t testing.TB, number int64) *tickets.Ticket {
	t.Helper()
	tk, _, err := f.Ticket(f.ctx, tessa, number)
	if err != nil {
		t.Fatal(err)
	}
	return tk
}

func TestADateIsProposedAndAccepted(t *testing.T) {
	f := newDesk(t)
	n := f.working(t).Number
	was := f.now(t, n).Clocks.Resolve.Deadline
	date := f.clock.Now().Add(30 * time.Hour)
	for _, c := range []struct {
		who    tickets.Actor
		date   time.Time
		reason string
		want   tickets.Code
	}{
		{alice, date, "x", tickets.NotAllowed},
		{gina, date, "x", tickets.NotFound},
		{tessa, date, "  ", tickets.TextEmpty},
		{tessa, f.clock.Now(), "x", tickets.BadDate},
		{tessa, was, "x", tickets.BadDate}, // no extension at all
		{tessa, date.AddDate(20, 0, 0), "x", tickets.BadDate},
		{tessa, date, "pièce en route", ""},
	} {
		_, err := f.Propose(f.ctx, by(c.who), n, c.date, c.reason)
		wantCode(t, err, c.want)
	}
	if got := f.now(t, n).Clocks.Resolve; !got.Deadline.Equal(was) {
		t.Errorf("a proposal alone moves the deadline to %v", got.Deadline)
	}
	for _, c := range []struct {
		who   tickets.Actor
		round int
		want  tickets.Code
	}{{tessa, 1, tickets.NotAllowed}, {gina, 1, tickets.NotFound}, {bob, 2, tickets.AlreadyAnswered}, {bob, 1, ""}, {alice, 1, tickets.AlreadyAnswered}} {
		_, err := f.AnswerExtension(f.ctx, by(c.who), n, c.round, true)
		wantCode(t, err, c.want)
	}
	got := f.now(t, n)
	if r := got.Clocks.Resolve; !r.Deadline.Equal(date) || !r.First.Equal(was) || r.Agreed != 1 || !got.NextDue.Equal(date) {
		t.Errorf("accepted: %+v, next due %v; want %v, first %v", r, got.NextDue, date, was)
	}
	f.clock.pass(9 * time.Hour) // past the first deadline
	f.rows = nil
	f.sweep(t)
	if len(f.rows) != 0 {
		t.Errorf("%v at the first deadline, which holds no more", f.rows)
	}
	f.clock.pass(22 * time.Hour)
	f.sweep(t)
	if want := []tickets.EntryKind{tickets.Warned, tickets.Warned, tickets.Breached}; !slices.Equal(f.rows, want) {
		t.Errorf("%v by the agreed date, want %v", f.rows, want)
	}
}

func TestARefusedOrUnansweredDateChangesNothing(t *testing.T) {
	f := newDesk(t)
	n := f.working(t).Number
	was := f.now(t, n).Clocks.Resolve.Deadline
	propose := func() {
		t.Helper()
		if _, err := f.Propose(f.ctx, by(tessa), n, f.clock.Now().Add(30*time.Hour), "pièce"); err != nil {
			t.Fatal(err)
		}
	}
	propose()
	if _, err := f.AnswerExtension(f.ctx, by(alice), n, 0, false); err != nil {
		t.Fatal(err)
	}
	if x := f.now(t, n).Clocks; !x.Resolve.Deadline.Equal(was) || x.Extension.State != tickets.ExtensionRefused || x.Extension.Answerer != alice.ID {
		t.Errorf("refused: %+v %+v", x.Resolve, x.Extension)
	}
	propose()
	f.clock.pass(7*time.Hour + 59*time.Minute)
	f.sweep(t)
	if x := f.now(t, n).Clocks.Extension; x.State != tickets.ExtensionOpen {
		t.Errorf("a minute before the deadline the proposal is %s", x.State)
	}
	f.clock.pass(time.Minute)
	f.rows = nil
	f.sweep(t)
	if want := []tickets.EntryKind{tickets.Breached, tickets.NotExtended}; !slices.Equal(f.rows, want) {
		t.Errorf("at the deadline %v, want %v", f.rows, want)
	}
	x := f.now(t, n).Clocks
	if x.Extension.State != tickets.ExtensionSilence || !x.Resolve.First.IsZero() {
		t.Errorf("silence: %+v %+v", x.Extension, x.Resolve)
	}
	_, err := f.AnswerExtension(f.ctx, by(alice), n, 2, true)
	wantCode(t, err, tickets.AlreadyAnswered)
}

func TestNobodyToAskAndNothingToExtend(t *testing.T) {
	f := newDesk(t)
	n := f.working(t).Number
	_, err := f.AnswerExtension(f.ctx, by(alice), n, 0, true)
	wantCode(t, err, tickets.NothingToChange)
	if _, err := f.Resolve(f.ctx, by(tessa), n, tickets.Resolution{Solution: "fait"}); err != nil {
		t.Fatal(err)
	}
	_, err = f.Propose(f.ctx, by(tessa), n, f.clock.Now().Add(time.Hour), "x")
	wantCode(t, err, tickets.Illegal)
	phoned, err := f.Open(f.ctx, by(tessa), tickets.Opening{Summary: "appel", Beneficiary: tickets.Beneficiary{Name: "Mme Durand"}})
	if err != nil {
		t.Fatal(err)
	}
	date := f.clock.Now().Add(30 * time.Hour)
	if _, err := f.Propose(f.ctx, by(tessa), phoned.Number, date, "convenu au téléphone"); err != nil {
		t.Fatal(err)
	}
	// Nobody else can answer for a caller without an account.
	got, err := f.AnswerExtension(f.ctx, by(tessa), phoned.Number, 1, true)
	if err != nil || !got.Clocks.Resolve.Deadline.Equal(date) {
		t.Errorf("for a caller: %v %v", got, err)
	}
}

func TestWhoSaysWhoseDelayItWas(t *testing.T) {
	f := newDesk(t)
	n := f.working(t).Number
	attribute := func(who tickets.Actor, b tickets.Ball) error {
		_, err := f.Attribute(f.ctx, by(who), n, tickets.ClockResolve, b)
		return err
	}
	wantCode(t, attribute(tessa, tickets.BallUs), tickets.NotMissed)
	f.clock.pass(9 * time.Hour)
	f.sweep(t)
	wantCode(t, attribute(alice, tickets.BallUs), tickets.NotAllowed)
	wantCode(t, attribute(gina, tickets.BallUs), tickets.NotFound)
	wantCode(t, attribute(tom, tickets.BallSupplier), tickets.NotHolder)
	wantCode(t, attribute(tessa, tickets.BallUs), "")
	if d := f.now(t, n).Clocks.Resolve.Delay; d == nil || d.Ball != tickets.BallUs || d.By != tessa.ID {
		t.Errorf("said by tessa: %+v", d)
	}
	wantCode(t, attribute(tessa, tickets.BallUs), tickets.NothingToChange)
	wantCode(t, attribute(marie, tickets.BallSupplier), "")
	wantCode(t, attribute(tessa, tickets.BallRequester), tickets.ManagersOnly)
	tk := f.now(t, n)
	if d := tk.Clocks.Resolve.Delay; d.Ball != tickets.BallSupplier || d.By != marie.ID || !slices.Equal(tk.Clocks.Missed(), []tickets.Clock{tickets.ClockResolve}) {
		t.Errorf("changed by marie: %+v, missed %v", d, tk.Clocks.Missed())
	}
	if _, err := f.Resolve(f.ctx, by(tessa), n, tickets.Resolution{Solution: "fait"}); err != nil {
		t.Fatal(err)
	}
	wantCode(t, attribute(marie, tickets.BallRequester), "") // also when all is over
}
