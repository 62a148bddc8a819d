package tickets

import (
	"testing"
	"time"
)

func negotiated(t *testing.T, date string, more ...*Entry) Reckoning {
	t.Helper()
	d := at(t, date)
	journal := append([]*Entry{
		opened(at(t, "2026-11-23 09:00"), P2), // due at 18:00
		{Kind: Proposed, At: at(t, "2026-11-23 10:00"), Detail: Detail{Round: 1, Deadline: d, Was: at(t, "2026-11-23 18:00")}},
		{Kind: Extended, At: at(t, "2026-11-23 11:00"), Detail: Detail{Round: 1, Why: string(ExtensionAccepted)}},
	}, more...)
	return Reckon(officePolicy(t), journal)
}

func TestTheAgreedDateIsTheTarget(t *testing.T) {
	for _, date := range []string{"2026-11-25 15:00", "2026-11-28 12:00", "2026-11-25 03:00", "2026-11-25 12:45"} {
		s := negotiated(t, date).State(ClockResolve)
		if !s.Deadline.Equal(at(t, date)) || !s.First.Equal(at(t, "2026-11-23 18:00")) || !s.Running() {
			t.Errorf("agreed on %s: %+v", date, s)
		}
	}
}

// A wait that begins after the agreement moves the date, one that was under way does not.
func TestWaitsAroundAnAgreement(t *testing.T) {
	r := negotiated(t, "2026-11-25 15:00",
		&Entry{Kind: Waiting, At: at(t, "2026-11-24 09:00"), Detail: Detail{Ball: BallSupplier}},
		&Entry{Kind: Resumed, At: at(t, "2026-11-24 11:00")})
	if got, want := r.State(ClockResolve).Deadline, at(t, "2026-11-25 17:00"); !got.Equal(want) {
		t.Errorf("after a wait of two hours: %v, want %v", got, want)
	}
	known := func(more ...*Entry) ClockState {
		journal := append([]*Entry{
			opened(at(t, "2026-11-23 09:00"), P2),
			{Kind: Waiting, At: at(t, "2026-11-23 10:00"), Detail: Detail{Ball: BallSupplier}},
			{Kind: Proposed, At: at(t, "2026-11-23 10:05"), Detail: Detail{Round: 1, Deadline: at(t, "2026-11-27 17:00")}},
			{Kind: Extended, At: at(t, "2026-11-23 11:00"), Detail: Detail{Round: 1, Why: string(ExtensionAccepted)}},
		}, more...)
		return Reckon(officePolicy(t), journal).State(ClockResolve)
	}
	if s := known(); !s.Stopped || s.First.IsZero() {
		t.Errorf("while it waits: %+v, want stopped", s)
	}
	s := known(&Entry{Kind: Resumed, At: at(t, "2026-11-26 10:00")})
	if want := at(t, "2026-11-27 17:00"); !s.Deadline.Equal(want) || !s.Running() {
		t.Errorf("resumed the day before: %+v, want due %v", s, want)
	}
}

// Whatever the priority becomes, and whatever calendar comes with it, an agreed date stays.
func TestAnAgreedDateStaysWhenThePriorityChanges(t *testing.T) {
	r := negotiated(t, "2026-11-25 15:00",
		&Entry{Kind: UrgencySet, At: at(t, "2026-11-23 14:00"), Detail: Detail{Priority: P1}}, // round the clock
		&Entry{Kind: UrgencySet, At: at(t, "2026-11-24 14:00"), Detail: Detail{Priority: P3}})
	if got, want := r.State(ClockResolve).Deadline, at(t, "2026-11-25 15:00"); !got.Equal(want) {
		t.Errorf("due %v, want %v", got, want)
	}
}

func TestAnAgreedDateIsWarnedOfAnew(t *testing.T) {
	p := officePolicy(t)
	breach := &Entry{Kind: Breached, At: at(t, "2026-11-23 18:00"), Detail: Detail{Clock: ClockResolve, Percent: 100}}
	journal := []*Entry{
		opened(at(t, "2026-11-23 09:00"), P2), breach,
		{Kind: Claimed, At: at(t, "2026-11-23 09:30")},
		{Kind: Contacted, At: at(t, "2026-11-23 09:30")},
		{Kind: Proposed, At: at(t, "2026-11-23 18:01"), Detail: Detail{Round: 1, Deadline: at(t, "2026-11-24 18:00")}},
	}
	tk := &Ticket{State: InProgress, Priority: P2, Category: "other", Clocks: Reckon(p, journal).Clocks()}
	open := Schedule(p, tk, journal, false, at(t, "2026-11-23 18:01"))
	if len(open) != 3 || open[2].Key != timerExtension || !open[2].DueAt.Equal(at(t, "2026-11-24 18:00")) {
		t.Errorf("a proposal made after the breach: %v, want it open until the proposed date", open)
	}
	journal = append(journal, &Entry{Kind: Extended, At: at(t, "2026-11-24 10:00"), Detail: Detail{Round: 1, Why: string(ExtensionAccepted)}})
	var keys []string
	for _, timer := range Schedule(p, tk, journal, true, at(t, "2026-11-24 10:00")) {
		keys = append(keys, timer.Key+" "+timer.DueAt.In(paris(t)).Format("15:04"))
	}
	// Of nine and seven hours' work, 75 % is passed at 15:15 on Tuesday.
	if len(keys) != 3 || keys[2] != "breach:resolve 18:00" {
		t.Errorf("after the agreement: %v, want two warnings and a breach at the new date", keys)
	}
}

func TestAnOldProposalIsReplaced(t *testing.T) {
	journal := []*Entry{
		opened(at(t, "2026-11-23 09:00"), P2),
		{Kind: Proposed, At: at(t, "2026-11-23 10:00"), Detail: Detail{Round: 1, Deadline: at(t, "2026-11-24 10:00")}},
		{Kind: Proposed, At: at(t, "2026-11-23 11:00"), Detail: Detail{Round: 2, Deadline: at(t, "2026-11-25 10:00")}},
		{Kind: Extended, At: at(t, "2026-11-23 12:00"), Detail: Detail{Round: 1}}, // an answer to the first: too late
	}
	x := Reckon(officePolicy(t), journal).Clocks().Extension
	if x.Round != 2 || x.State != ExtensionOpen || !x.Date.Equal(at(t, "2026-11-25 10:00")) {
		t.Errorf("%+v, want the second proposal, open", x)
	}
	if got := (&Extension{At: x.At, Date: x.Date, Deadline: x.At.Add(time.Hour)}).Expires(); !got.Equal(x.At.Add(time.Hour)) {
		t.Errorf("silence ends at %v, want the deadline that was in force", got)
	}
}
