package sqlstore

import (
	"context"
	"slices"
	"strings"
)

// SetTerms is tickets.Tx's.
func (t *tx) SetTerms(ctx context.Context, ticket int64, announced bool, terms []string) error {
	if _, err := t.exec(ctx, "forget a ticket's terms", "delete from terms where ticket = ?1", ticket); err != nil || len(terms) == 0 {
		return err
	}
	args := []any{ticket, announced}
	rows := make([]string, len(terms))
	for i, term := range terms {
		args = append(args, text(term))
		rows[i] = "(" + placeholders(len(args), 1) + ", ?1, ?2)"
	}
	_, err := t.exec(ctx, "save a ticket's terms", "insert into terms (term, ticket, announced) values "+strings.Join(rows, ", "), args...)
	return err
}

// mostAsked bounds the terms of one question: SQLite takes up to 500 selects in one.
// https://www.sqlite.org/limits.html#max_compound_select
const mostAsked = 400

// countTerms counts in the index of each term, no further than to the bound; one question for
// all, since each costs a way to the server and back.
func countTerms(terms []string, most int) (string, []any) {
	args := []any{most}
	all := make([]string, len(terms))
	for i, term := range terms {
		args = append(args, text(term), i)
		all[i] = "select " + placeholders(len(args), 1) + " + 0, count(*) from (select 1 from terms where term = " + placeholders(len(args)-1, 1) + " limit ?1) as counted"
	}
	return strings.Join(all, " union all "), args
}

// CountTerms is tickets.Tx's.
func (t *tx) CountTerms(ctx context.Context, terms []string, most int) (map[string]int, error) {
	counts := make(map[string]int, len(terms))
	for asked := range slices.Chunk(terms, mostAsked) {
		query, args := countTerms(asked, most)
		err := t.all(ctx, "count terms", query, args, func(row scanner) error {
			var i, n int
			err := row.Scan(&i, &n)
			if err == nil {
				counts[asked[i]] = n
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return counts, nil
}

// withTerms reads the end of each term's index.
func withTerms(terms []string, limit int) (string, []any) {
	args := []any{limit}
	all := make([]string, len(terms))
	for i, term := range terms {
		args = append(args, text(term), i)
		all[i] = "select * from (select " + placeholders(len(args), 1) + " + 0, ticket from terms where term = " + placeholders(len(args)-1, 1) + " order by ticket desc limit ?1) as found"
	}
	return strings.Join(all, " union all "), args
}

// WithTerms is tickets.Tx's.
func (t *tx) WithTerms(ctx context.Context, terms []string, limit int) (map[string][]int64, error) {
	found := make(map[string][]int64, len(terms))
	for asked := range slices.Chunk(terms, mostAsked) {
		query, args := withTerms(asked, limit)
		err := t.all(ctx, "find the tickets of terms", query, args, func(row scanner) error {
			var i int
			var n int64
			err := row.Scan(&i, &n)
			if err == nil {
				found[asked[i]] = append(found[asked[i]], n)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// AnnouncedTickets is tickets.Tx's.
func (t *tx) AnnouncedTickets(ctx context.Context, limit int) ([]int64, error) {
	return t.numbers(ctx, "list announced tickets", "select distinct ticket from terms where announced order by ticket desc limit ?1", limit)
}

func (t *tx) numbers(ctx context.Context, what, query string, args ...any) ([]int64, error) {
	var found []int64
	err := t.all(ctx, what, query, args, func(row scanner) error {
		var n int64
		err := row.Scan(&n)
		found = append(found, n)
		return err
	})
	return found, err
}

// TermsOf is tickets.Tx's.
func (t *tx) TermsOf(ctx context.Context, numbers []int64) (map[int64][]string, error) {
	found := make(map[int64][]string, len(numbers))
	if len(numbers) == 0 {
		return found, nil
	}
	args := make([]any, len(numbers))
	for i, n := range numbers {
		args[i] = n
	}
	err := t.all(ctx, "load terms", "select ticket, term from terms where ticket in ("+placeholders(1, len(args))+") order by ticket, term", args,
		func(row scanner) error {
			var n int64
			var term string
			err := row.Scan(&n, &term)
			found[n] = append(found[n], term)
			return err
		})
	return found, err
}
