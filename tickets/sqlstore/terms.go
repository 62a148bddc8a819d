package sqlstore

import (
	"context"
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

const countTerm = "select count(*) from (select 1 from terms where term = ?1 limit ?2) as counted"

// CountTerms is tickets.Tx's.
func (t *tx) CountTerms(ctx context.Context, terms []string, most int) (map[string]int, error) {
	counts := make(map[string]int, len(terms))
	for _, term := range terms {
		var n int
		if err := t.one(ctx, "count a term", countTerm, []any{text(term), most}, &n); err != nil {
			return nil, err
		}
		counts[term] = n
	}
	return counts, nil
}

const withTerm = "select ticket from terms where term = ?1 order by ticket desc limit ?2"

// WithTerm is tickets.Tx's.
func (t *tx) WithTerm(ctx context.Context, term string, limit int) ([]int64, error) {
	return t.numbers(ctx, "find a term's tickets", withTerm, text(term), limit)
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
