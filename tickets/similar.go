package tickets

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"guichet/tickets/search"
)

// Terms are the words that unfinished tickets are found by.
type Terms interface {
	// SetTerms replaces the terms of a ticket; none forgets it.
	SetTerms(ctx context.Context, ticket int64, announced bool, terms []string) error
	// CountTerms counts the tickets of each term, up to most.
	CountTerms(ctx context.Context, terms []string, most int) (map[string]int, error)
	// WithTerms lists the newest tickets with each term, up to limit of each, in descending order.
	WithTerms(ctx context.Context, terms []string, limit int) (map[string][]int64, error)
	// AnnouncedTickets lists the newest tickets that were stored as announced.
	AnnouncedTickets(ctx context.Context, limit int) ([]int64, error)
	// TermsOf are the terms of tickets; a ticket without any is not in the answer.
	TermsOf(ctx context.Context, numbers []int64) (map[int64][]string, error)
}

// Bounds of a search: the rarest terms of a text find the candidates, the newest of each, and
// the best of these are compared whole.
const (
	rarestTerms   = 8
	perTerm       = 100
	compared      = 50
	mostAnnounced = 200
	// likeEnough is the score from which two tickets are similar, titleEnough from which an
	// announced incident is proposed.
	likeEnough  = 0.4
	titleEnough = 0.3
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
	terms := search.Terms(c.t.Announcement.Title + "\n" + c.t.words())
	return c.tx.SetTerms(ctx, c.t.Number, c.t.Announced(), terms)
}

// refinds tells whether the row may change how a ticket is found: what is said of it in public,
// and any end or return from one.
func refinds(e *Entry) bool {
	switch e.Kind {
	case Opened, AnnouncedPublicly, Withdrawn:
		return true
	}
	return e.Detail.From.Finished() || e.Detail.To.Finished()
}

// Similar lists the tickets under way that are most like the given one, the best first, and
// tells how many there are among those compared. It is for the desk: their words are others'.
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
	asked := search.Terms(t.words())
	counts, err := tx.CountTerms(ctx, asked, search.MaxCount)
	if err != nil {
		return nil, err
	}
	rare := slices.DeleteFunc(slices.Clone(asked), func(term string) bool { return counts[term] == 0 })
	slices.SortStableFunc(rare, func(x, y string) int { return cmp.Compare(counts[x], counts[y]) })
	score := map[int64]float64{}
	with, err := tx.WithTerms(ctx, rare[:min(len(rare), rarestTerms)], perTerm)
	if err != nil {
		return nil, err
	}
	for term, found := range with {
		for _, n := range found {
			if n != t.Number {
				score[n] += search.Weight(counts[term])
			}
		}
	}
	best := make([]int64, 0, len(score))
	for n := range score {
		best = append(best, n)
	}
	slices.SortFunc(best, func(x, y int64) int { return cmp.Or(cmp.Compare(score[y], score[x]), cmp.Compare(y, x)) })
	documents, err := tx.TermsOf(ctx, best[:min(len(best), compared)])
	if err != nil {
		return nil, err
	}
	return search.Rank(asked, documents, counts, false, likeEnough), nil
}

// Known lists the announced incidents that are most like the words of the person's own ticket,
// the best first: those they may say "me too" to.
func (d *Desk) Known(ctx context.Context, by Actor, number int64, limit int) (ts []*Ticket, err error) {
	_, err = d.look(ctx, by, number, func(c *change) error {
		if err := c.may(ActShow); err != nil {
			return err
		}
		announced, err := c.tx.AnnouncedTickets(ctx, mostAnnounced)
		if err != nil || len(announced) == 0 {
			return err
		}
		documents, err := c.tx.TermsOf(ctx, announced)
		if err != nil {
			return err
		}
		delete(documents, number)
		counts := map[string]int{}
		for _, terms := range documents {
			for _, term := range terms {
				counts[term]++
			}
		}
		ts, err = c.load(ctx, search.Rank(search.Terms(c.t.words()), documents, counts, true, titleEnough), limit)
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
