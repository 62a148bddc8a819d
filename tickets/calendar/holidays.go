package calendar

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/rickar/cal/v2"
)

// noHolidays is the code of a calendar without holidays.
const noHolidays = "none"

// The library computes dates at midnight in cal.DefaultLoc, the zone of the process. Where that
// midnight is skipped for daylight saving the date comes out a day early, so the answer would
// depend on the machine. UTC skips nothing, and this package is the only user of the library.
func init() { cal.DefaultLoc = time.UTC }

// HolidayCodes returns the codes that Spec.Holidays accepts, sorted: ISO 3166-1 for a country,
// ISO 3166-2 for a region, the French regions by name (FR-ALSACE-MOSELLE), and "none".
func HolidayCodes() []string {
	codes := []string{noHolidays}
	for _, table := range holidayTables {
		codes = slices.AppendSeq(codes, maps.Keys(table))
	}
	slices.Sort(codes)
	return codes
}

var holidayTables = []map[string][]*cal.Holiday{french, countries, regions}

// holidaysOf returns the holidays of a code, in any case; nil for "" and "none".
func holidaysOf(code string) ([]*cal.Holiday, error) {
	code = strings.ToUpper(strings.TrimSpace(code))
	if code == "" || code == strings.ToUpper(noHolidays) {
		return nil, nil
	}
	for _, table := range holidayTables {
		if h, ok := table[code]; ok {
			return h, nil
		}
	}
	if near := codesNear(code); len(near) > 0 {
		return nil, fmt.Errorf("holidays %q are not known; for this country there is %s", code, strings.Join(near, ", "))
	}
	return nil, fmt.Errorf("holidays %q are not known; use a country code such as FR, or none and list the days under closed", code)
}

// codesNear returns the known codes of the same country.
func codesNear(code string) []string {
	country, _, _ := strings.Cut(code, "-")
	return slices.DeleteFunc(HolidayCodes(), func(known string) bool {
		return known != country && !strings.HasPrefix(known, country+"-")
	})
}

// holidayDays returns the day numbers of the holidays in the years from..to, in no order. A holiday
// that moves off a weekend gives both days: the day itself and the one on which it is observed.
func holidayDays(holidays []*cal.Holiday, from, to int) []int {
	var days []int
	for year := from; year <= to; year++ {
		for _, h := range holidays {
			actual, observed := h.Calc(year)
			if actual.IsZero() { // not a holiday in that year
				continue
			}
			days = append(days, dayOf(actual))
			if !observed.Equal(actual) {
				days = append(days, dayOf(observed))
			}
		}
	}
	return days
}

func dayOf(t time.Time) int {
	y, m, d := t.Date()
	return Date{y, m, d}.number()
}
