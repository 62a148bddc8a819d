package calendar_test

import (
	"testing"
	"time"

	"guichet/tickets/calendar"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// hours makes weekly hours from pairs of days and windows as the configuration writes them.
func hours(t testing.TB, daysAndWindows ...string) map[time.Weekday][]calendar.Window {
	t.Helper()
	out := map[time.Weekday][]calendar.Window{}
	for i := 0; i < len(daysAndWindows); i += 2 {
		days, err := calendar.ParseDays(daysAndWindows[i])
		if err != nil {
			t.Fatal(err)
		}
		w, err := calendar.ParseWindow(daysAndWindows[i+1])
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range days {
			out[d] = append(out[d], w)
		}
	}
	return out
}

func ranges(t testing.TB, texts ...string) []calendar.Range {
	t.Helper()
	var out []calendar.Range
	for _, s := range texts {
		r, err := calendar.ParseRange(s)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

func mustNew(t testing.TB, s calendar.Spec) *calendar.Calendar {
	t.Helper()
	c, err := calendar.New(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// office is the office of the example configuration.
func office(t testing.TB) *calendar.Calendar {
	t.Helper()
	return mustNew(t, calendar.Spec{
		Zone: zone(t, "Europe/Paris"),
		Hours: hours(t,
			"mon-fri", "09:00-12:30", "mon-thu", "13:30-18:00", "fri", "13:30-17:00"),
		Holidays: "FR",
		Closed:   ranges(t, "2026-05-15", "2026-12-24..2026-12-31"),
	})
}

func always(t testing.TB, zoneName string) *calendar.Calendar {
	t.Helper()
	return mustNew(t, calendar.Spec{Zone: zone(t, zoneName), Hours: hours(t, "mon-sun", "00:00-24:00")})
}

// at reads an instant: RFC 3339, or "2026-05-01 09:00" in the calendar's zone.
func at(t testing.TB, c *calendar.Calendar, s string) time.Time {
	t.Helper()
	if got, err := time.Parse(time.RFC3339, s); err == nil {
		return got
	}
	got, err := time.ParseInLocation("2006-01-02 15:04", s, c.Zone())
	if err != nil {
		t.Fatal(err)
	}
	return got
}
