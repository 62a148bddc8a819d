package config

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"guichet/tickets"
)

// Whatever can be written is read back the same.
func TestSpansReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := tickets.Span{Days: rapid.IntRange(0, maxDays).Draw(t, "days")}
		if s.Days == 0 {
			s.Time = time.Duration(rapid.IntRange(0, int(maxTime/time.Second)).Draw(t, "seconds")) * time.Second
		}
		got, err := ParseSpan(FormatSpan(s))
		if err != nil || got != s {
			t.Fatalf("%+v is written %s and read %+v, %v", s, FormatSpan(s), got, err)
		}
	})
}

func TestFormats(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]int64{"1B": 1, "25MB": 25 << 20, "25 mb": 25 << 20, "512KB": 512 << 10, "1GB": 1 << 30, "0MB": -1, "2GB": -1, "25": -1, "-1MB": -1, "": -1} {
		if got, err := parseSize(in); (err != nil) != (want < 0) || err == nil && got != want {
			t.Errorf("size %q: %d, %v", in, got, err)
		}
	}
	for in, want := range map[string]int{"75%": 75, "75": 75, "75 %": 75, "0%": 0, "100%": 100, "101%": -1, "-1%": -1, "7.5%": -1, "%": -1} {
		if got, err := parsePercent(in); (err != nil) != (want < 0) || err == nil && got != want {
			t.Errorf("percent %q: %d, %v", in, got, err)
		}
	}
	for in, want := range map[string]time.Duration{"09:05": 9*time.Hour + 5*time.Minute, "9:05": 9*time.Hour + 5*time.Minute, "00:00": 0, "23:59": 24*time.Hour - time.Minute, "24:00": -1, "9": -1, "09:60": -1} {
		if got, err := parseClock(in); (err != nil) != (want < 0) || err == nil && got != want {
			t.Errorf("clock %q: %v, %v", in, got, err)
		}
	}
	for in, good := range map[string]bool{
		"slack:@marie": true, "slack:U012AB3CD": true, "slack:marie@example.org": true, "slack:usergroup:it": true,
		"discord:@marie": true, "discord:123": true, "discord:role:Équipe support": true, "discord:role:a:b": true,
		"": false, "@marie": false, "slack:": false, "slack:@": false, "teams:@marie": false, "slack:role:it": false,
		"discord:usergroup:it": false, "slack:usergroup:": false, "discord:role:": false, "slack:two words": false, "slack:<@U1>": false,
	} {
		if _, err := parseRef(in); (err == nil) != good {
			t.Errorf("reference %q: %v", in, err)
		}
	}
}

func TestReportTimes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		every, at string
		want      Report
	}{
		{"day", "07:30", Report{Every: "day", Time: 7*time.Hour + 30*time.Minute}},
		{"week", "fri 16:00", Report{Every: "week", Weekday: time.Friday, Time: 16 * time.Hour}},
		{"month", "28 08:00", Report{Every: "month", Day: 28, Time: 8 * time.Hour}},
	} {
		if got, err := parseAt(c.at, Report{Every: c.every}); err != nil || got.Time != c.want.Time || got.Weekday != c.want.Weekday || got.Day != c.want.Day {
			t.Errorf("%s %s: %+v, %v", c.every, c.at, got, err)
		}
	}
	for every, at := range map[string]string{"day": "mon 09:00", "week": "mon-fri 09:00", "month": "mon 09:00"} {
		if got, err := parseAt(at, Report{Every: every}); err == nil {
			t.Errorf("%s %s is accepted: %+v", every, at, got)
		}
	}
}

func TestProblemsCanBeFound(t *testing.T) {
	t.Parallel()
	_, err := Parse("g.yaml", []byte("desk: { nam: x }"), Env{})
	var p Problem
	if !errors.As(err, &p) || p.File != "g.yaml" || p.Line != 1 || p.Column != 9 {
		t.Errorf("%+v", p)
	}
}
