package tickets_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"guichet/tickets"
	"guichet/tickets/calendar"
	"guichet/tickets/sqlstore"
)

var (
	alice = tickets.Actor{ID: "slack:alice", Name: "Alice"}
	bob   = tickets.Actor{ID: "slack:bob", Name: "Bob"}
	tessa = tickets.Actor{ID: "slack:tessa", Name: "Tessa", Roles: tickets.Roles{Technician: true}}
	tom   = tickets.Actor{ID: "slack:tom", Name: "Tom", Roles: tickets.Roles{Technician: true}}
	marie = tickets.Actor{ID: "slack:marie", Name: "Marie", Roles: tickets.Roles{Manager: true}}
	gina  = tickets.Actor{ID: "slack:gina", Name: "Gina", Roles: tickets.Roles{Guest: true}}
)

// clock is a clock that tests move.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

type fixture struct {
	*tickets.Desk
	store  tickets.Store
	clock  *clock
	policy *tickets.Policy
	ctx    context.Context
	rows   []tickets.EntryKind
}

// newDesk opens a desk that never closes, with targets of one, two and eight hours.
func newDesk(t testing.TB) *fixture {
	t.Helper()
	week := map[time.Weekday][]calendar.Window{}
	for d := time.Sunday; d <= time.Saturday; d++ {
		week[d] = []calendar.Window{{From: 0, To: 24 * 60}}
	}
	cal, err := calendar.New(calendar.Spec{Zone: time.UTC, Hours: week, Holidays: "none"})
	if err != nil {
		t.Fatal(err)
	}
	targets := tickets.Targets{
		Calendar: cal, Respond: tickets.Span{Time: time.Hour},
		FirstContact: tickets.Span{Time: 2 * time.Hour}, Resolve: tickets.Span{Time: 8 * time.Hour},
	}
	p := &tickets.Policy{
		Locale: "fr", Zone: time.UTC, Calendar: cal,
		Categories: []tickets.Category{{ID: "other"}},
		Matrix: map[tickets.Urgency]map[tickets.Impact]tickets.Priority{
			tickets.High: {tickets.Many: "P1", tickets.Team: "P1", tickets.One: "P2"},
		},
		ImpactSteps: map[tickets.Impact]int{tickets.Team: 3, tickets.Many: 5},
		Targets:     map[tickets.Priority]tickets.Targets{"P1": targets, "P2": targets, "P3": targets},
		WarnAt:      []int{75, 90}, Lease: "nudge",
		Validation: tickets.Validation{RemindAfter: tickets.Span{Time: 24 * time.Hour}, CloseAfter: tickets.Span{Time: 72 * time.Hour}},
		Survey:     tickets.Survey{RemindAfter: tickets.Span{Time: 48 * time.Hour}, ExpireAfter: tickets.Span{Time: 240 * time.Hour}, Share: 100},
	}
	f := &fixture{clock: &clock{now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}, policy: p, ctx: context.Background()}
	f.store, err = sqlstore.Open(f.ctx, filepath.Join(t.TempDir(), "desk.db"), sqlstore.Options{Now: f.clock.Now, AutoMigrate: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.store.Close() })
	f.Desk = tickets.NewDesk(f.store, p, func(_ *tickets.Ticket, rows []*tickets.Entry) []tickets.Delivery {
		for _, e := range rows {
			f.rows = append(f.rows, e.Kind)
		}
		return nil
	}, nil)
	return f
}

func by(a tickets.Actor) tickets.Act { return tickets.Act{By: a, Via: "command"} }

func (f *fixture) open(t testing.TB, who tickets.Actor, summary string) *tickets.Ticket {
	t.Helper()
	tk, err := f.Open(f.ctx, by(who), tickets.Opening{Summary: summary})
	if err != nil {
		t.Fatal(err)
	}
	return tk
}

func wantCode(t testing.TB, err error, code tickets.Code) {
	t.Helper()
	if got := tickets.CodeOf(err); got != code || err == nil && code != "" {
		t.Errorf("refusal %q (%v), want %q", got, err, code)
	}
}

func TestOfManyClaimersOneWins(t *testing.T) {
	f := newDesk(t)
	tk := f.open(t, alice, "imprimante bloquée")
	var wg sync.WaitGroup
	var mu sync.Mutex
	won, lost := 0, 0
	for i := range 30 {
		wg.Go(func() {
			who := tickets.Actor{ID: tickets.UserID(fmt.Sprintf("slack:tech%d", i)), Roles: tickets.Roles{Technician: true}}
			_, err := f.Claim(f.ctx, by(who), tk.Number)
			mu.Lock()
			defer mu.Unlock()
			var refusal *tickets.Error
			switch {
			case err == nil:
				won++
			case errors.As(err, &refusal) && refusal.Code == tickets.AlreadyAssigned && refusal.Ticket.Assignee != "":
				lost++
			default:
				t.Errorf("claim: %v", err)
			}
		})
	}
	wg.Wait()
	if won != 1 || lost != 29 {
		t.Errorf("%d won and %d lost, want 1 and 29", won, lost)
	}
}

func TestWhoMayDoWhat(t *testing.T) {
	f := newDesk(t)
	tk := f.open(t, alice, "imprimante bloquée")
	_, err := f.Claim(f.ctx, by(alice), tk.Number)
	wantCode(t, err, tickets.NotAllowed)
	// "Not yours" and "does not exist" are the same answer.
	_, err = f.Claim(f.ctx, by(bob), tk.Number)
	wantCode(t, err, tickets.NotFound)
	_, err = f.Claim(f.ctx, by(bob), 999)
	wantCode(t, err, tickets.NotFound)
	_, _, err = f.Ticket(f.ctx, bob, tk.Number)
	wantCode(t, err, tickets.NotFound)
	_, err = f.Cancel(f.ctx, by(bob), tk.Number, "")
	wantCode(t, err, tickets.NotFound)
	_, err = f.Open(f.ctx, by(gina), tickets.Opening{Summary: "x"})
	wantCode(t, err, tickets.NotAllowed)
	_, err = f.Claim(f.ctx, by(tessa), tk.Number)
	wantCode(t, err, "")
	_, err = f.Release(f.ctx, by(tom), tk.Number)
	wantCode(t, err, tickets.NotAssignee)
	_, err = f.Release(f.ctx, by(marie), tk.Number)
	wantCode(t, err, "")
	_, err = f.Validate(f.ctx, by(tom), tk.Number, 0)
	wantCode(t, err, tickets.NotAllowed)
}

func TestTheWholeStory(t *testing.T) {
	f := newDesk(t)
	tk, err := f.Open(f.ctx, by(alice), tickets.Opening{
		Summary: "  imprimante\n bloquée ", Urgency: tickets.High, Beneficiary: tickets.Beneficiary{User: bob.ID},
	})
	wantCode(t, err, "")
	if tk.Ref() != "INC-1" || tk.Priority != "P2" || tk.Summary != "imprimante bloquée" {
		t.Fatalf("opened %s %s %q", tk.Ref(), tk.Priority, tk.Summary)
	}
	n := tk.Number
	step := func(what string, want tickets.State, tk *tickets.Ticket, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if tk.State != want {
			t.Fatalf("%s leads to %s, want %s", what, tk.State, want)
		}
		f.clock.pass(time.Minute)
	}
	do := func(tk *tickets.Ticket, err error) (*tickets.Ticket, error) { return tk, err }
	tk, err = do(f.Claim(f.ctx, by(tessa), n))
	step("claim", tickets.ClaimedState, tk, err)
	tk, err = do(f.Contact(f.ctx, by(tessa), n))
	step("contact", tickets.InProgress, tk, err)
	tk, err = do(f.Wait(f.ctx, by(tessa), n, tickets.BallSupplier, "pièce commandée"))
	step("wait", tickets.WaitingState, tk, err)
	tk, err = do(f.Resume(f.ctx, by(tessa), n))
	step("resume", tickets.InProgress, tk, err)
	tk, err = do(f.Resolve(f.ctx, by(tessa), n, tickets.Resolution{Solution: "bac vidé", Workaround: true}))
	step("resolve", tickets.ResolvedState, tk, err)
	_, err = f.Refuse(f.ctx, by(bob), n, 1, "  ")
	wantCode(t, err, tickets.TextEmpty)
	tk, err = do(f.Refuse(f.ctx, by(bob), n, 1, "toujours bloquée"))
	step("refuse", tickets.InProgress, tk, err)
	if tk.Assignee != tessa.ID {
		t.Errorf("refused: %q holds it, want the same technician", tk.Assignee)
	}
	_, err = f.Validate(f.ctx, by(alice), n, 1)
	wantCode(t, err, tickets.AlreadyAnswered)
	tk, err = do(f.Resolve(f.ctx, by(tessa), n, tickets.Resolution{Solution: "rouleau changé"}))
	step("resolve again", tickets.ResolvedState, tk, err)
	_, err = f.Validate(f.ctx, by(alice), n, 1)
	wantCode(t, err, tickets.AlreadyAnswered) // an old message's button
	tk, err = do(f.Validate(f.ctx, by(alice), n, 2))
	step("validate", tickets.ClosedState, tk, err)
	if tk.ClosedBy != "validated" || tk.Rating.By != bob.ID {
		t.Errorf("closed by %q, rating asked of %q; want validated, the beneficiary", tk.ClosedBy, tk.Rating.By)
	}
	_, err = f.Rate(f.ctx, by(alice), n, 5, 0)
	wantCode(t, err, tickets.NotAllowed)
	for _, marks := range [][2]int{{4, 0}, {0, 2}, {5, 0}} {
		if _, err := f.Rate(f.ctx, by(bob), n, marks[0], marks[1]); err != nil {
			t.Fatal(err)
		}
	}
	tk, err = f.Comment(f.ctx, by(bob), n, "merci")
	if err != nil || tk.Rating.Speed != 5 || tk.Rating.Answer != 2 || tk.Rating.Comment != "merci" {
		t.Errorf("rating %+v (%v)", tk.Rating, err)
	}
	f.clock.pass(25 * time.Hour)
	_, err = f.Rate(f.ctx, by(bob), n, 1, 0)
	wantCode(t, err, tickets.RatingClosed)
}

func TestSameWordsWithinAMinuteAreOneTicket(t *testing.T) {
	f := newDesk(t)
	tk := f.open(t, alice, "vpn")
	f.clock.pass(59 * time.Second)
	_, err := f.Open(f.ctx, by(alice), tickets.Opening{Summary: "vpn "})
	var refusal *tickets.Error
	if !errors.As(err, &refusal) || refusal.Code != tickets.Duplicate || refusal.Ticket.Number != tk.Number {
		t.Errorf("same words after 59 s: %v, want a duplicate of %s", err, tk.Ref())
	}
	f.open(t, bob, "vpn")
	f.clock.pass(2 * time.Second)
	again := f.open(t, alice, "vpn")
	if _, err := f.Cancel(f.ctx, by(alice), again.Number, ""); err != nil {
		t.Fatal(err)
	}
	f.open(t, alice, "vpn") // what was taken back is no answer
}

// On Monday morning many callers have forgotten their password.
func TestTheSameWordsOfTwoCallersAreTwoTickets(t *testing.T) {
	f := newDesk(t)
	for _, caller := range []string{"Jeanne Petit", "Marcel Durand"} {
		if _, err := f.Open(f.ctx, by(tessa), tickets.Opening{
			Summary: "mot de passe oublié", Source: tickets.SourcePhone, Beneficiary: tickets.Beneficiary{Name: caller},
		}); err != nil {
			t.Errorf("%s: %v", caller, err)
		}
	}
	_, err := f.Open(f.ctx, by(tessa), tickets.Opening{
		Summary: "mot de passe oublié", Source: tickets.SourceWalkIn, Beneficiary: tickets.Beneficiary{Name: "Jeanne  Petit"},
	})
	wantCode(t, err, tickets.Duplicate)
}

func TestOneEventHasOneEffect(t *testing.T) {
	f := newDesk(t)
	act := by(alice)
	act.Event = "evt1"
	if _, err := f.Open(f.ctx, act, tickets.Opening{Summary: "a"}); err != nil {
		t.Fatal(err)
	}
	_, err := f.Open(f.ctx, act, tickets.Opening{Summary: "b"})
	wantCode(t, err, tickets.Seen)
}

// What was seen of a reaction is kept also when the claim is refused: so a loser's old 👀 can
// never claim later.
func TestRefusedActsKeepWhatWasSeen(t *testing.T) {
	f := newDesk(t)
	tk := f.open(t, alice, "vpn")
	if _, err := f.Claim(f.ctx, by(tessa), tk.Number); err != nil {
		t.Fatal(err)
	}
	act := by(tom)
	act.With = func(ctx context.Context, tx tickets.Tx) error { return tx.SetValue(ctx, "seen", "yes") }
	_, err := f.Claim(f.ctx, act, tk.Number)
	wantCode(t, err, tickets.AlreadyAssigned)
	err = f.store.View(f.ctx, func(tx tickets.Tx) error {
		v, err := tx.Value(f.ctx, "seen")
		if v != "yes" {
			t.Errorf("seen is %q after a refusal", v)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAlertsFireOnceAlsoWhenMissed(t *testing.T) {
	f := newDesk(t)
	tk := f.open(t, alice, "vpn")
	sweep := func() int {
		t.Helper()
		n, err := f.Sweep(f.ctx)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	f.clock.pass(44 * time.Minute)
	if n := sweep(); n != 0 {
		t.Errorf("%d alerts before 75 %%", n)
	}
	f.clock.pass(time.Minute)
	if n := sweep(); n != 1 {
		t.Errorf("%d alerts at 75 %%, want 1", n)
	}
	f.clock.pass(9 * time.Hour) // the bot was down
	f.rows = nil
	if n := sweep(); n != 8 {
		t.Errorf("%d alerts after nine hours, want the other 8", n)
	}
	if n := sweep(); n != 0 {
		t.Errorf("%d alerts told twice", n)
	}
	_, journal, err := f.Ticket(f.ctx, tessa, tk.Number)
	if err != nil {
		t.Fatal(err)
	}
	due := journal[2].Detail.DueAt
	if want := tk.OpenedAt.Add(54 * time.Minute); !due.Equal(want) || journal[2].Detail.Percent != 90 {
		t.Errorf("the missed 90 %% says %v, want its true time %v", due, want)
	}
}

func TestSilenceRemindsThenCloses(t *testing.T) {
	f := newDesk(t)
	tk := f.open(t, alice, "vpn")
	if _, err := f.Resolve(f.ctx, by(tessa), tk.Number, tickets.Resolution{Solution: "relancé"}); err != nil {
		t.Fatal(err)
	}
	f.rows = nil
	for range 4 {
		f.clock.pass(24*time.Hour + time.Second)
		if _, err := f.Sweep(f.ctx); err != nil {
			t.Fatal(err)
		}
	}
	if want := []tickets.EntryKind{tickets.Reminded, tickets.Closed, tickets.RatingAsked}; !slices.Equal(f.rows, want) {
		t.Errorf("silence makes %v, want %v", f.rows, want)
	}
}

func TestPeopleHitRaiseTheImpact(t *testing.T) {
	f := newDesk(t)
	tk := f.open(t, alice, "vpn")
	for i := range 2 {
		who := tickets.Actor{ID: tickets.UserID(fmt.Sprintf("slack:u%d", i))}
		_, err := f.JoinIn(f.ctx, by(who), tk.Number)
		wantCode(t, err, tickets.NotFound) // a number is not to be guessed
		onCard := tickets.Act{By: who, Via: "reaction"}
		if _, err := f.JoinIn(f.ctx, onCard, tk.Number); err != nil {
			t.Fatal(err)
		}
		_, err = f.JoinIn(f.ctx, onCard, tk.Number)
		wantCode(t, err, tickets.AlreadyHit)
	}
	got, _, err := f.Ticket(f.ctx, tessa, tk.Number)
	if err != nil || got.Impact != tickets.Team || got.PeopleHit != 2 {
		t.Errorf("three people hit: impact %s, %d joined (%v)", got.Impact, got.PeopleHit, err)
	}
}

func TestSolvedAtFirstCall(t *testing.T) {
	f := newDesk(t)
	tk, err := f.Open(f.ctx, by(tessa), tickets.Opening{
		Summary: "mot de passe", Beneficiary: tickets.Beneficiary{Name: "Mme Durand"}, Source: tickets.SourcePhone,
		Solved: true, Solution: "réinitialisé",
	})
	if err != nil || tk.State != tickets.ResolvedState || tk.Assignee != tessa.ID || tk.Clocks.Resolve.Met.IsZero() {
		t.Errorf("%+v (%v)", tk, err)
	}
}

// Whatever is asked in whatever order, by whomever, every change of state in the journal is a
// line of the table, and a refusal for the state names exactly what is possible.
func TestJournalNeverLeavesTheTable(t *testing.T) {
	f := newDesk(t)
	people := []tickets.Actor{alice, bob, tessa, tom, marie}
	serial := 0
	rapid.Check(t, func(rt *rapid.T) {
		serial++
		tk := f.open(t, alice, fmt.Sprintf("ticket %d", serial))
		n := tk.Number
		for range rapid.IntRange(1, 25).Draw(rt, "steps") {
			who := by(rapid.SampledFrom(people).Draw(rt, "who"))
			var err error
			switch rapid.IntRange(0, 12).Draw(rt, "what") {
			case 0:
				_, err = f.Claim(f.ctx, who, n)
			case 1:
				_, err = f.Release(f.ctx, who, n)
			case 2:
				_, err = f.Contact(f.ctx, who, n)
			case 3:
				_, err = f.Wait(f.ctx, who, n, tickets.BallSupplier, "")
			case 4:
				_, err = f.Resume(f.ctx, who, n)
			case 5:
				_, err = f.Resolve(f.ctx, who, n, tickets.Resolution{Solution: "s"})
			case 6:
				_, err = f.Validate(f.ctx, who, n, 0)
			case 7:
				_, err = f.Refuse(f.ctx, who, n, 0, "non")
			case 8:
				_, err = f.TakeOver(f.ctx, who, n)
			case 9:
				_, err = f.Escalate(f.ctx, who, n, 2, "")
			case 10:
				_, err = f.SetUrgency(f.ctx, who, n, tickets.High)
			case 11:
				_, err = f.Assign(f.ctx, who, n, tom)
			case 12:
				_, err = f.Cancel(f.ctx, who, n, "")
			}
			var refusal *tickets.Error
			if err != nil && !errors.As(err, &refusal) {
				rt.Fatalf("failed: %v", err)
			}
			if refusal != nil && refusal.Code == tickets.Illegal &&
				!slices.Equal(refusal.Possible, tickets.ProcessOf(refusal.Ticket.Kind).Possible(refusal.Ticket.State)) {
				rt.Fatalf("refused %s, but possible are said to be %v", refusal.Action, refusal.Possible)
			}
		}
		tk, journal, err := f.Ticket(f.ctx, tessa, n)
		if err != nil {
			rt.Fatal(err)
		}
		state := tickets.New
		for _, e := range journal[1:] {
			if e.Detail.To == "" || e.Detail.From == "" {
				continue
			}
			if e.Detail.From != state && e.Kind != tickets.Closed {
				rt.Fatalf("%s from %s, but the ticket was %s", e.Kind, e.Detail.From, state)
			}
			if !reachable(e.Detail.From, e.Detail.To) {
				rt.Fatalf("%s: %s to %s is no line of the table", e.Kind, e.Detail.From, e.Detail.To)
			}
			state = e.Detail.To
		}
		if state != tk.State {
			rt.Fatalf("the journal ends in %s, the ticket is %s", state, tk.State)
		}
	})
}

func reachable(from, to tickets.State) bool {
	for _, l := range tickets.ProcessOf(tickets.Incident) {
		resumed := l.From == from && l.Action == tickets.ActResume
		if l.From == from && (l.To == to || resumed) {
			return true
		}
	}
	return from == to
}

func TestALowMarkIsFollowedUpByManagers(t *testing.T) {
	f := newDesk(t)
	tk := f.open(t, alice, "vpn")
	if _, err := f.Resolve(f.ctx, by(tessa), tk.Number, tickets.Resolution{Solution: "relancé"}); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Validate(f.ctx, by(alice), tk.Number, 0); err != nil {
		t.Fatal(err)
	}
	_, err := f.FollowUp(f.ctx, by(marie), tk.Number, false)
	wantCode(t, err, tickets.NothingToChange)
	if _, err := f.Rate(f.ctx, by(alice), tk.Number, 1, 0); err != nil {
		t.Fatal(err)
	}
	_, err = f.FollowUp(f.ctx, by(tessa), tk.Number, false)
	wantCode(t, err, tickets.NotAllowed)
	for _, done := range []bool{false, true} {
		got, err := f.FollowUp(f.ctx, by(marie), tk.Number, done)
		if err != nil || got.Rating.FollowUp != marie.ID || got.Rating.FollowedAt.IsZero() == done {
			t.Errorf("followed up, done=%v: %+v (%v)", done, got.Rating, err)
		}
	}
	_, err = f.FollowUp(f.ctx, by(marie), tk.Number, true)
	wantCode(t, err, tickets.NothingToChange)
}
