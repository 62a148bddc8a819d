package transcript

import (
	"strconv"
	"strings"
	"time"

	"guichet/bot/markup"
)

var (
	frDays   = [...]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"}
	frMonths = [...]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}
)

// Day is the day of an instant in the transcript's zone, in its language: « lundi 1er août 2026 ».
func Day(t Transcript, at time.Time) string {
	at = at.In(t.At)
	if t.Locale != "fr" {
		return at.Format("Monday 2 January 2006")
	}
	day := strconv.Itoa(at.Day())
	if at.Day() == 1 {
		day = "1er"
	}
	return strings.Join([]string{frDays[at.Weekday()], day, frMonths[at.Month()-1], strconv.Itoa(at.Year())}, " ")
}

// clean takes out what no terminal and no page should get.
func clean(s string) string { return strings.TrimSpace(strings.ReplaceAll(markup.Clean(s), "\n", " ")) }
