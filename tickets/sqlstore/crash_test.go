package sqlstore_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"guichet/tickets"
	"guichet/tickets/sqlstore"
)

// childEnv holds the database of the process that TestKilled starts and kills.
const childEnv = "GUICHET_TEST_CRASH_DATABASE"

// openForEver opens tickets from several goroutines and prints the number of each once the
// store has confirmed it, until the process is killed.
func openForEver(path string) {
	ctx := context.Background()
	s, err := sqlstore.Open(ctx, path, sqlstore.Options{AutoMigrate: true})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for {
				number, err := openTicket(ctx, s)
				if err != nil {
					fmt.Fprintln(os.Stderr, err)
					os.Exit(1)
				}
				fmt.Printf("%d\n", number)
			}
		})
	}
	wg.Wait()
}

// openTicket does what an opening does to the store.
func openTicket(ctx context.Context, s tickets.Store) (number int64, err error) {
	err = s.Update(ctx, func(tx tickets.Tx) error {
		now := tx.Now()
		t := &tickets.Ticket{
			Kind: tickets.Incident, State: tickets.New, Summary: "imprimante bloquée", Priority: tickets.P3,
			Description: "Elle clignote en rouge et n’imprime plus depuis ce matin.", Phone: "01 23 45 67 89",
			Urgency: tickets.Medium, Impact: tickets.One, Category: "print", Source: tickets.SourceChat,
			Requester: "slack:U012ALICE", Beneficiary: tickets.Beneficiary{User: "slack:U034BENOIT"},
			OpenedAt: now, NextDue: now.Add(4 * 3600e9),
			Clocks: tickets.Clocks{Respond: tickets.ClockState{Deadline: now.Add(4 * 3600e9)}, Resolve: tickets.ClockState{Deadline: now.Add(8 * 3600e9)}},
		}
		if err := tx.InsertTicket(ctx, t); err != nil {
			return err
		}
		number = t.Number
		e := &tickets.Entry{Ticket: number, At: now, Actor: t.Requester, Via: "form", Kind: tickets.Opened, Words: t.Description}
		if err := tx.Append(ctx, e); err != nil {
			return err
		}
		for _, place := range []tickets.Place{{Space: "slack", Kind: tickets.PlacePool}, {Space: "slack", Kind: tickets.PlaceCounter, User: t.Requester}} {
			d := &tickets.Delivery{Key: string(place.Kind) + ":" + strconv.FormatInt(number, 10), Ticket: number, Entry: e.ID, Purpose: "opened", Place: place}
			if err := tx.Enqueue(ctx, d); err != nil {
				return err
			}
		}
		return tx.SetTimers(ctx, number, []tickets.Timer{
			{Key: "warn:respond:75", DueAt: now.Add(3 * 3600e9), Clock: tickets.ClockRespond, Percent: 75},
			{Key: "breach:respond", DueAt: now.Add(4 * 3600e9), Clock: tickets.ClockRespond, Percent: 100},
			{Key: "warn:resolve:75", DueAt: now.Add(6 * 3600e9), Clock: tickets.ClockResolve, Percent: 75},
			{Key: "breach:resolve", DueAt: now.Add(8 * 3600e9), Clock: tickets.ClockResolve, Percent: 100},
		})
	})
	return number, err
}

// TestKilled kills a process in the middle of its work: what it confirmed is there, and
// nothing is there by halves.
func TestKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "guichet.db")
	child := exec.Command(os.Args[0]) //nolint:gosec // this very test
	child.Env = append(os.Environ(), childEnv+"="+path)
	var complaints strings.Builder
	child.Stderr = &complaints
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var confirmed []int64
	for lines := bufio.NewScanner(out); lines.Scan(); {
		n, err := strconv.ParseInt(lines.Text(), 10, 64)
		if err != nil {
			break // cut by the kill
		}
		if confirmed = append(confirmed, n); len(confirmed) == 200 {
			if err := child.Process.Kill(); err != nil {
				t.Error(err)
			}
		}
	}
	_ = child.Wait() // "signal: killed"
	if len(confirmed) < 200 {
		t.Fatalf("the process ended by itself after %d tickets: %s", len(confirmed), complaints.String())
	}
	ctx := context.Background()
	s := openStore(t, path, sqlstore.Options{})
	err = s.View(ctx, func(tx tickets.Tx) error {
		for _, n := range confirmed {
			if _, err := tx.Ticket(ctx, n); err != nil {
				t.Errorf("confirmed, then lost: %v", err)
			}
		}
		all, err := tx.FindTickets(ctx, tickets.Query{})
		for _, ticket := range all {
			if rows, err := tx.Journal(ctx, ticket.Number); err != nil || len(rows) != 1 {
				t.Errorf("ticket %d has %d journal rows, %v", ticket.Number, len(rows), err)
			}
			if _, err := tx.Delivery(ctx, fmt.Sprintf("counter:%d", ticket.Number)); err != nil {
				t.Errorf("ticket %d: %v", ticket.Number, err)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
