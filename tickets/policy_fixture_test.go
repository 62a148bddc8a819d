package tickets

import (
	"testing"
	"time"

	"guichet/tickets/calendar"
)

// paris is the zone of the fixtures.
func paris(t testing.TB) *time.Location {
	t.Helper()
	z, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// officePolicy is a desk open Monday to Friday 9–12:30 and 13:30–18, with P1 round the clock.
func officePolicy(t testing.TB) *Policy {
	t.Helper()
	week := map[time.Weekday][]calendar.Window{}
	always := map[time.Weekday][]calendar.Window{}
	for d := time.Sunday; d <= time.Saturday; d++ {
		always[d] = []calendar.Window{{From: 0, To: 24 * 60}}
		if d != time.Sunday && d != time.Saturday {
			week[d] = []calendar.Window{{From: 9 * 60, To: 12*60 + 30}, {From: 13*60 + 30, To: 18 * 60}}
		}
	}
	office, err := calendar.New(calendar.Spec{Zone: paris(t), Hours: week, Holidays: "FR"})
	if err != nil {
		t.Fatal(err)
	}
	round, err := calendar.New(calendar.Spec{Zone: paris(t), Hours: always, Holidays: "none"})
	if err != nil {
		t.Fatal(err)
	}
	hours := func(r, f, s int) Targets {
		return Targets{
			Calendar: office, Respond: Span{Time: time.Duration(r) * time.Hour},
			FirstContact: Span{Time: time.Duration(f) * time.Hour}, Resolve: Span{Time: time.Duration(s) * time.Hour},
		}
	}
	p1 := hours(1, 2, 4)
	p1.Calendar = round
	p4 := hours(4, 6, 0)
	p4.Resolve = Span{Days: 5}
	return &Policy{
		Name: "Test", Locale: "fr", Zone: paris(t), Calendar: office,
		Categories: []Category{{ID: "other", Name: Words{"fr": "Autre", "en": "Other"}}},
		Matrix: map[Urgency]map[Impact]Priority{
			High:   {Many: P1, Team: P1, One: P2},
			Medium: {Many: P2, Team: P3, One: P3},
			Low:    {Many: P3, Team: P4, One: P4},
		},
		ImpactSteps: map[Impact]int{Team: 3, Many: 10},
		Targets:     map[Priority]Targets{P1: p1, P2: hours(1, 2, 8), P3: hours(2, 4, 20), P4: p4},
		WarnAt:      []int{75, 90},
		Lease:       "nudge",
		Validation:  Validation{RemindAfter: Span{Days: 1}, CloseAfter: Span{Days: 3}, ReopenWithin: Span{Days: 7}},
		Survey:      Survey{RemindAfter: Span{Days: 2}, ExpireAfter: Span{Days: 14}, Share: 100},
	}
}
