package grammar

import (
	"testing"
	"time"
)

func TestPeriods(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 1, 0, 30, 0, 0, zone) // a Sunday, still Saturday in UTC
	for typed, want := range map[string]string{
		"today": "2026-11-01", "jour": "2026-11-01", "Aujourd’hui": "2026-11-01", "AUJOURD'HUI": "2026-11-01",
		"week": "2026-10-26", "cette  semaine": "2026-10-26", "mois": "2026-11-01", "this month": "2026-11-01",
		"année": "2026-01-01", "1d": "2026-11-01", "30j": "2026-10-03", "30 jours": "2026-10-03", "366d": "2025-11-01",
		"": "", "0d": "", "367j": "", "-3d": "", "30": "", "2026-13": "", "semaine prochaine": "", "9999999999999999999d": "",
	} {
		from, ok := ParsePeriod(typed, now.UTC(), zone)
		got := ""
		if ok {
			got = from.Format(time.DateOnly)
			if y, m, d := from.Date(); !from.Equal(time.Date(y, m, d, 0, 0, 0, 0, zone)) {
				t.Errorf("%q begins at %v", typed, from)
			}
		}
		if got != want {
			t.Errorf("%q begins on %q, want %q", typed, got, want)
		}
	}
}
