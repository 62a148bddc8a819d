package calendar

import "time"

// HolidayDates gives the tests the dates of a code in one year.
func HolidayDates(code string, year int) []Date {
	holidays, err := holidaysOf(code)
	if err != nil {
		panic(err)
	}
	var out []Date
	for _, day := range holidayDays(holidays, year-1, year+1) {
		t := time.Unix(int64(day)*daySeconds, 0).UTC()
		if t.Year() == year {
			out = append(out, Date{t.Year(), t.Month(), t.Day()})
		}
	}
	return out
}
