package tickets_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"guichet/tickets"
	"guichet/tickets/calendar"
)

// With lease: release a claim without first contact ends at the first contact's deadline; the
// next claim says who held it, and has a lease of its own.
func TestAnEndedLeasePutsTheTicketBack(t *testing.T) {
	f := newDesk(t)
	f.policy.Lease = tickets.LeaseRelease
	n := f.open(t, alice, "vpn").Number
	claim := func(who tickets.Actor) tickets.Detail {
		t.Helper()
		if _, err := f.Claim(f.ctx, by(who), n); err != nil {
			t.Fatal(err)
		}
		_, journal, err := f.Ticket(f.ctx, who, n)
		if err != nil {
			t.Fatal(err)
		}
		return journal[len(journal)-1].Detail
	}
	if d := claim(tessa); d.Previous != "" || d.Why != "" {
		t.Errorf("the first claim: %+v", d)
	}
	f.clock.pass(2 * time.Hour)
	f.sweep(t)
	tk := f.now(t, n)
	if tk.Assignee != "" || tk.State != tickets.New || tk.Clocks.Respond.Met.IsZero() {
		t.Fatalf("after the lease %q holds it, %s; want the pool, its response met", tk.Assignee, tk.State)
	}
	if d := claim(tessa); d.Previous != tessa.ID || d.Why != tickets.LeaseEnded {
		t.Errorf("claimed again by the same: %+v", d)
	}
	f.clock.pass(2*time.Hour - time.Minute)
	f.sweep(t)
	if got := f.now(t, n).Assignee; got != tessa.ID {
		t.Fatalf("the second lease ended early")
	}
	f.clock.pass(time.Minute)
	f.sweep(t)
	if got := f.now(t, n).Assignee; got != "" {
		t.Fatalf("the second lease did not end: %s holds it", got)
	}
	if d := claim(tom); d.Previous != tessa.ID || d.Why != tickets.LeaseEnded {
		t.Errorf("claimed by another one: %+v", d)
	}
	if _, err := f.Contact(f.ctx, by(tom), n); err != nil {
		t.Fatal(err)
	}
	f.clock.pass(3 * time.Hour)
	f.sweep(t)
	if got := f.now(t, n).Assignee; got != tom.ID {
		t.Errorf("after the first contact %q holds it, want tom", got)
	}
}

func TestALeaseNudgesOnceAClaim(t *testing.T) {
	for _, c := range []struct {
		lease string
		want  int
	}{{tickets.LeaseNudge, 2}, {tickets.LeaseOff, 0}} {
		f := newDesk(t)
		f.policy.Lease = c.lease
		n := f.open(t, alice, "vpn").Number
		for _, who := range []tickets.Actor{tessa, tom} {
			if _, err := f.TakeOver(f.ctx, by(who), n); err != nil {
				t.Fatal(err)
			}
			for range 3 {
				f.clock.pass(2 * time.Hour)
				f.sweep(t)
			}
		}
		nudged := 0
		for _, k := range f.rows {
			if k == tickets.Nudged {
				nudged++
			}
		}
		if nudged != c.want {
			t.Errorf("%s: nudged %d times in two claims, want %d", c.lease, nudged, c.want)
		}
	}
}

// Nothing is told outside the ticket's calendar except of a P1: what was missed waits for the
// opening and says its true time; what is due at closing is told then.
func TestMissedAlertsWaitForTheOpening(t *testing.T) {
	for _, c := range []struct {
		priority tickets.Priority
		want     string
	}{{"P3", "Tue 09:00"}, {"P1", "Mon 20:00"}} {
		f := newDesk(t)
		week := map[time.Weekday][]calendar.Window{}
		for d := time.Monday; d <= time.Friday; d++ {
			week[d] = []calendar.Window{{From: 9 * 60, To: 18 * 60}}
		}
		office, err := calendar.New(calendar.Spec{Zone: time.UTC, Hours: week})
		if err != nil {
			t.Fatal(err)
		}
		for p, targets := range f.policy.Targets {
			targets.Calendar = office
			f.policy.Targets[p] = targets
		}
		f.policy.Matrix = map[tickets.Urgency]map[tickets.Impact]tickets.Priority{tickets.Medium: {tickets.One: c.priority}}
		n := f.open(t, alice, "vpn").Number // Monday at nine
		f.clock.pass(11 * time.Hour)        // the bot was down until twenty
		told := ""
		for range 40 {
			f.sweep(t)
			_, journal, err := f.Ticket(f.ctx, tessa, n)
			if err != nil {
				t.Fatal(err)
			}
			if len(journal) > 1 {
				told = journal[1].At.Format("Mon 15:04")
				if due := journal[1].Detail.DueAt.Format("Mon 15:04"); due != "Mon 09:45" {
					t.Errorf("%s says that it was due %s", c.priority, due)
				}
				break
			}
			f.clock.pass(time.Hour)
		}
		if told != c.want {
			t.Errorf("a missed alert of a %s is told %s, want %s", c.priority, told, c.want)
		}
	}
}

func TestWhatIsDueAtClosingIsToldAtClosing(t *testing.T) {
	f := newDesk(t)
	week := map[time.Weekday][]calendar.Window{time.Monday: {{From: 9 * 60, To: 10 * 60}}, time.Tuesday: {{From: 9 * 60, To: 10 * 60}}}
	cal, err := calendar.New(calendar.Spec{Zone: time.UTC, Hours: week})
	if err != nil {
		t.Fatal(err)
	}
	for p, targets := range f.policy.Targets {
		targets.Calendar = cal
		f.policy.Targets[p] = targets
	}
	f.open(t, alice, "vpn") // its response of an hour is due at ten, when the desk closes
	f.clock.pass(time.Hour + time.Second)
	f.sweep(t)
	if f.rows[len(f.rows)-1] != tickets.Breached {
		t.Errorf("at closing: %v, want a breach", f.rows)
	}
}

// A channel's alerts beyond its budget are held back and gathered in one digest an hour; what
// may not be held back is said, and counts.
func TestAChannelHasItsAlertBudget(t *testing.T) {
	f := newDesk(t)
	f.policy.AlertBudget = 3
	f.policy.WarnAt = []int{75}
	pool := tickets.Place{Space: "slack", Kind: tickets.PlacePool}
	desk := tickets.NewDesk(f.store, f.policy, func(tk *tickets.Ticket, rows []*tickets.Entry) (out []tickets.Delivery) {
		for _, e := range rows {
			if e.Kind == tickets.Warned && e.Detail.Clock == tickets.ClockRespond {
				d := tickets.Delivery{Key: fmt.Sprint("warn:", tk.Number), Ticket: tk.Number, Entry: e.ID, Purpose: "warn", Place: pool, Budget: pool.String()}
				if tk.Summary != "urgent" {
					d.Digest = "digest"
				}
				out = append(out, d)
			}
		}
		return out
	}, nil)
	for i := range 6 {
		f.open(t, alice, fmt.Sprint("vpn ", i))
	}
	f.open(t, alice, "urgent")
	f.clock.pass(45 * time.Minute)
	if _, err := desk.Sweep(f.ctx); err != nil {
		t.Fatal(err)
	}
	keys := func() (said []string) {
		err := f.store.View(f.ctx, func(tx tickets.Tx) error {
			all, err := tx.NextDeliveries(f.ctx, "slack", 100)
			for _, d := range all {
				said = append(said, d.Key)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return said
	}
	first := tickets.DigestKey(pool.String(), f.clock.Now())
	if want := []string{"warn:1", "warn:2", "warn:3", first, "warn:7"}; !slices.Equal(keys(), want) {
		t.Errorf("said %v, want %v", keys(), want)
	}
	held := func(key string) int {
		budget, from, until, ok := tickets.DigestOf(key)
		if !ok {
			t.Fatalf("%q is not a digest's key", key)
		}
		var total int
		err := f.store.View(f.ctx, func(tx tickets.Tx) (err error) {
			_, total, err = tx.HeldAlerts(context.Background(), budget, from, until, 10)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return total
	}
	if got := held(first); got != 3 {
		t.Errorf("the digest lists %d alerts, want 3", got)
	}
	// An hour later the channel has its budget again.
	f.open(t, bob, "later")
	f.clock.pass(46 * time.Minute)
	if _, err := desk.Sweep(f.ctx); err != nil {
		t.Fatal(err)
	}
	if got := held(first); got != 4 || len(keys()) != 5 {
		t.Errorf("46 minutes later: %d held, said %v; want a fourth in the same digest", got, keys())
	}
	f.open(t, bob, "much later")
	f.clock.pass(60 * time.Minute)
	if _, err := desk.Sweep(f.ctx); err != nil {
		t.Fatal(err)
	}
	if said := keys(); said[len(said)-1] != "warn:9" {
		t.Errorf("when the hour is over: %v, want the alert said", said)
	}
	if _, _, _, ok := tickets.DigestOf("warn:1"); ok {
		t.Error("any key passes for a digest's")
	}
}
