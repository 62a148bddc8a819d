package calendar

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"
)

const (
	dayMinutes  = 24 * 60
	weekMinutes = 7 * dayMinutes
)

// Window is an opening window, in minutes from local midnight of the day on which it begins. To
// may be 24*60, midnight at the end of that day; To below From means the next day, as in
// 22:00-06:00. From == To is empty and refused.
type Window struct{ From, To int }

// String writes w as [ParseWindow] reads it.
func (w Window) String() string {
	return fmt.Sprintf("%02d:%02d-%02d:%02d", w.From/60, w.From%60, w.To/60, w.To%60)
}

// check refuses a window that is empty or whose ends are not minutes of a day.
func (w Window) check() error {
	switch {
	case w.From < 0 || w.From > dayMinutes || w.To < 0 || w.To > dayMinutes:
		return fmt.Errorf("window %s: hours go from 00:00 to 24:00", w)
	case w.From == dayMinutes:
		return fmt.Errorf("window %s: 24:00 can only be an end; midnight at the start is 00:00", w)
	case w.From == w.To:
		return fmt.Errorf("window %s is empty; a whole day is 00:00-24:00", w)
	}
	return nil
}

// end returns the minutes from the first midnight to the end, beyond 24*60 when w crosses it.
func (w Window) end() int {
	if w.To < w.From {
		return w.To + dayMinutes
	}
	return w.To
}

// shift is a checked window in seconds from the midnight of its day, from < to < 2 days.
type shift struct{ from, to int64 }

// week holds the shifts of each weekday in order of time. No two overlap, so only the last of a
// day can last into the next.
type week [7][]shift

func newWeek(hours map[time.Weekday][]Window) (week, error) {
	type placed struct {
		day time.Weekday
		Window
	}
	var all []placed
	for day := time.Sunday; day <= time.Saturday; day++ {
		for _, win := range hours[day] {
			if err := win.check(); err != nil {
				return week{}, fmt.Errorf("%s: %w", day, err)
			}
			all = append(all, placed{day, win})
		}
	}
	if len(all) == 0 {
		return week{}, errors.New("the calendar never opens: no weekday has hours")
	}
	start := func(p placed) int { return int(p.day)*dayMinutes + p.From }
	slices.SortFunc(all, func(a, b placed) int { return cmp.Compare(start(a), start(b)) })
	var out week
	for i, p := range all {
		// The week is a ring: the last window is followed by the first one, a week later. A
		// single window lasts a day at most and cannot run into itself.
		next, nextStart := all[(i+1)%len(all)], start(all[(i+1)%len(all)])
		if i+1 == len(all) {
			nextStart += weekMinutes
		}
		if int(p.day)*dayMinutes+p.end() > nextStart {
			return week{}, fmt.Errorf("windows overlap: %s %s and %s %s", p.day, p.Window, next.day, next.Window)
		}
		out[p.day] = append(out[p.day], shift{int64(p.From) * 60, int64(p.end()) * 60})
	}
	return out, nil
}
