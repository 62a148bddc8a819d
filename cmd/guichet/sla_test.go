package main

import (
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"guichet/tickets"
	"guichet/tickets/calendar"
	"guichet/tickets/sqlstore"
)

func TestParseInstant(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string]string{
		"2026-11-23T09:00":          "2026-11-23T09:00:00+01:00",
		"2026-11-23 09:00:30":       "2026-11-23T09:00:30+01:00",
		"2026-11-23T09:00:00Z":      "2026-11-23T10:00:00+01:00",
		"2026-11-23T09:00+05:30":    "2026-11-23T04:30:00+01:00",
		"2026-03-29T02:30":          "2026-03-29T03:00:00+02:00", // skipped: the change
		"2026-10-25T02:30":          "2026-10-25T02:30:00+02:00", // twice: the first
		"2026-10-25T02:30:00+01:00": "2026-10-25T02:30:00+01:00",
		"2026-13-01T09:00":          "", "09:00": "", "": "", "2026-11-23": "", "2026-11-23T24:00": "",
	} {
		got, err := parseInstant(typed, zone)
		if (err == nil) != (want != "") || err == nil && got.Format(time.RFC3339) != want {
			t.Errorf("%q: %v %v, want %q", typed, got, err, want)
		}
	}
}

// What the command prints is what the desk reckons: a real ticket in a real database.
func TestExplainReadsTheDatabase(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	folder := t.TempDir()
	db := filepath.Join(folder, "guichet.db")
	now := time.Now().Add(-3 * time.Hour).Truncate(time.Second)
	store, err := sqlstore.Open(ctx, db, sqlstore.Options{AutoMigrate: true, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	week := map[time.Weekday][]calendar.Window{}
	for d := time.Sunday; d <= time.Saturday; d++ {
		week[d] = []calendar.Window{{From: 0, To: 24 * 60}}
	}
	always, err := calendar.New(calendar.Spec{Zone: time.UTC, Hours: week})
	if err != nil {
		t.Fatal(err)
	}
	p := &tickets.Policy{
		Calendar: always, Zone: time.UTC, Categories: []tickets.Category{{ID: "other"}},
		Targets: map[tickets.Priority]tickets.Targets{tickets.P3: {Calendar: always, Resolve: tickets.Span{Time: time.Hour}}},
	}
	desk := tickets.NewDesk(store, p, func(*tickets.Ticket, []*tickets.Entry) []tickets.Delivery { return nil }, nil)
	tessa := tickets.Act{By: tickets.Actor{ID: "slack:tessa", Roles: tickets.Roles{Technician: true}}}
	tk, err := desk.Open(ctx, tessa, tickets.Opening{Summary: "vpn"})
	if err != nil {
		t.Fatal(err)
	}
	twin, err := desk.Open(ctx, tessa, tickets.Opening{Summary: "plus de vpn"})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := desk.Merge(ctx, tessa, twin.Number, tk.Number); err != nil {
		t.Fatal(err)
	}
	now = now.Add(time.Hour)
	if _, err := desk.Wait(ctx, tessa, tk.Number, tickets.BallSupplier, "pièce"); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	var out, errs strings.Builder
	environ := []string{"DATABASE_URL=" + db, "GUICHET_CONFIG=" + filepath.Join("testdata", "always.yaml")}
	if code := Run([]string{"sla", "explain", "inc-1", "--json"}, strings.NewReader(""), &out, &errs, environ); code != exitWell {
		t.Fatalf("exit %d: %s", code, errs.String())
	}
	var got struct {
		Ticket string
		Clocks []struct {
			Clock    string
			Stopped  bool
			Target   int64 `json:"target_seconds"`
			Left     int64 `json:"left_seconds"`
			Segments []struct {
				From, To   time.Time
				Counted    bool
				Why, Whose string
				Open       int64 `json:"open_seconds"`
			}
		}
	}
	if err := json.Unmarshal([]byte(out.String()), &got); err != nil {
		t.Fatal(err)
	}
	if got.Ticket != "INC-1" || len(got.Clocks) != 3 || got.Clocks[2].Clock != "resolve" {
		t.Fatalf("%+v", got)
	}
	resolve := got.Clocks[2]
	if !resolve.Stopped || resolve.Target != 8*3600 || resolve.Left != 7*3600 || len(resolve.Segments) != 2 {
		t.Errorf("resolution: %+v", resolve)
	}
	if s := resolve.Segments[1]; s.Counted || s.Why != "on_hold" || s.Whose != "supplier" || s.Open < 2*3600 {
		t.Errorf("the wait: %+v", s)
	}
	out.Reset()
	if code := Run([]string{"sla", "explain", "1", "--lang", "en"}, strings.NewReader(""), &out, &errs, environ); code != exitWell ||
		!strings.Contains(out.String(), "Ticket INC-1, opened") || !strings.Contains(out.String(), "a supplier") {
		t.Errorf("exit %d: %s%s", code, out.String(), errs.String())
	}
	for _, args := range [][]string{{"--lang", "en"}, {"--json"}} {
		out.Reset()
		code := Run(append([]string{"sla", "explain", "2"}, args...), strings.NewReader(""), &out, &errs, environ)
		if said := out.String(); code != exitWell || !strings.Contains(said, "neither held nor missed") && !strings.Contains(said, `"void": true`) {
			t.Errorf("of a merged ticket: exit %d: %s", code, said)
		}
	}
}
