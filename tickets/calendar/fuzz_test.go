package calendar_test

import (
	"slices"
	"testing"
	"time"

	"guichet/tickets/calendar"
)

// What a parser accepts, it reads again from its own writing, and New accepts it too.
func FuzzParseWindow(f *testing.F) {
	for _, s := range []string{"09:00-12:30", "22:00-06:00", "00:00-24:00", "24:00-00:00", "-", "9:00-9:00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		w, err := calendar.ParseWindow(s)
		if err != nil {
			return
		}
		if again, err := calendar.ParseWindow(w.String()); err != nil || again != w {
			t.Errorf("%q is %v, again %v, %v", s, w, again, err)
		}
		spec := calendar.Spec{Zone: time.UTC, Hours: map[time.Weekday][]win{time.Monday: {w}}}
		if _, err := calendar.New(spec); err != nil {
			t.Errorf("%q: %v", s, err)
		}
	})
}

func FuzzParseRange(f *testing.F) {
	for _, s := range []string{"2026-05-15", "2026-12-24..2026-12-31", "2024-02-29", "0001-01-01..9999-12-31", ".."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := calendar.ParseRange(s)
		if err != nil {
			return
		}
		if again, err := calendar.ParseRange(r.String()); err != nil || again != r {
			t.Errorf("%q is %v, again %v, %v", s, r, again, err)
		}
		if r.To.String() < r.From.String() {
			t.Errorf("%q ends before it starts", s)
		}
	})
}

func FuzzParseDays(f *testing.F) {
	for _, s := range []string{"mon", "mon-fri", "fri-mon", "mon,wed", "sat-sun,mon", "-", ","} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		days, err := calendar.ParseDays(s)
		if err != nil {
			return
		}
		sorted := slices.Sorted(slices.Values(days))
		if len(days) == 0 || len(slices.Compact(sorted)) != len(days) || sorted[0] < 0 || sorted[len(sorted)-1] > 6 {
			t.Errorf("%q is %v", s, days)
		}
	})
}
