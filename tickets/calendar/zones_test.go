package calendar_test

import (
	"testing"
	"time"

	"guichet/tickets/calendar"
)

// The clock changes in Paris on 29 March 2026 (02:00 to 03:00) and 25 October (03:00 to 02:00).
func TestDaylightSavingAlwaysOpen(t *testing.T) {
	c := always(t, "Europe/Paris")
	for _, tt := range []struct {
		name, start string
		d           time.Duration
		want        string
	}{
		{"a day of 23 hours", "2026-03-29 00:00", 23 * time.Hour, "2026-03-30 00:00"},
		{"a day of 25 hours", "2026-10-25 00:00", 25 * time.Hour, "2026-10-26 00:00"},
		{"over the gap", "2026-03-28 12:00", 24 * time.Hour, "2026-03-29T13:00:00+02:00"},
		{"into the gap", "2026-03-29 01:30", time.Hour, "2026-03-29T03:30:00+02:00"},
		{"first pass of the overlap", "2026-10-25 01:30", time.Hour, "2026-10-25T02:30:00+02:00"},
		{"second pass of the overlap", "2026-10-25 01:30", 2 * time.Hour, "2026-10-25T02:30:00+01:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			start, want := at(t, c, tt.start), at(t, c, tt.want)
			if got := c.Add(start, tt.d); got.Format(time.RFC3339) != want.In(c.Zone()).Format(time.RFC3339) {
				t.Errorf("got %s, want %s", got.Format(stamp), want.Format(stamp))
			}
		})
	}
}

// The real length of one window on the night of a change.
func TestDaylightSavingWindows(t *testing.T) {
	for _, tt := range []struct {
		name, zone, window, from, to string
		want                         time.Duration
	}{
		{"night into spring", "Europe/Paris", "22:00-06:00", "2026-03-28 20:00", "2026-03-29 20:00", 7 * time.Hour},
		{"night into winter", "Europe/Paris", "22:00-06:00", "2026-10-24 20:00", "2026-10-25 20:00", 9 * time.Hour},
		{"window in the gap", "Europe/Paris", "02:00-03:00", "2026-03-29 00:00", "2026-03-30 00:00", 0},
		{"window half in the gap", "Europe/Paris", "02:30-04:00", "2026-03-29 00:00", "2026-03-30 00:00", time.Hour},
		{"window in the overlap", "Europe/Paris", "02:15-02:45", "2026-10-25 00:00", "2026-10-26 00:00", time.Hour},
		{"window ends in the overlap", "Europe/Paris", "01:00-02:30", "2026-10-25 00:00", "2026-10-26 00:00", 2 * time.Hour},
		{"midnight is skipped", "Asia/Beirut", "00:00-24:00", "2026-03-28 12:00", "2026-03-29 12:00", 23 * time.Hour},
		{"window begins in a skipped midnight", "Asia/Beirut", "00:30-02:00", "2026-03-28 12:00", "2026-03-29 12:00", time.Hour},
		{"midnight was skipped", "America/Sao_Paulo", "23:00-01:00", "2018-11-03 12:00", "2018-11-04 12:00", time.Hour},
		{"midnight came twice", "America/Sao_Paulo", "22:00-02:00", "2018-02-17 12:00", "2018-02-18 12:00", 5 * time.Hour},
		{"half an hour of saving", "Australia/Lord_Howe", "00:00-24:00", "2026-04-05 00:00", "2026-04-06 00:00", 24*time.Hour + 30*time.Minute},
		{"Samoa had no 30 December 2011", "Pacific/Apia", "09:00-17:00", "2011-12-29 18:00", "2011-12-31 18:00", 8 * time.Hour},
		{"no saving", "Indian/Reunion", "22:00-06:00", "2026-03-28 20:00", "2026-03-29 20:00", 8 * time.Hour},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := mustNew(t, calendar.Spec{Zone: zone(t, tt.zone), Hours: hours(t, "mon-sun", tt.window)})
			if got := c.Between(at(t, c, tt.from), at(t, c, tt.to)); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

// A window belongs to the day on which it begins, also when that or the next day is closed.
func TestNightBelongsToItsFirstDay(t *testing.T) {
	c := mustNew(t, calendar.Spec{
		Zone: zone(t, "Europe/Paris"), Hours: hours(t, "mon-fri", "22:00-06:00"), Holidays: "FR",
	})
	for when, want := range map[string]bool{
		"2026-05-01 03:00": true,  // the night of Thursday 30 April lasts into the holiday
		"2026-05-01 06:00": false, // its end
		"2026-05-01 23:00": false, // the holiday's own night
		"2026-05-02 03:00": false, // and the rest of it
		"2026-05-09 03:00": false, // 8 May 2026 is a Friday and a holiday
		"2026-05-16 03:00": true,  // Friday night lasts into Saturday
		"2026-05-18 03:00": false, // Sunday has no night
		"2026-05-18 22:00": true,
	} {
		if got := c.IsOpen(at(t, c, when)); got != want {
			t.Errorf("%s: open %v, want %v", when, got, want)
		}
	}
}

// A holiday is a date on the wall of the calendar's zone, not in UTC.
func TestHolidayIsLocal(t *testing.T) {
	c := mustNew(t, calendar.Spec{
		Zone: zone(t, "Indian/Reunion"), Hours: hours(t, "mon-sun", "00:00-24:00"), Holidays: "FR-REUNION",
	})
	start := at(t, c, "2026-12-19T19:59:59Z") // a second before midnight at UTC+4
	if got, want := c.Add(start, 2*time.Second), at(t, c, "2026-12-20T20:00:01Z"); !got.Equal(want) {
		t.Errorf("got %s, want %s", got.Format(stamp), want.Format(stamp))
	}
}
