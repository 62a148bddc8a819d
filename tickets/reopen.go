package tickets

import (
	"context"
	"errors"
	"strings"
	"time"
)

// Reopening is what is known when somebody wants a ticket reopened.
type Reopening struct {
	Reason string // "": what the person wrote since the closure
	Gone   UserID // the assignee, when they no longer work at the desk: the ticket goes to the pool
}

// Reopen takes a resolved or closed ticket up again, with the same technician. Requester,
// beneficiary and technicians can within the configured time after the closure, managers always.
// The words written since the closure are the reason when none is given.
func (d *Desk) Reopen(ctx context.Context, act Act, number int64, r Reopening) (*Ticket, error) {
	return d.changeAt(ctx, act, number, goesOn(number), func(c *change) error {
		if err := c.reopenable(ctx); err != nil {
			return err
		}
		reason, err := c.text(r.Reason, "reason", true)
		if err != nil {
			return err
		}
		var files []File
		if reason == "" {
			late, err := c.late(ctx, act.By.ID)
			if err != nil {
				return err
			}
			c.act.Markup = late.Markup
			if reason, files = late.Words, late.Files; reason == "" && len(files) == 0 {
				return &Error{Code: TextEmpty, Field: "reason", Ticket: c.t}
			}
		}
		return c.reopen(reason, files, r.Gone)
	})
}

// MayReopen checks, without changing anything, that the actor can reopen the ticket now. late is
// what they wrote since the closure.
func (d *Desk) MayReopen(ctx context.Context, by Actor, number int64) (t *Ticket, late Late, err error) {
	t, err = d.lookAt(ctx, by, number, goesOn(number), func(c *change) error {
		if err := c.reopenable(ctx); err != nil {
			return err
		}
		late, err = c.late(ctx, by.ID)
		return err
	})
	return t, late, err
}

func (c *change) reopenable(ctx context.Context) error {
	if err := c.may(ActReopen); err != nil {
		theirs, findErr := c.mergedFrom(ctx)
		if findErr != nil || !theirs {
			return errors.Join(findErr, err)
		}
	}
	by := c.act.By
	switch {
	case !c.t.State.Finished():
		return c.refuse(AlreadyOpen, ActReopen)
	case c.t.ClosedBy == ByDuplicate:
		return c.refuse(Illegal, ActReopen) // separated from its original it is as before
	case c.t.State == ClosedState && !by.Roles.Manager && by.ID != "" && !c.policy.Reopenable(c.t, c.now):
		return c.refuse(ReopenTooLate, ActReopen)
	}
	if _, ok := ProcessOf(c.t.Kind).Next(c.t.State, ActReopen, ""); !ok {
		return c.refuse(Illegal, ActReopen)
	}
	return nil
}

func (c *change) reopen(reason string, files []File, gone UserID) error {
	from, to, err := c.move(ActReopen)
	if err != nil {
		return err
	}
	before := c.t.Assignee
	if gone != "" && gone == before {
		c.t.Assignee, c.t.AssignedAt = "", time.Time{}
	}
	c.t.ResolvedAt, c.t.ClosedAt, c.t.ClosedBy = time.Time{}, time.Time{}, ""
	if !c.t.Rating.AskedAt.IsZero() {
		c.t.Rating.Expired = true // of the closure that is undone; the next one asks anew
	}
	c.row(Reopened, Detail{
		From: from, To: to, Assignee: c.t.Assignee, Previous: before, Round: c.t.Resolutions, Files: files,
	}, reason)
	return nil
}

// Reopenable tells whether requester, beneficiary and technicians can still reopen the closed
// ticket.
func (p *Policy) Reopenable(t *Ticket, now time.Time) bool {
	until := p.after(t, t.ClosedAt, p.Validation.ReopenWithin)
	return t.State == ClosedState && t.ClosedBy != ByDuplicate && t.ClosedBy != ByMerge && !until.IsZero() && !now.After(until)
}

// Late is what somebody wrote in the counter of a ticket since it was closed.
type Late struct {
	Words  string
	Markup bool // Words are in the desk's own Markdown: all of them were messages
	Files  []File
	Times  int
}

func (c *change) late(ctx context.Context, who UserID) (Late, error) {
	journal, err := c.tx.Journal(ctx, c.t.Number)
	return LateOf(journal, who), err
}

// LateOf is what the person wrote since the latest closure, at most what a text takes.
func LateOf(journal []*Entry, who UserID) Late {
	var out Late
	for _, e := range journal {
		switch {
		case e.Kind == Closed, e.Kind == Cancelled, e.Kind == Reopened:
			out = Late{}
		case e.Kind == SaidLate && e.Actor == who:
			if e.Words != "" {
				out.Markup = e.Detail.Markup && (out.Markup || out.Words == "")
				out.Words = strings.TrimSpace(out.Words + "\n" + e.Words)
			}
			out.Files = append(out.Files, e.Detail.Files...)
			out.Times++
		}
	}
	if words := []rune(out.Words); len(words) > MaxText {
		out.Words = string(words[:MaxText])
	}
	return out
}

// heard notes what requester, beneficiary or a follower wrote. On a ticket that is resolved or
// ended, thanks are thanks; what else is written after the end is kept, and is not heard by the
// desk before the person reopens the ticket with it, or opens another.
func (c *change) heard(ctx context.Context, words string, files []File) error {
	kind := Said
	if c.t.State.Finished() {
		if c.t.State.Terminal() && c.t.ClosedBy != ByDuplicate { // of a duplicate the desk still hears
			kind = SaidLate
		}
		if len(files) == 0 {
			names, err := c.helpers(ctx)
			if err != nil {
				return err
			}
			if Thanks(words, names...) {
				kind = Thanked
			}
		}
	}
	d := Detail{Files: files, Round: c.t.Resolutions}
	if kind == Said {
		c.answers(words, &d)
	}
	c.row(kind, d, words)
	return nil
}

// helpers are the names of those who may be thanked.
func (c *change) helpers(ctx context.Context) ([]string, error) {
	var out []string
	for _, u := range []UserID{c.t.Assignee, c.t.ResolvedBy} {
		if u == "" {
			continue
		}
		p, _, err := c.tx.Person(ctx, u)
		switch {
		case err == nil:
			out = append(out, p.Name)
		case !errors.Is(err, ErrNotFound):
			return nil, err
		}
	}
	return out, nil
}
