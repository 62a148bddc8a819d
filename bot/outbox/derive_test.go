package outbox

import (
	"slices"
	"testing"
	"time"

	"guichet/bot"
	"guichet/bot/speech"
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
		return &tickets.Entry{ID: 7, Ticket: 12, Kind: k, Detail: d, Words: words, Actor: "slack:tessa", Via: bot.ViaButton}
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
		"opened": {
			ticket(nil), policy,
			[]*tickets.Entry{row(tickets.Opened, tickets.Detail{}, "")},
			[]string{"opened→counter:discord:alice", "opened_for→counter:slack:benoit"},
		},
		"opened, with a procedure of two messages": {
			ticket(func(tk *tickets.Ticket) { tk.Checklist = make([]tickets.Check, 30) }), policy,
			[]*tickets.Entry{row(tickets.Opened, tickets.Detail{}, "")},
			[]string{
				"opened→counter:discord:alice", "opened_for→counter:slack:benoit",
				"checklist→thread:discord", "checklist→thread:discord", "checklist→thread:slack", "checklist→thread:slack",
			},
		},
		"ticked": {
			ticket(func(tk *tickets.Ticket) { tk.Checklist = make([]tickets.Check, 2) }), policy,
			[]*tickets.Entry{row(tickets.Ticked, tickets.Detail{}, "")},
			[]string{"checklist→thread:discord", "checklist→thread:slack"},
		},
		"amended": {
			taken, policy,
			[]*tickets.Entry{
				row(tickets.Retitled, tickets.Detail{Why: "summary category"}, "autre objet"), row(tickets.Categorised, tickets.Detail{Category: "network"}, ""),
				row(tickets.UrgencySet, tickets.Detail{}, ""), row(tickets.Filled, tickets.Detail{}, "Prise: B12"),
			},
			counters("amended"),
		},
		"another procedure": {
			ticket(func(tk *tickets.Ticket) { tk.Checklist = make([]tickets.Check, 2) }), policy,
			[]*tickets.Entry{row(tickets.Categorised, tickets.Detail{Category: "network"}, "")},
			[]string{"checklist→thread:discord", "checklist→thread:slack"},
		},
		"claimed":        {taken, policy, []*tickets.Entry{row(tickets.Claimed, tickets.Detail{Assignee: "slack:tessa"}, "")}, counters("looks_after")},
		"assigned":       {taken, policy, []*tickets.Entry{row(tickets.Assigned, tickets.Detail{Assignee: "slack:tom"}, "")}, append(counters("looks_after"), "assigned→thread:slack")},
		"pause by emoji": {taken, policy, []*tickets.Entry{{ID: 7, Kind: tickets.Waiting, Via: bot.ViaReaction}}, []string{"ask_reason→thread:slack"}},
		"waiting":        {taken, policy, []*tickets.Entry{row(tickets.Waiting, tickets.Detail{}, "pièce")}, counters("waits")},
		"resolved":       {taken, policy, []*tickets.Entry{row(tickets.Resolved, tickets.Detail{Round: 1}, "fait")}, counters("validation")},
		"refused":        {taken, policy, []*tickets.Entry{row(tickets.Refused, tickets.Detail{Round: 1}, "non")}, []string{"refused→thread:slack"}},
		"note":           {taken, policy, []*tickets.Entry{row(tickets.Noted, tickets.Detail{}, "secret")}, []string{"noted→thread:slack"}},
		"reply":          {taken, policy, []*tickets.Entry{row(tickets.Replied, tickets.Detail{}, "bonjour")}, append(counters("replied"), "reply_sent→thread:discord", "reply_sent→thread:slack")},
		"said":           {taken, policy, []*tickets.Entry{{ID: 7, Kind: tickets.Said, Actor: "discord:alice"}}, []string{"said→thread:discord", "said→thread:slack", "said→counter:slack:benoit"}},
		"said by a follower": {
			ticket(func(tk *tickets.Ticket) {
				tk.Assignee, tk.Followers = "slack:tessa", []tickets.UserID{"slack:chloe", "discord:dan"}
			}), policy,
			[]*tickets.Entry{{ID: 7, Kind: tickets.Said, Actor: "slack:chloe"}},
			append(counters("said"), "said→counter:discord:dan", "said→thread:discord", "said→thread:slack"),
		},
		"resolved, followed": {
			ticket(func(tk *tickets.Ticket) { tk.Assignee, tk.Followers = "slack:tessa", []tickets.UserID{"slack:chloe"} }), policy,
			[]*tickets.Entry{row(tickets.Resolved, tickets.Detail{Round: 1}, "fait")},
			append(counters("validation"), "validation→counter:slack:chloe"),
		},
		"thanks":              {ticket(func(tk *tickets.Ticket) { tk.State, tk.Assignee = tickets.ClosedState, "slack:tessa" }), policy, []*tickets.Entry{{ID: 7, Kind: tickets.Thanked, Actor: "discord:alice"}}, []string{"thanked→thread:slack"}},
		"words after the end": {ticket(func(tk *tickets.Ticket) { tk.State, tk.Assignee = tickets.ClosedState, "slack:tessa" }), policy, []*tickets.Entry{{ID: 7, Kind: tickets.SaidLate, Actor: "discord:alice"}}, []string{"late→counter:discord:alice"}},
		"words on a solution": {
			ticket(func(tk *tickets.Ticket) { tk.State, tk.Assignee = tickets.ResolvedState, "slack:tessa" }), policy,
			[]*tickets.Entry{{ID: 7, Kind: tickets.Said, Actor: "discord:alice"}},
			[]string{"said→thread:discord", "said→thread:slack", "said→counter:slack:benoit", "ask_again→counter:discord:alice"},
		},
		"reopened":         {taken, policy, []*tickets.Entry{row(tickets.Reopened, tickets.Detail{Round: 1}, "encore")}, append(counters("reopened"), "reopened→thread:slack")},
		"a follower more":  {taken, policy, []*tickets.Entry{row(tickets.FollowerAdded, tickets.Detail{Subject: "slack:chloe"}, "")}, []string{"following→counter:slack:chloe"}},
		"a follower less":  {taken, policy, []*tickets.Entry{row(tickets.FollowerRemoved, tickets.Detail{Subject: "slack:chloe"}, "")}, []string{"unfollowed→counter:slack:chloe", "archive→counter:slack:chloe"}},
		"response warning": {ticket(nil), policy, []*tickets.Entry{row(tickets.Warned, tickets.Detail{Clock: tickets.ClockRespond, Percent: 75}, "")}, []string{"warn→pool:discord"}},
		"edited":           {taken, policy, []*tickets.Entry{row(tickets.Edited, tickets.Detail{Of: 3, RowKind: tickets.Said}, "merci bien")}, nil},
		"response warning, duty on slack": {
			ticket(nil), duty,
			[]*tickets.Entry{row(tickets.Warned, tickets.Detail{Clock: tickets.ClockRespond, Percent: 75}, "")},
			[]string{"warn→pool:slack"},
		},
		"contact warning, nobody": {ticket(nil), policy, []*tickets.Entry{row(tickets.Warned, tickets.Detail{Clock: tickets.ClockFirstContact}, "")}, nil},
		"resolution warning":      {taken, policy, []*tickets.Entry{row(tickets.Warned, tickets.Detail{Clock: tickets.ClockResolve, Assignee: "slack:tessa"}, "")}, []string{"warn→thread:slack"}},
		"breach": {
			taken, policy,
			[]*tickets.Entry{row(tickets.Breached, tickets.Detail{Clock: tickets.ClockResolve}, "")},
			[]string{"breach→escalation:discord", "breach→escalation:slack"},
		},
		"contact breach": {
			taken, policy,
			[]*tickets.Entry{row(tickets.Breached, tickets.Detail{Clock: tickets.ClockFirstContact, Assignee: "slack:tessa"}, ""), row(tickets.Nudged, tickets.Detail{Assignee: "slack:tessa"}, "")},
			[]string{"breach→escalation:discord", "breach→escalation:slack", "nudge→thread:slack"},
		},
		"lease ended": {
			ticket(nil), policy,
			[]*tickets.Entry{row(tickets.Released, tickets.Detail{Previous: "slack:tessa", Why: tickets.LeaseEnded}, "")},
			[]string{"returned→thread:discord"},
		},
		"claimed by another one after the lease": {taken, policy, []*tickets.Entry{row(tickets.Claimed, tickets.Detail{Assignee: "slack:tessa", Previous: "slack:tom", Why: tickets.LeaseEnded}, "")}, counters("looks_after")},
		"claimed again after the lease":          {taken, policy, []*tickets.Entry{row(tickets.Claimed, tickets.Detail{Assignee: "slack:tessa", Previous: "slack:tessa", Why: tickets.LeaseEnded}, "")}, nil},
		"another date":                           {taken, policy, []*tickets.Entry{row(tickets.Proposed, tickets.Detail{Round: 1}, "pièce")}, counters("proposal")},
		"another date, by the requester's technician": {
			ticket(func(tk *tickets.Ticket) { tk.Requester = "slack:tessa" }), policy,
			[]*tickets.Entry{row(tickets.Proposed, tickets.Detail{Round: 1}, "pièce")},
			[]string{"proposal→counter:slack:benoit"},
		},
		"another date, nobody else to ask": {
			ticket(func(tk *tickets.Ticket) { tk.Requester, tk.Beneficiary.User = "slack:tessa", "" }), policy,
			[]*tickets.Entry{row(tickets.Proposed, tickets.Detail{Round: 1}, "pièce")},
			[]string{"proposal→counter:slack:tessa"},
		},
		"date accepted": {taken, policy, []*tickets.Entry{row(tickets.Extended, tickets.Detail{Round: 1, Why: "accepted"}, "")}, []string{"answered→thread:slack"}},
		"date refused":  {taken, policy, []*tickets.Entry{row(tickets.NotExtended, tickets.Detail{Round: 1, Why: "silence"}, "")}, []string{"answered→thread:slack"}},
		"attributed":    {taken, policy, []*tickets.Entry{row(tickets.Attributed, tickets.Detail{Clock: tickets.ClockResolve}, "")}, nil},
		"closed with survey": {
			ticket(func(tk *tickets.Ticket) { tk.State = tickets.ClosedState; tk.Rating.By = "slack:benoit" }), policy,
			[]*tickets.Entry{row(tickets.Closed, tickets.Detail{Why: "silence"}, ""), row(tickets.RatingAsked, tickets.Detail{}, "")},
			append(counters("closed"), "rating→counter:slack:benoit"),
		},
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

// Only warnings that go to a pool channel can be held back, and never those of a P1; a category
// with a channel of its own has its own budget.
func TestWhatCanBeHeldBack(t *testing.T) {
	spaces := Spaces{{Name: "slack", Pool: true, Escalation: true, Pools: map[string]string{"network": "#net"}}, {Name: "discord", Pool: true}}
	budgets := map[string]string{}
	for name, c := range map[string]struct {
		priority tickets.Priority
		category string
		assignee tickets.UserID
		e        tickets.Entry
		held     bool
	}{
		"response":           {tickets.P2, "other", "", tickets.Entry{Kind: tickets.Warned, Detail: tickets.Detail{Clock: tickets.ClockRespond, Percent: 75}}, true},
		"response, network":  {tickets.P2, "network", "", tickets.Entry{Kind: tickets.Warned, Detail: tickets.Detail{Clock: tickets.ClockRespond, Percent: 75}}, true},
		"resolution, pool":   {tickets.P3, "other", "", tickets.Entry{Kind: tickets.Warned, Detail: tickets.Detail{Clock: tickets.ClockResolve, Percent: 75}}, true},
		"response of a P1":   {tickets.P1, "other", "", tickets.Entry{Kind: tickets.Warned, Detail: tickets.Detail{Clock: tickets.ClockRespond, Percent: 75}}, false},
		"resolution, thread": {tickets.P2, "other", "slack:t", tickets.Entry{Kind: tickets.Warned, Detail: tickets.Detail{Clock: tickets.ClockResolve, Percent: 75, Assignee: "slack:t"}}, false},
		"breach":             {tickets.P2, "other", "", tickets.Entry{Kind: tickets.Breached, Detail: tickets.Detail{Clock: tickets.ClockRespond, Percent: 100}}, false},
	} {
		tk := &tickets.Ticket{Number: 1, Requester: "slack:a", Priority: c.priority, Category: c.category, Assignee: c.assignee}
		for _, d := range Derive(spaces, &tickets.Policy{})(tk, []*tickets.Entry{&c.e}) {
			if d.Purpose != string(speech.PurposeWarn) && d.Purpose != string(speech.PurposeBreach) || d.OnlyStale {
				continue
			}
			budgets[name] = d.Budget
			if (d.Digest != "") != c.held {
				t.Errorf("%s can be held back: %v", name, d.Digest != "")
			}
		}
	}
	if budgets["response"] != "pool:slack" || budgets["response of a P1"] != "pool:slack" || budgets["breach"] != "escalation:slack" || budgets["resolution, thread"] != "" {
		t.Errorf("budgets %v", budgets)
	}
	if own := budgets["response, network"]; own == "pool:slack" || own == "" {
		t.Errorf("a category with its own channel counts against %q", own)
	}
}

// A note is another kind of row, and no kind of row but a reply takes words of the desk to a
// counter.
func TestNotesNeverReachACounter(t *testing.T) {
	tk := &tickets.Ticket{Number: 1, Requester: "slack:a", Beneficiary: tickets.Beneficiary{User: "slack:b"}, Assignee: "slack:t"}
	for _, d := range Derive(bothSpaces, &tickets.Policy{})(tk, []*tickets.Entry{{ID: 1, Kind: tickets.Noted, Note: "secret"}}) {
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
		tickets.Reminded, tickets.RatingAsked, tickets.Rated, tickets.Unrated, tickets.Nudged, tickets.Released,
		tickets.Proposed, tickets.Extended, tickets.NotExtended, tickets.Attributed, tickets.Filed,
	} {
		e := &tickets.Entry{ID: 1 << 40, Kind: k, Detail: tickets.Detail{Clock: tickets.ClockFirstContact, Percent: 90, Assignee: long, Subject: long, Round: 100}}
		for _, d := range Derive(bothSpaces, &tickets.Policy{WarnAt: []int{75}})(tk, []*tickets.Entry{e}) {
			if len(d.Key) > 80-len(ParkedPrefix) {
				t.Errorf("key %q has %d characters", d.Key, len(d.Key))
			}
		}
	}
}
