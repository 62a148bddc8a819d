package config

import (
	"fmt"
	"time"

	"github.com/goccy/go-yaml/ast"

	"guichet/tickets/calendar"
)

// placedWindow is a window of a weekday and where it stands in the file.
type placedWindow struct {
	day time.Weekday
	calendar.Window
	at value
}

// readHours reads windows by days, in the order of the file.
func readHours(v value) []placedWindow {
	var out []placedWindow
	named := map[time.Weekday]string{}
	for _, e := range v.entries() {
		days, err := calendar.ParseDays(e.name)
		if err != nil {
			e.failKey("is not known: %v", err)
			continue
		}
		for _, day := range days {
			if before, twice := named[day]; twice {
				e.failKey("names %s, which is in %s already: write the windows of a day in one place", day, before)
				break
			}
			named[day] = e.name
		}
		for _, item := range e.windows() {
			w := read(item, calendar.Window{}, func(s string) (calendar.Window, error) {
				w, err := calendar.ParseWindow(s)
				if err != nil {
					return w, fmt.Errorf("cannot be: %w", err)
				}
				return w, nil
			})
			for _, day := range days {
				out = append(out, placedWindow{day, w, item})
			}
		}
	}
	return out
}

// windows are the windows of a day: a list, or a single one.
func (v value) windows() []value {
	if _, single := v.node.(ast.ScalarNode); single && v.present() {
		return []value{v}
	}
	return v.items()
}

// weekOf are the windows by weekday.
func weekOf(windows []placedWindow) map[time.Weekday][]calendar.Window {
	hours := map[time.Weekday][]calendar.Window{}
	for _, w := range windows {
		hours[w.day] = append(hours[w.day], w.Window)
	}
	return hours
}

// culprit is the first window, in the order of the file, that does not go with those before
// it: windows that overlap are refused together, but only one of them has to be changed.
func culprit(windows []placedWindow) (value, bool) {
	for i := range windows {
		if _, err := calendar.New(calendar.Spec{Zone: time.UTC, Hours: weekOf(windows[:i+1])}); err != nil {
			return windows[i].at, true
		}
	}
	return value{}, false
}
