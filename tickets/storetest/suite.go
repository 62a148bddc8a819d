// Package storetest is the suite that every tickets.Store passes: one test for each
// sentence of the contract in package tickets, and a few for what can go wrong around it.
//
// It knows no database. A store's own tests call Run with a way to open it empty.
package storetest

import (
	"context"
	"testing"
	"time"

	"guichet/tickets"
)

// Desk is an empty store under test.
type Desk struct {
	Store tickets.Store
	// Clock is the store's clock.
	Clock *Clock
	// Reopen closes the store and opens the same data again, with the same clock.
	Reopen func(t *testing.T) tickets.Store
	// Serial tells that updates run one after another. Numbers then leave no gap, and an
	// update that waits for another one waits for ever.
	Serial bool
}

// Run runs the suite. open opens a new empty store, which the suite's caller closes when
// the test ends.
func Run(t *testing.T, open func(t *testing.T) Desk) {
	for _, group := range [][]test{
		transactionTests, ticketTests, findTests, journalTests, eventTests, queueTests,
		laneTests, alertTests, timerTests, attachmentTests, conversationTests, originalTests, leaseTests, auditTests, homeTests, bulkTests, termTests, hostileTests, durabilityTests,
	} {
		for _, c := range group {
			t.Run(c.name, func(t *testing.T) {
				c.run(&desk{T: t, Desk: open(t)})
			})
		}
	}
}

type test struct {
	name string
	run  func(d *desk)
}

// desk is a store with the test that uses it.
type desk struct {
	*testing.T
	Desk
}

// patience bounds every transaction, so that a deadlock fails instead of hanging.
const patience = 30 * time.Second

func (d *desk) try(f func(ctx context.Context, tx tickets.Tx) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return d.Store.Update(ctx, func(tx tickets.Tx) error { return f(ctx, tx) })
}

func (d *desk) update(f func(ctx context.Context, tx tickets.Tx) error) {
	d.Helper()
	if err := d.try(f); err != nil {
		d.Fatalf("update: %v", err)
	}
}

func (d *desk) view(f func(ctx context.Context, tx tickets.Tx) error) {
	d.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := d.Store.View(ctx, func(tx tickets.Tx) error { return f(ctx, tx) }); err != nil {
		d.Fatalf("view: %v", err)
	}
}

// open inserts a ticket with what the changes make of it.
func (d *desk) open(changes ...func(t *tickets.Ticket)) *tickets.Ticket {
	d.Helper()
	t := &tickets.Ticket{
		Kind: tickets.Incident, State: tickets.New, Summary: "imprimante bloquée", Requester: "slack:alice",
		OpenedAt: d.Clock.Now(),
	}
	for _, change := range changes {
		change(t)
	}
	d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.InsertTicket(ctx, t) })
	return t
}

// ticket loads a ticket.
func (d *desk) ticket(number int64) (t *tickets.Ticket) {
	d.Helper()
	d.view(func(ctx context.Context, tx tickets.Tx) (err error) {
		t, err = tx.Ticket(ctx, number)
		return err
	})
	return t
}
