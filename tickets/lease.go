package tickets

import (
	"context"
	"time"
)

// What the configuration makes of a claim without first contact in time.
const (
	LeaseNudge   = "nudge"   // the assignee is reminded
	LeaseRelease = "release" // the ticket goes back to the pool
	LeaseOff     = "off"
)

// LeaseEnded is the Detail.Why of rows that an ended lease made: the release, and the next claim.
const LeaseEnded = "lease"

// leaseTimers is the end of a lease that began after the first contact was due already: then
// the breach, which ends all others, has been told before.
func leaseTimers(p *Policy, r Reckoning, t *Ticket, journal []*Entry) []Timer {
	due, stopped := r.deadline(ClockFirstContact)
	span := r.last().Targets.FirstContact
	if p.Lease == LeaseOff || t.Assignee == "" || span.IsZero() || stopped || t.AssignedAt.Before(due) {
		return nil
	}
	if _, met := r.met[ClockFirstContact]; met || leaseEnded(journal, t.AssignedAt) {
		return nil
	}
	return []Timer{{Key: timerLease, DueAt: p.after(t, t.AssignedAt, span), Clock: ClockFirstContact}}
}

// leaseEnded tells whether the assignee was reminded since the instant.
func leaseEnded(journal []*Entry, since time.Time) bool {
	for _, e := range journal {
		if e.Kind == Nudged && !e.At.Before(since) {
			return true
		}
	}
	return false
}

// endLease reminds the assignee of the first contact, or puts the ticket back into the pool,
// as the configuration wants.
func (c *change) endLease(due time.Time) error {
	switch {
	case c.t.Assignee == "" || !c.t.ContactAt.IsZero() || c.policy.Lease == LeaseOff:
		return nil
	case c.policy.Lease != LeaseRelease:
		c.row(Nudged, Detail{Assignee: c.t.Assignee, DueAt: due}, "")
		return nil
	}
	if err := c.release(); err != nil {
		return err
	}
	d := &c.rows[len(c.rows)-1].Detail
	d.Why, d.DueAt = LeaseEnded, due
	return nil
}

// heldBefore is who held a ticket of the pool last, and whether a lease took it from them.
func (c *change) heldBefore(ctx context.Context) (who UserID, why string, err error) {
	if c.t.Assignee != "" || c.t.ClaimedAt.IsZero() {
		return c.t.Assignee, "", nil
	}
	journal, err := c.tx.Journal(ctx, c.t.Number)
	for _, e := range journal {
		if e.Kind == Released {
			who, why = e.Detail.Previous, e.Detail.Why
		}
	}
	return who, why, err
}
