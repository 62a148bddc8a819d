package speech

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"guichet/tickets"
	"guichet/tickets/calendar"
)

// slaScene is a desk open on working days, with two priorities and a contract.
func slaScene(t testing.TB, locale string) Scene {
	t.Helper()
	sc := sampleScene(t, locale)
	week := map[time.Weekday][]calendar.Window{}
	for d := time.Monday; d <= time.Friday; d++ {
		week[d] = []calendar.Window{{From: 9 * 60, To: 18 * 60}}
	}
	office, err := calendar.New(calendar.Spec{Zone: sc.Policy.Zone, Hours: week, Holidays: "FR"})
	if err != nil {
		t.Fatal(err)
	}
	hour := func(n int) tickets.Span { return tickets.Span{Time: time.Duration(n) * time.Hour} }
	p := *sc.Policy
	p.Calendar = office
	p.Matrix = map[tickets.Urgency]map[tickets.Impact]tickets.Priority{
		tickets.High: {tickets.Many: tickets.P1, tickets.Team: tickets.P2, tickets.One: tickets.P2}, tickets.Medium: {tickets.Many: tickets.P2},
	}
	p.Targets = map[tickets.Priority]tickets.Targets{
		tickets.P1: {Calendar: office, Respond: tickets.Span{Time: 15 * time.Minute}, FirstContact: tickets.Span{Time: 90 * time.Minute}, Resolve: hour(4)},
		tickets.P2: {Calendar: office, Respond: hour(1), FirstContact: hour(2), Resolve: tickets.Span{Days: 2}},
	}
	p.Groups = []tickets.Group{{ID: "direction", Name: tickets.Words{"fr": "Direction", "en": "Management"}, Targets: map[tickets.Priority]tickets.Targets{
		tickets.P2: {Respond: tickets.Span{Time: 10 * time.Minute}, Resolve: tickets.Span{Days: 1}},
	}}}
	sc.Policy = &p
	return sc
}

func TestCommitmentsAndExplanations(t *testing.T) {
	s := testSpeech(t)
	for _, locale := range Locales {
		var b strings.Builder
		sc := slaScene(t, locale)
		b.WriteString(sketch(s.Commitments(sc, "")) + "\n" + sketch(s.Commitments(sc, "direction")) + "\n")
		at := func(h int) time.Time { return sc.Ticket.OpenedAt.Add(time.Duration(h) * time.Hour) }
		opened := &tickets.Entry{Kind: tickets.Opened, At: at(0), Detail: tickets.Detail{Priority: tickets.P2}}
		for _, story := range [][]*tickets.Entry{
			nil,
			{
				{Kind: tickets.Claimed, At: at(1)},
				{Kind: tickets.Contacted, At: at(3)},
				{Kind: tickets.Waiting, At: at(4), Detail: tickets.Detail{Ball: tickets.BallSupplier}},
				{Kind: tickets.Resumed, At: at(24)},
			},
			{{Kind: tickets.Waiting, At: at(1), Detail: tickets.Detail{Ball: tickets.BallRequester}}},
			{
				{Kind: tickets.Proposed, At: at(1), Detail: tickets.Detail{Round: 1, Deadline: at(120)}},
				{Kind: tickets.Extended, At: at(2), Detail: tickets.Detail{Round: 1, Why: "accepted"}},
			},
			{{Kind: tickets.Resolved, At: at(26)}},
		} {
			journal := append([]*tickets.Entry{opened}, story...)
			now := sc
			now.Now = at(30)
			b.WriteString(sketch(s.Explain(now, tickets.Explain(sc.Policy, sc.Ticket, journal, now.Now))) + "\n")
		}
		golden(t, "sla."+locale+".golden", b.String())
	}
}

// An explanation of a ticket that waited again and again still fits a message.
func TestALongExplanationFits(t *testing.T) {
	s := testSpeech(t)
	sc := slaScene(t, "fr")
	now := sc.Ticket.OpenedAt
	journal := []*tickets.Entry{{Kind: tickets.Opened, At: now, Detail: tickets.Detail{Priority: tickets.P2}}}
	for range 200 {
		now = now.Add(time.Hour)
		journal = append(journal, &tickets.Entry{Kind: tickets.Waiting, At: now, Detail: tickets.Detail{Ball: tickets.BallOtherDesk}},
			&tickets.Entry{Kind: tickets.Resumed, At: now.Add(time.Minute)})
	}
	m := s.Explain(sc, tickets.Explain(sc.Policy, sc.Ticket, journal, now.Add(time.Hour)))
	total := 0
	for _, text := range textsOf(m) {
		total += utf8.RuneCountInString(Flat(text))
	}
	if got := sketch(m); total > 4000 || !strings.Contains(got, "périodes antérieures") {
		t.Errorf("%d characters\n%s", total, got)
	}
}
