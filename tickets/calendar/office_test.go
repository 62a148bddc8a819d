package calendar_test

import (
	"testing"
	"time"

	"guichet/tickets/calendar"
)

const stamp = "Mon 2006-01-02 15:04:05 -07:00"

// Hand-computed on the calendar of the example configuration: Monday to Thursday 9:00-12:30 and
// 13:30-18:00 (8 h), Friday until 17:00 (7 h), French holidays, 15 May 2026 closed.
func TestOfficeAdd(t *testing.T) {
	c := office(t)
	for _, tt := range []struct {
		name, start string
		d           time.Duration
		want        string
	}{
		{"within the morning", "2026-06-01 09:30", time.Hour, "2026-06-01 10:30"},
		{"over the lunch break", "2026-06-01 12:00", time.Hour, "2026-06-01 14:00"},
		{"used up at the lunch break ends there", "2026-06-01 11:30", time.Hour, "2026-06-01 12:30"},
		{"used up at closing time ends there", "2026-06-01 17:00", time.Hour, "2026-06-01 18:00"},
		{"a whole day ends at closing", "2026-06-01 09:00", 8 * time.Hour, "2026-06-01 18:00"},
		{"started during lunch", "2026-06-01 13:00", 30 * time.Minute, "2026-06-01 14:00"},
		{"started before opening", "2026-06-01 06:00", 2 * time.Hour, "2026-06-01 11:00"},
		{"started in the evening", "2026-06-01 21:00", 2 * time.Hour, "2026-06-02 11:00"},
		{"Friday evening to Monday", "2026-06-05 16:30", time.Hour, "2026-06-08 09:30"},
		{"Friday after closing", "2026-06-05 17:00", time.Hour, "2026-06-08 10:00"},
		{"Saturday", "2026-06-06 11:00", 30 * time.Minute, "2026-06-08 09:30"},
		{"Thursday over 1 May, a Friday", "2026-04-30 17:30", time.Hour, "2026-05-04 09:30"},
		{"1 May itself", "2026-05-01 10:00", time.Hour, "2026-05-04 10:00"},
		// Wednesday 13 May; Ascension on the 14th, the 15th closed by the desk.
		{"the bridge of Ascension", "2026-05-13 17:00", 2 * time.Hour, "2026-05-18 10:00"},
		{"Whit Monday", "2026-05-22 16:00", 2 * time.Hour, "2026-05-26 10:00"},
		// Closed from 24 to 31 December, 1 January 2027 a Friday.
		{"the end of the year", "2026-12-23 17:00", 90 * time.Minute, "2027-01-04 09:30"},
		{"a week is 39 hours", "2026-06-08 09:00", 39 * time.Hour, "2026-06-12 17:00"},
		{"a second more is on Monday", "2026-06-08 09:00", 39*time.Hour + time.Second, "Mon 2026-06-15 09:00:01 +02:00"},
		{"nothing", "2026-06-06 11:00", 0, "2026-06-06 11:00"},
		{"backwards", "2026-06-08 09:30", -time.Hour, "2026-06-05 16:30"},
		{"backwards, latest instant", "2026-06-08 10:00", -time.Hour, "2026-06-08 09:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			start := at(t, c, tt.start)
			want, err := time.Parse(stamp, tt.want)
			if err != nil {
				want = at(t, c, tt.want)
			}
			got := c.Add(start, tt.d)
			if !got.Equal(want) {
				t.Errorf("got %s, want %s", got.Format(stamp), want.Format(stamp))
			}
			if back := c.Between(start, got); back != tt.d {
				t.Errorf("Between gives %v back, want %v", back, tt.d)
			}
			if got.Location() != c.Zone() {
				t.Errorf("answered in %s", got.Location())
			}
		})
	}
}

func TestOfficeBetween(t *testing.T) {
	c := office(t)
	for _, tt := range []struct {
		a, b string
		want time.Duration
	}{
		{"2026-06-01 09:00", "2026-06-01 18:00", 8 * time.Hour},
		{"2026-06-01 12:30", "2026-06-01 13:30", 0},
		{"2026-06-05 16:59", "2026-06-08 09:01", 2 * time.Minute},
		{"2026-05-01 00:00", "2026-05-02 00:00", 0},
		{"2026-06-08 09:01", "2026-06-05 16:59", -2 * time.Minute},
		{"2026-06-08 00:00", "2026-06-15 00:00", 39 * time.Hour},
		// 2026 is 52 weeks of 39 h from Thursday 1 January to Wednesday 30 December, and Thursday
		// the 31st. Lost are four Fridays of 7 h (1, 8 and 15 May, 25 December) and eleven days of
		// 8 h: 1 January, 6 April, 14 and 25 May, 14 July, 11 November, 24 and 28-31 December.
		// 15 August and 1 November are on the weekend.
		{"2026-01-01 00:00", "2027-01-01 00:00", (52*39 + 8 - 4*7 - 11*8) * time.Hour},
	} {
		if got := c.Between(at(t, c, tt.a), at(t, c, tt.b)); got != tt.want {
			t.Errorf("%s to %s: got %v, want %v", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestOfficeIsOpenAndNextOpening(t *testing.T) {
	c := office(t)
	for _, tt := range []struct{ t, next string }{
		{"2026-06-01 09:00", "2026-06-01 09:00"},
		{"2026-06-01 12:29", "2026-06-01 12:29"},
		{"2026-06-01 12:30", "2026-06-01 13:30"},
		{"2026-06-01 18:00", "2026-06-02 09:00"},
		{"2026-06-05 17:00", "2026-06-08 09:00"},
		{"2026-05-13 18:00", "2026-05-18 09:00"},
		{"2026-12-23 18:00", "2027-01-04 09:00"},
	} {
		in, want := at(t, c, tt.t), at(t, c, tt.next)
		if got := c.NextOpening(in); !got.Equal(want) {
			t.Errorf("NextOpening(%s) = %s, want %s", tt.t, got.Format(stamp), tt.next)
		}
		if got := c.IsOpen(in); got != in.Equal(want) {
			t.Errorf("IsOpen(%s) = %v", tt.t, got)
		}
	}
}

func TestExceptions(t *testing.T) {
	spec := calendar.Spec{
		Zone: zone(t, "Europe/Paris"), Hours: hours(t, "mon-fri", "09:00-17:00"), Holidays: "fr",
		// 8 May 2026 is a Friday, the 9th a Saturday, the 14th Ascension.
		Open:   ranges(t, "2026-05-08..2026-05-09", "2026-05-14"),
		Closed: ranges(t, "2026-05-14..2026-05-15"),
	}
	c := mustNew(t, spec)
	for day, want := range map[string]bool{
		"2026-05-01": false, // holiday
		"2026-05-08": true,  // opened in spite of it
		"2026-05-09": false, // opened, but a Saturday has no hours
		"2026-05-14": false, // opened and closed: closed wins
		"2026-05-15": false, // closed
		"2026-05-18": true,
	} {
		if got := c.IsOpen(at(t, c, day+" 10:00")); got != want {
			t.Errorf("%s: open %v, want %v", day, got, want)
		}
	}
}
