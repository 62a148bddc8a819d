package config

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"guichet/tickets/calendar"
)

// defaultCalendar is the calendar of whatever names none. The file may describe it.
const defaultCalendar = "office"

// defaultHolidays are the holidays of a calendar that names none.
const defaultHolidays = "FR"

// readCalendars reads the calendars by name; there is always the default one.
func readCalendars(v value, zone *time.Location) map[string]*calendar.Calendar {
	out := map[string]*calendar.Calendar{}
	for _, e := range v.entries() {
		if !idForm.MatchString(e.name) {
			e.failKey("is not a good name: write at most 40 small letters, digits, - and _, as in office")
			continue
		}
		// A broken one is known by name all the same: what refers to it is not another mistake.
		out[e.name] = readCalendar(e.value, zone)
	}
	if out[defaultCalendar] == nil {
		out[defaultCalendar] = mustCalendar(calendar.Spec{Zone: zone, Hours: defaultHours(), Holidays: defaultHolidays})
	}
	return out
}

// mustCalendar is for the built-in calendar, which is good in any zone.
func mustCalendar(s calendar.Spec) *calendar.Calendar {
	c, err := calendar.New(s)
	if err != nil {
		panic(fmt.Sprintf("config: the default calendar: %v", err))
	}
	return c
}

func defaultHours() map[time.Weekday][]calendar.Window {
	hours := map[time.Weekday][]calendar.Window{}
	for day := time.Monday; day <= time.Friday; day++ {
		hours[day] = []calendar.Window{{From: 9 * 60, To: 18 * 60}}
	}
	return hours
}

func readCalendar(v value, zone *time.Location) *calendar.Calendar {
	o := v.object("timezone", "hours", "holidays", "closed", "open")
	good := len(v.doc.problems)
	spec := calendar.Spec{
		Zone:     read(o.get("timezone"), zone, parseZone),
		Holidays: read(o.get("holidays"), defaultHolidays, parseHolidays),
		Closed:   readDays(o.get("closed")),
		Open:     readDays(o.get("open")),
	}
	var windows []placedWindow
	if hours := o.get("hours"); hours.present() {
		windows = readHours(hours)
		spec.Hours = weekOf(windows)
	} else {
		spec.Hours = defaultHours()
	}
	if len(v.doc.problems) > good {
		return nil
	}
	c, err := calendar.New(spec)
	if err == nil {
		return c
	}
	if at, ok := culprit(windows); ok {
		at.fail("cannot be: %v", err)
	} else if hours := o.get("hours"); hours.present() && len(windows) == 0 {
		hours.fail("cannot be: %v; write at least one window, as in mon-fri: [\"09:00-18:00\"]", err)
	} else {
		v.failKey("cannot be: %v; open at least one day", err)
	}
	return nil
}

func readDays(v value) []calendar.Range {
	var out []calendar.Range
	for _, item := range v.items() {
		out = append(out, read(item, calendar.Range{}, func(s string) (calendar.Range, error) {
			r, err := calendar.ParseRange(s)
			if err != nil {
				return r, fmt.Errorf("cannot be: %w", err)
			}
			return r, nil
		}))
	}
	return out
}

// parseHolidays leaves it to the calendar to know the codes: it says which ones are near.
func parseHolidays(s string) (string, error) {
	if s == "" {
		return "", errors.New("is empty: write a country's code such as FR, or none")
	}
	if _, err := calendar.New(calendar.Spec{Zone: time.UTC, Hours: defaultHours(), Holidays: s}); err != nil {
		return "", fmt.Errorf("cannot be: %w", err)
	}
	return s, nil
}

// parseCalendar finds a calendar by name.
func parseCalendar(all map[string]*calendar.Calendar) func(string) (*calendar.Calendar, error) {
	return func(s string) (*calendar.Calendar, error) {
		if c, ok := all[s]; ok {
			return c, nil
		}
		names := slices.Sorted(maps.Keys(all))
		return nil, fmt.Errorf("is %q, which is not a calendar: write %s, or describe it under calendars", s, alternatives(names))
	}
}
