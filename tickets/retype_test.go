package tickets_test

import (
	"testing"
	"time"

	"guichet/tickets"
)

func TestAnIncidentBecomesARequestAndBack(t *testing.T) {
	d := newDesk(t)
	made := d.open(t, alice, "un écran de plus")
	got, err := d.SetType(d.ctx, by(tessa), made.Number, "")
	if err != nil || got.Ref() != "REQ-1" || got.State != tickets.New {
		t.Fatalf("%+v, %v", got, err)
	}
	if _, err = d.SetType(d.ctx, by(tessa), made.Number, tickets.Request); tickets.CodeOf(err) != tickets.NothingToChange {
		t.Errorf("twice: %v", err)
	}
	_, err = d.SetType(d.ctx, by(alice), made.Number, "")
	wantCode(t, err, tickets.NotAllowed)
	_, err = d.SetType(d.ctx, by(bob), made.Number, "")
	wantCode(t, err, tickets.NotFound)

	// What only a request goes through ends with it.
	err = d.store.Update(d.ctx, func(tx tickets.Tx) error {
		one, err := tx.Ticket(d.ctx, made.Number)
		if err != nil {
			return err
		}
		one.State, one.Assignee = tickets.AwaitingApproval, tom.ID
		return tx.SaveTicket(d.ctx, one)
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, err = d.SetType(d.ctx, by(tessa), made.Number, tickets.Incident); err != nil || got.State != tickets.ClaimedState || got.Ref() != "INC-1" {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err = d.Cancel(d.ctx, by(alice), made.Number, ""); err != nil {
		t.Fatal(err)
	}
	_, err = d.SetType(d.ctx, by(tessa), made.Number, "")
	wantCode(t, err, tickets.Illegal)
}

func TestATicketMadeAtOnceIsCompleted(t *testing.T) {
	d := newDesk(t)
	made, err := d.Open(d.ctx, by(alice), tickets.Opening{Summary: "écran noir", Origin: tickets.Origin{Quick: true}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.Complete(d.ctx, by(alice), made.Number, tickets.Completion{})
	wantCode(t, err, tickets.TextEmpty)
	got, err := d.Complete(d.ctx, by(alice), made.Number, tickets.Completion{Urgency: tickets.High})
	if err != nil || got.Urgency != tickets.High || got.Priority != "P2" {
		t.Fatalf("%+v, %v", got, err)
	}
	if _, err := d.Claim(d.ctx, by(tessa), made.Number); err != nil {
		t.Fatal(err)
	}
	// Now it is the technician's matter; words are taken all the same.
	got, err = d.Complete(d.ctx, by(alice), made.Number, tickets.Completion{Urgency: tickets.Low, Words: "depuis lundi"})
	if err != nil || got.Urgency != tickets.High {
		t.Errorf("%+v, %v", got, err)
	}
}

// An incident that becomes a request takes the steps that its category wants, and no more once
// it is an incident again.
func TestChangeOfTypeEntersTheSteps(t *testing.T) {
	d := requestDesk(t)
	for category, want := range map[string]tickets.State{"evaluated": tickets.InEvaluation, "managers": tickets.AwaitingApproval, "other": tickets.InProgress} {
		d.clock.pass(2 * time.Minute)
		made, err := d.Open(d.ctx, by(alice), tickets.Opening{Kind: tickets.Incident, Category: category, Summary: "un logiciel"})
		if err != nil {
			t.Fatal(err)
		}
		n := made.Number
		for _, act := range []func() (*tickets.Ticket, error){
			func() (*tickets.Ticket, error) { return d.Claim(d.ctx, by(tessa), n) },
			func() (*tickets.Ticket, error) { return d.Contact(d.ctx, by(tessa), n) },
			func() (*tickets.Ticket, error) { return d.SetType(d.ctx, by(tessa), n, tickets.Request) },
		} {
			if _, err := act(); err != nil {
				t.Fatalf("%s: %v", category, err)
			}
		}
		d.wantState(t, n, want)
		_, err = d.Resolve(d.ctx, by(tessa), n, tickets.Resolution{Solution: "voilà"})
		if code := tickets.CodeOf(err); (code == "") != (want == tickets.InProgress) {
			t.Errorf("%s: resolved, %v", category, err)
		}
		if want == tickets.InProgress {
			continue
		}
		got, err := d.SetType(d.ctx, by(tessa), n, "")
		if err != nil || got.State != tickets.InProgress || got.Steps.Pending != "" || got.Steps.Approval.Open() {
			t.Errorf("%s, an incident again: %+v, %v", category, got, err)
		}
		if _, err = d.Resolve(d.ctx, by(tessa), n, tickets.Resolution{Solution: "voilà"}); err != nil {
			t.Errorf("%s, an incident again: %v", category, err)
		}
	}
}

// A request that was made at once enters the steps of the category that completes it; one that
// waits stays waiting, and comes back to them.
func TestCompletionEntersTheSteps(t *testing.T) {
	d := requestDesk(t)
	made, err := d.Open(d.ctx, by(alice), tickets.Opening{Kind: tickets.Request, Summary: "un logiciel", Category: "other", Origin: tickets.Origin{Quick: true}})
	if err != nil {
		t.Fatal(err)
	}
	got, err := d.Complete(d.ctx, by(alice), made.Number, tickets.Completion{Category: "managers"})
	if err != nil || got.State != tickets.AwaitingApproval || !got.Steps.Approval.Open() {
		t.Fatalf("%+v, %v", got, err)
	}
	_, err = d.Resolve(d.ctx, by(tessa), made.Number, tickets.Resolution{Solution: "voilà"})
	wantCode(t, err, tickets.NeedsApproval)

	d.clock.pass(2 * time.Minute)
	waits, err := d.Open(d.ctx, by(alice), tickets.Opening{Kind: tickets.Incident, Category: "managers", Summary: "un autre logiciel"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Claim(d.ctx, by(tessa), waits.Number); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Wait(d.ctx, by(tessa), waits.Number, tickets.BallSupplier, "devis"); err != nil {
		t.Fatal(err)
	}
	if got, err = d.SetType(d.ctx, by(tessa), waits.Number, ""); err != nil || got.State != tickets.WaitingState {
		t.Fatalf("%+v, %v", got, err)
	}
	if got, err = d.Resume(d.ctx, by(tessa), waits.Number); err != nil || got.State != tickets.AwaitingApproval {
		t.Errorf("%+v, %v", got, err)
	}
}
