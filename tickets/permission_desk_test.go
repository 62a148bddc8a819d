package tickets_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"guichet/tickets"
)

// asIf lets the desk decide and writes nothing: thousands of acts on the same ticket.
type asIf struct{ tickets.Store }

func (s asIf) Update(ctx context.Context, f func(tx tickets.Tx) error) error {
	return s.View(ctx, func(tx tickets.Tx) error { return f(unwritten{tx}) })
}

// unwritten is a transaction whose writes go nowhere.
type unwritten struct{ tickets.Tx }

func (unwritten) Append(context.Context, *tickets.Entry) error            { return nil }
func (unwritten) SaveTicket(context.Context, *tickets.Ticket) error       { return nil }
func (unwritten) SetTimers(context.Context, int64, []tickets.Timer) error { return nil }
func (unwritten) SetTerms(context.Context, int64, bool, []string) error   { return nil }
func (unwritten) SetValue(context.Context, string, string) error          { return nil }
func (unwritten) AppendAudit(context.Context, *tickets.AuditRow) error    { return nil }
func (unwritten) FirstSeen(context.Context, string) (bool, error)         { return true, nil }

// roles and relations are all that somebody can be; rights are what the table makes of them.
var (
	roleSets = map[string]tickets.Roles{
		"guest": {Guest: true}, "guest in the pool": {Guest: true, Technician: true}, "member": {}, "technician": {Technician: true},
		"manager": {Manager: true}, "admin": {Admin: true}, "technician and manager": {Technician: true, Manager: true},
	}
	relations = map[string]func(t *tickets.Ticket, u tickets.UserID){
		"nobody":      func(*tickets.Ticket, tickets.UserID) {},
		"requester":   func(t *tickets.Ticket, u tickets.UserID) { t.Requester = u },
		"beneficiary": func(t *tickets.Ticket, u tickets.UserID) { t.Beneficiary.User = u },
		"assignee":    func(t *tickets.Ticket, u tickets.UserID) { t.Assignee = u },
		"follower":    func(t *tickets.Ticket, u tickets.UserID) { t.Followers = []tickets.UserID{u} },
		"approver":    func(t *tickets.Ticket, u tickets.UserID) { t.Steps.Approval.Seats[0].Who = u },
		"has approved": func(t *tickets.Ticket, u tickets.UserID) {
			t.Steps.Approval.Seats[0] = tickets.Seat{Who: marie.ID, Approved: t.OpenedAt, By: u}
		},
		"approver of their own": func(t *tickets.Ticket, u tickets.UserID) {
			t.Requester, t.Steps.Approval.Seats[0].Who = u, u
		},
		"said me too": func(t *tickets.Ticket, u tickets.UserID) { t.Announcement.Joined = []tickets.UserID{u} },
		"rated": func(t *tickets.Ticket, u tickets.UserID) {
			t.Beneficiary.User, t.Rating = u, tickets.Rating{By: u, AskedAt: t.OpenedAt}
		},
	}
)

// Every role × relation × state × use case: who has no right to know of the ticket is told that
// there is none, who knows of it and lacks the right that they do, and whoever has the right is
// refused for no want of it.
func TestTheTableHoldsForEverybodyEverywhere(t *testing.T) {
	f := newDesk(t)
	f.announced(t)
	desk := tickets.NewDesk(asIf{f.store}, f.policy, func(*tickets.Ticket, []*tickets.Entry) []tickets.Delivery { return nil }, nil)
	const who = tickets.UserID("slack:who")
	for _, state := range tickets.States {
		for relation, relate := range relations {
			tk := &tickets.Ticket{
				Kind: tickets.Request, State: state, Summary: "vpn", Requester: alice.ID, Beneficiary: tickets.Beneficiary{User: bob.ID},
				OpenedAt: f.clock.Now(), Resolutions: 1, Checklist: []tickets.Check{{ID: "cable", Text: tickets.Words{"en": "cable"}}},
			}
			tk.Steps.Approval = &tickets.Approval{Round: 1, State: tickets.ApprovalOpen, Seats: []tickets.Seat{{Who: "slack:paul"}}}
			if state != tickets.New {
				tk.Assignee = tessa.ID
			}
			relate(tk, who)
			if err := f.store.Update(f.ctx, func(tx tickets.Tx) error {
				if err := tx.InsertTicket(f.ctx, tk); err != nil {
					return err
				}
				e := &tickets.Entry{Ticket: tk.Number, At: tk.OpenedAt, Kind: tickets.Opened, Detail: tickets.Detail{Priority: "P3"}}
				return tx.Append(f.ctx, e)
			}); err != nil {
				t.Fatal(err)
			}
			for role, roles := range roleSets {
				actor := tickets.Actor{ID: who, Roles: roles}
				for _, u := range useCases {
					if u.in != "" && u.in != state {
						continue
					}
					err := u.do(desk, f.ctx, tickets.Act{By: actor, Via: "command"}, tk.Number)
					if why := wrong(tickets.StandingOf(actor, tk), u.action, err); why != "" {
						t.Errorf("%s, %s, %s: %s (%s): %v", state, role, relation, u.name, why, err)
					}
				}
			}
		}
	}
}

// knows are the standings that may know of a ticket, written out here once more.
const knows = tickets.AsRequester | tickets.AsBeneficiary | tickets.AsFollower | tickets.AsAssignee | tickets.AsApprover |
	tickets.AsRater | tickets.AsTechnician | tickets.AsManager

// refusals are those that say: you lack the right.
var refusals = []tickets.Code{
	tickets.NotFound, tickets.NotAllowed, tickets.NotAssignee, tickets.NotHolder, tickets.NotApprover, tickets.OwnRequest,
	tickets.ApproverWords, tickets.Outsider,
}

// beforeRight are refusals that are said to those who know of the ticket and lack the right as
// well, because they are the better answer.
var beforeRight = map[tickets.Action][]tickets.Code{
	tickets.ActRelease: {tickets.NobodyHolds, tickets.Illegal},
	tickets.ActReject:  {tickets.Illegal},
}

// wrong tells what is wrong with an outcome, "" when nothing is.
func wrong(s tickets.Standing, a tickets.Action, err error) string {
	row, code := tickets.PermissionOf(a), tickets.CodeOf(err)
	denied := slices.Contains(refusals, code)
	switch {
	case err != nil && code == "":
		return "an error"
	case !s.Has(knows) && code != tickets.NotFound:
		return "the ticket must not exist for them"
	case !s.Has(knows):
		if fmt.Sprintf("%+v", deref(err)) != fmt.Sprintf("%+v", tickets.Error{Code: tickets.NotFound}) {
			return "the refusal tells more than that"
		}
	case s.Has(row.Who) && code == tickets.NotAllowed && a == tickets.ActAnswerDate:
		return "" // who proposed the date does not answer
	case s.Has(row.Who) && code == tickets.NotApprover && s.Has(tickets.AsApprover):
		return "" // they have approved, and nobody asks them any more
	case s.Has(row.Who) && denied:
		return "they have the right"
	case !s.Has(row.Who) && code == tickets.NotFound:
		return "they know of it"
	case !s.Has(row.Who) && !denied && !slices.Contains(beforeRight[a], code):
		return "they lack the right"
	}
	return ""
}

// What nobody may know of is refused in the same words as what does not exist, and both leave
// the same trace.
func TestNotTheirsAndNotThereLookTheSame(t *testing.T) {
	f := newDesk(t)
	f.announced(t)
	tk := f.open(t, alice, "vpn")
	for _, u := range useCases {
		theirs, none := u.do(f.Desk, f.ctx, by(bob), tk.Number), u.do(f.Desk, f.ctx, by(bob), 99)
		if theirs == nil || fmt.Sprintf("%+v", deref(theirs)) != fmt.Sprintf("%+v", deref(none)) {
			t.Errorf("%s: %+v is not %+v", u.name, deref(theirs), deref(none))
		}
	}
	rows, err := f.Audit(f.ctx, tickets.Actor{}, tickets.AuditQuery{Actor: bob.ID})
	if err != nil || len(rows) != 2*len(useCases) {
		t.Errorf("%d of %d refusals are recorded (%v)", len(rows), 2*len(useCases), err)
	}
	for _, r := range rows {
		if r.Code != tickets.NotFound || r.At.IsZero() {
			t.Errorf("recorded as %+v", r)
		}
	}
}

// announced opens the ticket beside, and announces it.
func (f *fixture) announced(t testing.TB) {
	t.Helper()
	tk := f.open(t, tom, "le réseau")
	if _, err := f.Announce(f.ctx, by(tom), tk.Number, "Le réseau est coupé"); err != nil || tk.Number != beside {
		t.Fatal(tk.Number, err)
	}
}

func deref(err error) tickets.Error {
	var e *tickets.Error
	if errors.As(err, &e) {
		return *e
	}
	return tickets.Error{}
}

// A right that is lost between two acts is gone at the second, and both are on record.
func TestARightLostIsLostAtOnce(t *testing.T) {
	f := newDesk(t)
	f.announced(t)
	tk := f.open(t, alice, "vpn")
	if _, err := f.Claim(f.ctx, by(tessa), tk.Number); err != nil {
		t.Fatal(err)
	}
	former := tickets.Actor{ID: tessa.ID, Name: tessa.Name, Place: "C1"}
	refused := 0
	for _, u := range useCases {
		err := u.do(f.Desk, f.ctx, tickets.Act{By: former, Via: "button", Event: "ev-" + u.name}, tk.Number)
		if u.action == tickets.ActMeToo {
			continue // anybody who is shown the ticket
		}
		refused++
		wantCode(t, err, tickets.NotFound)
	}
	_, err := f.Audit(f.ctx, marie, tickets.AuditQuery{})
	wantCode(t, err, tickets.NotAllowed)
	rows, err := f.Audit(f.ctx, tickets.Actor{ID: "slack:adam", Roles: tickets.Roles{Admin: true}}, tickets.AuditQuery{Ticket: tk.Number, Actor: tessa.ID})
	if err != nil || len(rows) != refused || rows[len(rows)-1].What != "claim" || rows[len(rows)-1].Place != "C1" {
		t.Errorf("the audit is %d rows of %d (%v)", len(rows), refused, err)
	}
}
