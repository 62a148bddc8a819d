package calendar_test

import (
	"testing"
	"time"

	"guichet/tickets/calendar"
)

func TestAddDaysOffice(t *testing.T) {
	c := office(t)
	for _, tt := range []struct {
		name, start string
		n           int
		want        string
	}{
		{"same hour", "2026-06-01 10:00", 2, "2026-06-03 10:00"},
		{"over the weekend", "2026-06-04 10:00", 2, "2026-06-08 10:00"},
		{"clamped to Friday's closing", "2026-06-04 17:45", 1, "2026-06-05 17:00"},
		{"Friday evening", "2026-06-05 20:00", 2, "2026-06-09 18:00"},
		{"before opening", "2026-06-01 07:00", 1, "2026-06-02 09:00"},
		{"in the lunch break", "2026-06-01 13:00", 1, "2026-06-02 12:30"},
		{"at closing", "2026-06-01 18:00", 1, "2026-06-02 18:00"},
		{"from a Saturday", "2026-06-06 11:00", 2, "2026-06-09 11:00"},
		{"from a holiday", "2026-05-01 11:00", 1, "2026-05-04 11:00"},
		{"over Ascension and the bridge", "2026-05-13 11:00", 1, "2026-05-18 11:00"},
		{"into the new year", "2026-12-23 11:00", 1, "2027-01-04 11:00"},
		{"none", "2026-06-06 11:00", 0, "2026-06-06 11:00"},
		{"back", "2026-06-08 10:00", -1, "2026-06-05 10:00"},
		{"back over the new year", "2027-01-04 11:00", -1, "2026-12-23 11:00"},
		{"back from a Saturday", "2026-06-06 10:00", -1, "2026-06-05 10:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, want := c.AddDays(at(t, c, tt.start), tt.n), at(t, c, tt.want)
			if !got.Equal(want) {
				t.Errorf("got %s, want %s", got.Format(stamp), want.Format(stamp))
			}
		})
	}
}

func TestAddDaysNightsAndChanges(t *testing.T) {
	for _, tt := range []struct {
		name, zone, days, window, start string
		n                               int
		want                            string
	}{
		{"past midnight counts for the day before", "Europe/Paris", "mon-fri", "22:00-06:00", "2026-06-02 02:00", 1, "2026-06-03 02:00"},
		{"Friday night to Monday night", "Europe/Paris", "mon-fri", "22:00-06:00", "2026-06-06 02:00", 1, "2026-06-09 02:00"},
		{"by day, before the night", "Europe/Paris", "mon-fri", "22:00-06:00", "2026-06-02 12:00", 1, "2026-06-03 22:00"},
		{"hour skipped in spring", "Europe/Paris", "mon-sun", "00:00-24:00", "2026-03-28 02:30", 1, "2026-03-29T03:00:00+02:00"},
		{"hour that comes twice", "Europe/Paris", "mon-sun", "00:00-24:00", "2026-10-24 02:30", 1, "2026-10-25T02:30:00+02:00"},
		{"midnight skipped", "Asia/Beirut", "mon-sun", "00:00-24:00", "2026-03-28 00:30", 1, "2026-03-29T01:00:00+03:00"},
		{"across the end of a UTC year", "Pacific/Auckland", "mon-fri", "09:00-17:00", "2026-12-31 10:00", 1, "2027-01-01 10:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := mustNew(t, calendar.Spec{Zone: zone(t, tt.zone), Hours: hours(t, tt.days, tt.window)})
			got, want := c.AddDays(at(t, c, tt.start), tt.n), at(t, c, tt.want)
			if !got.Equal(want) {
				t.Errorf("got %s, want %s", got.Format(stamp), want.Format(stamp))
			}
		})
	}
}

// Fractions of a second stay when the hour does and go when it is clamped.
func TestAddDaysFractions(t *testing.T) {
	c := office(t)
	start := at(t, c, "2026-06-01 10:00").Add(time.Millisecond)
	if got, want := c.AddDays(start, 1), start.AddDate(0, 0, 1); !got.Equal(want) {
		t.Errorf("got %s, want %s", got, want)
	}
	late := at(t, c, "2026-06-01 18:00").Add(time.Millisecond)
	if got, want := c.AddDays(late, 1), at(t, c, "2026-06-02 18:00"); !got.Equal(want) {
		t.Errorf("got %s, want %s", got, want)
	}
	skipped := always(t, "Europe/Paris")
	start = at(t, skipped, "2026-03-28 02:30").Add(time.Millisecond)
	if got, want := skipped.AddDays(start, 1), at(t, skipped, "2026-03-29 03:00"); !got.Equal(want) {
		t.Errorf("got %s, want %s", got, want)
	}
}
