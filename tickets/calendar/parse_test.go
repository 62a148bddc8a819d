package calendar_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guichet/tickets/calendar"
)

func TestParseWindow(t *testing.T) {
	for in, want := range map[string]win{
		"09:00-12:30":   {540, 750},
		"9:00-12:30":    {540, 750},
		"00:00-24:00":   {0, 1440},
		"22:00-06:00":   {1320, 360},
		"22:00-00:00":   {1320, 0},
		"09:00 - 12:30": {540, 750},
	} {
		if got, err := calendar.ParseWindow(in); err != nil || got != want {
			t.Errorf("%q: %v, %v", in, got, err)
		}
	}
	for in, want := range map[string]string{
		"":               "two times",
		"09:00":          "two times",
		"9-12":           "is not a time",
		"09:0-12:00":     "is not a time",
		"09:000-12:00":   "is not a time",
		"+9:00-12:00":    "is not a time",
		"09:00-12:00-":   "is not a time",
		"09h00-12h00":    "is not a time",
		"٠٩:٠٠-12:00":    "is not a time",
		"09:60-12:00":    "not a time of day",
		"25:00-26:00":    "not a time of day",
		"09:00-24:01":    "not a time of day",
		"24:00-06:00":    "only be an end",
		"09:00-09:00":    "is empty",
		"00:00-00:00":    "00:00-24:00",
		"09:00–12:30":    "two times",
		"-1:00-02:00":    "is not a time",
		"09:00:00-12:00": "is not a time",
	} {
		if got, err := calendar.ParseWindow(in); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, %v; want %q", in, got, err, want)
		}
	}
}

func TestParseRange(t *testing.T) {
	may15 := calendar.Date{Year: 2026, Month: time.May, Day: 15}
	for in, want := range map[string]calendar.Range{
		"2026-05-15":             {From: may15, To: may15},
		" 2026-05-15 ":           {From: may15, To: may15},
		"2026-05-15..2026-05-15": {From: may15, To: may15},
		"2026-12-24..2026-12-31": {From: calendar.Date{Year: 2026, Month: 12, Day: 24}, To: calendar.Date{Year: 2026, Month: 12, Day: 31}},
		"2028-02-29":             {From: calendar.Date{Year: 2028, Month: 2, Day: 29}, To: calendar.Date{Year: 2028, Month: 2, Day: 29}},
	} {
		if got, err := calendar.ParseRange(in); err != nil || got != want {
			t.Errorf("%q: %v, %v", in, got, err)
		}
	}
	for in, want := range map[string]string{
		"":                       "is not a date",
		"2026-02-29":             "is not a date",
		"2026-5-1":               "is not a date",
		"15/05/2026":             "is not a date",
		"2026-05-15..":           "is not a date",
		"..2026-05-15":           "is not a date",
		"2026-05-15...":          "is not a date",
		"0000-01-01":             "is not a date",
		"2026-12-31..2026-12-24": "ends before it starts",
	} {
		if got, err := calendar.ParseRange(in); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, %v; want %q", in, got, err, want)
		}
	}
}

func TestParseDays(t *testing.T) {
	for in, want := range map[string][]time.Weekday{
		"mon":          {1},
		"Mon-FRI":      {1, 2, 3, 4, 5},
		"sat-sun":      {6, 0},
		"fri-mon":      {5, 6, 0, 1},
		"mon,wed":      {1, 3},
		"mon-tue, sun": {1, 2, 0},
		"mon-sun":      {1, 2, 3, 4, 5, 6, 0},
		"tue-mon":      {2, 3, 4, 5, 6, 0, 1},
	} {
		got, err := calendar.ParseDays(in)
		if err != nil {
			t.Errorf("%q: %v", in, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", in, diff)
		}
	}
	for in, want := range map[string]string{
		"":            "is not a day",
		"lundi":       "is not a day",
		"monday":      "is not a day",
		"mon-":        "is not a day",
		"mon,,tue":    "is not a day",
		"mon-tue-wed": "is not a day",
		"mon-mon":     "two different days",
		"mon-wed,tue": "tue is there twice",
	} {
		if got, err := calendar.ParseDays(in); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, %v; want %q", in, got, err, want)
		}
	}
}
