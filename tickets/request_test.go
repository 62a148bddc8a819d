package tickets_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"guichet/tickets"
)

var (
	paul   = tickets.Actor{ID: "slack:paul", Name: "Paul"}
	nadia  = tickets.Actor{ID: "discord:nadia", Name: "Nadia"}
	adam   = tickets.Actor{ID: "slack:adam", Name: "Adam", Roles: tickets.Roles{Admin: true}}
	mehdi  = tickets.Actor{ID: "slack:mehdi", Name: "Mehdi", Roles: tickets.Roles{Manager: true}}
	direct = tickets.UserID("slack:usergroup:direction")
)

// requestDesk is a desk with a category for each way a request can take.
func requestDesk(t testing.TB) *fixture {
	f := newDesk(t)
	hour := tickets.Span{Time: time.Hour}
	f.policy.Spaces = []tickets.Space{{Name: "slack", Managers: true}, {Name: "discord"}}
	f.policy.Categories = []tickets.Category{
		{ID: "other"},
		{ID: "evaluated", Evaluation: true},
		{ID: "managers", Approval: &tickets.ApprovalRule{RemindAfter: hour}},
		{ID: "both", Evaluation: true, Approval: &tickets.ApprovalRule{RemindAfter: hour}},
		{ID: "any", Approval: &tickets.ApprovalRule{People: []tickets.UserID{"slack:@paul", nadia.ID}, RemindAfter: hour}},
		{ID: "all", Approval: &tickets.ApprovalRule{
			People: []tickets.UserID{paul.ID, nadia.ID}, All: true, RemindAfter: hour,
			StandIns: map[tickets.UserID]tickets.UserID{"slack:@paul": "slack:tom"},
		}},
		{ID: "group", Approval: &tickets.ApprovalRule{People: []tickets.UserID{direct}}},
		{ID: "all-managers", Approval: &tickets.ApprovalRule{All: true}},
	}
	f.fact(t, tickets.HandleKey("slack:@paul"), string(paul.ID))
	f.fact(t, tickets.MembersKey("slack", tickets.GroupOfManagers), tickets.FormatMembers([]tickets.UserID{marie.ID, mehdi.ID}, true))
	f.fact(t, tickets.MembersKey("discord", tickets.GroupOfManagers), tickets.FormatMembers(nil, true))
	f.fact(t, tickets.MembersKey("slack", tickets.GroupOfAdmins), tickets.FormatMembers([]tickets.UserID{adam.ID}, true))
	return f
}

func (f *fixture) fact(t testing.TB, key, value string) {
	t.Helper()
	if err := f.store.Update(f.ctx, func(tx tickets.Tx) error { return tx.SetValue(f.ctx, key, value) }); err != nil {
		t.Fatal(err)
	}
}

// requests opens a request of a category.
func (f *fixture) requests(t testing.TB, who tickets.Actor, category string) *tickets.Ticket {
	t.Helper()
	f.clock.pass(2 * time.Minute)
	tk, err := f.Open(f.ctx, by(who), tickets.Opening{Kind: tickets.Request, Category: category, Summary: "un logiciel"})
	if err != nil {
		t.Fatal(err)
	}
	return tk
}

func (f *fixture) wantState(t testing.TB, n int64, want tickets.State) *tickets.Ticket {
	t.Helper()
	tk := f.now(t, n)
	if tk.State != want {
		t.Fatalf("%s is %s, want %s", tk.Ref(), tk.State, want)
	}
	return tk
}

func TestARequestIsEvaluatedApprovedAndDone(t *testing.T) {
	f := requestDesk(t)
	n := f.requests(t, alice, "both").Number
	f.wantState(t, n, tickets.New)
	must := func(_ *tickets.Ticket, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := f.Resolve(f.ctx, by(tessa), n, tickets.Resolution{Solution: "voilà"})
	wantCode(t, err, tickets.NeedsEvaluation)
	must(f.Claim(f.ctx, by(tessa), n))
	f.wantState(t, n, tickets.InEvaluation)
	_, err = f.Submit(f.ctx, by(tessa), n)
	wantCode(t, err, tickets.NeedsEvaluation)
	must(f.Evaluate(f.ctx, by(tessa), n, tickets.Evaluation{Feasible: tickets.Conditional, Cost: "120 €", Impact: "un poste", Advice: "oui"}, false))
	must(f.Submit(f.ctx, by(tessa), n))
	tk := f.wantState(t, n, tickets.AwaitingApproval)
	if e := tk.Steps.Evaluation; e == nil || e.Cost != "120 €" || e.By != tessa.ID || tk.Steps.Pending != tickets.StepApproval {
		t.Errorf("the evaluation is %+v, pending %q", e, tk.Steps.Pending)
	}
	_, err = f.Resolve(f.ctx, by(tessa), n, tickets.Resolution{Solution: "voilà"})
	wantCode(t, err, tickets.NeedsApproval)
	_, err = f.Prompt(f.ctx, by(tessa), n)
	wantCode(t, err, tickets.NeedsApproval)
	_, err = f.Approve(f.ctx, by(bob), n, 0)
	wantCode(t, err, tickets.NotFound)
	_, err = f.Approve(f.ctx, by(tessa), n, 0)
	wantCode(t, err, tickets.NotApprover)
	must(f.Approve(f.ctx, by(marie), n, 1))
	tk = f.wantState(t, n, tickets.InProgress)
	if tk.Steps.Pending != "" || tk.Assignee != tessa.ID {
		t.Errorf("approved: %+v", tk.Steps)
	}
	_, err = f.Reject(f.ctx, by(mehdi), n, 1, "non")
	wantCode(t, err, tickets.AlreadyDecided)
	must(f.Resolve(f.ctx, by(tessa), n, tickets.Resolution{Solution: "installé"}))
	must(f.Validate(f.ctx, by(alice), n, 0))
}

func TestWhatNeedsNoStepSkipsIt(t *testing.T) {
	f := requestDesk(t)
	n := f.requests(t, alice, "other").Number
	if _, err := f.Claim(f.ctx, by(tessa), n); err != nil {
		t.Fatal(err)
	}
	f.wantState(t, n, tickets.ClaimedState)
	n = f.requests(t, alice, "evaluated").Number
	if _, err := f.Evaluate(f.ctx, by(tessa), n, tickets.Evaluation{Feasible: tickets.Feasible}, true); err != nil {
		t.Fatal(err)
	}
	if tk := f.wantState(t, n, tickets.InProgress); tk.Assignee != tessa.ID {
		t.Errorf("who evaluates does not hold it: %q", tk.Assignee)
	}
	n = f.requests(t, alice, "managers").Number
	f.wantState(t, n, tickets.AwaitingApproval)
	_, err := f.Open(f.ctx, by(tessa), tickets.Opening{Kind: tickets.Request, Category: "managers", Summary: "s", Solved: true, Solution: "fait"})
	wantCode(t, err, tickets.ApprovalFirst)
}

func TestAllHaveToApproveAndOneRefusalEnds(t *testing.T) {
	f := requestDesk(t)
	n := f.requests(t, alice, "all").Number
	if tk, err := f.Approve(f.ctx, by(nadia), n, 1); err != nil || tk.State != tickets.AwaitingApproval || tk.Steps.Approval.Count() != 1 {
		t.Fatalf("1 of 2: %v", err)
	}
	_, err := f.Approve(f.ctx, by(nadia), n, 1)
	wantCode(t, err, tickets.AlreadyApproved)
	if _, err := f.Approve(f.ctx, by(paul), n, 1); err != nil {
		t.Fatal(err)
	}
	f.wantState(t, n, tickets.InProgress)

	n = f.requests(t, alice, "all").Number
	_, err = f.Reject(f.ctx, by(paul), n, 1, "  ")
	wantCode(t, err, tickets.TextEmpty)
	if _, err := f.Reject(f.ctx, by(paul), n, 1, "trop cher"); err != nil {
		t.Fatal(err)
	}
	tk := f.wantState(t, n, tickets.RejectedState)
	if tk.Steps.Approval.Reason != "trop cher" || !tk.Rating.AskedAt.IsZero() {
		t.Errorf("refused: %+v, rating %+v", tk.Steps.Approval, tk.Rating)
	}
	_, err = f.Approve(f.ctx, by(nadia), n, 1)
	wantCode(t, err, tickets.AlreadyDecided)
}

func TestNobodyApprovesTheirOwnRequest(t *testing.T) {
	f := requestDesk(t)
	n := f.requests(t, marie, "managers").Number
	_, err := f.Approve(f.ctx, by(marie), n, 0)
	wantCode(t, err, tickets.OwnRequest)
	if _, err := f.Approve(f.ctx, by(mehdi), n, 0); err != nil {
		t.Fatal(err)
	}
	// Of two named people one is the beneficiary: the other decides alone.
	tk, err := f.Open(f.ctx, by(alice), tickets.Opening{Kind: tickets.Request, Category: "all", Summary: "pour paul", Beneficiary: tickets.Beneficiary{User: paul.ID}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.Approve(f.ctx, by(paul), tk.Number, 0)
	wantCode(t, err, tickets.OwnRequest)
	if _, err := f.Approve(f.ctx, by(nadia), tk.Number, 0); err != nil {
		t.Fatal(err)
	}
	f.wantState(t, tk.Number, tickets.InProgress)
	// The only manager asks: the admins answer.
	f.fact(t, tickets.MembersKey("slack", tickets.GroupOfManagers), tickets.FormatMembers([]tickets.UserID{marie.ID}, true))
	n = f.requests(t, marie, "managers").Number
	if asked := f.now(t, n).Steps.Approval.Asked(); !slices.Equal(asked, []tickets.UserID{adam.ID}) {
		t.Fatalf("asked are %v", asked)
	}
	if _, err := f.Approve(f.ctx, by(adam), n, 0); err != nil {
		t.Fatal(err)
	}
	// And when there is no admin either, it is said.
	f.fact(t, tickets.MembersKey("slack", tickets.GroupOfAdmins), tickets.FormatMembers(nil, true))
	if ap := f.now(t, f.requests(t, marie, "managers").Number).Steps.Approval; !ap.Unmanned {
		t.Errorf("nobody can answer, and it is not said: %+v", ap)
	}
}

func TestAQuestionComesBackAnswered(t *testing.T) {
	f := requestDesk(t)
	n := f.requests(t, alice, "any").Number
	if _, err := f.Ask(f.ctx, by(paul), n, 1, "Pour combien de postes ?"); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Say(f.ctx, by(alice), n, "Deux.", nil); err != nil {
		t.Fatal(err)
	}
	q := f.now(t, n).Steps.Approval.Questions
	if len(q) != 1 || q[0].Answer != "Deux." || q[0].Answerer != alice.ID {
		t.Errorf("the question is %+v", q)
	}
	_, err := f.Ask(f.ctx, by(tessa), n, 1, "?")
	wantCode(t, err, tickets.NotApprover)
}

func TestSomebodyElseAnswersForAnApprover(t *testing.T) {
	f := requestDesk(t)
	n := f.requests(t, alice, "all").Number
	// paul goes away: tom answers for him, also for what was asked before.
	if err := f.Away(f.ctx, by(paul), f.clock.Now().Add(48*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if asked := f.now(t, n).Steps.Approval.Asked(); !slices.Equal(asked, []tickets.UserID{nadia.ID, tom.ID}) {
		t.Fatalf("asked are %v", asked)
	}
	if asked := f.now(t, f.requests(t, alice, "all").Number).Steps.Approval.Asked(); !slices.Equal(asked, []tickets.UserID{nadia.ID, tom.ID}) {
		t.Fatalf("asked anew are %v", asked)
	}
	_, err := f.Approve(f.ctx, by(paul), n, 0)
	wantCode(t, err, tickets.NotFound)
	// nadia leaves without a stand-in: the managers.
	if _, err := f.ReplaceApprover(f.ctx, n, nadia.ID, tickets.SeatLeft); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Approve(f.ctx, by(marie), n, 0); err != nil {
		t.Fatal(err)
	}
	// tom delegates to adam, never to the requester.
	_, err = f.Delegate(f.ctx, by(tom), n, 0, alice)
	wantCode(t, err, tickets.OwnRequest)
	if _, err := f.Delegate(f.ctx, by(tom), n, 0, adam); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Approve(f.ctx, by(adam), n, 0); err != nil {
		t.Fatal(err)
	}
	f.wantState(t, n, tickets.InProgress)
}

func TestAGroupApprovesByOneOfIt(t *testing.T) {
	f := requestDesk(t)
	n := f.requests(t, alice, "group").Number
	in := paul
	in.Groups = tickets.JoinGroups([]tickets.UserID{direct})
	_, err := f.Approve(f.ctx, by(paul), n, 0)
	wantCode(t, err, tickets.NotFound)
	if _, err := f.Approve(f.ctx, by(in), n, 0); err != nil {
		t.Fatal(err)
	}
	f.wantState(t, n, tickets.InProgress)
}

func TestApproversAreRemindedOnce(t *testing.T) {
	f := requestDesk(t)
	n := f.requests(t, alice, "any").Number
	for range 3 {
		f.clock.pass(70 * time.Minute)
		if _, err := f.Sweep(f.ctx); err != nil {
			t.Fatal(err)
		}
	}
	_, journal, err := f.Ticket(f.ctx, tessa, n)
	if err != nil {
		t.Fatal(err)
	}
	reminders := 0
	for _, e := range journal {
		if e.Kind == tickets.Reminded && e.Detail.Why == tickets.ReminderOfApproval {
			reminders++
		}
	}
	if reminders != 1 {
		t.Errorf("%d reminders", reminders)
	}
}

// While approvers decide, the desk's clock for the resolution stands still; the evaluation is
// the desk's own work.
func TestTheDecisionIsNotTheDesksTime(t *testing.T) {
	f := requestDesk(t)
	n := f.requests(t, alice, "both").Number
	if _, err := f.Claim(f.ctx, by(tessa), n); err != nil {
		t.Fatal(err)
	}
	f.clock.pass(time.Hour)
	if _, err := f.Evaluate(f.ctx, by(tessa), n, tickets.Evaluation{Feasible: tickets.Feasible}, true); err != nil {
		t.Fatal(err)
	}
	if c := f.now(t, n).Clocks.Resolve; !c.Stopped {
		t.Errorf("the clock runs: %+v", c)
	}
	f.clock.pass(5 * time.Hour)
	if _, err := f.Approve(f.ctx, by(marie), n, 0); err != nil {
		t.Fatal(err)
	}
	f.clock.pass(time.Minute)
	tk, x, err := f.Explain(f.ctx, tessa, n)
	if err != nil {
		t.Fatal(err)
	}
	if want := tk.OpenedAt.Add(13 * time.Hour); !tk.Clocks.Resolve.Deadline.Equal(want) {
		t.Errorf("due %s, want %s", tk.Clocks.Resolve.Deadline, want)
	}
	var why []string
	for _, s := range x.Clocks[2].Segments {
		why = append(why, string(s.Why)+string(s.Ball))
	}
	if got := strings.Join(why, " "); got != "working deciding"+"requester working" {
		t.Errorf("explained as %s", got)
	}
}

// Whatever anybody does in whatever order, no request is resolved before its evaluation and
// approval, and nobody decides on their own.
func TestNoPathResolvesBeforeApproval(t *testing.T) {
	f := requestDesk(t)
	people := []tickets.Actor{alice, bob, tessa, tom, marie, mehdi, paul, nadia, adam, gina}
	rapid.Check(t, func(rt *rapid.T) {
		categories := []string{"other", "evaluated", "managers", "both", "any", "all", "group", "all-managers"}
		requester := rapid.SampledFrom([]tickets.Actor{alice, marie, paul, tessa}).Draw(rt, "requester")
		n := f.requests(t, requester, rapid.SampledFrom(categories).Draw(rt, "category")).Number
		for range rapid.IntRange(5, 40).Draw(rt, "steps") {
			who := by(rapid.SampledFrom(people).Draw(rt, "who"))
			other := rapid.SampledFrom(people).Draw(rt, "other")
			var err error
			switch rapid.IntRange(0, 19).Draw(rt, "what") {
			case 0, 1:
				_, err = f.Claim(f.ctx, who, n)
			case 2:
				_, err = f.Release(f.ctx, who, n)
			case 3:
				_, err = f.Contact(f.ctx, who, n)
			case 4:
				_, err = f.Wait(f.ctx, who, n, tickets.BallSupplier, "")
			case 5:
				_, err = f.Resume(f.ctx, who, n)
			case 6, 7:
				_, err = f.Resolve(f.ctx, who, n, tickets.Resolution{Solution: "s"})
			case 8:
				_, err = f.Refuse(f.ctx, who, n, 0, "non")
			case 9:
				_, err = f.Assign(f.ctx, who, n, tom)
			case 10, 11:
				_, err = f.Evaluate(f.ctx, who, n, tickets.Evaluation{Feasible: tickets.Feasible}, rapid.Bool().Draw(rt, "submit"))
			case 12:
				_, err = f.Submit(f.ctx, who, n)
			case 13, 14:
				_, err = f.Approve(f.ctx, who, n, 0)
			case 15:
				_, err = f.Ask(f.ctx, who, n, 0, "?")
			case 16:
				_, err = f.Say(f.ctx, who, n, "!", nil)
			case 17:
				_, err = f.Delegate(f.ctx, who, n, 0, other)
			case 18:
				_, err = f.ReplaceApprover(f.ctx, n, other.ID, rapid.SampledFrom([]string{tickets.SeatLeft, tickets.SeatAway, tickets.SeatUnreachable}).Draw(rt, "why"))
			case 19:
				_, err = f.Reject(f.ctx, who, n, 0, "non")
			}
			var refusal *tickets.Error
			if err != nil && !errors.As(err, &refusal) {
				rt.Fatalf("failed: %v", err)
			}
			f.checkSteps(rt, n)
		}
	})
}

// checkSteps reads the journal as somebody would who knows only the category.
func (f *fixture) checkSteps(t *rapid.T, n int64) {
	tk, journal, err := f.Ticket(f.ctx, tessa, n)
	if err != nil {
		t.Fatal(err)
	}
	cat := f.policy.Category(tk.Category)
	evaluated, approved := !cat.Evaluation, cat.Approval == nil
	state := tickets.New
	for _, e := range journal {
		if e.Kind != tickets.Opened && e.Detail.From != "" {
			if e.Detail.From != state {
				t.Fatalf("%s from %s, but the request was %s", e.Kind, e.Detail.From, state)
			}
			state = e.Detail.To
		}
		switch e.Kind {
		case tickets.Evaluated:
			evaluated = true
		case tickets.Evaluating:
			evaluated = evaluated && !cat.Evaluation
			approved = cat.Approval == nil
		case tickets.Approved:
			if tk.Concerns(e.Actor) {
				t.Fatalf("%s approves their own request", e.Actor)
			}
			approved = approved || e.Detail.Why == string(tickets.ApprovalGiven)
		case tickets.Rejected:
			if tk.Concerns(e.Actor) && e.Detail.From != tickets.InEvaluation && e.Detail.From != tickets.WaitingState {
				t.Fatalf("%s rejects their own request", e.Actor)
			}
		case tickets.Resolved:
			if !evaluated || !approved {
				t.Fatalf("resolved, evaluated=%v approved=%v", evaluated, approved)
			}
		}
	}
	if state != tk.State {
		t.Fatalf("the journal ends in %s, the request is %s", state, tk.State)
	}
	if ap := tk.Steps.Approval; tk.State == tickets.AwaitingApproval && (ap == nil || ap.State != tickets.ApprovalOpen || len(ap.Seats) == 0) {
		t.Fatalf("nobody is asked: %+v", ap)
	}
}
