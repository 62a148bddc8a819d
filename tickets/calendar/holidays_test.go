package calendar_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guichet/tickets/calendar"
)

// The movable days of France, from the published dates of Easter (31 March 2024, 20 April 2025,
// 5 April 2026, 28 March 2027, 16 April 2028, 1 April 2029, 21 April 2030).
var movable = map[int]struct{ goodFriday, easterMonday, ascension, whitMonday string }{
	2024: {"03-29", "04-01", "05-09", "05-20"},
	2025: {"04-18", "04-21", "05-29", "06-09"},
	2026: {"04-03", "04-06", "05-14", "05-25"},
	2027: {"03-26", "03-29", "05-06", "05-17"},
	2028: {"04-14", "04-17", "05-25", "06-05"},
	2029: {"03-30", "04-02", "05-10", "05-21"},
	2030: {"04-19", "04-22", "05-30", "06-10"},
}

func TestFrenchHolidays(t *testing.T) {
	abolition := map[string]string{
		"FR-MAYOTTE": "04-27", "FR-MARTINIQUE": "05-22", "FR-GUADELOUPE": "05-27",
		"FR-GUYANE": "06-10", "FR-REUNION": "12-20",
	}
	for year, m := range movable {
		national := []string{
			"01-01", m.easterMonday, "05-01", "05-08", m.ascension, m.whitMonday,
			"07-14", "08-15", "11-01", "11-11", "12-25",
		}
		checkHolidays(t, "FR", year, national)
		checkHolidays(t, "FR-ALSACE-MOSELLE", year, append(slices.Clone(national), m.goodFriday, "12-26"))
		for code, day := range abolition {
			checkHolidays(t, code, year, append(slices.Clone(national), day))
		}
	}
}

// Two days may coincide: in Guyane, 10 June 2030 is Whit Monday as well.
func checkHolidays(t *testing.T, code string, year int, monthDays []string) {
	t.Helper()
	want := monthDays
	slices.Sort(want)
	want = slices.Compact(want)
	var got []string
	for _, d := range calendar.HolidayDates(code, year) {
		got = append(got, strings.TrimPrefix(d.String(), fmt.Sprintf("%04d-", year)))
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, slices.Compact(got)); diff != "" {
		t.Errorf("%s %d (-want +got):\n%s", code, year, diff)
	}
}

// Spot checks of the library's countries, with days that move off a weekend, also into another
// year.
func TestOtherCountries(t *testing.T) {
	for _, tt := range []struct {
		code, date string
		want       bool
	}{
		{"US", "2026-11-26", true}, // Thanksgiving
		{"US", "2026-07-03", true}, // Independence Day, a Saturday, observed on Friday
		{"US", "2021-12-31", true}, // New Year's Day 2022, a Saturday, observed the year before
		{"US", "2026-12-31", false},
		{"CA", "2026-07-01", true},
		{"GB", "2026-12-28", true}, // Boxing Day, a Saturday
		{"GB", "2026-05-08", false},
		{"BE", "2026-07-21", true},
		{"DE", "2026-10-03", true},
		{"DE", "2026-01-06", false},
		{"DE-BY", "2026-01-06", true},
		{"CH-GE", "2026-08-01", true},
		{"ES", "2026-10-12", true},
		{"IT", "2026-06-02", true},
		{"NC", "2026-09-24", true},
		{"none", "2026-01-01", false},
		{"", "2026-01-01", false},
	} {
		day, err := calendar.ParseRange(tt.date)
		if err != nil {
			t.Fatal(err)
		}
		if got := slices.Contains(calendar.HolidayDates(tt.code, day.From.Year), day.From); got != tt.want {
			t.Errorf("%s %s: holiday %v, want %v", tt.code, tt.date, got, tt.want)
		}
	}
}

// Every code makes a calendar, in any case of letters, that works from the first year to the last.
func TestHolidayCodes(t *testing.T) {
	codes := calendar.HolidayCodes()
	if !slices.IsSorted(codes) || len(slices.Compact(slices.Clone(codes))) != len(codes) {
		t.Errorf("not sorted, each once: %v", codes)
	}
	week := hours(t, "mon-fri", "09:00-17:00")
	for _, code := range codes {
		c, err := calendar.New(calendar.Spec{Zone: time.UTC, Hours: week, Holidays: strings.ToLower(code)})
		if err != nil {
			t.Errorf("%s: %v", code, err)
			continue
		}
		for _, year := range []int{1, 1583, 1990, 2026, 2151, 9998} {
			from := time.Date(year, time.January, 1, 0, 0, 0, 0, time.UTC)
			days := c.Between(from, from.AddDate(1, 0, 0)) / (8 * time.Hour)
			if days < 240 || days > 262 {
				t.Errorf("%s: %d working days in %d", code, days, year)
			}
		}
	}
}
