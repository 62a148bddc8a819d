package sqlstore

import (
	"context"
	"errors"
	"slices"
	"strings"

	"guichet/tickets"
	"guichet/tickets/search"
)

// SetTerms is tickets.Tx's. Only what differs from what is stored is written: most changes of a
// ticket leave most of its terms alone.
func (t *tx) SetTerms(ctx context.Context, ticket int64, announced bool, terms []string) error {
	stored, err := t.TermsOf(ctx, ticket)
	if err != nil || len(stored) == 0 && len(terms) == 0 {
		return err
	}
	now := make([]string, len(terms))
	for i, term := range terms {
		now[i] = text(term)
	}
	without := func(all, some []string) []string {
		return slices.DeleteFunc(slices.Clone(all), func(term string) bool { return slices.Contains(some, term) })
	}
	if err := errors.Join(t.dropTerms(ctx, ticket, without(stored, now)), t.addTerms(ctx, ticket, without(now, stored))); err != nil {
		return err
	}
	if len(now) == 0 {
		_, err = t.exec(ctx, "forget a ticket's terms", "delete from ticket_terms where ticket = ?1", ticket)
		return err
	}
	_, err = t.exec(ctx, "save a ticket's terms", `insert into ticket_terms (ticket, announced, terms) values (?1, ?2, ?3)
		on conflict (ticket) do update set announced = excluded.announced, terms = excluded.terms`, ticket, announced, strings.Join(now, " "))
	return err
}

// TermsOf is tickets.Tx's.
func (t *tx) TermsOf(ctx context.Context, ticket int64) ([]string, error) {
	var joined string
	err := t.one(ctx, "load a ticket's terms", "select terms from ticket_terms where ticket = ?1", []any{ticket}, &joined)
	if errors.Is(err, tickets.ErrNotFound) {
		return nil, nil
	}
	return strings.Fields(joined), err
}

func (t *tx) dropTerms(ctx context.Context, ticket int64, terms []string) error {
	if len(terms) == 0 {
		return nil
	}
	args := []any{ticket}
	for _, term := range terms {
		args = append(args, term)
	}
	_, err := t.exec(ctx, "take away terms", "delete from term_tickets where ticket = ?1 and term in ("+placeholders(2, len(terms))+")", args...)
	return err
}

func (t *tx) addTerms(ctx context.Context, ticket int64, terms []string) error {
	if len(terms) == 0 {
		return nil
	}
	args := []any{ticket}
	rows := make([]string, len(terms))
	for i, term := range terms {
		args = append(args, term)
		rows[i] = "(" + placeholders(len(args), 1) + ", ?1)"
	}
	_, err := t.exec(ctx, "add terms", "insert into term_tickets (term, ticket) values "+strings.Join(rows, ", "), args...)
	return err
}

// mostAsked bounds the terms of one question: SQLite takes up to 500 selects in one.
// https://www.sqlite.org/limits.html#max_compound_select
const mostAsked = 400

// countTerms counts in the index of each term, no further than to the bound; one question for
// all, since each costs a way to the server and back.
func countTerms(terms []string, most int) (string, []any) {
	args := []any{most}
	rows := make([]string, len(terms))
	for i, term := range terms {
		args = append(args, text(term))
		rows[i] = "(" + placeholders(len(args), 1) + ")"
	}
	return "select column1, (select count(*) from (select 1 from term_tickets where term = column1 limit ?1) as counted)" +
		" from (values " + strings.Join(rows, ", ") + ") as asked", args
}

// CountTerms is tickets.Tx's.
func (t *tx) CountTerms(ctx context.Context, terms []string, most int) (map[string]int, error) {
	counts := make(map[string]int, len(terms))
	for asked := range slices.Chunk(terms, mostAsked) {
		query, args := countTerms(asked, most)
		err := t.all(ctx, "count terms", query, args, func(row scanner) error {
			var term string
			var n int
			err := row.Scan(&term, &n)
			counts[term] = n
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return counts, nil
}

// mostAlike reads the end of each term's index and adds up what is found there.
func mostAlike(asked []search.Weighed, except int64, each, limit int) (string, []any) {
	args := []any{except, each, limit}
	ends := make([]string, len(asked))
	for i, a := range asked {
		args = append(args, text(a.Term), a.Weight)
		ends[i] = "select * from (select ticket, " + placeholders(len(args), 1) + " + 0 as weight from term_tickets where term = " +
			placeholders(len(args)-1, 1) + " and ticket <> ?1 order by ticket desc limit ?2) as ending"
	}
	return "select best.ticket, terms from (select ticket, sum(weight) as weight from (" + strings.Join(ends, " union all ") +
		") as ends group by ticket order by sum(weight) desc, ticket desc limit ?3) as best join ticket_terms on ticket_terms.ticket = best.ticket", args
}

// MostAlike is tickets.Tx's.
func (t *tx) MostAlike(ctx context.Context, asked []search.Weighed, except int64, each, limit int) (map[int64][]string, error) {
	if len(asked) == 0 {
		return nil, nil
	}
	query, args := mostAlike(asked[:min(len(asked), mostAsked)], except, each, limit)
	return t.documents(ctx, "find tickets by terms", query, args)
}

const announcedTerms = "select ticket, terms from ticket_terms where announced order by ticket desc limit ?1"

// AnnouncedTerms is tickets.Tx's.
func (t *tx) AnnouncedTerms(ctx context.Context, limit int) (map[int64][]string, error) {
	return t.documents(ctx, "list announced tickets", announcedTerms, []any{limit})
}

// documents reads tickets with their terms.
func (t *tx) documents(ctx context.Context, what, query string, args []any) (map[int64][]string, error) {
	found := map[int64][]string{}
	err := t.all(ctx, what, query, args, func(row scanner) error {
		var n int64
		var joined string
		err := row.Scan(&n, &joined)
		found[n] = strings.Fields(joined)
		return err
	})
	return found, err
}
