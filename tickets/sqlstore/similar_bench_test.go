package sqlstore_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"guichet/tickets"
	"guichet/tickets/search"
	"guichet/tickets/sqlstore"
)

// BenchmarkSimilar measures the search for similar tickets, whose words follow Zipf's law; with
// -million among 10⁵ open and 10⁶ closed tickets. The tickets of "common" are made of the forty
// words that most tickets have.
func BenchmarkSimilar(b *testing.B) {
	open, closed := 10_000, 20_000
	if *million {
		open, closed = 100_000, 1_000_000
	}
	ctx := context.Background()
	benchmarked(b, func(b *testing.B, s *sqlstore.Store, driver, url string) {
		fillWords(b, s, driver, url, open, closed)
		desk := tickets.NewDesk(s, &tickets.Policy{}, nil, nil)
		random := rand.New(rand.NewPCG(3, 4))
		for _, c := range []struct {
			name string
			next func() int64
		}{
			{"any", func() int64 { return 1 + random.Int64N(int64(open-ofCommon)) }},
			{"common", func() int64 { return int64(open) - random.Int64N(ofCommon) }},
		} {
			b.Run(c.name, func(b *testing.B) {
				var took []time.Duration
				found, worked := 0, processorTime(b)
				for b.Loop() {
					time.Sleep(rest)
					began := time.Now()
					_, total, err := desk.Similar(ctx, tickets.Actor{Roles: tickets.Roles{Technician: true}}, c.next(), 3)
					if err != nil {
						b.Fatal(err)
					}
					took = append(took, time.Since(began))
					found += total
				}
				b.ReportMetric(float64((processorTime(b)-worked).Microseconds())/1000/float64(len(took)), "cpu-ms/op")
				slices.Sort(took)
				b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
				b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
				b.ReportMetric(float64(found)/float64(len(took)), "similar/op")
			})
		}
	})
}

// processorTime is what this process has used: a measure that other processes do not disturb.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// rest is the time between two searches, as on a desk where somebody asks now and then: whoever
// never rests is held back by the system for others' sake on a busy machine, and measures that.
const rest = 5 * time.Millisecond

// ofCommon is how many of the open tickets, the newest, are made of the most common words only.
const ofCommon = 500

// fillWords makes open tickets of twelve words each, and closed ones after them, behind the
// store's back. Every tenth open one repeats another's words but for a few.
func fillWords(b *testing.B, s *sqlstore.Store, driver, url string, open, closed int) {
	b.Helper()
	if _, err := openTicket(context.Background(), s); err != nil {
		b.Fatal(err)
	}
	execute(b, driver, url, "update tickets set description = ''")
	const copied = `version, kind, summary, description, phone, urgency, impact, priority, category,
		source, files, beneficiary_user, beneficiary, waiting_on, waited_from, wait_reason, solution, workaround,
		root_cause, resolutions, closed_by, people_hit, rating, prompt, opened_at, claimed_at, assigned_at,
		contact_at, resolved_at, closed_at, clocks, last_entry, requester, assignee`
	execute(b, driver, url, fmt.Sprintf(`with recursive n(i) as (select 2 union all select i + 1 from n where i < %d)
		insert into tickets (state, unfinished, `+copied+`)
		select case when i <= %d then 'new' else 'closed' end, i <= %d, `+copied+` from tickets, n where number = 1`, open+closed, open, open))
	random := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(random, 1.1, 2, 20_000)
	before := make([][]string, 0, open)
	const batch = 2000
	for from := 1; from <= open; from += batch {
		var terms, documents, summaries []string
		for n := from; n < min(from+batch, open+1); n++ {
			words := map[string]bool{}
			if n > open-ofCommon {
				for i := range search.MaxTerms {
					words[fmt.Sprintf("mot%d", i)] = true
				}
			} else if n%10 == 0 {
				for _, w := range before[random.IntN(len(before))][:9] {
					words[w] = true
				}
			}
			for len(words) < 12 {
				words[fmt.Sprintf("mot%d", zipf.Uint64())] = true
			}
			var said []string
			for w := range words {
				said = append(said, w)
				terms = append(terms, fmt.Sprintf("('%s', %d)", w, n))
			}
			documents = append(documents, fmt.Sprintf("(%d, false, '%s')", n, strings.Join(said, " ")))
			before = append(before, said)
			summaries = append(summaries, fmt.Sprintf("when %d then '%s'", n, strings.Join(said, " ")))
		}
		execute(b, driver, url, "insert into term_tickets (term, ticket) values "+strings.Join(terms, ", "))
		execute(b, driver, url, "insert into ticket_terms (ticket, announced, terms) values "+strings.Join(documents, ", "))
		execute(b, driver, url, fmt.Sprintf("update tickets set summary = case number %s end where number between %d and %d", strings.Join(summaries, " "), from, min(from+batch-1, open)))
	}
	if driver == "pgx" { // as autovacuum does soon
		execute(b, driver, url, "vacuum analyze")
	}
}
