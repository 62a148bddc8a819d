package bot

import (
	"slices"
	"testing"
	"time"

	"guichet/tickets"
)

var bothSpaces = Spaces{
	{Name: "slack", Pool: true, Escalation: true, Managers: true},
	{Name: "discord", Pool: true, Escalation: true},
}

func derived(t *tickets.Ticket, policy *tickets.Policy, rows ...*tickets.Entry) []string {
	var out []string
	for _, d := range Derive(bothSpaces, policy)(t, rows) {
		if !d.OnlyStale {
			out = append(out, d.Purpose+"→"+d.Place.String())
		}
	}
	slices.Sort(out)
	return out
}

func TestWhatIsSaidToWhom(t *testing.T) {
	ticket := func(change func(*tickets.Ticket)) *tickets.Ticket {
		tk := &tickets.Ticket{
			Number: 12, Kind: tickets.Incident, State: tickets.New, Requester: "discord:alice",
			Beneficiary: tickets.Beneficiary{User: "slack:benoit"},
		}
		if change != nil {
			change(tk)
		}
		return tk
	}
	taken := ticket(func(tk *tickets.Ticket) { tk.Assignee = "slack:tessa" })
	policy := &tickets.Policy{Lease: "nudge", WarnAt: []int{75, 90}}
	duty := &tickets.Policy{Zone: time.UTC, Rota: tickets.Rota{Levels: map[int]tickets.Shift{1: {People: []tickets.UserID{"slack:tom"}}}}}
	row := func(k tickets.EntryKind, d tickets.Detail, words string) *tickets.Entry {
		return &tickets.Entry{ID: 7, Ticket: 12, Kind: k, Detail: d, Words: words, Actor: "slack:tessa", Via: viaButton}
	}
	cards := []string{"card→pool:discord", "card→pool:slack"}
	counters := func(p string) []string {
		return []string{p + "→counter:discord:alice", p + "→counter:slack:benoit"}
	}
	for name, c := range map[string]struct {
		t      *tickets.Ticket
		policy *tickets.Policy
		rows   []*tickets.Entry
		want   []string
	}{
		"opened": {ticket(nil), policy, []*tickets.Entry{row(tickets.Opened, tickets.Detail{}, "")},
			[]string{"opened→counter:discord:alice", "opened_for→counter:slack:benoit"}},
		"claimed":          {taken, policy, []*tickets.Entry{row(tickets.Claimed, tickets.Detail{Assignee: "slack:tessa"}, "")}, counters("looks_after")},
		"assigned":         {taken, policy, []*tickets.Entry{row(tickets.Assigned, tickets.Detail{Assignee: "slack:tom"}, "")}, append(counters("looks_after"), "assigned→thread:slack")},
		"pause by emoji":   {taken, policy, []*tickets.Entry{{ID: 7, Kind: tickets.Waiting, Via: viaReaction}}, []string{"ask_reason→thread:slack"}},
		"waiting":          {taken, policy, []*tickets.Entry{row(tickets.Waiting, tickets.Detail{}, "pièce")}, counters("waits")},
		"resolved":         {taken, policy, []*tickets.Entry{row(tickets.Resolved, tickets.Detail{Round: 1}, "fait")}, counters("validation")},
		"refused":          {taken, policy, []*tickets.Entry{row(tickets.Refused, tickets.Detail{Round: 1}, "non")}, []string{"refused→thread:slack"}},
		"note":             {taken, policy, []*tickets.Entry{row(tickets.Noted, tickets.Detail{}, "secret")}, []string{"noted→thread:slack"}},
		"reply":            {taken, policy, []*tickets.Entry{row(tickets.Replied, tickets.Detail{}, "bonjour")}, append(counters("replied"), "reply_sent→thread:slack")},
		"said":             {taken, policy, []*tickets.Entry{row(tickets.Said, tickets.Detail{}, "merci")}, []string{"said→thread:slack"}},
		"response warning": {ticket(nil), policy, []*tickets.Entry{row(tickets.Warned, tickets.Detail{Clock: tickets.ClockRespond, Percent: 75}, "")}, []string{"warn→pool:discord"}},
		"response warning, duty on slack": {ticket(nil), duty, []*tickets.Entry{row(tickets.Warned, tickets.Detail{Clock: tickets.ClockRespond, Percent: 75}, "")},
			[]string{"warn→pool:slack"}},
		"contact warning, nobody": {ticket(nil), policy, []*tickets.Entry{row(tickets.Warned, tickets.Detail{Clock: tickets.ClockFirstContact}, "")}, nil},
		"resolution warning":      {taken, policy, []*tickets.Entry{row(tickets.Warned, tickets.Detail{Clock: tickets.ClockResolve, Assignee: "slack:tessa"}, "")}, []string{"warn→thread:slack"}},
		"breach": {taken, policy, []*tickets.Entry{row(tickets.Breached, tickets.Detail{Clock: tickets.ClockResolve}, "")},
			[]string{"breach→escalation:discord", "breach→escalation:slack"}},
		"contact breach": {taken, policy, []*tickets.Entry{row(tickets.Breached, tickets.Detail{Clock: tickets.ClockFirstContact, Assignee: "slack:tessa"}, "")},
			[]string{"breach→escalation:discord", "breach→escalation:slack", "nudge→thread:slack"}},
		"closed with survey": {ticket(func(tk *tickets.Ticket) { tk.State = tickets.ClosedState; tk.Rating.By = "slack:benoit" }), policy,
			[]*tickets.Entry{row(tickets.Closed, tickets.Detail{Why: "silence"}, ""), row(tickets.RatingAsked, tickets.Detail{}, "")},
			append(counters("closed"), "rating→counter:slack:benoit")},
	} {
		t.Run(name, func(t *testing.T) {
			want := append(slices.Clone(cards), c.want...)
			slices.Sort(want)
			if got := derived(c.t, c.policy, c.rows...); !slices.Equal(got, want) {
				t.Errorf("said\n%q\nwant\n%q", got, want)
			}
		})
	}
}

// A note is another kind of row, and no kind of row but a reply takes words of the desk to a
// counter.
func TestNotesNeverReachACounter(t *testing.T) {
	tk := &tickets.Ticket{Number: 1, Requester: "slack:a", Beneficiary: tickets.Beneficiary{User: "slack:b"}, Assignee: "slack:t"}
	for _, d := range Derive(bothSpaces, &tickets.Policy{})(tk, []*tickets.Entry{{ID: 1, Kind: tickets.Noted, Words: "secret"}}) {
		if d.Place.Kind == tickets.PlaceCounter {
			t.Errorf("a note goes to %s as %s", d.Place, d.Purpose)
		}
	}
}

// Keys are carried by the platforms, which take 80 characters.
func TestKeysFitThePlatforms(t *testing.T) {
	long := tickets.UserID("discord:12345678901234567890")
	tk := &tickets.Ticket{Number: 123456789, Requester: long, Beneficiary: tickets.Beneficiary{User: "slack:U0123456789012"}, Assignee: long, Rating: tickets.Rating{By: long, Speed: 1}}
	for _, k := range []tickets.EntryKind{
		tickets.Opened, tickets.Claimed, tickets.Assigned, tickets.Waiting, tickets.Resolved, tickets.Refused, tickets.Closed,
		tickets.Cancelled, tickets.Prompted, tickets.Escalated, tickets.Said, tickets.Replied, tickets.Warned, tickets.Breached,
		tickets.Reminded, tickets.RatingAsked, tickets.Rated, tickets.Unrated,
	} {
		e := &tickets.Entry{ID: 1 << 40, Kind: k, Detail: tickets.Detail{Clock: tickets.ClockFirstContact, Percent: 90, Assignee: long, Subject: long, Round: 100}}
		for _, d := range Derive(bothSpaces, &tickets.Policy{WarnAt: []int{75}})(tk, []*tickets.Entry{e}) {
			if len(d.Key) > 80-len(parkedPrefix) {
				t.Errorf("key %q has %d characters", d.Key, len(d.Key))
			}
		}
	}
}
