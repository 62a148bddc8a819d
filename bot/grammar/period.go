package grammar

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"guichet/tickets"
)

const (
	// UsualPeriod is what figures are made of when no period is asked for: a calendar month would
	// be empty on its first day.
	UsualPeriod = "30d"
	// LongestPeriod is in days.
	LongestPeriod = 366
)

// OnlyMe is the choice of one's own figures.
const OnlyMe = "me"

var dayCount = regexp.MustCompile(`^(\d{1,3}) ?(?:d|j|days?|jours?)$`)

// ParsePeriod reads when a period that ends now begins, in the zone: "today", "week" (since
// Monday), "month", "year" and "30d" (with today), in either language.
func ParsePeriod(s string, now time.Time, zone *time.Location) (from time.Time, ok bool) {
	s = strings.ReplaceAll(strings.Join(strings.Fields(tickets.Fold(s)), " "), "’", "'")
	if first, rest := FirstWord(s); slices.Contains([]string{"this", "ce", "cette"}, first) {
		s = rest
	}
	now = now.In(zone)
	day := func(month time.Month, d int) time.Time { return time.Date(now.Year(), month, d, 0, 0, 0, 0, zone) }
	switch s {
	case "today", "day", "aujourd'hui", "aujourdhui", "jour":
		return day(now.Month(), now.Day()), true
	case "week", "semaine":
		return day(now.Month(), now.Day()-(int(now.Weekday())+6)%7), true
	case "month", "mois":
		return day(now.Month(), 1), true
	case "year", "annee":
		return day(time.January, 1), true
	}
	m := dayCount.FindStringSubmatch(s)
	if m == nil {
		return time.Time{}, false
	}
	n, err := strconv.Atoi(m[1])
	if err != nil || n < 1 || n > LongestPeriod {
		return time.Time{}, false
	}
	return day(now.Month(), now.Day()-n+1), true
}

// fitPeriod reads a period and a choice, in either order, each of which may be missing.
func fitPeriod(c *Command, in Intent, rest string) (Intent, bool) {
	words := strings.Fields(rest)
	for _, o := range c.Options {
		if o.Kind != ChoiceOption {
			continue
		}
		if v := choiceOf(&o, words[0]); v != "" {
			in.Level, words = v, words[1:]
		} else if v := choiceOf(&o, words[len(words)-1]); v != "" {
			in.Level, words = v, words[:len(words)-1]
		}
	}
	in.Until = strings.Join(words, " ")
	if in.Until == "" {
		return in, true
	}
	_, ok := ParsePeriod(in.Until, time.Unix(0, 0), time.UTC)
	return in, ok
}
