package bot

import (
	"context"
	"strconv"

	"guichet/tickets"
)

const (
	// dayHeld and dayPool are how many tickets of each part a day shows: with long summaries
	// they still fit Discord's embed
	// (https://docs.discord.com/developers/resources/message#embed-object-embed-limits).
	dayHeld = 8
	dayPool = 3
)

// dayPlan is what somebody of the desk has before them.
type dayPlan struct {
	Held      []*tickets.Ticket // by time left, at most dayHeld
	HeldTotal int
	Pool      []*tickets.Ticket // by time left, at most dayPool
	PoolTotal int
}

// day shows technicians and managers their day. Who may not see the queue gets their own
// tickets, as from the list. A button "day:12:claim" claims, and shows what the day is then.
func (a *App) day(ctx context.Context, e Event, in intent) (Answer, error) {
	if in.Arg == string(deedClaim) {
		if _, err := a.desk.Claim(ctx, act(e, in.Via), in.Ticket); err != nil {
			return Answer{}, err
		}
	}
	if !tickets.May(actor(e), tickets.ActListQueue, nil) {
		return a.list(ctx, e, intent{Verb: "list", Via: in.Via})
	}
	plan, err := a.dayPlan(ctx, e.By.ID)
	if err != nil {
		return Answer{}, err
	}
	b := board{Tickets: append(append([]*tickets.Ticket{}, plan.Held...), plan.Pool...)}
	m := a.speech.Day(a.boardScene(ctx, a.viewer(ctx, e.By), e.Roles, b), plan)
	if in.Via == viaButton {
		return Answer{Replace: &m}, nil
	}
	return Answer{Private: &m}, nil
}

func (a *App) dayPlan(ctx context.Context, who tickets.UserID) (p dayPlan, err error) {
	q := tickets.Query{Unfinished: true, Assignee: who, Order: tickets.ByDeadline, Limit: dayHeld}
	if p.Held, p.HeldTotal, err = a.desk.List(ctx, q); err != nil {
		return p, err
	}
	q = tickets.Query{Unfinished: true, Pool: true, Order: tickets.ByDeadline, Limit: dayPool}
	p.Pool, p.PoolTotal, err = a.desk.List(ctx, q)
	return p, err
}

// Day is somebody's day: what they hold, first what is due today or was before, then the rest,
// last what waits for others; then the most urgent of the pool, with buttons to claim.
func (s *Speech) Day(sc Scene, p dayPlan) Message {
	now := sc.Now.In(zoneOf(sc))
	blocks := []Block{heading(s.T(sc.Locale, "day.title", vars{"Date": s.date(sc.Locale, now, now)}))}
	menu := &Menu{Placeholder: s.T(sc.Locale, "list.show", nil), Verb: "show"}
	part := func(title string, ts []*tickets.Ticket) {
		if len(ts) == 0 {
			return
		}
		blocks = append(blocks, paragraph(boldText(title)))
		for _, t := range ts {
			one := sc
			one.Ticket = t
			blocks = append(blocks, paragraph(s.dayLine(one)))
			menu.Options = append(menu.Options, Option{Label: s.title(one), Value: strconv.FormatInt(t.Number, 10)})
		}
	}
	dueToday, later, waiting := dayParts(sc, p.Held)
	part(s.T(sc.Locale, "day.today", nil), dueToday)
	part(s.T(sc.Locale, "day.later", nil), later)
	part(s.T(sc.Locale, "day.waiting", nil), waiting)
	if len(p.Held) < p.HeldTotal {
		blocks = append(blocks, small(s.text(sc.Locale, "day.part", vars{"Shown": len(p.Held), "Count": p.HeldTotal})))
	}
	if len(p.Held) == 0 {
		blocks = append(blocks, paragraph(s.text(sc.Locale, s.dayIdle(sc, p), nil)))
	} else if p.PoolTotal == 0 {
		blocks = append(blocks, small(s.text(sc.Locale, "day.pool_empty", nil)))
	}
	part(s.T(sc.Locale, "day.pool", vars{"Count": p.PoolTotal}), p.Pool)
	blocks = row(blocks, s.dayClaims(sc, p.Pool)...)
	if len(menu.Options) > 0 {
		blocks = append(blocks, Block{Kind: Select, Menu: menu})
	}
	var lists []Button
	for _, f := range []filter{filterMine, filterPool, filterTeam} {
		lists = append(lists, Button{Label: s.T(sc.Locale, "list.filter."+string(f), nil), Verb: "list:1:" + string(f)})
	}
	return Message{Blocks: row(blocks, lists...)}
}

// dayParts keeps the order by time left within each part.
func dayParts(sc Scene, held []*tickets.Ticket) (dueToday, later, waiting []*tickets.Ticket) {
	zone := zoneOf(sc)
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
func (s *Speech) dayLine(sc Scene) Text {
	t, line := sc.Ticket, s.listed(sc)
	switch {
	case !waitsForOthers(t):
		return line
	case t.State == tickets.AwaitingApproval:
		return appendText(line, plain(" · "+s.T(sc.Locale, "day.awaits_approval", nil)))
	}
	return appendText(line, plain(" · "+s.T(sc.Locale, "day.waits", vars{"Ball": s.ballName(sc.Locale, t.WaitingOn)})))
}

// dayIdle is what to do for who holds nothing.
func (s *Speech) dayIdle(sc Scene, p dayPlan) string {
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
func (s *Speech) dayClaims(sc Scene, pool []*tickets.Ticket) []Button {
	var out []Button
	for _, t := range pool {
		one := sc
		one.Ticket = t
		if possible(t, deedClaim) && mayDo(one, deedClaim) {
			out = append(out, Button{Label: s.deedName(sc.Locale, deedClaim) + " " + t.Ref(), Verb: verb("day", t, string(deedClaim))})
		}
	}
	return out
}
