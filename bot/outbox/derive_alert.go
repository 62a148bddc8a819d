package outbox

import (
	"fmt"
	"hash/fnv"

	"guichet/bot/speech"
	"guichet/tickets"
)

// An alert is one per ticket and clock; a date that was agreed on is a new target, whose alerts
// are others.
func breachKey(t *tickets.Ticket, c tickets.Clock, round int, space string) string {
	return fmt.Sprintf("breach:%d:%s:%s%s", t.Number, c, space, ofRound(round))
}

func warnKey(t *tickets.Ticket, c tickets.Clock, percent, round int) string {
	return fmt.Sprintf("warn:%d:%s:%d%s", t.Number, c, percent, ofRound(round))
}

func ofRound(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(":%d", n)
}

// nudgeKey is one per claim.
func nudgeKey(t *tickets.Ticket) string {
	return fmt.Sprintf("nudge:%d:%d", t.Number, t.AssignedAt.UnixMilli())
}

// rounds are those of the agreements whose alerts of the clock may stand.
func rounds(t *tickets.Ticket, c tickets.Clock) []int {
	out := []int{0}
	if x := t.Clocks.Extension; x != nil && c == tickets.ClockResolve {
		for r := 1; r <= x.Round; r++ {
			out = append(out, r)
		}
	}
	return out
}

// answered edits alerts in place once somebody looks after the ticket, or they are moot.
func (d *derivation) answered() {
	d.put(speech.PurposeNudge, nudgeKey(d.t), d.threadPlace(), 0).OnlyStale = true
	for _, c := range tickets.AllClocks {
		d.againBreach(c)
		for _, percent := range d.policy.WarnAt {
			for _, r := range rounds(d.t, c) {
				d.put(speech.PurposeWarn, warnKey(d.t, c, percent, r), d.threadPlace(), 0).OnlyStale = true
			}
		}
	}
}

// againBreach edits what was said of a breach of the clock.
func (d *derivation) againBreach(c tickets.Clock) {
	for _, s := range d.spaces {
		for _, r := range rounds(d.t, c) {
			d.put(speech.PurposeBreach, breachKey(d.t, c, r, s.Name), tickets.Place{Space: s.Name, Kind: tickets.PlaceEscalation}, 0).OnlyStale = true
		}
	}
}

// warned: a response that nobody gives is everybody's (pool channel); the other clocks are
// the assignee's, in the thread. What goes to the pool channel has its budget.
func (d *derivation) warned(e *tickets.Entry) {
	key := warnKey(d.t, e.Detail.Clock, e.Detail.Percent, e.Detail.Round)
	switch {
	case e.Detail.Clock == tickets.ClockRespond:
		space := d.home()
		if duty := d.policy.OnDuty(1, e.At); duty != "" && d.has(duty.Space()) {
			space = duty.Space()
		}
		d.budgeted(d.put(speech.PurposeWarn, key, tickets.Place{Space: space, Kind: tickets.PlacePool}, e.ID))
	case e.Detail.Assignee != "":
		d.put(speech.PurposeWarn, key, d.threadPlace(), e.ID)
	case e.Detail.Clock == tickets.ClockResolve:
		d.budgeted(d.put(speech.PurposeWarn, key, tickets.Place{Space: d.home(), Kind: tickets.PlacePool}, e.ID))
	}
}

// budgeted makes a warning count against its channel's budget, and be held back when that is
// used up; P1 never is.
func (d *derivation) budgeted(dl *tickets.Delivery) {
	dl.Budget = d.budget(dl.Place)
	if d.t.Priority != tickets.P1 {
		dl.Digest = string(speech.PurposeDigest)
	}
}

// budget names the channel that the place is for this ticket.
func (d *derivation) budget(p tickets.Place) string {
	for _, s := range d.spaces {
		if s.Name != p.Space || p.Kind != tickets.PlacePool {
			continue
		}
		if own := s.Pools[d.t.Category]; own != "" {
			h := fnv.New32a()
			_, _ = h.Write([]byte(own))
			return fmt.Sprintf("%s:%x", p, h.Sum32())
		}
	}
	return p.String()
}

// channels says it once in each space that has such a channel; in the pool channel of home
// when none has.
func (d *derivation) channels(p speech.Purpose, e *tickets.Entry, kind tickets.PlaceKind) {
	key := func(space string) string {
		if p == speech.PurposeBreach {
			return breachKey(d.t, e.Detail.Clock, e.Detail.Round, space)
		}
		return entryKey(p, e, space)
	}
	put := func(at tickets.Place) {
		dl := d.put(p, key(at.Space), at, e.ID)
		if p == speech.PurposeBreach {
			dl.Budget = d.budget(at) // it counts, and is never held back
		}
	}
	said := false
	for _, s := range d.spaces {
		if s.Escalation && kind == tickets.PlaceEscalation {
			put(tickets.Place{Space: s.Name, Kind: kind})
			said = true
		}
	}
	if !said {
		put(tickets.Place{Space: d.home(), Kind: tickets.PlacePool})
	}
}

func proposalKey(t *tickets.Ticket, round int, u tickets.UserID) string {
	return fmt.Sprintf("proposal:%d:%d:%s", t.Number, round, u)
}

// negotiated says what a proposed date, its answer, or an attribution lead to.
func (d *derivation) negotiated(e *tickets.Entry) {
	switch e.Kind {
	case tickets.Attributed:
		d.againBreach(e.Detail.Clock)
	case tickets.Proposed:
		d.againRound(e.Detail.Round - 1)
		to := d.t.Concerned()
		for _, u := range to {
			if u != e.Actor || len(to) == 1 { // who proposes does not answer, unless nobody else can
				d.put(speech.PurposeProposal, proposalKey(d.t, e.Detail.Round, u), CounterOf(u), e.ID)
			}
		}
	default:
		d.againRound(e.Detail.Round)
		d.again()
		d.answered()
		d.thread(speech.PurposeAnswered, e)
	}
}

// againProposal closes the buttons of a proposal that is moot.
func (d *derivation) againProposal() {
	if x := d.t.Clocks.Extension; x != nil {
		d.againRound(x.Round)
	}
}

func (d *derivation) againRound(round int) {
	for _, u := range d.t.Concerned() {
		d.put(speech.PurposeProposal, proposalKey(d.t, round, u), CounterOf(u), 0).OnlyStale = true
	}
}
