package tickets

import (
	"context"
	"errors"
	"slices"

	"guichet/tickets/search"
)

// Terms are the words that unfinished tickets are found by. A term has no space in it.
type Terms interface {
	// SetTerms replaces the terms of a ticket; none forgets it.
	SetTerms(ctx context.Context, ticket int64, announced bool, terms []string) error
	// TermsOf are the terms of a ticket, in the order in which they were set.
	TermsOf(ctx context.Context, ticket int64) ([]string, error)
	// CountTerms counts the tickets of each term, up to most.
	CountTerms(ctx context.Context, terms []string, most int) (map[string]int, error)
	// MostAlike finds, among the newest tickets with each of the terms (each tells how many), those
	// whose terms weigh most together, up to limit, with all their terms; except is left out.
	MostAlike(ctx context.Context, asked []search.Weighed, except int64, each, limit int) (map[int64][]string, error)
	// AnnouncedTerms are the newest tickets that were stored as announced, with their terms.
	AnnouncedTerms(ctx context.Context, limit int) (map[int64][]string, error)
}

// Bounds of a search: the rarest terms of a text find the candidates, the newest of each, and
// the best of these are compared whole. What it costs does not grow with the desk.
const (
	rarestTerms   = 8
	perTerm       = 100
	compared      = 50
	mostAnnounced = 200
)

// words are what the ticket is found by.
func (t *Ticket) words() string { return t.Summary + "\n" + t.Description }

// noteTerms keeps the terms of the ticket as its change leaves it. What is over is not
// proposed; an announced incident with a workaround is, until it is closed.
func (c *change) noteTerms(ctx context.Context) error {
	if !slices.ContainsFunc(c.rows, refinds) {
		return nil
	}
	if c.t.State.Terminal() || c.t.State.Finished() && !c.t.Announced() {
		return c.tx.SetTerms(ctx, c.t.Number, false, nil)
	}
	terms := c.terms
	if terms == nil {
		terms = search.Terms(c.t.Announcement.Title + "\n" + c.t.words())
	}
	return c.tx.SetTerms(ctx, c.t.Number, c.t.Announced(), terms)
}

// refinds tells whether the row may change how a ticket is found: its words, what is said
// of it in public, and any end or return from one.
func refinds(e *Entry) bool {
	switch e.Kind {
	case Opened, AnnouncedPublicly, Withdrawn, Retitled, Described:
		return true
	}
	return e.Detail.From.Finished() || e.Detail.To.Finished()
}

// Similar lists the tickets under way that are most like the given one and not linked to it, the
// best first, and tells how many there are among those compared. It is for the desk: their words are others'.
func (d *Desk) Similar(ctx context.Context, by Actor, number int64, limit int) (ts []*Ticket, total int, err error) {
	_, err = d.look(ctx, by, number, func(c *change) error {
		if err := c.may(ActShowInside); err != nil {
			return err
		}
		matches, err := similar(ctx, c.tx, c.t)
		if err != nil {
			return err
		}
		total = len(matches)
		ts, err = c.load(ctx, matches, limit)
		return err
	})
	return ts, total, err
}

func similar(ctx context.Context, tx Tx, t *Ticket) ([]search.Match, error) {
	asked, err := tx.TermsOf(ctx, t.Number)
	if err != nil {
		return nil, err
	}
	if len(asked) == 0 { // it is over
		asked = search.Terms(t.words())
	}
	counts, err := tx.CountTerms(ctx, asked, search.MaxCount)
	if err != nil {
		return nil, err
	}
	documents, err := tx.MostAlike(ctx, search.Rarest(asked, counts, rarestTerms), t.Number, perTerm, compared)
	if err != nil {
		return nil, err
	}
	for _, l := range t.Links {
		delete(documents, l.Ticket)
	}
	return search.Rank(asked, documents, counts, false, search.LikeEnough), nil
}

// Known lists the announced incidents that are most like the words of the person's own ticket,
// the best first: those they may say "me too" to.
func (d *Desk) Known(ctx context.Context, by Actor, number int64, limit int) (ts []*Ticket, err error) {
	_, err = d.look(ctx, by, number, func(c *change) error {
		if err := c.may(ActShow); err != nil {
			return err
		}
		documents, err := c.tx.AnnouncedTerms(ctx, mostAnnounced)
		if err != nil || len(documents) == 0 {
			return err
		}
		delete(documents, number)
		counts := map[string]int{}
		for _, terms := range documents {
			for _, term := range terms {
				counts[term]++
			}
		}
		ts, err = c.load(ctx, search.Rank(search.Terms(c.t.words()), documents, counts, true, search.TitleEnough), limit)
		return err
	})
	ts = slices.DeleteFunc(ts, func(t *Ticket) bool {
		return !t.Announced() || t.State.Terminal() || t.Concerns(by.ID) || t.Joined(by.ID)
	})
	return ts, err
}

func (c *change) load(ctx context.Context, matches []search.Match, limit int) ([]*Ticket, error) {
	var out []*Ticket
	for _, m := range matches[:min(len(matches), limit)] {
		t, err := c.tx.Ticket(ctx, m.Ticket)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

// Deflected is why a ticket was cancelled whose answer was there already: a known incident
// that its requester has joined, or whose workaround has helped.
const Deflected = "deflected"

// Deflect takes back the person's own ticket because an announced incident is the same. With
// join they are counted there and told of its end; without, its workaround has helped.
func (d *Desk) Deflect(ctx context.Context, act Act, number, known int64, join bool) (*Ticket, error) {
	var other *change
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.may(ActCancel); err != nil {
			return err
		}
		t, err := c.tx.Ticket(ctx, known)
		if errors.Is(err, ErrNotFound) || err == nil && !t.Announced() {
			return &Error{Code: NotFound}
		}
		if err != nil {
			return err
		}
		from, to, err := c.move(ActCancel)
		if err != nil {
			return err
		}
		c.t.ClosedAt, c.t.ClosedBy, c.t.Prompt = c.now, Deflected, ""
		c.row(Cancelled, Detail{From: from, To: to, Assignee: c.t.Assignee, Why: Deflected}, t.Ref())
		other = &change{tx: c.tx, now: c.now, act: act, t: t, policy: c.policy}
		if !join || t.State.Finished() || t.Concerns(act.By.ID) || t.Joined(act.By.ID) {
			return nil
		}
		other.join(act.By.ID)
		return d.finish(ctx, other)
	})
}
