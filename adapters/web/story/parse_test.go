package story

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	steps, err := Parse("a.story", strings.NewReader("ticket printer\n day -3 10:15 alice opens \"bloquée = grise\" urgency=high description=\"deux\\nlignes\" # x\n +20m tessa claims\n ago 5m bob posts general \"x=y\"\npause 2s\nclock x60\n"))
	if err != nil {
		t.Fatal(err)
	}
	first := steps[0]
	if len(steps) != 5 || first.Ticket != "printer" || first.Line != 2 || first.Who != "alice" || first.Verb != "opens" ||
		!slices.Equal(first.Words, []string{"bloquée = grise"}) || first.Options["urgency"] != "high" || first.Options["description"] != "deux\nlignes" {
		t.Errorf("%+v", steps)
	}
	if steps[1].When != (When{Kind: After, Time: 20 * time.Minute}) || steps[2].When != (When{Kind: Ago, Time: 5 * time.Minute}) || steps[2].Words[1] != "x=y" {
		t.Errorf("%+v", steps[1:3])
	}
	if steps[3].Verb != "pause" || steps[4].Words[0] != "x60" {
		t.Errorf("%+v", steps[3:])
	}
}

func TestMistakesAreToldWithTheirLine(t *testing.T) {
	for text, want := range map[string]string{
		"\nalice dances now":         "a:2: \"dances\"",
		"alice opens":                "a:1: opens needs a summary",
		"alice opens \"x":            "a:1: a quote",
		"day 3 10:00 alice opens x":  "a:1: day 3",
		"day -3 25:00 alice opens x": "a:1: 25:00",
		"+soon alice opens x":        "a:1: +soon",
		"ago tomorrow alice opens x": "a:1: ago tomorrow",
		"alice":                      "a:1: write who does what",
		"ticket a\nalice rates 5":    "a:2: rates needs two marks",
	} {
		if _, err := Parse("a", strings.NewReader(text)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestInstants(t *testing.T) {
	now := time.Date(2031, 5, 12, 9, 0, 0, 0, time.UTC) // a Monday
	workday := func(d time.Time) bool { return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday }
	friday := When{Kind: Day, Days: 1, Time: 16 * time.Hour}.instant(time.Time{}, now, time.UTC, workday)
	if want := time.Date(2031, 5, 9, 16, 0, 0, 0, time.UTC); !friday.Equal(want) {
		t.Errorf("one working day before Monday is %v", friday)
	}
	if got := (When{Kind: After, Time: time.Hour}).instant(friday, now, time.UTC, workday); !got.Equal(friday.Add(time.Hour)) {
		t.Errorf("an hour after: %v", got)
	}
	if got := (When{Kind: Ago, Time: time.Hour}).instant(friday, now, time.UTC, workday); !got.Equal(now.Add(-time.Hour)) {
		t.Errorf("an hour ago: %v", got)
	}
}
