package speech

import (
	"time"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/tickets"
)

// warn says that a share of a target is used up. The clock decides who is called: for the
// response whoever is on duty, else the assignee.
func (s *Speech) warn(sc Scene) bot.Message {
	e := Entry(sc)
	d := e.Detail
	told := Vars{"Percent": d.Percent, "When": s.Moment(sc, d.Deadline)}
	if settled := s.settled(sc); settled != nil {
		return bot.Message{Blocks: []bot.Block{s.tell(sc, "warn."+clockKey(d.Clock), told), Paragraph(settled)}, Tone: bot.Muted}
	}
	who := sc.Ticket.Assignee
	if who == "" || d.Clock == tickets.ClockRespond {
		who = sc.OnDuty[1]
	}
	blocks := []bot.Block{s.calling(sc, who, "warn."+clockKey(d.Clock), told)}
	blocks = s.overdue(sc, blocks, d.DueAt)
	if d.Clock == tickets.ClockRespond && possible(sc.Ticket, DeedClaim) {
		claim := s.button(sc.Locale, DeedClaim, sc.Ticket)
		claim.Style = bot.Primary
		blocks = Row(blocks, claim)
	}
	return bot.Message{Blocks: blocks, Tone: bot.Warning}
}

// breach tells the managers that a target is used up, and asks whose delay it was. Somebody
// taking the ticket answers the alert; the attribution stays open to managers.
func (s *Speech) breach(sc Scene) bot.Message {
	t, e := sc.Ticket, Entry(sc)
	d := e.Detail
	first := s.tell(sc, "breach."+clockKey(d.Clock), Vars{"Since": s.exceededSince(sc)})
	if settled := s.settled(sc); settled != nil {
		return bot.Message{Blocks: append([]bot.Block{first, Paragraph(settled)}, s.attribution(sc)...), Tone: bot.Muted}
	}
	first.Text = appendText(s.managers(sc), plain(", "), first.Text)
	pairs := []bot.Pair{
		{Label: s.T(sc.Locale, "field.state", nil), Value: plain(s.StateName(sc.Locale, t.State))},
		{Label: s.T(sc.Locale, "field.priority", nil), Value: s.priority(sc)},
		{Label: s.T(sc.Locale, "field.assignee", nil), Value: s.holder(sc)},
		{Label: s.T(sc.Locale, "deadline", nil), Value: s.Moment(sc, d.Deadline)},
	}
	if t.Requester != "" {
		pairs = append(pairs, bot.Pair{Label: s.T(sc.Locale, "field.requester", nil), Value: plain(sc.Name(t.Requester))})
	}
	blocks := s.overdue(sc, []bot.Block{first, fields(pairs)}, d.DueAt)
	buttons := []bot.Button{s.Named(sc.Locale, "takeover", t, bot.Primary)}
	if possible(t, deedExtend) {
		buttons = append(buttons, s.Named(sc.Locale, "extend", t, bot.Neutral))
	}
	blocks = Row(blocks, append(buttons, s.Named(sc.Locale, "show", t, bot.Neutral))...)
	return bot.Message{Blocks: append(blocks, s.attribution(sc)...), Tone: bot.Alarm}
}

// attribution asks whose delay it was, or shows who said whose.
func (s *Speech) attribution(sc Scene) []bot.Block {
	clock := Entry(sc).Detail.Clock
	delay := sc.Ticket.Clocks.Of(clock).Delay
	line, chosen := s.Text(sc.Locale, "delay.ask", nil), ""
	if delay != nil {
		chosen = delayOf(delay.Ball)
		line = s.Text(sc.Locale, "delay.said", Vars{
			"Who": s.someone(sc, delay.By), "When": s.Moment(sc, delay.At), "Delay": s.T(sc.Locale, "delay."+chosen, nil),
		})
	}
	var buttons []bot.Button
	for _, whose := range grammar.Delays {
		buttons = append(buttons, bot.Button{
			Label: s.T(sc.Locale, "delay.option."+whose, nil), Verb: Verb("attribute", sc.Ticket, clockKey(clock), whose), On: whose == chosen,
		})
	}
	return Row([]bot.Block{Small(line)}, buttons...)
}

// exceededSince is the deadline that was missed. A breach that is edited on a later day
// stands under the day it was posted, so it then says the date.
func (s *Speech) exceededSince(sc Scene) string {
	e := Entry(sc)
	deadline := e.Detail.Deadline
	if deadline.IsZero() {
		deadline = sc.Ticket.Clocks.Of(e.Detail.Clock).Deadline
	}
	zone, seen := Zone(sc), time.Time{}
	if dayFrom(sc.Now.In(zone), e.At.In(zone)) == today {
		seen = sc.Now
	}
	return s.when(sc.Locale, saySince, deadline, seen, zone)
}

// managers mentions the managers.
func (s *Speech) managers(sc Scene) bot.Text {
	return bot.Text{{Kind: bot.Group, Role: bot.GroupManagers, Text: s.T(sc.Locale, "managers", nil), People: sc.Managers}}
}

// nudge reminds a technician that the beneficiary has not been reached.
func (s *Speech) nudge(sc Scene) bot.Message {
	d := Entry(sc).Detail
	t := sc.Ticket
	if t.State.Finished() || !t.ContactAt.IsZero() {
		return bot.Message{Blocks: []bot.Block{s.tell(sc, "nudge.done", nil)}, Tone: bot.Muted}
	}
	who := FirstOfUsers(t.Assignee, d.Assignee)
	blocks := []bot.Block{s.calling(sc, who, "nudge", Vars{"Beneficiary": beneficiaryName(sc)})}
	blocks = s.overdue(sc, blocks, d.DueAt)
	if possible(t, deedContact) {
		blocks = Row(blocks, s.button(sc.Locale, deedContact, t))
	}
	return bot.Message{Blocks: blocks, Tone: bot.Warning}
}

// settled is what became of an alert that was answered, nil while it stands: the clock was
// met or stopped, the ticket is finished, or somebody took it after the alert.
func (s *Speech) settled(sc Scene) bot.Text {
	t, e := sc.Ticket, Entry(sc)
	clock := t.Clocks.Of(e.Detail.Clock)
	switch {
	case t.State.Finished():
		return s.Text(sc.Locale, "settled.finished", s.about(sc, Vars{"State": s.StateName(sc.Locale, t.State)}))
	case !clock.Met.IsZero() && e.Detail.Clock == tickets.ClockFirstContact:
		return s.Text(sc.Locale, "settled.contacted", s.about(sc, Vars{"When": s.Moment(sc, clock.Met)}))
	case e.Detail.Round < clock.Agreed:
		return s.Text(sc.Locale, "settled.extended", s.about(sc, Vars{"When": s.Moment(sc, clock.Deadline)}))
	case clock.Stopped:
		return s.Text(sc.Locale, "settled.paused", s.about(sc, nil))
	case t.Assignee != "" && (!clock.Met.IsZero() || t.AssignedAt.After(e.At)) && !e.At.IsZero():
		return s.Text(sc.Locale, "settled.taken", s.about(sc, Vars{"Who": sc.Name(t.Assignee), "When": s.Moment(sc, t.AssignedAt)}))
	case !clock.Met.IsZero():
		return s.Text(sc.Locale, "settled.met", s.about(sc, Vars{"When": s.Moment(sc, clock.Met)}))
	}
	return nil
}

// returned tells the technician whose claim ended without a first contact.
func (s *Speech) returned(sc Scene) bot.Message {
	e := Entry(sc)
	blocks := s.overdue(sc, []bot.Block{s.calling(sc, e.Detail.Previous, "returned", Vars{"Beneficiary": beneficiaryName(sc)})}, e.Detail.DueAt)
	if possible(sc.Ticket, DeedClaim) {
		blocks = Row(blocks, s.button(sc.Locale, DeedClaim, sc.Ticket))
	}
	return bot.Message{Blocks: blocks, Tone: bot.Warning}
}

// clockKey is the clock's name in the locales' keys.
func clockKey(c tickets.Clock) string {
	if c == "" {
		return string(tickets.ClockResolve)
	}
	return string(c)
}
