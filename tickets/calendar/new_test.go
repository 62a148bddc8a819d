package calendar_test

import (
	"strings"
	"testing"
	"time"

	"guichet/tickets/calendar"
)

type win = calendar.Window

func TestNewRefuses(t *testing.T) {
	day := func(y int, m time.Month, d int) calendar.Date { return calendar.Date{Year: y, Month: m, Day: d} }
	on := func(d time.Weekday, ws ...win) map[time.Weekday][]win { return map[time.Weekday][]win{d: ws} }
	fine := on(time.Monday, win{540, 1080})
	for _, tt := range []struct {
		name string
		spec calendar.Spec
		want string // part of the error
	}{
		{"nil zone", calendar.Spec{Hours: fine}, "no time zone"},
		{"no hours", calendar.Spec{Zone: time.UTC}, "never opens"},
		{"days without windows", calendar.Spec{Zone: time.UTC, Hours: on(time.Monday)}, "never opens"},
		{"always closed", calendar.Spec{Zone: time.UTC, Hours: fine, Closed: []calendar.Range{{From: day(1, 1, 1), To: day(9999, 12, 31)}}}, "never opens"},
		{"empty window", calendar.Spec{Zone: time.UTC, Hours: on(time.Monday, win{540, 540})}, "empty"},
		{"24:00 as a start", calendar.Spec{Zone: time.UTC, Hours: on(time.Monday, win{1440, 60})}, "only be an end"},
		{"negative", calendar.Spec{Zone: time.UTC, Hours: on(time.Monday, win{-1, 60})}, "00:00 to 24:00"},
		{"beyond the day", calendar.Spec{Zone: time.UTC, Hours: on(time.Monday, win{60, 1441})}, "00:00 to 24:00"},
		{"overlap", calendar.Spec{Zone: time.UTC, Hours: on(time.Monday, win{540, 720}, win{700, 1080})}, "overlap: Monday 09:00-12:00 and Monday 11:40-18:00"},
		{"same twice", calendar.Spec{Zone: time.UTC, Hours: on(time.Monday, win{540, 720}, win{540, 720})}, "overlap"},
		{"night over the next morning", calendar.Spec{Zone: time.UTC, Hours: map[time.Weekday][]win{
			time.Monday: {{1320, 360}}, time.Tuesday: {{300, 600}},
		}}, "overlap: Monday 22:00-06:00 and Tuesday 05:00-10:00"},
		{"Saturday night over Sunday", calendar.Spec{Zone: time.UTC, Hours: map[time.Weekday][]win{
			time.Saturday: {{1320, 360}}, time.Sunday: {{300, 600}},
		}}, "overlap: Saturday 22:00-06:00 and Sunday 05:00-10:00"},
		{"unknown holidays", calendar.Spec{Zone: time.UTC, Hours: fine, Holidays: "XX"}, `"XX" are not known`},
		{"unknown region", calendar.Spec{Zone: time.UTC, Hours: fine, Holidays: "FR-CORSE"}, "FR-ALSACE-MOSELLE"},
		{"only regions", calendar.Spec{Zone: time.UTC, Hours: fine, Holidays: "CH"}, "CH-GE"},
		{"range the wrong way round", calendar.Spec{Zone: time.UTC, Hours: fine, Closed: []calendar.Range{{From: day(2026, 5, 2), To: day(2026, 5, 1)}}}, "closed: 2026-05-02..2026-05-01 ends before"},
		{"no such day", calendar.Spec{Zone: time.UTC, Hours: fine, Open: []calendar.Range{{From: day(2026, 2, 29), To: day(2026, 3, 1)}}}, "open: 2026-02-29 is not a date"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := calendar.New(tt.spec)
			if err == nil || c != nil {
				t.Fatal("accepted")
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %q does not say %q", err, tt.want)
			}
		})
	}
}

// Windows may touch, and a night may end where the morning begins.
func TestNewAccepts(t *testing.T) {
	for name, h := range map[string]map[time.Weekday][]win{
		"touching":        {time.Monday: {{720, 1080}, {540, 720}}},
		"night and day":   {time.Saturday: {{1320, 360}}, time.Sunday: {{360, 600}}},
		"until midnight":  {time.Saturday: {{1320, 0}}, time.Sunday: {{0, 1440}}},
		"nearly a day":    {time.Saturday: {{600, 599}}},
		"only one window": {time.Sunday: {{0, 1}}},
	} {
		if _, err := calendar.New(calendar.Spec{Zone: time.UTC, Hours: h}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
