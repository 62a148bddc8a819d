package tickets

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// Ticket.ClosedBy and Detail.Why of a ticket whose work goes on in another one.
const (
	ByDuplicate = "duplicate"
	ByMerge     = "merged"
)

// fold closes the ticket because its work goes on in the other one. What it was is kept, so that
// it can be restored.
func (c *change) fold(why string, other int64) error {
	if err := c.may(ActFold); err != nil {
		return err
	}
	from, to, err := c.move(ActFold)
	if err != nil {
		return err
	}
	c.t.ClosedAt, c.t.ClosedBy = c.now, why
	c.row(Closed, Detail{From: from, To: to, Why: why, Other: other, Assignee: c.t.Assignee, Round: c.t.Resolutions}, "")
	return nil
}

// unfold makes the ticket what it was before it was folded.
func (c *change) unfold(ctx context.Context) error {
	journal, err := c.tx.Journal(ctx, c.t.Number)
	if err != nil {
		return err
	}
	for _, e := range slices.Backward(journal) {
		if e.Kind != Closed || e.Detail.Why != c.t.ClosedBy {
			continue
		}
		c.row(Restored, Detail{
			From: c.t.State, To: e.Detail.From, Why: e.Detail.Why, Other: e.Detail.Other, Of: e.ID,
			Assignee: c.t.Assignee, Round: c.t.Resolutions,
		}, "")
		c.t.State, c.t.ClosedBy, c.t.ClosedAt = e.Detail.From, "", time.Time{}
		return nil
	}
	return c.refuse(NotLinked, "")
}

// foldsUndone are the ids of the closures that were undone: for the clocks they have not been.
func foldsUndone(journal []*Entry) map[int64]bool {
	var out map[int64]bool
	for _, e := range journal {
		if e.Kind == Restored {
			if out == nil {
				out = map[int64]bool{}
			}
			out[e.Detail.Of] = true
		}
	}
	return out
}

// toldOfSolution are the tickets, and the people, that a solution was told to.
type toldOfSolution struct {
	tickets map[int64]bool
	people  []UserID
}

// tellDuplicates notes in the duplicates of a ticket, and in theirs, that it is resolved. Who was
// told as one of another ticket is named in the row, not to be told twice.
func (c *change) tellDuplicates(ctx context.Context, solved *change, told *toldOfSolution) error {
	for _, n := range c.t.linked(LinkOriginal) {
		if told.tickets[n] {
			continue
		}
		told.tickets[n] = true
		t, err := c.tx.Ticket(ctx, n)
		if err != nil {
			return err
		}
		if t.ClosedBy != ByDuplicate {
			continue
		}
		d := c.beside(t)
		d.row(OriginalResolved, Detail{
			Other: solved.t.Number, Workaround: solved.t.Workaround, Assignee: solved.t.ResolvedBy, People: slices.Clone(told.people),
		}, solved.t.Solution)
		told.people = append(told.people, t.Audience()...)
		solved.others = append(solved.others, d)
		if err := d.tellDuplicates(ctx, solved, told); err != nil {
			return err
		}
	}
	return nil
}

// mergedFrom tells whether a ticket of the actor's own was merged into this one.
func (c *change) mergedFrom(ctx context.Context) (bool, error) {
	if !c.t.Follows(c.act.By.ID) {
		return false, nil
	}
	for _, n := range c.t.linked(LinkMergedFrom) {
		t, err := c.tx.Ticket(ctx, n)
		if err != nil {
			return false, err
		}
		if t.Concerns(c.act.By.ID) {
			return true, nil
		}
	}
	return false, nil
}

// story is the journal of the ticket with those of the tickets that were merged into it and
// that the actor may see, in the order of time.
func (c *change) story(ctx context.Context) ([]*Entry, error) {
	all, err := c.tx.Journal(ctx, c.t.Number)
	if err != nil {
		return nil, err
	}
	waiting, seen := c.t.linked(LinkMergedFrom), map[int64]bool{c.t.Number: true}
	if len(waiting) == 0 {
		return all, nil
	}
	for len(waiting) > 0 {
		n := waiting[0]
		waiting = waiting[1:]
		if seen[n] {
			continue
		}
		seen[n] = true
		t, err := c.tx.Ticket(ctx, n)
		if err != nil {
			return nil, err
		}
		if !May(c.act.By, ActShow, t) {
			continue
		}
		rows, err := c.tx.Journal(ctx, n)
		if err != nil {
			return nil, err
		}
		all = append(all, rows...)
		waiting = append(waiting, t.linked(LinkMergedFrom)...)
	}
	slices.SortStableFunc(all, func(a, b *Entry) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
	return all, nil
}
