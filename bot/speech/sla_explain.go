package speech

import (
	"strconv"
	"time"

	"guichet/bot"
	"guichet/tickets"
)

// maxSegments is how many of a clock's latest segments a message shows: Slack cuts a longer one.
const maxSegments = 10

// Explain shows how a ticket's deadlines come about: each clock with its target, what is used
// of it, and the stretches of time that make it up.
func (s *Speech) Explain(sc Scene, x tickets.Explanation) bot.Message {
	blocks := []bot.Block{heading(s.title(sc))}
	for _, c := range x.Clocks {
		blocks = append(blocks, s.explainClock(sc, c)...)
	}
	return bot.Message{Blocks: append(blocks, Small(s.Text(sc.Locale, "sla.open", nil)))}
}

func (s *Speech) explainClock(sc Scene, c tickets.ClockExplanation) []bot.Block {
	label := s.T(sc.Locale, "clock."+clockKey(c.Clock), nil)
	if c.Target.IsZero() && c.Agreed.IsZero() {
		return []bot.Block{Paragraph(s.Text(sc.Locale, "sla.none", Vars{"Clock": label}))}
	}
	line := boldText(s.T(sc.Locale, "sla.target", Vars{"Clock": label, "Target": s.span(sc.Locale, c.Target)}))
	line = appendText(line, plain(" ("+string(c.Priority)+")\n"), s.clockResult(sc, c.State), plain("\n"), s.consumed(sc, c))
	pairs := []bot.Block{Paragraph(line)}
	if !c.Agreed.IsZero() {
		pairs = append(pairs, Small(s.Text(sc.Locale, "sla.agreed", Vars{"When": s.Moment(sc, c.Agreed), "First": s.Moment(sc, c.State.First)})))
	} else if !c.First.IsZero() && !c.First.Equal(c.State.Deadline) {
		pairs = append(pairs, Small(s.Text(sc.Locale, "sla.first", Vars{"When": s.Moment(sc, c.First)})))
	}
	return append(pairs, s.segments(sc, c)...)
}

// clockResult is where the clock stands.
func (s *Speech) clockResult(sc Scene, c tickets.ClockState) bot.Text {
	switch {
	case c.Void:
		return s.Text(sc.Locale, "sla.void", nil)
	case !c.Met.IsZero() && c.Late:
		return s.Text(sc.Locale, "sla.late", Vars{"Met": s.Moment(sc, c.Met), "When": s.Moment(sc, c.Deadline)})
	case !c.Met.IsZero() && c.Deadline.IsZero():
		return s.Text(sc.Locale, "sla.met", Vars{"Met": s.Moment(sc, c.Met)})
	case !c.Met.IsZero():
		return s.Text(sc.Locale, "sla.held", Vars{"Met": s.Moment(sc, c.Met), "When": s.Moment(sc, c.Deadline)})
	case c.Stopped:
		return s.Text(sc.Locale, "sla.paused", nil)
	case c.Deadline.Before(sc.Now):
		return s.Text(sc.Locale, "sla.missed", Vars{"When": s.Moment(sc, c.Deadline)})
	}
	return s.Text(sc.Locale, "sla.due", Vars{"When": s.Moment(sc, c.Deadline)})
}

// consumed is what is used of the target, and what is left or exceeded.
func (s *Speech) consumed(sc Scene, c tickets.ClockExplanation) bot.Text {
	data := Vars{"Used": s.duration(sc.Locale, c.Used), "Length": s.duration(sc.Locale, c.Length)}
	switch {
	case c.Left < 0:
		data["Over"] = s.duration(sc.Locale, -c.Left)
		return s.Text(sc.Locale, "sla.used_over", data)
	case !c.State.Met.IsZero():
		return s.Text(sc.Locale, "sla.used", data)
	}
	data["Left"] = s.duration(sc.Locale, c.Left)
	return s.Text(sc.Locale, "sla.used_left", data)
}

func (s *Speech) segments(sc Scene, c tickets.ClockExplanation) []bot.Block {
	if len(c.Segments) == 0 {
		return nil
	}
	var out bot.Text
	left := max(0, len(c.Segments)-maxSegments)
	before := c.Segments[max(0, left-1)]
	for i, g := range c.Segments[left:] {
		if i > 0 {
			out = appendText(out, plain("\n"))
		}
		out = appendText(out, s.Moment(sc, g.From), plain(" → "), s.Moment(sc, g.To), plain(" · "+s.duration(sc.Locale, g.Open)+" · "),
			plain(s.segmentReason(sc.Locale, g)+s.newRule(sc, before, g)))
		before = g
	}
	var blocks []bot.Block
	if left > 0 {
		blocks = append(blocks, Small(s.Text(sc.Locale, "sla.earlier", Vars{"Count": left})))
	}
	return append(blocks, Small(out))
}

// newRule tells by which priority and category a segment counts, where that is another rule than
// in the one before.
func (s *Speech) newRule(sc Scene, before, g tickets.Segment) string {
	out := ""
	if g.Priority != before.Priority {
		out += " · " + string(g.Priority)
	}
	if g.Category != before.Category {
		out += " · " + s.categoryName(sc, g.Category)
	}
	return out
}

// segmentReason says why a segment counts or does not, and whose time it was.
func (s *Speech) segmentReason(locale string, g tickets.Segment) string {
	key := "sla.why." + string(g.Why)
	if (g.Why == tickets.OnHold || g.Why == tickets.Deciding) && g.Counted {
		key += "_counted" // only the resolution stops
	}
	return s.T(locale, key, Vars{"Ball": s.ballName(locale, g.Ball)})
}

// span is a target in words: "4 h ouvrées", "2 jours ouvrés".
func (s *Speech) span(locale string, t tickets.Span) string {
	if t.Days > 0 {
		return s.T(locale, "span.days", Vars{"Count": t.Days})
	}
	return s.duration(locale, t.Time)
}

// duration is a length of time in hours and minutes, in seconds when it is short: "1 h 30 min".
func (s *Speech) duration(locale string, d time.Duration) string {
	if d < time.Minute {
		return s.T(locale, "span.seconds", Vars{"Seconds": int(d.Round(time.Second) / time.Second)})
	}
	minutes := int(d.Round(time.Minute) / time.Minute)
	hours := minutes / 60
	switch minutes %= 60; {
	case hours == 0:
		return s.T(locale, "span.minutes", Vars{"Minutes": minutes})
	case minutes == 0:
		return s.T(locale, "span.hours", Vars{"Hours": strconv.Itoa(hours)})
	}
	return s.T(locale, "span.both", Vars{"Hours": strconv.Itoa(hours), "Minutes": twoDigits(minutes)})
}
