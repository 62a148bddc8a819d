package sqlstore_test

import (
	"context"
	"flag"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"guichet/tickets"
	"guichet/tickets/sqlstore"
)

// million adds the sizes of a large desk to the benchmarks; filling them takes minutes.
var million = flag.Bool("million", false, "also measure with 10⁶ tickets")

// benchmarked opens an empty database of each kind; the driver's name is for fill.
func benchmarked(b *testing.B, run func(b *testing.B, s *sqlstore.Store, driver, url string)) {
	b.Run("sqlite", func(b *testing.B) {
		path := filepath.Join(b.TempDir(), "guichet.db")
		run(b, openStore(b, path, sqlstore.Options{AutoMigrate: true}), "sqlite3", path)
	})
	b.Run("postgres", func(b *testing.B) {
		url := postgresURL(b)
		run(b, openStore(b, url, sqlstore.Options{AutoMigrate: true}), "pgx", url)
	})
}

// BenchmarkOpenings measures durable openings: ticket, journal row with its words, two
// deliveries and four timers, from 100 callers at once and from one alone.
func BenchmarkOpenings(b *testing.B) {
	ctx := context.Background()
	benchmarked(b, func(b *testing.B, s *sqlstore.Store, _, _ string) {
		for _, callers := range []int{1, 10, 100} {
			b.Run(fmt.Sprintf("callers=%d", callers), func(b *testing.B) {
				work := make(chan struct{})
				var wg sync.WaitGroup
				for range callers {
					wg.Go(func() {
						for range work {
							if _, err := openTicket(ctx, s); err != nil {
								b.Error(err)
							}
						}
					})
				}
				b.ReportAllocs()
				for b.Loop() {
					work <- struct{}{}
				}
				close(work)
				wg.Wait()
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "openings/s")
			})
		}
	})
}

// BenchmarkReads measures what the desk asks all the time, on a desk where every ticket is
// open, with its timers far off but for 200 that are due, and where every delivery was sent
// but for 10⁴: a quarter failed and are tried again later, and hold back a quarter.
func BenchmarkReads(b *testing.B) {
	sizes := []int{10_000}
	if *million {
		sizes = append(sizes, 1_000_000)
	}
	for _, size := range sizes {
		b.Run(fmt.Sprintf("tickets=%d", size), func(b *testing.B) {
			benchmarked(b, func(b *testing.B, s *sqlstore.Store, driver, url string) {
				fillDesk(b, s, driver, url, size)
				measure(b, s)
				b.Run("Open", func(b *testing.B) {
					for b.Loop() {
						again, err := sqlstore.Open(context.Background(), url, sqlstore.Options{AutoMigrate: true})
						if err != nil {
							b.Fatal(err)
						}
						if err := again.Close(); err != nil {
							b.Fatal(err)
						}
					}
				})
			})
		})
	}
}

func measure(b *testing.B, s *sqlstore.Store) {
	ctx := context.Background()
	for _, c := range []struct {
		name string
		read func(tx tickets.Tx) (rows int, err error)
		rows int
	}{
		{"DueTimers", func(tx tickets.Tx) (int, error) {
			due, err := tx.DueTimers(ctx, 200)
			return len(due), err
		}, 200},
		{"NextDeliveries", func(tx tickets.Tx) (int, error) {
			next, err := tx.NextDeliveries(ctx, "slack", 50)
			return len(next), err
		}, 50},
		{"QueueStats", func(tx tickets.Tx) (int, error) {
			queued, _, _, err := tx.QueueStats(ctx, "slack")
			return queued, err
		}, 10_000},
		{"CountByState", func(tx tickets.Tx) (int, error) {
			counts, err := tx.CountByState(ctx)
			return len(counts), err
		}, 1},
		{"FindTickets", func(tx tickets.Tx) (int, error) {
			found, err := tx.FindTickets(ctx, tickets.Query{Assignee: "slack:tech7", Unfinished: true, Order: tickets.ByDeadline, Limit: 10})
			return len(found), err
		}, 10},
		{"Ticket", func(tx tickets.Tx) (int, error) {
			_, err := tx.Ticket(ctx, 4711)
			return 1, err
		}, 1},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if err := s.View(ctx, func(tx tickets.Tx) error {
					rows, err := c.read(tx)
					if err == nil && rows != c.rows {
						err = fmt.Errorf("%d rows, want %d", rows, c.rows)
					}
					return err
				}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// fillDesk makes size tickets out of one, behind the store's back.
func fillDesk(b *testing.B, s *sqlstore.Store, driver, url string, size int) {
	b.Helper()
	if _, err := openTicket(context.Background(), s); err != nil {
		b.Fatal(err)
	}
	numbers := fmt.Sprintf("with recursive n(i) as (select 2 union all select i + 1 from n where i < %d) ", size)
	now := time.Now().UnixMilli()
	const copied = `version, kind, state, unfinished, summary, description, phone, urgency, impact, priority, category,
		source, files, beneficiary_user, beneficiary, waiting_on, waited_from, wait_reason, solution, workaround,
		root_cause, resolutions, closed_by, people_hit, rating, prompt, opened_at, claimed_at, assigned_at,
		contact_at, resolved_at, closed_at, clocks, last_entry`
	execute(b, driver, url, numbers+`insert into tickets (requester, assignee, next_due, `+copied+`)
		select 'slack:user' || (i % 1000), 'slack:tech' || (i % 30), next_due + i, `+copied+` from tickets, n where number = 1`)
	execute(b, driver, url, fmt.Sprintf(numbers+`insert into timers (ticket, key, due_at, clock, percent)
		select i, 'breach:resolve', case when i %% %d = 0 then %d else %d + i end, 'resolve', 100 from n`,
		size/200, now-60_000, now+86_400_000))
	const rest = `entry, purpose, space, place, place_user, generation, attempts, first_at, tried_at, created_at, waits_since, sent_at, ref_space, ref_channel`
	copies := func(key, where, state, message string, due int64) {
		b.Helper()
		execute(b, driver, url, fmt.Sprintf(numbers+`insert into deliveries (ticket, key, state, due_at, ref_message, ref_thread, reason, `+rest+`)
			select i, '%s:' || i, '%s', %d, %s, '', '', `+rest+` from deliveries, n where key = 'pool:1' and %s`, key, state, due, message, where))
	}
	execute(b, driver, url, "update deliveries set state = 'sent', ref_message = 'm' where ticket = 1")
	copies("pool", "true", "sent", "'m' || i", now)
	copies("failed", "i <= 5002 and i % 2 = 0", "queued", "''", now+3_600_000)
	copies("after", "i <= 7500", "queued", "''", now)
	if driver == "pgx" { // as autovacuum does soon
		execute(b, driver, url, "vacuum analyze")
	}
}
