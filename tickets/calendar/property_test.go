package calendar_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"guichet/tickets/calendar"
)

func genCalendar(t *rapid.T) (*calendar.Calendar, time.Time) {
	spec, start := genSpec(t)
	c, err := calendar.New(spec)
	if err != nil {
		t.Fatal(err)
	}
	return c, start.Add(time.Duration(rapid.Int64Range(0, int64(48*time.Hour)).Draw(t, "offset")))
}

const century = 100 * 365 * 24 * time.Hour

// genOpenTime draws a duration that the calendar uses up within a century of start.
func genOpenTime(t *rapid.T, label string, c *calendar.Calendar, start time.Time) time.Duration {
	return genDuration(t, label, c.Between(start, start.Add(century)))
}

// genDuration draws from nanoseconds to the given most, small ones as often as large ones.
func genDuration(t *rapid.T, label string, most time.Duration) time.Duration {
	unit := rapid.SampledFrom([]time.Duration{1, time.Second, time.Minute, time.Hour}).Draw(t, label+" unit")
	d := unit * time.Duration(rapid.Int64Range(0, 100_000).Draw(t, label))
	return min(d, most)
}

func TestAddAndBetweenAreInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, start := genCalendar(t)
		d := genOpenTime(t, "d", c, start)
		if rapid.Bool().Draw(t, "negative") {
			d = -d
		}
		end := c.Add(start, d)
		if got := c.Between(start, end); got != d {
			t.Fatalf("Add(%s, %v) = %s, but Between is %v", start, d, end, got)
		}
		if d == 0 {
			return
		}
		// Tight: the nanosecond next to the answer, towards start, is open.
		inside := end
		if d > 0 {
			inside = end.Add(-1)
		}
		if !c.IsOpen(inside) {
			t.Fatalf("Add(%s, %v) = %s is not the nearest answer", start, d, end)
		}
	})
}

func TestAddInParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, start := genCalendar(t)
		d, e := genOpenTime(t, "d", c, start), genOpenTime(t, "e", c, start)
		if got, want := c.Add(c.Add(start, d), e), c.Add(start, d+e); !got.Equal(want) {
			t.Fatalf("%v then %v: %s, at once: %s", d, e, got, want)
		}
		if c.Add(start, d+e).Before(c.Add(start, d)) {
			t.Fatal("more time ended earlier")
		}
	})
}

func TestBetweenInParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, a := genCalendar(t)
		x := a.Add(genDuration(t, "x", century))
		b := x.Add(genDuration(t, "b", century))
		if got, want := c.Between(a, x)+c.Between(x, b), c.Between(a, b); got != want {
			t.Fatalf("parts %v, whole %v", got, want)
		}
		if c.Between(b, a) != -c.Between(a, b) {
			t.Fatal("not antisymmetric")
		}
		if got := c.Between(a, b); got < 0 || got > b.Sub(a) {
			t.Fatalf("%v open in %v", got, b.Sub(a))
		}
	})
}

func TestNextOpeningIsOpenAndNearest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, start := genCalendar(t)
		next := c.NextOpening(start)
		if next.Before(start) || !c.IsOpen(next) || c.Between(start, next) != 0 {
			t.Fatalf("NextOpening(%s) = %s", start, next)
		}
	})
}

func TestAddDaysInParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, start := genCalendar(t)
		n := rapid.IntRange(1, 30_000).Draw(t, "n")
		got := c.AddDays(start, n)
		if !got.After(start) {
			t.Fatalf("AddDays(%s, %d) = %s", start, n, got)
		}
		if next := c.AddDays(start, n+1); next.Before(got) {
			t.Fatalf("day %d is %s, the next %s", n, got, next)
		}
		// Open, or the closing of a window; by the wall clock, so not where it was changed.
		if c.IsOpen(got) || c.IsOpen(got.Add(-1)) {
			return
		}
		if _, change := got.Add(-48 * time.Hour).ZoneBounds(); change.IsZero() || change.After(got.Add(24*time.Hour)) {
			t.Fatalf("AddDays(%s, %d) = %s is in no window", start, n, got)
		}
	})
}
