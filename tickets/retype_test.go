package tickets_test

import (
	"testing"

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
