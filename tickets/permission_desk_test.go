package tickets_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

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

// useCase is one use case of the desk about one ticket.
type useCase struct {
	name   string
	action tickets.Action
	do     func(d *tickets.Desk, ctx context.Context, act tickets.Act, n int64) error
}

func ticketOnly(_ *tickets.Ticket, err error) error { return err }

var useCases = []useCase{
	{"Claim", tickets.ActClaim, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Claim(ctx, a, n))
	}},
	{"TakeOver", tickets.ActTakeOver, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.TakeOver(ctx, a, n))
	}},
	{"Assign", tickets.ActAssign, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Assign(ctx, a, n, tom))
	}},
	{"Release", tickets.ActRelease, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Release(ctx, a, n))
	}},
	{"Contact", tickets.ActContact, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Contact(ctx, a, n))
	}},
	{"Wait", tickets.ActWait, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Wait(ctx, a, n, tickets.BallSupplier, "x"))
	}},
	{"Resume", tickets.ActResume, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Resume(ctx, a, n))
	}},
	{"Escalate", tickets.ActEscalate, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Escalate(ctx, a, n, 2, "x"))
	}},
	{"SetUrgency", tickets.ActUrgent, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.SetUrgency(ctx, a, n, tickets.High))
	}},
	{"SetImpact", tickets.ActImpact, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.SetImpact(ctx, a, n, tickets.Many))
	}},
	{"JoinIn", tickets.ActMeToo, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.JoinIn(ctx, a, n))
	}},
	{"Resolve", tickets.ActResolve, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Resolve(ctx, a, n, tickets.Resolution{Solution: "x"}))
	}},
	{"Prompt", tickets.ActResolve, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Prompt(ctx, a, n))
	}},
	{"Validate", tickets.ActValidate, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Validate(ctx, a, n, 0))
	}},
	{"Refuse", tickets.ActRefuse, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Refuse(ctx, a, n, 0, "x"))
	}},
	{"MayAnswer", tickets.ActRefuse, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.MayAnswer(ctx, a.By, n, 0))
	}},
	{"Cancel", tickets.ActCancel, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Cancel(ctx, a, n, "x"))
	}},
	{"Say", tickets.ActSay, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Say(ctx, a, n, "x", nil))
	}},
	{"Reply", tickets.ActReply, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Reply(ctx, a, n, "x", nil))
	}},
	{"Note", tickets.ActNote, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Note(ctx, a, n, "x"))
	}},
	{"Rate", tickets.ActRate, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Rate(ctx, a, n, 5, 0))
	}},
	{"Comment", tickets.ActComment, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Comment(ctx, a, n, "x"))
	}},
	{"FollowUp", tickets.ActFollowUp, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.FollowUp(ctx, a, n, false))
	}},
	{"Propose", tickets.ActExtend, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Propose(ctx, a, n, time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC), "x"))
	}},
	{"AnswerExtension", tickets.ActAnswerDate, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.AnswerExtension(ctx, a, n, 0, true))
	}},
	{"Attribute", tickets.ActAttribute, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.Attribute(ctx, a, n, tickets.ClockRespond, tickets.BallSupplier))
	}},
	{"Ticket", tickets.ActShow, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		_, _, err := d.Ticket(ctx, a.By, n)
		return err
	}},
	{"Explain", tickets.ActExplain, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		_, _, err := d.Explain(ctx, a.By, n)
		return err
	}},
	{"MayDo/claim", tickets.ActClaim, func(d *tickets.Desk, ctx context.Context, a tickets.Act, n int64) error {
		return ticketOnly(d.MayDo(ctx, a.By, n, tickets.ActClaim))
	}},
}

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
	desk := tickets.NewDesk(asIf{f.store}, f.policy, func(*tickets.Ticket, []*tickets.Entry) []tickets.Delivery { return nil }, nil)
	const who = tickets.UserID("slack:who")
	for _, state := range tickets.States {
		for relation, relate := range relations {
			tk := &tickets.Ticket{
				Kind: tickets.Request, State: state, Summary: "vpn", Requester: alice.ID, Beneficiary: tickets.Beneficiary{User: bob.ID},
				OpenedAt: f.clock.Now(), Resolutions: 1,
			}
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

// wrong tells what is wrong with an outcome, "" when nothing is.
func wrong(s tickets.Standing, a tickets.Action, err error) string {
	row, code := tickets.PermissionOf(a), tickets.CodeOf(err)
	denied := code == tickets.NotFound || code == tickets.NotAllowed || code == tickets.NotAssignee || code == tickets.NotHolder
	switch {
	case err != nil && code == "":
		return "an error"
	case !s.Has(knows) && code != tickets.NotFound:
		return "the ticket must not exist for them"
	case !s.Has(knows):
		var refusal *tickets.Error
		if errors.As(err, &refusal); fmt.Sprintf("%+v", *refusal) != fmt.Sprintf("%+v", tickets.Error{Code: tickets.NotFound}) {
			return "the refusal tells more than that"
		}
	case s.Has(row.Who) && code == tickets.NotAllowed && a == tickets.ActAnswerDate:
		return "" // who proposed the date does not answer
	case s.Has(row.Who) && denied:
		return "they have the right"
	case !s.Has(row.Who) && !denied && code != tickets.Illegal && code != tickets.NobodyHolds:
		return "they lack the right"
	case !s.Has(row.Who) && err == nil:
		return "they lack the right"
	}
	return ""
}

// What nobody may know of is refused in the same words as what does not exist, and both leave
// the same trace.
func TestNotTheirsAndNotThereLookTheSame(t *testing.T) {
	f := newDesk(t)
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
	tk := f.open(t, alice, "vpn")
	if _, err := f.Claim(f.ctx, by(tessa), tk.Number); err != nil {
		t.Fatal(err)
	}
	former := tickets.Actor{ID: tessa.ID, Name: tessa.Name, Place: "C1"}
	for _, u := range useCases {
		err := u.do(f.Desk, f.ctx, tickets.Act{By: former, Via: "button", Event: "ev-" + u.name}, tk.Number)
		if u.action == tickets.ActMeToo {
			continue // anybody who is shown the ticket
		}
		wantCode(t, err, tickets.NotFound)
	}
	_, err := f.Audit(f.ctx, marie, tickets.AuditQuery{})
	wantCode(t, err, tickets.NotAllowed)
	rows, err := f.Audit(f.ctx, tickets.Actor{ID: "slack:adam", Roles: tickets.Roles{Admin: true}}, tickets.AuditQuery{Ticket: tk.Number, Actor: tessa.ID})
	if err != nil || len(rows) != len(useCases)-1 || rows[len(rows)-1].What != "claim" || rows[len(rows)-1].Place != "C1" {
		t.Errorf("the audit is %d rows (%v)", len(rows), err)
	}
}
