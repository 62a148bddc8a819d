package speech

import (
	"testing"
	"time"
)

func TestWhen(t *testing.T) {
	s := testSpeech(t)
	zone := parisZone(t)
	at := func(y, mo, d, h, m int) time.Time { return time.Date(y, time.Month(mo), d, h, m, 0, 0, zone) }
	now := at(2026, 7, 30, 10, 15) // a Thursday
	for _, c := range []struct {
		name   string
		p      preposition
		t, now time.Time
		fr, en string
	}{
		{"today", sayBefore, at(2026, 7, 30, 14, 30), now, "avant 14 h 30", "before 14:30"},
		{"today, full hour", sayAt, at(2026, 7, 30, 9, 0), now, "aujourd’hui à 9 h", "today at 9:00"},
		{"today, few minutes", saySince, at(2026, 7, 30, 14, 5), now, "depuis aujourd’hui à 14 h 05", "since 14:05 today"},
		{"today, at midnight", sayAt, at(2026, 7, 30, 0, 0), now, "aujourd’hui à 0 h", "today at 0:00"},
		{"tomorrow", sayBefore, at(2026, 7, 31, 11, 0), now, "demain avant 11 h", "tomorrow before 11:00"},
		{"tomorrow, an hour away", sayAt, at(2026, 7, 31, 0, 30), at(2026, 7, 30, 23, 30), "demain à 0 h 30", "tomorrow at 0:30"},
		{"yesterday", saySince, at(2026, 7, 29, 17, 45), now, "depuis hier à 17 h 45", "since yesterday at 17:45"},
		{"yesterday, at", sayAt, at(2026, 7, 29, 17, 45), now, "hier à 17 h 45", "yesterday at 17:45"},
		{"first of a month", sayBefore, at(2026, 8, 1, 11, 0), now, "avant le samedi 1er août à 11 h", "before Saturday 1 August, 11:00"},
		{"second of a month", sayAt, at(2026, 8, 2, 8, 0), now, "dimanche 2 août à 8 h", "Sunday 2 August at 8:00"},
		{"another year", sayBefore, at(2027, 1, 1, 9, 0), now, "avant le vendredi 1er janvier 2027 à 9 h", "before Friday 1 January 2027, 9:00"},
		{"long ago", saySince, at(2025, 12, 31, 9, 10), now, "depuis mercredi 31 décembre 2025 à 9 h 10", "since Wednesday 31 December 2025 at 9:10"},
		{"day unknown", sayAt, at(2026, 7, 30, 14, 30), time.Time{}, "jeudi 30 juillet à 14 h 30", "Thursday 30 July at 14:30"},
		{"the desk's zone decides the day", sayBefore, time.Date(2026, 7, 30, 22, 30, 0, 0, time.UTC), now, "demain avant 0 h 30", "tomorrow before 0:30"},
		{"a day of 25 hours", sayBefore, at(2026, 10, 26, 9, 0), at(2026, 10, 25, 0, 30), "demain avant 9 h", "tomorrow before 9:00"},
		{"a day of 23 hours", sayBefore, at(2026, 3, 30, 0, 30), at(2026, 3, 29, 0, 30), "demain avant 0 h 30", "tomorrow before 0:30"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for locale, want := range map[string]string{"fr": c.fr, "en": c.en} {
				if got := s.when(locale, c.p, c.t, c.now, zone); got != want {
					t.Errorf("%s: %q, want %q", locale, got, want)
				}
			}
		})
	}
}

func TestEveryMonthAndWeekdayHasAName(t *testing.T) {
	s := testSpeech(t)
	for _, locale := range Locales {
		seen := map[string]bool{}
		for m := time.January; m <= time.December; m++ {
			seen[s.date(locale, time.Date(2026, m, 12, 0, 0, 0, 0, time.UTC), time.Time{})] = true
		}
		for d := 12; d < 19; d++ {
			seen[s.date(locale, time.Date(2026, 2, d, 0, 0, 0, 0, time.UTC), time.Time{})] = true
		}
		if len(seen) != 12+7-1 { // 12 February is in both
			t.Errorf("%s: %d different dates: %v", locale, len(seen), seen)
		}
	}
}
