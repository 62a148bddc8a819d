package tickets

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// sweepBatch bounds how many due timers one look takes in.
const sweepBatch = 200

// Sweep does what is due: warnings, breaches, reminders, closures. It touches only tickets
// that have a due timer. What was due while nobody looked is done once, and its journal row
// says when it should have been. It returns how many timers fired; a timer that fails is
// reported in the error and does not hold back the others.
func (d *Desk) Sweep(ctx context.Context) (int, error) {
	fired := 0
	var failed []error
	for {
		var due []Timer
		err := d.store.View(ctx, func(tx Tx) (err error) {
			due, err = tx.DueTimers(ctx, sweepBatch)
			return err
		})
		if err != nil {
			return fired, errors.Join(append(failed, err)...)
		}
		before := fired
		for _, tm := range due {
			ok, err := d.fire(ctx, tm)
			if err != nil {
				failed = append(failed, fmt.Errorf("timer %s of ticket %d: %w", tm.Key, tm.Ticket, err))
				continue
			}
			if ok {
				fired++
			}
		}
		if len(due) < sweepBatch || fired == before || ctx.Err() != nil {
			return fired, errors.Join(failed...)
		}
	}
}

// NextTimer is when the next timer is due, zero when none waits.
func (d *Desk) NextTimer(ctx context.Context) (at time.Time, err error) {
	err = d.store.View(ctx, func(tx Tx) error {
		at, err = tx.NextTimer(ctx)
		return err
	})
	return at, err
}

// fire does what one timer is for, unless another replica did.
func (d *Desk) fire(ctx context.Context, tm Timer) (bool, error) {
	fired := false
	act := Act{Via: "timer"}
	err := d.store.Update(ctx, func(tx Tx) error {
		fired = false
		// The ticket first, as every change locks it: two that wait for each other would be lost.
		t, err := tx.Ticket(ctx, tm.Ticket)
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		there, err := tx.DeleteTimer(ctx, tm.Ticket, tm.Key)
		if err != nil || !there {
			return err
		}
		c := &change{tx: tx, now: tx.Now(), act: act, t: t, policy: d.policy}
		fired = true
		if err := c.fire(ctx, tm); err != nil {
			return err
		}
		return d.finish(ctx, c)
	})
	if err == nil && fired {
		d.wake()
	}
	return fired, err
}

func (c *change) fire(ctx context.Context, tm Timer) error {
	switch tm.Key {
	case timerRemind, timerRemindRate:
		c.row(Reminded, Detail{Why: tm.Key, DueAt: tm.DueAt, Round: c.t.Resolutions}, "")
		return nil
	case timerClose:
		if c.t.State != ResolvedState {
			return nil // answered meanwhile
		}
		from, _, err := c.move(ActExpire)
		if err != nil {
			return err
		}
		return c.close(ctx, from, "silence")
	case timerExpireRate:
		c.t.Rating.Expired = true
		c.row(Unrated, Detail{Subject: c.t.Rating.By}, "")
		return nil
	case timerExtension:
		if x := c.t.Clocks.Extension; x != nil && x.State == ExtensionOpen && !c.t.State.Finished() {
			c.answerExtension(x, false, ExtensionSilence)
		}
		return nil
	case timerLease:
		return c.endLease(tm.DueAt)
	case timerRemindApproval:
		return c.remindApprovers(ctx, tm.DueAt)
	}
	return c.alert(ctx, tm)
}

// alert tells that a share of a target is used up, or all of it. What falls due in closed time
// is put off: its timer is set again.
func (c *change) alert(ctx context.Context, tm Timer) error {
	if c.t.State.Finished() || !c.t.Clocks.Of(tm.Clock).Running() {
		return nil
	}
	journal, err := c.tx.Journal(ctx, c.t.Number)
	if err != nil {
		return err
	}
	r := Reckon(c.policy, journal)
	due, stopped := r.threshold(tm.Clock, tm.Percent)
	if st := r.State(tm.Clock); stopped || !st.Running() {
		return nil
	}
	if later := r.sayable(due, c.now); later.After(c.now) {
		return c.tx.SetTimers(ctx, c.t.Number, schedule(c.policy, r, c.t, journal, false, c.now))
	}
	detail := Detail{
		Clock: tm.Clock, Percent: tm.Percent, DueAt: due, Assignee: c.t.Assignee, Deadline: r.State(tm.Clock).Deadline,
	}
	if tm.Clock == ClockResolve && r.agreed != nil {
		detail.Round = r.agreed.round
	}
	if tm.Percent < percentAtBreach {
		c.row(Warned, detail, "")
		return nil
	}
	c.row(Breached, detail, "")
	if tm.Clock == ClockFirstContact {
		return c.endLease(due)
	}
	return nil
}
