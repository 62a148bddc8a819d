package sqlstore

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"guichet/tickets"
	"guichet/tickets/search"
)

// TestPlans asks SQLite how it would answer what is asked all the time: none may look at
// every ticket, delivery or timer.
func TestPlans(t *testing.T) {
	s, err := Open(context.Background(), filepath.Join(t.TempDir(), "guichet.db"), Options{AutoMigrate: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	words := "noir"
	duplicate, duplicateArgs := findQuery(tickets.Query{Requester: "slack:alice", Summary: words, Description: &words, OpenedSince: time.Now()})
	held, heldArgs := findQuery(tickets.Query{Assignee: "slack:tessa", Unfinished: true, Order: tickets.ByDeadline, Limit: 10})
	mine, mineArgs := findQuery(tickets.Query{Concerns: "slack:alice", Limit: 10})
	pool, poolArgs := findQuery(tickets.Query{Pool: true, Unfinished: true, Order: tickets.ByDeadline, Limit: 10})
	unfinished, unfinishedArgs := findQuery(tickets.Query{Unfinished: true, Order: tickets.ByDeadline, Limit: 10, Offset: 20})
	newest, newestArgs := findQuery(tickets.Query{Unfinished: true})
	late, lateArgs := findQuery(tickets.Query{Late: time.Now(), Order: tickets.ByDeadline})
	since, sinceArgs := findQuery(tickets.Query{OpenedSince: time.Now(), Order: tickets.ByNumber})
	ended, endedArgs := findQuery(tickets.Query{EndedSince: time.Now()})
	resolved, resolvedArgs := findQuery(tickets.Query{States: []tickets.State{tickets.ResolvedState}, Limit: tickets.MaxFigured + 1})
	for _, c := range []struct {
		name, query string
		args        []any
		index       string
		sorts       bool // a handful of rows
	}{
		{"DueTimers", dueTimers, []any{1, 200}, "timers_due", false},
		{"NextTimer", nextTimer, nil, "timers_due", false},
		{"NextDeliveries", selectDeliveries + nextDeliveries, []any{"slack", 1, 50}, "deliveries_order", false},
		{"NextDeliveries, the lane", selectDeliveries + nextDeliveries, []any{"slack", 1, 50}, "deliveries_lane", false},
		{"NextDeliveryAt", nextDeliveryAt, []any{"slack", 1}, "deliveries_due", false},
		{"QueueStats", queueStats, []any{"slack", 1}, "deliveries_parked", false},
		{"DeliveryByMessage", selectDeliveries + byMessage, []any{"slack", "C1", "1.2"}, "deliveries_message", false},
		{"SaidAlerts", saidAlerts, []any{"slack/pool", 1}, "deliveries_alerts", false},
		{"HeldAlerts", heldAlerts, []any{"slack/pool", 1, 2, 20}, "deliveries_held", true},
		{"HeldAlerts, the count", countHeld, []any{"slack/pool", 1, 2}, "deliveries_held", false},
		{"Journal", selectJournal + ofTicket, []any{1}, "journal_ticket", false},
		{"OriginalAt", selectOriginals + originalAt, []any{"D1", "1.2", "slack"}, "originals_message", false},
		{"CountByState", countByState, nil, "tickets_state", false},
		{"duplicates", duplicate, duplicateArgs, "tickets_requester", true},
		{"a technician's list", held, heldArgs, "tickets_held", false},
		{"a person's list", mine, mineArgs, "tickets_beneficiary", true},
		{"a person's list, as follower", mine, mineArgs, "followers_person", true},
		{"ended since", ended, endedArgs, "tickets_ended", true},
		{"resolved, for figures", resolved, resolvedArgs, "tickets_state", true},
		{"the pool", pool, poolArgs, "tickets_held", false},
		{"unfinished by deadline", unfinished, unfinishedArgs, "tickets_deadline", false},
		{"unfinished, newest first", newest, newestArgs, "tickets_unfinished", false},
		{"late", late, lateArgs, "tickets_late", false},
		{"opened since", since, sinceArgs, "tickets_opened", true},
	} {
		plan := explain(t, s, c.query, c.args)
		if !strings.Contains(plan, "INDEX "+c.index) {
			t.Errorf("%s does not use %s:\n%s", c.name, c.index, plan)
		}
		if !c.sorts && strings.Contains(plan, "TEMP B-TREE") {
			t.Errorf("%s sorts:\n%s", c.name, plan)
		}
		for line := range strings.Lines(plan) {
			// Walking a partial index in its order is no scan of the table.
			if strings.HasPrefix(line, "SCAN") && !strings.Contains(line, "USING") && !strings.Contains(line, "CONSTANT ROW") {
				t.Errorf("%s scans:\n%s", c.name, plan)
			}
		}
	}
}

// A search for similar tickets reads the ends of the terms' index and nothing else.
func TestPlansOfTerms(t *testing.T) {
	s, err := Open(context.Background(), filepath.Join(t.TempDir(), "guichet.db"), Options{AutoMigrate: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	counted, countedArgs := countTerms([]string{"vpn", "wifi"}, 200)
	alike, alikeArgs := mostAlike([]search.Weighed{{Term: "vpn", Weight: 1}, {Term: "wifi", Weight: 2}}, 7, 100, 50)
	for _, c := range []struct {
		name, query string
		args        []any
		uses        string
	}{
		{"CountTerms", counted, countedArgs, "SEARCH term_tickets USING PRIMARY KEY (term=?)"},
		{"MostAlike, the index", alike, alikeArgs, "SEARCH term_tickets USING PRIMARY KEY (term=?)"},
		{"MostAlike, the terms", alike, alikeArgs, "SEARCH ticket_terms USING PRIMARY KEY (ticket=?)"},
		{"AnnouncedTerms", announcedTerms, []any{200}, "INDEX ticket_terms_announced"},
	} {
		plan := explain(t, s, c.query, c.args)
		if !strings.Contains(plan, c.uses) || strings.Contains(plan, "SCAN term_tickets") || strings.Contains(plan, "SCAN ticket_terms\n") {
			t.Errorf("%s does not %s:\n%s", c.name, c.uses, plan)
		}
	}
}

func explain(t *testing.T, s *Store, query string, args []any) string {
	t.Helper()
	rows, err := s.read.QueryContext(context.Background(), "explain query plan "+query, args...)
	if err != nil {
		t.Fatalf("%v: %s", err, query)
	}
	defer func() { _ = rows.Close() }()
	var plan strings.Builder
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		plan.WriteString(detail + "\n")
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return plan.String()
}
