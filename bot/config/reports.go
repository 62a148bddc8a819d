package config

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"guichet/tickets"
	"guichet/tickets/calendar"
)

// Report is a report that is sent regularly.
type Report struct {
	To      map[string]string // channel by space
	Every   string            // "day", "week" or "month"
	Weekday time.Weekday      // of a weekly one
	Day     int               // of a monthly one, 1 to 28
	Time    time.Duration     // of day, since midnight
}

func readReports(v value) []Report {
	var out []Report
	for _, item := range v.items() {
		o := item.object("to", "every", "at")
		every := oneOf(o.get("every"), "week", "day", "week", "month")
		r := Report{Every: every, Weekday: time.Monday, Day: 1, Time: 9 * time.Hour}
		r = read(o.get("at"), r, func(s string) (Report, error) { return parseAt(s, r) })
		r.To = o.requiredChannel("to")
		out = append(out, r)
	}
	return out
}

// parseAt reads when a report is sent: "09:05" each day, "mon 09:05" each week, "1 09:05" on
// the first of each month.
func parseAt(s string, r Report) (Report, error) {
	fields := strings.Fields(s)
	forms := map[string]string{"day": "09:05", "week": "mon 09:05", "month": "1 09:05"}
	wrong := fmt.Errorf("is %q: every %s takes a time as in %q", s, r.Every, forms[r.Every])
	want := 2
	if r.Every == "day" {
		want = 1
	}
	if len(fields) != want {
		return r, wrong
	}
	var err error
	if r.Time, err = parseClock(fields[want-1]); err != nil {
		return r, wrong
	}
	switch r.Every {
	case "week":
		days, err := calendar.ParseDays(fields[0])
		if err != nil || len(days) != 1 {
			return r, wrong
		}
		r.Weekday = days[0]
	case "month":
		if r.Day, err = strconv.Atoi(fields[0]); err != nil {
			return r, wrong
		}
		if r.Day < 1 || r.Day > 28 {
			return r, errors.New("names a day that not every month has: write 1 to 28")
		}
	}
	return r, nil
}

func readFiles(v value) tickets.FilePolicy {
	o := v.object("max_size", "types", "refused")
	return tickets.FilePolicy{
		MaxSize: read(o.get("max_size"), int64(tickets.DefaultMaxFile), parseSize),
		Types:   readFileTypes(o.get("types")),
		Refused: readFileTypes(o.get("refused")),
	}
}

func readFileTypes(v value) []string {
	var out []string
	for _, one := range v.items() {
		if t := read(one, "", parseFileType); t != "" {
			out = append(out, t)
		}
	}
	return out
}

func readRetention(v value) int {
	return read(v.object("closed_tickets").get("closed_tickets"), 0, wholeDays)
}
