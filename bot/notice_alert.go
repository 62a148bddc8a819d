package bot

import (
	"time"

	"guichet/tickets"
)

// warn says that a share of a target is used up. The clock decides who is called: for the
// response whoever is on duty, else the assignee.
func (s *Speech) warn(sc Scene) Message {
	e := entry(sc)
	d := e.Detail
	told := vars{"Percent": d.Percent, "When": s.moment(sc, d.Deadline)}
	if settled := s.settled(sc); settled != nil {
		return Message{Blocks: []Block{s.tell(sc, "warn."+clockKey(d.Clock), told), paragraph(settled)}, Tone: Muted}
	}
	who := sc.Ticket.Assignee
	if who == "" || d.Clock == tickets.ClockRespond {
		who = sc.OnDuty[1]
	}
	blocks := []Block{s.calling(sc, who, "warn."+clockKey(d.Clock), told)}
	blocks = s.overdue(sc, blocks, d.DueAt)
	if d.Clock == tickets.ClockRespond && possible(sc.Ticket, deedClaim) {
		claim := s.button(sc.Locale, deedClaim, sc.Ticket)
		claim.Style = Primary
		blocks = row(blocks, claim)
	}
	return Message{Blocks: blocks, Tone: Warning}
}

// breach tells the managers that a target is used up, and asks whose delay it was. Somebody
// taking the ticket answers the alert; the attribution stays open to managers.
func (s *Speech) breach(sc Scene) Message {
	t, e := sc.Ticket, entry(sc)
	d := e.Detail
	first := s.tell(sc, "breach."+clockKey(d.Clock), vars{"Since": s.exceededSince(sc)})
	if settled := s.settled(sc); settled != nil {
		return Message{Blocks: append([]Block{first, paragraph(settled)}, s.attribution(sc)...), Tone: Muted}
	}
	first.Text = appendText(s.managers(sc), plain(", "), first.Text)
	pairs := []Pair{
		{Label: s.T(sc.Locale, "field.state", nil), Value: plain(s.stateName(sc.Locale, t.State))},
		{Label: s.T(sc.Locale, "field.priority", nil), Value: s.priority(sc)},
		{Label: s.T(sc.Locale, "field.assignee", nil), Value: s.holder(sc)},
		{Label: s.T(sc.Locale, "deadline", nil), Value: s.moment(sc, d.Deadline)},
	}
	if t.Requester != "" {
		pairs = append(pairs, Pair{Label: s.T(sc.Locale, "field.requester", nil), Value: plain(sc.Name(t.Requester))})
	}
	blocks := s.overdue(sc, []Block{first, fields(pairs)}, d.DueAt)
	buttons := []Button{s.named(sc.Locale, "takeover", t, Primary)}
	if possible(t, deedExtend) {
		buttons = append(buttons, s.named(sc.Locale, "extend", t, Neutral))
	}
	blocks = row(blocks, append(buttons, s.named(sc.Locale, "show", t, Neutral))...)
	return Message{Blocks: append(blocks, s.attribution(sc)...), Tone: Alarm}
}

// attribution asks whose delay it was, or shows who said whose.
func (s *Speech) attribution(sc Scene) []Block {
	clock := entry(sc).Detail.Clock
	delay := sc.Ticket.Clocks.Of(clock).Delay
	line, chosen := s.text(sc.Locale, "delay.ask", nil), ""
	if delay != nil {
		chosen = delayOf(delay.Ball)
		line = s.text(sc.Locale, "delay.said", vars{
			"Who": s.someone(sc, delay.By), "When": s.moment(sc, delay.At), "Delay": s.T(sc.Locale, "delay."+chosen, nil),
		})
	}
	var buttons []Button
	for _, whose := range delays {
		buttons = append(buttons, Button{
			Label: s.T(sc.Locale, "delay.option."+whose, nil), Verb: verb("attribute", sc.Ticket, clockKey(clock), whose), On: whose == chosen,
		})
	}
	return row([]Block{small(line)}, buttons...)
}

// exceededSince is the deadline that was missed. A breach that is edited on a later day
// stands under the day it was posted, so it then says the date.
func (s *Speech) exceededSince(sc Scene) string {
	e := entry(sc)
	deadline := e.Detail.Deadline
	if deadline.IsZero() {
		deadline = sc.Ticket.Clocks.Of(e.Detail.Clock).Deadline
	}
	zone, seen := zoneOf(sc), time.Time{}
	if dayFrom(sc.Now.In(zone), e.At.In(zone)) == today {
		seen = sc.Now
	}
	return s.when(sc.Locale, saySince, deadline, seen, zone)
}

// managers mentions the managers.
func (s *Speech) managers(sc Scene) Text {
	return Text{{Kind: Group, Role: GroupManagers, Text: s.T(sc.Locale, "managers", nil), People: sc.Managers}}
}

// nudge reminds a technician that the beneficiary has not been reached.
func (s *Speech) nudge(sc Scene) Message {
	d := entry(sc).Detail
	t := sc.Ticket
	if t.State.Finished() || !t.ContactAt.IsZero() {
		return Message{Blocks: []Block{s.tell(sc, "nudge.done", nil)}, Tone: Muted}
	}
	who := firstOfUsers(t.Assignee, d.Assignee)
	blocks := []Block{s.calling(sc, who, "nudge", vars{"Beneficiary": beneficiaryName(sc)})}
	blocks = s.overdue(sc, blocks, d.DueAt)
	if possible(t, deedContact) {
		blocks = row(blocks, s.button(sc.Locale, deedContact, t))
	}
	return Message{Blocks: blocks, Tone: Warning}
}

// settled is what became of an alert that was answered, nil while it stands: the clock was
// met or stopped, the ticket is finished, or somebody took it after the alert.
func (s *Speech) settled(sc Scene) Text {
	t, e := sc.Ticket, entry(sc)
	clock := t.Clocks.Of(e.Detail.Clock)
	switch {
	case t.State.Finished():
		return s.text(sc.Locale, "settled.finished", s.about(sc, vars{"State": s.stateName(sc.Locale, t.State)}))
	case !clock.Met.IsZero() && e.Detail.Clock == tickets.ClockFirstContact:
		return s.text(sc.Locale, "settled.contacted", s.about(sc, vars{"When": s.moment(sc, clock.Met)}))
	case e.Detail.Round < clock.Agreed:
		return s.text(sc.Locale, "settled.extended", s.about(sc, vars{"When": s.moment(sc, clock.Deadline)}))
	case clock.Stopped:
		return s.text(sc.Locale, "settled.paused", s.about(sc, nil))
	case t.Assignee != "" && (!clock.Met.IsZero() || t.AssignedAt.After(e.At)) && !e.At.IsZero():
		return s.text(sc.Locale, "settled.taken", s.about(sc, vars{"Who": sc.Name(t.Assignee), "When": s.moment(sc, t.AssignedAt)}))
	case !clock.Met.IsZero():
		return s.text(sc.Locale, "settled.met", s.about(sc, vars{"When": s.moment(sc, clock.Met)}))
	}
	return nil
}

// returned tells the technician whose claim ended without a first contact.
func (s *Speech) returned(sc Scene) Message {
	e := entry(sc)
	blocks := s.overdue(sc, []Block{s.calling(sc, e.Detail.Previous, "returned", vars{"Beneficiary": beneficiaryName(sc)})}, e.Detail.DueAt)
	if possible(sc.Ticket, deedClaim) {
		blocks = row(blocks, s.button(sc.Locale, deedClaim, sc.Ticket))
	}
	return Message{Blocks: blocks, Tone: Warning}
}

// clockKey is the clock's name in the locales' keys.
func clockKey(c tickets.Clock) string {
	if c == "" {
		return string(tickets.ClockResolve)
	}
	return string(c)
}
