package markup

import (
	"strconv"
	"strings"
	"time"
)

// unixTime is the instant of so many seconds, when that is a time of our age.
func unixTime(seconds string) (time.Time, bool) {
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil || n < -1e11 || n > 1e11 {
		return time.Time{}, false
	}
	return time.Unix(n, 0).UTC(), true
}

// slackClocks are Slack's ways to show an instant, by Discord's.
// https://docs.slack.dev/messaging/formatting-message-text#date-formatting
var slackClocks = map[byte]string{
	't': "{time}", 'T': "{time_secs}", 'd': "{date_num}", 'D': "{date_long}",
	'f': "{date_short_pretty} {time}", 'F': "{date_long} {time}", 'R': "{ago}",
}

// SlackClock is how Slack shows the instant of a span.
func SlackClock(s Span) string { return slackClocks[clock(s.Clock)] }

// slackClock is Discord's way to show an instant, by Slack's.
func slackClock(format string) byte {
	day, hour := strings.Contains(format, "{date") || strings.Contains(format, "{day"), strings.Contains(format, "{time")
	switch {
	case strings.Contains(format, "{ago}"):
		return 'R'
	case day && hour && strings.Contains(format, "{date_long"):
		return 'F'
	case day && hour:
		return 'f'
	case hour && strings.Contains(format, "{time_secs}"):
		return 'T'
	case hour:
		return 't'
	case day && strings.Contains(format, "{date_num}"):
		return 'd'
	case day:
		return 'D'
	}
	return 'f'
}
