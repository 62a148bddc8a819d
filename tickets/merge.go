package tickets

import (
	"context"
	"errors"
	"slices"
	"time"
)

// MergeUndo is how long a merge can be undone.
const MergeUndo = 10 * time.Minute

// Merge puts a ticket into another one, or into that which the other was put into itself: its
// people follow there, in the conversations they have, and it is closed.
func (d *Desk) Merge(ctx context.Context, act Act, from, into int64) (*Ticket, *Ticket, error) {
	asked := into
	into, err := d.root(ctx, into)
	if err != nil {
		return nil, nil, err
	}
	return d.pair(ctx, act, ActMerge, from, into, func(c, target *change) error {
		if err := c.mergeable(target, asked); err != nil {
			return err
		}
		return c.merge(ctx, target)
	})
}

// MayMerge checks, without changing anything, that the two can be merged now.
func (d *Desk) MayMerge(ctx context.Context, by Actor, from, into int64) (source, target *Ticket, err error) {
	asked := into
	if into, err = d.root(ctx, into); err != nil {
		return nil, nil, err
	}
	source, err = d.look(ctx, by, from, func(c *change) error {
		t, err := c.tx.Ticket(ctx, into)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		beside := c.beside(t)
		if err := both(ActMerge, c, beside); err != nil {
			return err
		}
		target = t
		return c.mergeable(beside, asked)
	})
	return source, target, err
}

func (c *change) mergeable(target *change, asked int64) error {
	switch {
	case c.t.ClosedBy == ByMerge:
		return &Error{Code: AlreadyMerged, Ticket: c.t}
	case c.t.Number == target.t.Number:
		return sameTicket(c.t, asked)
	case target.t.State.Finished():
		return &Error{Code: TargetEnded, Ticket: target.t}
	}
	if _, ok := ProcessOf(c.t.Kind).Next(c.t.State, ActFold, ""); !ok {
		return c.refuse(Illegal, ActFold)
	}
	return nil
}

func (c *change) merge(ctx context.Context, target *change) error {
	people := c.t.Audience()
	added := slices.DeleteFunc(slices.Clone(people), target.t.ShownTo)
	target.t.Followers = append(slices.Clone(target.t.Followers), added...)
	for _, u := range people {
		if err := c.moveCounter(ctx, u, target.t.Number); err != nil {
			return err
		}
	}
	c.t.Links = append(slices.Clone(c.t.Links), Link{Kind: LinkMergedInto, Ticket: target.t.Number})
	target.t.Links = append(slices.Clone(target.t.Links), Link{Kind: LinkMergedFrom, Ticket: c.t.Number})
	if err := c.fold(ByMerge, target.t.Number); err != nil {
		return err
	}
	target.row(Absorbed, Detail{Other: c.t.Number, People: people, Added: added}, "")
	return nil
}

// moveCounter lets the person be told of the other ticket in the conversation they have, unless
// they have one about it.
func (c *change) moveCounter(ctx context.Context, u UserID, into int64) error {
	there, err := c.tx.Counter(ctx, into, u)
	if err == nil && there.Channel != "" {
		return nil
	}
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	here, err := c.tx.Counter(ctx, c.t.Number, u)
	if errors.Is(err, ErrNotFound) || err == nil && here.Channel == "" {
		return nil
	}
	if err != nil {
		return err
	}
	moved := *here
	moved.Ticket = into
	return c.tx.SaveCounter(ctx, moved)
}

// Unmerge undoes a merge: both tickets have the state, people and clocks they had, but what was
// said since stays where it was said.
func (d *Desk) Unmerge(ctx context.Context, act Act, from int64) (*Ticket, *Ticket, error) {
	var into int64
	_, err := d.look(ctx, act.By, from, func(c *change) error {
		if err := c.may(ActMerge); err != nil {
			return err
		}
		if into = c.t.Continued(); c.t.ClosedBy != ByMerge || into == 0 {
			return c.refuse(NothingToChange, ActMerge)
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	return d.pair(ctx, act, ActMerge, from, into, func(c, target *change) error {
		return c.separate(ctx, target)
	})
}

func (c *change) separate(ctx context.Context, target *change) error {
	switch {
	case c.t.ClosedBy != ByMerge || c.t.Continued() != target.t.Number:
		return c.refuse(NothingToChange, ActMerge)
	case target.t.ClosedBy == ByMerge:
		return &Error{Code: MergedSince, Ticket: target.t}
	case c.now.After(c.t.ClosedAt.Add(MergeUndo)):
		return &Error{Code: UndoTooLate, Ticket: c.t, Limit: int(MergeUndo / time.Minute)}
	}
	rows, err := c.tx.Journal(ctx, target.t.Number)
	if err != nil {
		return err
	}
	var people, added []UserID
	for _, e := range rows {
		if e.Kind == Absorbed && e.Detail.Other == c.t.Number {
			people, added = e.Detail.People, e.Detail.Added
		}
	}
	target.t.Followers = slices.DeleteFunc(slices.Clone(target.t.Followers), func(u UserID) bool { return slices.Contains(added, u) })
	if len(target.t.Followers) == 0 {
		target.t.Followers = nil
	}
	for _, u := range people {
		if err := c.returnCounter(ctx, u, target.t.Number); err != nil {
			return err
		}
	}
	if err := c.unfold(ctx); err != nil {
		return err
	}
	c.cutMerge(LinkMergedInto, target.t.Number)
	target.cutMerge(LinkMergedFrom, c.t.Number)
	for _, u := range c.t.Audience() { // who has come to follow the merged ticket is told there too
		if !slices.Contains(people, u) {
			people = append(slices.Clone(people), u)
		}
	}
	target.row(Separated, Detail{Other: c.t.Number, People: people, Added: added}, "")
	return nil
}

// cutMerge takes one link away, and leaves others between the same tickets.
func (c *change) cutMerge(k LinkKind, other int64) {
	c.t.Links = slices.DeleteFunc(slices.Clone(c.t.Links), func(l Link) bool { return l.Kind == k && l.Ticket == other })
	if len(c.t.Links) == 0 {
		c.t.Links = nil
	}
}

// returnCounter makes the conversation the first ticket's alone again.
func (c *change) returnCounter(ctx context.Context, u UserID, from int64) error {
	there, err := c.tx.Counter(ctx, from, u)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	here, err := c.tx.Counter(ctx, c.t.Number, u)
	if errors.Is(err, ErrNotFound) || err == nil && (here.Channel != there.Channel || here.Thread != there.Thread) {
		return nil
	}
	if err != nil {
		return err
	}
	return c.tx.SaveCounter(ctx, Counter{Ticket: from, User: u})
}
