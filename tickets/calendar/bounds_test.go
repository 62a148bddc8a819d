package calendar_test

import (
	"math"
	"sync"
	"testing"
	"time"

	"guichet/tickets/calendar"
)

// A deadline that the calendar cannot reach is the Horizon, quickly, and can be written as JSON in
// any zone.
func TestHorizon(t *testing.T) {
	never := func(s string) *calendar.Calendar {
		return mustNew(t, calendar.Spec{
			Zone: zone(t, s), Hours: hours(t, "mon-fri", "09:00-17:00"), Holidays: "FR",
			Closed: ranges(t, "2026-06-01..9999-12-31"),
		})
	}
	for _, name := range []string{"Europe/Paris", "Pacific/Kiritimati", "America/St_Johns"} {
		c := never(name)
		start := at(t, c, "2026-05-29 10:00")
		for what, got := range map[string]time.Time{
			"Add":         c.Add(start, 8*time.Hour),
			"Add far":     c.Add(start, math.MaxInt64),
			"AddDays":     c.AddDays(start, 1),
			"AddDays far": c.AddDays(start, math.MaxInt),
			"NextOpening": c.NextOpening(at(t, c, "2026-05-29 17:00")),
			"beyond":      c.Add(calendar.Horizon.AddDate(5, 0, 0), time.Hour),
		} {
			if !got.Equal(calendar.Horizon) {
				t.Errorf("%s: %s is %s", name, what, got)
			}
			if _, err := got.MarshalJSON(); err != nil {
				t.Errorf("%s: %s: %v", name, what, err)
			}
		}
		if got, want := c.Add(start, 7*time.Hour), at(t, c, "2026-05-29 17:00"); !got.Equal(want) {
			t.Errorf("%s: the last open hours end %s", name, got)
		}
	}
}

func TestFarAway(t *testing.T) {
	c := always(t, "UTC")
	start := at(t, c, "2026-01-01 00:00")
	if got, want := c.Add(start, math.MaxInt64), start.Add(math.MaxInt64); !got.Equal(want) {
		t.Errorf("292 years: %s, want %s", got, want)
	}
	if got := c.Between(time.Time{}, calendar.Horizon); got != math.MaxInt64 {
		t.Errorf("Between does not stop at the greatest duration: %v", got)
	}
	if got := c.Between(calendar.Horizon, time.Time{}); got != -math.MaxInt64 {
		t.Errorf("Between does not stop at the least duration: %v", got)
	}
	for _, odd := range []time.Time{{}, time.Unix(math.MaxInt64/2, 0), time.Unix(math.MinInt64/2, 0)} {
		if c.IsOpen(odd) {
			t.Errorf("open at %v", odd.Unix())
		}
		c.Add(odd, -time.Hour)
		c.Add(odd, time.Hour)
		c.AddDays(odd, -1)
		c.AddDays(odd, 1)
		c.NextOpening(odd)
	}
	if got := c.Add(start, math.MinInt64); c.Between(got, start) != math.MaxInt64 {
		t.Errorf("the least duration leads to %s", got)
	}
	if got := office(t).AddDays(start, -math.MaxInt); got.Year() != 1 {
		t.Errorf("back beyond the first year: %s", got)
	}
}

// A window that began before the first day a calendar knows does not lead out of its tables.
func TestFirstDay(t *testing.T) {
	c := mustNew(t, calendar.Spec{Zone: zone(t, "America/St_Johns"), Hours: hours(t, "mon-sun", "22:00-21:00")})
	for h := range 72 {
		start := time.Date(1, time.January, 1, h, 30, 0, 0, time.UTC)
		if got := c.Between(start, c.Add(start, time.Hour)); got != time.Hour {
			t.Errorf("hour %d: %v", h, got)
		}
		c.AddDays(start, 1)
		c.AddDays(start, -1)
	}
}

// Every zone's table ends, in leap years after 2037 too (golang/go#81583).
func TestZonesAfterTheirLastChange(t *testing.T) {
	for _, name := range zoneNames {
		c := always(t, name)
		for year := 1990; year < 2100; year++ {
			from := time.Date(year, time.January, 1, 0, 0, 0, 0, time.UTC)
			to := from.AddDate(1, 0, 0)
			if got, want := c.Between(from, to), to.Sub(from); got != want {
				t.Errorf("%s %d: %v open, want %v", name, year, got, want)
			}
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	c, want := office(t), office(t)
	start := at(t, c, "2026-05-13 17:00")
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for k := range 50 {
				d := time.Duration(1+(k*37+i)%1000) * 100 * time.Hour
				if got := c.Between(start, c.Add(start, d)); got != d {
					t.Errorf("%v became %v", d, got)
				}
			}
		})
	}
	wg.Wait()
	if a, b := c.Add(start, 200_000*time.Hour), want.Add(start, 200_000*time.Hour); !a.Equal(b) {
		t.Errorf("%s, alone %s", a, b)
	}
}
