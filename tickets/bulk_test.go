package tickets_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"guichet/tickets"
)

// manyOpen opens n tickets, one a minute so that no two are twins.
func (f *fixture) manyOpen(t *testing.T, n int) (out []*tickets.Ticket) {
	t.Helper()
	for i := range n {
		out = append(out, f.open(t, alice, fmt.Sprintf("vpn %d", i)))
	}
	return out
}

func (f *fixture) asItStands(t *testing.T, number int64) *tickets.Ticket {
	t.Helper()
	tk, _, err := f.Ticket(f.ctx, tickets.Actor{}, number)
	if err != nil {
		t.Fatal(err)
	}
	return tk
}

var errPower = errors.New("the power is cut")

// breaking is a store whose updates end after a number of them.
type breaking struct {
	tickets.Store
	left int
}

func (b *breaking) Update(ctx context.Context, f func(tx tickets.Tx) error) error {
	if b.left == 0 {
		return errPower
	}
	b.left--
	return b.Store.Update(ctx, f)
}

// A manager closes many at once: what was touched since the preview is left alone, a process
// that dies in between is followed by one that goes on, nobody is asked for marks, and the undoing
// puts back all but what was touched since.
func TestManyAreClosedAndPutBack(t *testing.T) {
	f := newDesk(t)
	all := f.manyOpen(t, 6)
	claim := func(n int64) {
		t.Helper()
		if _, err := f.Claim(f.ctx, by(tessa), n); err != nil {
			t.Fatal(err)
		}
	}
	claim(all[1].Number)
	all[1] = f.asItStands(t, all[1].Number)
	b := &tickets.Bulk{ID: "b1", Action: tickets.ActBulkClose, Reason: "migration terminée"}
	wantCode(t, f.PreviewBulk(f.ctx, tessa, b, all), tickets.NotAllowed)
	if err := f.PreviewBulk(f.ctx, marie, b, all); err != nil {
		t.Fatal(err)
	}
	claim(all[2].Number) // touched since the preview
	_, err := f.ConfirmBulk(f.ctx, by(tessa), "b1")
	wantCode(t, err, tickets.NotAllowed)
	if _, err := f.ConfirmBulk(f.ctx, by(marie), "b1"); err != nil {
		t.Fatal(err)
	}
	_, err = f.ConfirmBulk(f.ctx, by(marie), "b1")
	wantCode(t, err, tickets.Seen)

	f.rows = nil
	derive := func(_ *tickets.Ticket, rows []*tickets.Entry) []tickets.Delivery {
		for _, e := range rows {
			f.rows = append(f.rows, e.Kind)
		}
		return nil
	}
	dying := tickets.NewDesk(&breaking{Store: f.store, left: 3}, f.policy, derive, nil)
	if _, err := dying.RunBulks(f.ctx); !errors.Is(err, errPower) {
		t.Fatalf("the power is cut, and it says %v", err)
	}
	if ended, err := f.RunBulks(f.ctx); err != nil || len(ended) != 1 {
		t.Fatalf("%d ended (%v)", len(ended), err)
	}
	for i, tk := range all {
		now := f.asItStands(t, tk.Number)
		if closed := now.State == tickets.ClosedState && now.ClosedBy == tickets.ClosedInBulk; closed == (i == 2) {
			t.Errorf("%s is %s", now.Ref(), now.State)
		}
	}
	if len(f.rows) != 5 {
		t.Errorf("the journal got %v, want five times closed", f.rows)
	}

	if _, err := f.Reopen(f.ctx, by(marie), all[0].Number, tickets.Reopening{Reason: "toujours en panne"}); err != nil {
		t.Fatal(err)
	}
	f.clock.pass(9 * time.Minute)
	if _, err := f.UndoBulk(f.ctx, by(marie), "b1"); err != nil {
		t.Fatal(err)
	}
	if _, err := f.RunBulks(f.ctx); err != nil {
		t.Fatal(err)
	}
	_, items, err := f.BulkReport(f.ctx, marie, "b1")
	if err != nil {
		t.Fatal(err)
	}
	want := []tickets.BulkState{tickets.ItemKept, tickets.ItemBack, tickets.ItemSkipped, tickets.ItemBack, tickets.ItemBack, tickets.ItemBack}
	for i, item := range items {
		if item.State != want[i] {
			t.Errorf("%s is %s, want %s", item.Ref, item.State, want[i])
		}
	}
	one := f.asItStands(t, all[1].Number)
	if one.State != tickets.ClaimedState || one.Assignee != tessa.ID || !one.ClosedAt.IsZero() || one.ClosedBy != "" || !one.Clocks.Resolve.Running() {
		t.Errorf("put back as %+v", one)
	}
	if zero := f.asItStands(t, all[0].Number); zero.State != tickets.InProgress {
		t.Errorf("what was reopened since is %s", zero.State)
	}
}

// Many are given to somebody, and go back to who held them; after ten minutes no more.
func TestManyAreAssignedAndPutBack(t *testing.T) {
	f := newDesk(t)
	all := f.manyOpen(t, 3)
	run := func(id string) {
		t.Helper()
		b := &tickets.Bulk{ID: id, Action: tickets.ActAssign, To: tom.ID}
		for i := range all {
			all[i] = f.asItStands(t, all[i].Number)
		}
		if err := f.PreviewBulk(f.ctx, marie, b, all); err != nil {
			t.Fatal(err)
		}
		if _, err := f.ConfirmBulk(f.ctx, by(marie), id); err != nil {
			t.Fatal(err)
		}
		if _, err := f.RunBulks(f.ctx); err != nil {
			t.Fatal(err)
		}
		for _, tk := range all {
			if now := f.asItStands(t, tk.Number); now.Assignee != tom.ID || now.State != tickets.ClaimedState {
				t.Errorf("%s is %s, held by %q", now.Ref(), now.State, now.Assignee)
			}
		}
	}
	run("b1")
	if _, err := f.UndoBulk(f.ctx, by(marie), "b1"); err != nil {
		t.Fatal(err)
	}
	if _, err := f.RunBulks(f.ctx); err != nil {
		t.Fatal(err)
	}
	for _, tk := range all {
		if now := f.asItStands(t, tk.Number); now.Assignee != "" || now.State != tickets.New {
			t.Errorf("%s is %s, held by %q", now.Ref(), now.State, now.Assignee)
		}
	}
	run("b2")
	f.clock.pass(tickets.BulkUndo + time.Second)
	_, err := f.UndoBulk(f.ctx, by(marie), "b2")
	wantCode(t, err, tickets.BulkTooLate)
	_, err = f.ConfirmBulk(f.ctx, by(marie), "nothing")
	wantCode(t, err, tickets.BulkTooLate)
}
