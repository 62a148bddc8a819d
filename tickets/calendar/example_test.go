package calendar_test

import (
	"fmt"
	"time"

	"guichet/tickets/calendar"
)

// Two hours of the desk, asked for on the eve of a long weekend.
func ExampleCalendar_Add() {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		panic(err)
	}
	day := []calendar.Window{{From: 9 * 60, To: 12*60 + 30}, {From: 13*60 + 30, To: 18 * 60}}
	c, err := calendar.New(calendar.Spec{
		Zone:     paris,
		Hours:    map[time.Weekday][]calendar.Window{1: day, 2: day, 3: day, 4: day, 5: day},
		Holidays: "FR",
	})
	if err != nil {
		panic(err)
	}
	start := time.Date(2026, time.April, 30, 17, 30, 0, 0, paris) // 1 May is a Friday
	fmt.Println(c.Add(start, 2*time.Hour))
	fmt.Println(c.AddDays(start, 2))
	// Output:
	// 2026-05-04 10:30:00 +0200 CEST
	// 2026-05-05 17:30:00 +0200 CEST
}
