package tickets

import (
	"context"
	"errors"
	"slices"
)

// pair runs f on two locked tickets, to both of which the actor may do the action, and stores
// what follows for both, or nothing. They are locked in the order of their numbers, so that two
// opposite changes do not wait for each other.
func (d *Desk) pair(ctx context.Context, act Act, a Action, first, second int64, f func(c, other *change) error) (*Ticket, *Ticket, error) {
	var one, two *change
	err := d.store.Update(ctx, func(tx Tx) error {
		one, two = nil, nil
		if err := begin(ctx, tx, act); err != nil {
			return err
		}
		found := map[int64]*Ticket{}
		numbers := []int64{first, second}
		slices.Sort(numbers)
		for _, n := range numbers {
			t, err := tx.Ticket(ctx, n)
			if err != nil && !errors.Is(err, ErrNotFound) {
				return err
			}
			found[n] = t
		}
		one = &change{tx: tx, now: tx.Now(), act: act, t: found[first], policy: d.policy}
		two = one.beside(found[second])
		if err := both(a, one, two); err != nil {
			return err
		}
		if err := f(one, two); err != nil {
			return err
		}
		if err := d.finish(ctx, one); err != nil {
			return err
		}
		return d.finish(ctx, two)
	})
	if err != nil {
		asked := Action("")
		if one != nil {
			asked = one.asked
		}
		return nil, nil, d.record(ctx, act, first, asked, err)
	}
	d.wake()
	return one.t, two.t, nil
}

// longestChain is how many tickets that were merged or are duplicates are followed.
const longestChain = 100

// goesOn finds a ticket, or the one that it was merged into, and so on.
func goesOn(number int64) func(ctx context.Context, tx Tx) (*Ticket, error) {
	return func(ctx context.Context, tx Tx) (*Ticket, error) {
		t, err := tx.Ticket(ctx, number)
		for n := 0; err == nil && t.ClosedBy == ByMerge && t.Continued() != 0 && n < longestChain; n++ {
			t, err = tx.Ticket(ctx, t.Continued())
		}
		return t, err
	}
}

// root is the number of the ticket in which the work on a ticket goes on at last: itself, when
// it was neither merged nor is a duplicate. A ticket that does not exist is its own root.
func (d *Desk) root(ctx context.Context, number int64) (int64, error) {
	err := d.store.View(ctx, func(tx Tx) error {
		for range longestChain {
			t, err := tx.Ticket(ctx, number)
			if errors.Is(err, ErrNotFound) {
				return nil
			}
			if err != nil {
				return err
			}
			if t.Continued() == 0 {
				return nil
			}
			number = t.Continued()
		}
		return nil
	})
	return number, err
}

// both lets those pass who may do the action to both tickets. Who may not do it to the first
// does not learn whether there is a second.
func both(a Action, c, other *change) error {
	for _, one := range []*change{c, other} {
		if one.t == nil {
			return &Error{Code: NotFound}
		}
		if err := one.may(a); err != nil {
			return err
		}
	}
	return nil
}
