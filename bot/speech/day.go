package speech

import (
	"strconv"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/tickets"
)

const (
	// DayHeld and DayPool are how many tickets of each part a day shows: with long summaries
	// they still fit Discord's embed
	// (https://docs.discord.com/developers/resources/message#embed-object-embed-limits).
	DayHeld = 8
	// DayPool is how many tickets of the pool are offered to be claimed.
	DayPool = 3
)

// DayPlan is what somebody of the desk has before them.
type DayPlan struct {
	Held      []*tickets.Ticket // by time left, at most DayHeld
	HeldTotal int
	Pool      []*tickets.Ticket // by time left, at most DayPool
	PoolTotal int
}

// Day is somebody's day: what they hold, first what is due today or was before, then the rest,
// last what waits for others; then the most urgent of the pool, with buttons to claim.
func (s *Speech) Day(sc Scene, p DayPlan) bot.Message {
	now := sc.Now.In(Zone(sc))
	blocks := []bot.Block{heading(s.T(sc.Locale, "day.title", Vars{"Date": s.date(sc.Locale, now, now)}))}
	menu := &bot.Menu{Placeholder: s.T(sc.Locale, "list.show", nil), Verb: "show"}
	part := func(title string, ts []*tickets.Ticket) {
		if len(ts) == 0 {
			return
		}
		blocks = append(blocks, Paragraph(boldText(title)))
		for _, t := range ts {
			one := sc
			one.Ticket = t
			blocks = append(blocks, Paragraph(s.dayLine(one)))
			menu.Options = append(menu.Options, bot.Option{Label: s.title(one), Value: strconv.FormatInt(t.Number, 10)})
		}
	}
	dueToday, later, waiting := dayParts(sc, p.Held)
	part(s.T(sc.Locale, "day.today", nil), dueToday)
	part(s.T(sc.Locale, "day.later", nil), later)
	part(s.T(sc.Locale, "day.waiting", nil), waiting)
	if len(p.Held) < p.HeldTotal {
		blocks = append(blocks, Small(s.Text(sc.Locale, "day.part", Vars{"Shown": len(p.Held), "Count": p.HeldTotal})))
	}
	if len(p.Held) == 0 {
		blocks = append(blocks, Paragraph(s.Text(sc.Locale, s.dayIdle(sc, p), nil)))
	} else if p.PoolTotal == 0 {
		blocks = append(blocks, Small(s.Text(sc.Locale, "day.pool_empty", nil)))
	}
	part(s.T(sc.Locale, "day.pool", Vars{"Count": p.PoolTotal}), p.Pool)
	blocks = Row(blocks, s.dayClaims(sc, p.Pool)...)
	if len(menu.Options) > 0 {
		blocks = append(blocks, bot.Block{Kind: bot.Select, Menu: menu})
	}
	var lists []bot.Button
	for _, f := range []grammar.Filter{grammar.FilterMine, grammar.FilterPool, grammar.FilterTeam} {
		lists = append(lists, bot.Button{Label: s.T(sc.Locale, "list.filter."+string(f), nil), Verb: "list:1:" + string(f)})
	}
	return bot.Message{Blocks: Row(blocks, lists...)}
}

// dayParts keeps the order by time left within each part.
func dayParts(sc Scene, held []*tickets.Ticket) (dueToday, later, waiting []*tickets.Ticket) {
	zone := Zone(sc)
	now := civil(sc.Now.In(zone))
	for _, t := range held {
		switch {
		case waitsForOthers(t):
			waiting = append(waiting, t)
		case !t.NextDue.IsZero() && !civil(t.NextDue.In(zone)).After(now):
			dueToday = append(dueToday, t)
		default:
			later = append(later, t)
		}
	}
	return dueToday, later, waiting
}

// waitsForOthers tells whether nobody of the desk can go on. What waits for the desk itself
// has its clocks running.
func waitsForOthers(t *tickets.Ticket) bool {
	return t.State == tickets.AwaitingApproval || t.State == tickets.WaitingState && t.WaitingOn != tickets.BallUs
}

// dayLine is a line of the list, with whom it waits for.
func (s *Speech) dayLine(sc Scene) bot.Text {
	t, line := sc.Ticket, s.listed(sc)
	switch {
	case !waitsForOthers(t):
		return line
	case t.State == tickets.AwaitingApproval:
		return appendText(line, plain(" · "+s.T(sc.Locale, "day.awaits_approval", nil)))
	}
	return appendText(line, plain(" · "+s.T(sc.Locale, "day.waits", Vars{"Ball": s.ballName(sc.Locale, t.WaitingOn)})))
}

// dayIdle is what to do for who holds nothing.
func (s *Speech) dayIdle(sc Scene, p DayPlan) string {
	switch {
	case p.PoolTotal == 0:
		return "day.idle"
	case len(s.dayClaims(sc, p.Pool)) > 0:
		return "day.idle_pool"
	}
	return "day.idle_manager"
}

// dayClaims are the buttons that claim what is in the pool. They name their ticket: some
// platforms show all buttons below the text.
func (s *Speech) dayClaims(sc Scene, pool []*tickets.Ticket) []bot.Button {
	var out []bot.Button
	for _, t := range pool {
		one := sc
		one.Ticket = t
		if possible(t, DeedClaim) && mayDo(one, DeedClaim) {
			out = append(out, bot.Button{Label: s.deedName(sc.Locale, DeedClaim) + " " + t.Ref(), Verb: Verb("day", t, string(DeedClaim))})
		}
	}
	return out
}
