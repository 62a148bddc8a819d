package calendar

import (
	"fmt"
	"strings"
	"time"
)

// ParseWindow reads "09:00-12:30". Hours have one or two digits, minutes two; "24:00" is allowed
// as the end only; an end before the start is on the next day. The error says what is wrong.
func ParseWindow(s string) (Window, error) {
	from, to, ok := strings.Cut(s, "-")
	if !ok {
		return Window{}, fmt.Errorf("window %q: write two times joined by a hyphen, as in 09:00-12:30", s)
	}
	var w Window
	var err error
	if w.From, err = parseClock(from); err != nil {
		return Window{}, fmt.Errorf("window %q: %w", s, err)
	}
	if w.To, err = parseClock(to); err != nil {
		return Window{}, fmt.Errorf("window %q: %w", s, err)
	}
	if err := w.check(); err != nil {
		return Window{}, err
	}
	return w, nil
}

// parseClock reads "9:00", "09:00" or "24:00" into minutes from midnight.
func parseClock(s string) (int, error) {
	s = strings.TrimSpace(s)
	h, m, ok := strings.Cut(s, ":")
	hour, okHour := parseDigits(h, 1, 2)
	minute, okMinute := parseDigits(m, 2, 2)
	if !ok || !okHour || !okMinute {
		return 0, fmt.Errorf("%q is not a time; write hours and minutes, as in 09:00", s)
	}
	if minute > 59 || hour > 24 || hour == 24 && minute > 0 {
		return 0, fmt.Errorf("%q is not a time of day; hours go from 00:00 to 24:00", s)
	}
	return hour*60 + minute, nil
}

// parseDigits reads least to most plain digits; strconv would let signs and spaces through.
func parseDigits(s string, least, most int) (n int, ok bool) {
	if len(s) < least || len(s) > most {
		return 0, false
	}
	for _, r := range []byte(s) {
		if r < '0' || r > '9' {
			return 0, false
		}
		n = n*10 + int(r-'0')
	}
	return n, true
}

// ParseRange reads one day, "2026-05-15", or several, "2026-12-24..2026-12-31", both ends
// included. Years go from 0001 to 9999. The error says what is wrong.
func ParseRange(s string) (Range, error) {
	from, to, several := strings.Cut(s, "..")
	if !several {
		to = from
	}
	var r Range
	var err error
	if r.From, err = parseDate(from); err != nil {
		return Range{}, err
	}
	if r.To, err = parseDate(to); err != nil {
		return Range{}, err
	}
	if err := r.check(); err != nil {
		return Range{}, err
	}
	return r, nil
}

func parseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, strings.TrimSpace(s))
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a date; write year-month-day, as in 2026-05-15, and .. between two of them", s)
	}
	return Date{t.Year(), t.Month(), t.Day()}, nil
}

var dayNames = [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// ParseDays reads weekdays: "mon", "mon-fri", "fri-mon" (over the week-end), "mon,wed". The days
// come in the order written, each once; a day named twice is an error.
func ParseDays(s string) ([]time.Weekday, error) {
	var out []time.Weekday
	var seen [7]bool
	for part := range strings.SplitSeq(s, ",") {
		from, to, isRange := strings.Cut(part, "-")
		first, err := parseDay(from)
		if err != nil {
			return nil, fmt.Errorf("days %q: %w", s, err)
		}
		last := first
		if isRange {
			if last, err = parseDay(to); err != nil {
				return nil, fmt.Errorf("days %q: %w", s, err)
			}
			if last == first {
				return nil, fmt.Errorf("days %q: a range needs two different days", s)
			}
		}
		for day := first; ; day = (day + 1) % 7 {
			if seen[day] {
				return nil, fmt.Errorf("days %q: %s is there twice", s, dayNames[day])
			}
			seen[day] = true
			out = append(out, day)
			if day == last {
				break
			}
		}
	}
	return out, nil
}

func parseDay(s string) (time.Weekday, error) {
	s = strings.TrimSpace(s)
	for day, name := range dayNames {
		if strings.EqualFold(s, name) {
			return time.Weekday(day), nil
		}
	}
	return 0, fmt.Errorf("%q is not a day; write mon, tue, wed, thu, fri, sat or sun", s)
}
