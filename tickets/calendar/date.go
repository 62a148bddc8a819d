package calendar

import (
	"fmt"
	"time"
)

const daySeconds = 24 * 60 * 60

// Date is a day of the Gregorian calendar, without a time zone.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// String writes d as YYYY-MM-DD.
func (d Date) String() string {
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// number returns the days from 1970-01-01 to d, negative before.
func (d Date) number() int {
	return int(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix() / daySeconds)
}

// valid reports whether d exists and lies in the years the calendar knows.
func (d Date) valid() bool {
	t := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
	return d.Year >= firstYear && d.Year <= lastYear &&
		t.Year() == d.Year && t.Month() == d.Month && t.Day() == d.Day
}

// Range is a run of whole days, both ends included.
type Range struct{ From, To Date }

// String writes r as [ParseRange] reads it.
func (r Range) String() string {
	if r.From == r.To {
		return r.From.String()
	}
	return r.From.String() + ".." + r.To.String()
}

// check refuses a range with a day that does not exist or with its ends the wrong way round.
func (r Range) check() error {
	for _, d := range []Date{r.From, r.To} {
		if !d.valid() {
			return fmt.Errorf("%s is not a date between the years %04d and %d", d, firstYear, lastYear)
		}
	}
	if r.To.number() < r.From.number() {
		return fmt.Errorf("%s ends before it starts", r)
	}
	return nil
}

// dayRange is a Range in day numbers, both ends included.
type dayRange struct{ from, to int }

func newDayRanges(rs []Range) ([]dayRange, error) {
	var out []dayRange
	for _, r := range rs {
		if err := r.check(); err != nil {
			return nil, err
		}
		out = append(out, dayRange{r.From.number(), r.To.number()})
	}
	return out, nil
}

// weekdayOf returns the weekday of a day number; day 0 was a Thursday.
func weekdayOf(day int) time.Weekday {
	return time.Weekday(((day+int(time.Thursday))%7 + 7) % 7)
}

// civil splits seconds of wall-clock time since 1970 into a day number and seconds of that day.
func civil(local int64) (day int, sec int64) {
	d, s := local/daySeconds, local%daySeconds
	if s < 0 {
		d, s = d-1, s+daySeconds
	}
	return int(d), s
}
