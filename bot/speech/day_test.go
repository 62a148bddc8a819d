package speech

import (
	"strings"
	"testing"
	"time"

	"guichet/tickets"
)

// A technician's day in both languages: full, more than fits, nothing held, nothing at all, and
// a manager's, who claims nothing.
func TestDay(t *testing.T) {
	s := testSpeech(t)
	for _, locale := range Locales {
		sc := sampleScene(t, locale)
		sc.Viewer, sc.Roles = tessaID, tickets.Roles{Technician: true}
		midnight := time.Date(2026, 7, 31, 0, 0, 0, 0, parisZone(t))
		sample := func(n int64, state tickets.State, ball tickets.Ball, due time.Time) *tickets.Ticket {
			one := *sampleScene(t, locale).Ticket
			one.Number, one.State, one.WaitingOn, one.NextDue = n, state, ball, due
			if state != tickets.New {
				one.Assignee = tessaID
			}
			return &one
		}
		held := []*tickets.Ticket{
			sample(1, tickets.InProgress, "", sc.Now.Add(-24*time.Hour)),
			sample(2, tickets.WaitingState, tickets.BallUs, midnight.Add(-time.Minute)),
			sample(3, tickets.ClaimedState, "", midnight),
			sample(4, tickets.WaitingState, tickets.BallRequester, time.Time{}),
			sample(5, tickets.InProgress, "", time.Time{}),
			sample(6, tickets.AwaitingApproval, "", time.Time{}),
		}
		pool := []*tickets.Ticket{sample(7, tickets.New, "", sc.Now.Add(-time.Hour)), sample(8, tickets.New, "", midnight.Add(time.Hour))}
		manager := sc
		manager.Roles = tickets.Roles{Manager: true}
		var out strings.Builder
		for _, one := range []struct {
			sc Scene
			p  DayPlan
		}{
			{sc, DayPlan{Held: held, HeldTotal: 6, Pool: pool, PoolTotal: 5}},
			{sc, DayPlan{Held: held[:1], HeldTotal: 23}},
			{sc, DayPlan{Pool: pool[:1], PoolTotal: 1}},
			{sc, DayPlan{}},
			{manager, DayPlan{Pool: pool[:1], PoolTotal: 1}},
		} {
			out.WriteString(sketch(s.Day(one.sc, one.p)) + "\n")
		}
		golden(t, "day."+locale+".golden", out.String())
	}
}
