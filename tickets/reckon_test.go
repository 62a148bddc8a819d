package tickets

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// at reads "2026-11-23 10:00" in Paris. The 23rd is a Monday.
func at(t testing.TB, s string) time.Time {
	t.Helper()
	v, err := time.ParseInLocation("2006-01-02 15:04", s, paris(t))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func opened(when time.Time, p Priority) *Entry {
	return &Entry{Kind: Opened, At: when, Detail: Detail{Priority: p, Category: "other"}}
}

func TestClocksOfACalmTicket(t *testing.T) {
	p := officePolicy(t)
	c := Reckon(p, []*Entry{opened(at(t, "2026-11-23 11:30"), P2)}).Clocks()
	for _, want := range []struct {
		clock Clock
		at    string
	}{
		{ClockRespond, "2026-11-23 12:30"}, // used up exactly at closing time ends there
		{ClockFirstContact, "2026-11-23 14:30"},
		{ClockResolve, "2026-11-24 11:30"},
	} {
		got := c.Of(want.clock)
		if !got.Deadline.Equal(at(t, want.at)) || !got.Running() {
			t.Errorf("%s: %v running=%v, want %s", want.clock, got.Deadline, got.Running(), want.at)
		}
	}
}

func TestWaitingStopsOnlyTheResolution(t *testing.T) {
	p := officePolicy(t)
	journal := []*Entry{
		opened(at(t, "2026-11-23 09:00"), P2),
		{Kind: Claimed, At: at(t, "2026-11-23 09:30")},
		{Kind: Waiting, At: at(t, "2026-11-23 10:00"), Detail: Detail{Ball: BallSupplier}},
	}
	c := Reckon(p, journal).Clocks()
	if !c.Resolve.Stopped || c.Resolve.Running() {
		t.Errorf("resolution while waiting: %+v, want stopped", c.Resolve)
	}
	if !c.FirstContact.Running() {
		t.Errorf("first contact while waiting: %+v, want running", c.FirstContact)
	}
	if c.Respond.Met.IsZero() || c.Respond.Late {
		t.Errorf("response: %+v, want met in time", c.Respond)
	}
	journal = append(journal, &Entry{Kind: Resumed, At: at(t, "2026-11-24 10:00")})
	c = Reckon(p, journal).Clocks()
	// One of eight hours was used; seven are left on Tuesday from ten.
	if want := at(t, "2026-11-24 18:00"); !c.Resolve.Deadline.Equal(want) {
		t.Errorf("resolution after resuming: %v, want %v", c.Resolve.Deadline, want)
	}
}

func TestReleaseDoesNotRestartTheResponse(t *testing.T) {
	p := officePolicy(t)
	c := Reckon(p, []*Entry{
		opened(at(t, "2026-11-23 09:00"), P2),
		{Kind: Claimed, At: at(t, "2026-11-23 09:30")},
		{Kind: Released, At: at(t, "2026-11-23 09:40")},
	}).Clocks()
	if !c.Respond.Met.Equal(at(t, "2026-11-23 09:30")) {
		t.Errorf("response met %v, want the first claim", c.Respond.Met)
	}
}

func TestRaisedPriorityKeepsTimeUsed(t *testing.T) {
	p := officePolicy(t)
	c := Reckon(p, []*Entry{
		opened(at(t, "2026-11-23 09:00"), P3),
		{Kind: UrgencySet, At: at(t, "2026-11-23 12:00"), Detail: Detail{Priority: P1}},
	}).Clocks()
	// Three office hours are used of P1's four round-the-clock hours: one is left.
	if want := at(t, "2026-11-23 13:00"); !c.Resolve.Deadline.Equal(want) {
		t.Errorf("resolution %v, want %v", c.Resolve.Deadline, want)
	}
	// P1's response of one hour was used up at ten.
	if want := at(t, "2026-11-23 10:00"); !c.Respond.Deadline.Equal(want) {
		t.Errorf("response %v, want %v", c.Respond.Deadline, want)
	}
}

func TestTimeUntilTheAnswerIsTheRequesters(t *testing.T) {
	p := officePolicy(t)
	c := Reckon(p, []*Entry{
		opened(at(t, "2026-11-23 09:00"), P2),
		{Kind: Resolved, At: at(t, "2026-11-23 11:00")},
		{Kind: Refused, At: at(t, "2026-11-25 09:00")},
	}).Clocks()
	if want := at(t, "2026-11-25 16:00"); !c.Resolve.Deadline.Equal(want) || !c.Resolve.Running() {
		t.Errorf("resolution after a refusal: %+v, want running until %v", c.Resolve, want)
	}
}

func TestLateIsLate(t *testing.T) {
	p := officePolicy(t)
	c := Reckon(p, []*Entry{
		opened(at(t, "2026-11-23 09:00"), P2),
		{Kind: Claimed, At: at(t, "2026-11-23 10:01")},
	}).Clocks()
	if !c.Respond.Late {
		t.Errorf("claimed a minute late: %+v", c.Respond)
	}
}

func TestDaysCountWorkingDays(t *testing.T) {
	p := officePolicy(t)
	c := Reckon(p, []*Entry{opened(at(t, "2026-11-20 10:00"), P4)}).Clocks()
	if want := at(t, "2026-11-27 10:00"); !c.Resolve.Deadline.Equal(want) {
		t.Errorf("five working days: %v, want %v", c.Resolve.Deadline, want)
	}
}

// However often a ticket waits, the open time that counted until its deadline is the target.
func TestCountedTimeUntilTheDeadlineIsTheTarget(t *testing.T) {
	p := officePolicy(t)
	rapid.Check(t, func(rt *rapid.T) {
		now := at(t, "2026-01-05 00:00").Add(time.Duration(rapid.IntRange(0, 300*24*60).Draw(rt, "opened")) * time.Minute)
		journal := []*Entry{opened(now, P2)}
		var waits [][2]time.Time
		for range rapid.IntRange(0, 5).Draw(rt, "waits") {
			from := now.Add(time.Duration(rapid.IntRange(1, 600).Draw(rt, "work")) * time.Minute)
			to := from.Add(time.Duration(rapid.IntRange(1, 6000).Draw(rt, "wait")) * time.Minute)
			journal = append(journal,
				&Entry{Kind: Waiting, At: from, Detail: Detail{Ball: BallRequester}},
				&Entry{Kind: Resumed, At: to})
			waits = append(waits, [2]time.Time{from, to})
			now = to
		}
		deadline := Reckon(p, journal).Clocks().Resolve.Deadline
		cal := p.Targets[P2].Calendar
		counted := cal.Between(journal[0].At, deadline)
		for _, w := range waits {
			from, to := w[0], w[1]
			if to.After(deadline) {
				to = deadline
			}
			if from.Before(to) {
				counted -= cal.Between(from, to)
			}
		}
		if counted != 8*time.Hour {
			rt.Fatalf("counted %v until %v, want 8h", counted, deadline)
		}
	})
}

func TestScheduleSkipsWhatHasFired(t *testing.T) {
	p := officePolicy(t)
	journal := []*Entry{opened(at(t, "2026-11-23 09:00"), P2)}
	tk := &Ticket{State: New, Priority: P2, Category: "other"}
	keys := func(ts []Timer) map[string]time.Time {
		out := map[string]time.Time{}
		for _, x := range ts {
			out[x.Key] = x.DueAt
		}
		return out
	}
	got := keys(Schedule(p, tk, journal, false, journal[0].At))
	if len(got) != 9 {
		t.Fatalf("a new ticket has %d timers, want 75, 90 and 100 %% of three clocks: %v", len(got), got)
	}
	if want := at(t, "2026-11-23 09:45"); !got["warn:respond:75"].Equal(want) {
		t.Errorf("75 %% of the response: %v, want %v", got["warn:respond:75"], want)
	}
	journal = append(journal, &Entry{Kind: Warned, At: at(t, "2026-11-23 09:45"), Detail: Detail{Clock: ClockRespond, Percent: 75}})
	got = keys(Schedule(p, tk, journal, false, at(t, "2026-11-23 09:45")))
	if _, again := got["warn:respond:75"]; again || len(got) != 8 {
		t.Errorf("a warning that was told is scheduled again: %v", got)
	}
	got = keys(Schedule(p, tk, journal, true, at(t, "2026-11-24 09:00")))
	if _, low := got["warn:resolve:75"]; low {
		t.Errorf("of the thresholds passed by the change itself only the highest is told: %v", got)
	}
}
