package config

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"guichet/tickets"
)

// maxDays and maxTime bound a span: what is longer is a slip of the keyboard.
const (
	maxDays = 3650
	maxTime = 24 * 365 * time.Hour
)

var spanForm = regexp.MustCompile(`^([0-9]+)(s|m|h|d)$`)

// ParseSpan reads 30s, 15m, 4h (business time) or 2d (working days). Zero is allowed. The
// error completes a sentence that begins with the key.
func ParseSpan(s string) (tickets.Span, error) {
	m := spanForm.FindStringSubmatch(s)
	if m == nil {
		if len(s) > 1 && s[0] == '-' {
			return tickets.Span{}, fmt.Errorf("is %q: a length of time cannot be negative, write 30s, 15m, 4h or 2d", s)
		}
		return tickets.Span{}, fmt.Errorf("is %q: write a whole number and a unit, as in 30s, 15m, 4h or 2d", s)
	}
	n, err := strconv.ParseInt(m[1], 10, 32)
	if err != nil {
		return tickets.Span{}, fmt.Errorf("is %q: that is too long, write days, at most %dd", s, maxDays)
	}
	if m[2] == "d" {
		if n > maxDays {
			return tickets.Span{}, fmt.Errorf("is %q: that is too long, write at most %dd", s, maxDays)
		}
		return tickets.Span{Days: int(n)}, nil
	}
	unit := map[string]time.Duration{"s": time.Second, "m": time.Minute, "h": time.Hour}[m[2]]
	if d := time.Duration(n) * unit; d <= maxTime {
		return tickets.Span{Time: d}, nil
	}
	return tickets.Span{}, fmt.Errorf("is %q: that is too long, write days, at most %dd", s, maxDays)
}

// positiveSpan is a span that lasts.
func positiveSpan(s string) (tickets.Span, error) {
	span, err := ParseSpan(s)
	if err == nil && span.IsZero() {
		return span, fmt.Errorf("is %q: it must be longer than nothing, as in 30s, 15m, 4h or 2d", s)
	}
	return span, err
}

// wholeDays is a span of days, 0d included.
func wholeDays(s string) (int, error) {
	span, err := ParseSpan(s)
	if err == nil && span.Time != 0 {
		return 0, fmt.Errorf("is %q: write days, as in 30d, or 0d for never", s)
	}
	return span.Days, err
}

// FormatSpan writes a span as ParseSpan reads it, in the largest unit that is exact.
func FormatSpan(s tickets.Span) string {
	switch {
	case s.Days != 0 || s.Time == 0:
		return fmt.Sprintf("%dd", s.Days)
	case s.Time%time.Hour == 0:
		return fmt.Sprintf("%dh", s.Time/time.Hour)
	case s.Time%time.Minute == 0:
		return fmt.Sprintf("%dm", s.Time/time.Minute)
	default:
		return fmt.Sprintf("%ds", s.Time/time.Second)
	}
}

// before tells whether a is surely shorter than b. Days and hours do not compare: how long a
// working day is depends on the day.
func before(a, b tickets.Span) bool {
	if (a.Days == 0) != (b.Days == 0) {
		return false
	}
	return a.Days < b.Days || a.Time < b.Time
}
