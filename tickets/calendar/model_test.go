package calendar_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"guichet/tickets/calendar"
)

// model is the definition of business time, written as plainly as possible: look at the clock on
// the wall, minute by minute. It is thousands of times too slow, and what the package must equal.
type model struct {
	spec     calendar.Spec
	holidays map[calendar.Date]bool
}

func (m model) dayOpen(d calendar.Date) bool {
	within := func(rs []calendar.Range) bool {
		for _, r := range rs {
			if s := d.String(); r.From.String() <= s && s <= r.To.String() {
				return true
			}
		}
		return false
	}
	return !within(m.spec.Closed) && (!m.holidays[d] || within(m.spec.Open))
}

func (m model) isOpen(t time.Time) bool {
	wall := t.In(m.spec.Zone)
	minute := wall.Hour()*60 + wall.Minute()
	y, mo, d := wall.Date()
	for _, ago := range []int{0, 1} {
		began := time.Date(y, mo, d-ago, 12, 0, 0, 0, time.UTC)
		date := calendar.Date{Year: began.Year(), Month: began.Month(), Day: began.Day()}
		if !m.dayOpen(date) {
			continue
		}
		for _, w := range m.spec.Hours[began.Weekday()] {
			end := w.To
			if end < w.From {
				end += 24 * 60
			}
			if now := minute + ago*24*60; w.From <= now && now < end {
				return true
			}
		}
	}
	return false
}

var zoneNames = []string{
	"UTC", "Europe/Paris", "America/New_York", "Asia/Kolkata", "Pacific/Auckland",
	"America/St_Johns", "Indian/Reunion", "America/Sao_Paulo", "Asia/Beirut",
	"Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia", "Pacific/Kiritimati",
}

func genZone(t *rapid.T) *time.Location {
	z, err := time.LoadLocation(rapid.SampledFrom(zoneNames).Draw(t, "zone"))
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// genHours draws windows round the ring of the week, so across any midnight.
func genHours(t *rapid.T) map[time.Weekday][]calendar.Window {
	if rapid.IntRange(0, 9).Draw(t, "shape") == 0 {
		out := map[time.Weekday][]calendar.Window{}
		for day := range time.Weekday(7) {
			out[day] = []calendar.Window{{From: 0, To: 24 * 60}}
		}
		return out
	}
	const week = 7 * 24 * 60
	cuts := rapid.SliceOfNDistinct(rapid.IntRange(0, week-1), 2, 24, rapid.ID[int]).Draw(t, "cuts")
	turn := rapid.IntRange(0, week-1).Draw(t, "turn")
	used := make(map[int]bool)
	for _, c := range cuts {
		used[c] = true
	}
	out := map[time.Weekday][]calendar.Window{}
	start := -1
	for m := range week {
		if !used[m] {
			continue
		}
		if start < 0 {
			start = m
			continue
		}
		from, length := (start+turn)%week, min(m-start, 24*60-1)
		day := time.Weekday(from / (24 * 60))
		out[day] = append(out[day], calendar.Window{From: from % (24 * 60), To: (from + length) % (24 * 60)})
		start = -1
	}
	return out
}

func genDate(t *rapid.T, label string) time.Time {
	day := rapid.IntRange(0, 100*365).Draw(t, label)
	return time.Date(1990, time.January, 1+day, 0, 0, 0, 0, time.UTC)
}

func genRanges(t *rapid.T, label string, near time.Time) []calendar.Range {
	var out []calendar.Range
	for i := range rapid.IntRange(0, 3).Draw(t, label) {
		from := near.AddDate(0, 0, rapid.IntRange(-12, 12).Draw(t, fmt.Sprint(label, i)))
		to := from.AddDate(0, 0, rapid.IntRange(0, 5).Draw(t, fmt.Sprint(label, i, "days")))
		out = append(out, calendar.Range{
			From: calendar.Date{Year: from.Year(), Month: from.Month(), Day: from.Day()},
			To:   calendar.Date{Year: to.Year(), Month: to.Month(), Day: to.Day()},
		})
	}
	return out
}

// genSpec draws a calendar and a start, half of the time a little before a change of offset, where
// the mistakes are. The exceptions are around the start.
func genSpec(t *rapid.T) (calendar.Spec, time.Time) {
	spec := calendar.Spec{
		Zone:     genZone(t),
		Hours:    genHours(t),
		Holidays: rapid.SampledFrom([]string{"none", "FR", "FR-ALSACE-MOSELLE", "US", "GB"}).Draw(t, "holidays"),
	}
	start := genDate(t, "start")
	if rapid.Bool().Draw(t, "change") {
		if _, change := start.In(spec.Zone).ZoneBounds(); !change.IsZero() && change.Year() < 2090 {
			start = change.Add(-30 * time.Hour).Truncate(time.Hour).UTC()
		}
	}
	spec.Closed = genRanges(t, "closed", start)
	spec.Open = genRanges(t, "open", start)
	return spec, start
}

// TestModel compares IsOpen, Between, Add and NextOpening with the definition over two days.
func TestModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec, start := genSpec(t)
		c, err := calendar.New(spec)
		if err != nil {
			t.Fatal(err)
		}
		m := model{spec: spec, holidays: map[calendar.Date]bool{}}
		for y := start.Year() - 1; y <= start.Year()+1; y++ {
			for _, d := range calendar.HolidayDates(spec.Holidays, y) {
				m.holidays[d] = true
			}
		}
		open := time.Duration(0)
		awaiting := []time.Time{start}
		for now := start; now.Before(start.AddDate(0, 0, 2)); now = now.Add(time.Minute) {
			isOpen := m.isOpen(now)
			if got := c.IsOpen(now); got != isOpen {
				t.Fatalf("IsOpen(%s) = %v", now.In(spec.Zone).Format(stamp), got)
			}
			if got := c.Between(start, now); got != open {
				t.Fatalf("Between(start, %s) = %v, want %v", now.In(spec.Zone).Format(stamp), got, open)
			}
			if !isOpen {
				awaiting = append(awaiting, now)
				continue
			}
			for _, closed := range awaiting {
				if got := c.NextOpening(closed); !got.Equal(now) {
					t.Fatalf("NextOpening(%s) = %s, want %s", closed, got, now)
				}
			}
			awaiting = nil
			open += time.Minute
			if got, want := c.Add(start, open), now.Add(time.Minute); !got.Equal(want) {
				t.Fatalf("Add(start, %v) = %s, want %s", open, got, want)
			}
		}
	})
}
