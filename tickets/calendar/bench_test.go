package calendar_test

import (
	"testing"
	"time"

	"guichet/tickets/calendar"
)

func BenchmarkAdd(b *testing.B) {
	c := office(b)
	start := at(b, c, "2026-05-13 17:00")
	for b.Loop() {
		c.Add(start, 8*time.Hour)
	}
}

func BenchmarkAddDays(b *testing.B) {
	c := office(b)
	start := at(b, c, "2026-05-13 17:00")
	for b.Loop() {
		c.AddDays(start, 5)
	}
}

func BenchmarkBetween(b *testing.B) {
	c := office(b)
	from, to := at(b, c, "2026-05-13 17:00"), at(b, c, "2026-05-20 11:00")
	for b.Loop() {
		c.Between(from, to)
	}
}

// 200 000 hours of the office are about 102 years.
func BenchmarkAddCentury(b *testing.B) {
	c := office(b)
	start := at(b, c, "2026-05-13 17:00")
	for b.Loop() {
		c.Add(start, 200_000*time.Hour)
	}
}

func BenchmarkBetweenCentury(b *testing.B) {
	c := office(b)
	from, to := at(b, c, "2026-05-13 17:00"), at(b, c, "2126-05-20 11:00")
	for b.Loop() {
		c.Between(from, to)
	}
}

// To the Horizon, past every year there is.
func BenchmarkAddHorizon(b *testing.B) {
	c := mustNew(b, calendar.Spec{Zone: time.UTC, Hours: hours(b, "mon", "09:00-09:30"), Holidays: "FR"})
	start := at(b, c, "2026-05-13 17:00")
	for b.Loop() {
		c.Add(start, 1<<62)
	}
}

// The first deadline of a calendar: New, then an Add that builds one table.
func BenchmarkNewAndAdd(b *testing.B) {
	spec := calendar.Spec{Zone: zone(b, "Europe/Paris"), Hours: hours(b, "mon-fri", "09:00-17:00"), Holidays: "FR"}
	start := time.Date(2026, time.May, 13, 15, 0, 0, 0, time.UTC)
	for b.Loop() {
		mustNew(b, spec).Add(start, 8*time.Hour)
	}
}

// The first deadline of a calendar when it is a century away.
func BenchmarkNewAndAddCentury(b *testing.B) {
	spec := calendar.Spec{Zone: zone(b, "Europe/Paris"), Hours: hours(b, "mon-fri", "09:00-17:00"), Holidays: "FR"}
	start := time.Date(2026, time.May, 13, 15, 0, 0, 0, time.UTC)
	for b.Loop() {
		mustNew(b, spec).Add(start, 200_000*time.Hour)
	}
}
