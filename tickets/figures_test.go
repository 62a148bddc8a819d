package tickets_test

import (
	"testing"
	"time"

	"guichet/tickets"
)

func TestFiguresOfAPeriod(t *testing.T) {
	p := newDesk(t).policy // it never closes
	from := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	in := tickets.Period{From: from, To: from.AddDate(0, 0, 10)}
	hour := func(n int) time.Time { return from.Add(time.Duration(n) * time.Hour) }
	met := func(n int, late bool) tickets.ClockState {
		return tickets.ClockState{Met: hour(n), Deadline: hour(n), Late: late}
	}
	blamed := met(30, true)
	blamed.Delay = &tickets.Delay{Ball: tickets.BallSupplier}
	ts := []*tickets.Ticket{
		{ // held in all, and rated
			Kind: tickets.Incident, State: tickets.ClosedState, Assignee: "slack:tessa", OpenedAt: hour(0), ResolvedAt: hour(4), ClosedAt: hour(5),
			Clocks: tickets.Clocks{Respond: met(1, false), FirstContact: met(2, false), Resolve: met(4, false)},
			Rating: tickets.Rating{Speed: 5, Answer: 2},
		},
		{ // opened before the period, late because of the supplier; nobody said why the contact was late
			Kind: tickets.Request, State: tickets.ResolvedState, Assignee: "slack:tom", OpenedAt: hour(-10), ResolvedAt: hour(30),
			Clocks: tickets.Clocks{FirstContact: met(3, true), Resolve: blamed},
		},
		{ // resolved once, and reopened: it is not
			Kind: tickets.Request, State: tickets.InProgress, Assignee: "slack:tom", OpenedAt: hour(1),
			Clocks: tickets.Clocks{FirstContact: met(7, false)},
		},
		{Kind: tickets.Incident, State: tickets.CancelledState, OpenedAt: hour(2), ClosedAt: hour(3)},
		{ // merged: closed, and neither held nor missed
			Kind: tickets.Incident, State: tickets.ClosedState, OpenedAt: hour(2), ClosedAt: hour(3),
			Clocks: tickets.Clocks{FirstContact: tickets.ClockState{Void: true}, Resolve: tickets.ClockState{Void: true}},
		},
		{Kind: tickets.Incident, State: tickets.ResolvedState, OpenedAt: hour(-50), ResolvedAt: hour(-1)},
		{Kind: tickets.Incident, State: tickets.New, OpenedAt: in.To},
	}
	f := tickets.FiguresOf(p, in, ts)
	for what, got := range map[string][2]any{
		"incidents":      {f.Recorded[tickets.Incident], 3},
		"requests":       {f.Recorded[tickets.Request], 1},
		"all recorded":   {f.AllRecorded(), 4},
		"closed":         {f.Closed, 2},
		"dropped":        {f.Dropped, 1},
		"resolved":       {f.Resolved, 2},
		"in target":      {f.InTarget, tickets.Share{Part: 1, Of: 2}},
		"percent":        {f.InTarget.Percent(), 50},
		"held":           {f.Held, tickets.Share{Part: 3, Of: 5}},
		"by a supplier":  {f.Missed[tickets.BallSupplier], 1},
		"by us":          {f.Missed[tickets.BallUs], 0},
		"not said":       {f.Unsaid, 1},
		"first contacts": {f.FirstContact, tickets.Spread{Count: 2, Median: 4 * time.Hour, P90: 6 * time.Hour}},
		"resolutions":    {f.Resolution, tickets.Spread{Count: 2, Median: 22 * time.Hour, P90: 40 * time.Hour}},
		"speed":          {f.Speed, tickets.Average{Count: 1, Mean: 5}},
		"answer":         {f.Answer, tickets.Average{Count: 1, Mean: 2}},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: %v, want %v", what, got[0], got[1])
		}
	}
	each := tickets.PerformancesOf(in, ts)
	if len(each) != 2 || each[0] != (tickets.Performance{Who: "slack:tessa", Resolved: 1, Closed: 1, InTarget: tickets.Share{Part: 1, Of: 1}}) ||
		each[1] != (tickets.Performance{Who: "slack:tom", Resolved: 1, InTarget: tickets.Share{Of: 1}}) {
		t.Errorf("by technician: %+v", each)
	}
}

// Who sees what: technicians themselves and the desk's totals, managers each of them.
func TestFiguresByRole(t *testing.T) {
	f := newDesk(t)
	since := f.clock.Now().Add(-time.Hour)
	solve := func(who tickets.Actor) {
		t.Helper()
		n := f.open(t, alice, "souris "+who.Name).Number
		if _, err := f.Claim(f.ctx, by(who), n); err != nil {
			t.Fatal(err)
		}
		f.clock.pass(time.Hour)
		if _, err := f.Resolve(f.ctx, by(who), n, tickets.Resolution{Solution: "changée"}); err != nil {
			t.Fatal(err)
		}
		if _, err := f.Validate(f.ctx, by(alice), n, 0); err != nil {
			t.Fatal(err)
		}
		if _, err := f.Rate(f.ctx, by(alice), n, 4, 0); err != nil {
			t.Fatal(err)
		}
	}
	solve(tessa)
	solve(tom)
	f.open(t, alice, "écran")
	for _, c := range []struct {
		who                          tickets.Actor
		of                           tickets.UserID
		recorded, closed, open, each int
		marks                        int
	}{
		{tessa, "", 3, 2, 1, 0, 0},
		{tessa, tessa.ID, 1, 1, 0, 0, 1},
		{marie, "", 3, 2, 1, 2, 2},
		{marie, tom.ID, 1, 1, 0, 0, 1},
		{marie, marie.ID, 0, 0, 0, 0, 0},
	} {
		got, err := f.Figures(f.ctx, c.who, since, c.of)
		if err != nil {
			t.Fatal(err)
		}
		if got.AllRecorded() != c.recorded || got.Closed != c.closed || got.Open != c.open || len(got.Each) != c.each || got.Speed.Count != c.marks {
			t.Errorf("%s of %q: %+v, want %+v", c.who.Name, c.of, got, c)
		}
	}
	_, err := f.Figures(f.ctx, tessa, since, tom.ID)
	wantCode(t, err, tickets.NotAllowed)
	_, err = f.Figures(f.ctx, alice, since, alice.ID)
	wantCode(t, err, tickets.NotAllowed)
}

// What would take long to count is refused, not cut: a figure of a part would be wrong.
func TestFiguresOfTooManyTickets(t *testing.T) {
	f := newDesk(t)
	add := func(n int) {
		t.Helper()
		if err := f.store.Update(f.ctx, func(tx tickets.Tx) error {
			for range n {
				if err := tx.InsertTicket(f.ctx, &tickets.Ticket{Kind: tickets.Incident, State: tickets.New, Summary: "x", OpenedAt: tx.Now()}); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	add(tickets.MaxFigured)
	since := f.clock.Now().Add(-time.Hour)
	got, err := f.Figures(f.ctx, marie, since, "")
	if err != nil || got.AllRecorded() != tickets.MaxFigured {
		t.Errorf("%d of %d counted: %v", got.AllRecorded(), tickets.MaxFigured, err)
	}
	add(1)
	_, err = f.Figures(f.ctx, marie, since, "")
	wantCode(t, err, tickets.TooManyTickets)
	if _, err = f.Figures(f.ctx, marie, since, marie.ID); err != nil {
		t.Error("one's own are few:", err)
	}
}
