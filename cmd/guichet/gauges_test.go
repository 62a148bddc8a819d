package main

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/rs/zerolog"

	"guichet/tickets"
	"guichet/tickets/sqlstore"
)

// gathered are the values of the desk's gauges by name and label.
func gathered(t *testing.T, r *prometheus.Registry) map[string]float64 {
	t.Helper()
	families, err := r.Gather()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]float64{}
	for _, f := range families {
		for _, m := range f.GetMetric() {
			name := f.GetName()
			for _, l := range m.GetLabel() {
				name += " " + l.GetValue()
			}
			if v := m.GetGauge().GetValue(); v != 0 {
				out[name] = v
			}
		}
	}
	return out
}

func TestDeskGauges(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	store, err := sqlstore.Open(t.Context(), filepath.Join(t.TempDir(), "g.db"), sqlstore.Options{AutoMigrate: true, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(newDeskGauges(store, []string{"slack", "discord"}, zerolog.Nop()))

	ticket := func(s tickets.State) *tickets.Ticket {
		return &tickets.Ticket{
			Kind: tickets.Incident, State: s, Summary: "x", Urgency: tickets.Low, Impact: tickets.One, Priority: tickets.P4,
			Source: tickets.SourceChat, OpenedAt: now,
		}
	}
	err = store.Update(t.Context(), func(tx tickets.Tx) error {
		for _, s := range []tickets.State{tickets.New, tickets.New, tickets.ClosedState} {
			if err := tx.InsertTicket(t.Context(), ticket(s)); err != nil {
				return err
			}
		}
		if err := tx.SetTimers(t.Context(), 1, []tickets.Timer{
			{Ticket: 1, Key: "warn:respond:75", DueAt: now.Add(time.Minute)}, {Ticket: 1, Key: "breach:respond", DueAt: now.Add(time.Hour)},
		}); err != nil {
			return err
		}
		return tx.Enqueue(t.Context(), &tickets.Delivery{
			Key: "card:1:slack", Ticket: 1, Purpose: "card", Place: tickets.Place{Space: "slack", Kind: tickets.PlacePool},
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	now = now.Add(2 * time.Minute)
	want := map[string]float64{
		"guichet_store_up": 1, "guichet_tickets new": 2, "guichet_tickets closed": 1, "guichet_due_timers": 1,
		"guichet_queue_length slack": 1, "guichet_queue_age_seconds slack": 120,
	}
	if diff := cmp.Diff(want, gathered(t, registry)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	// Without the store the scrape goes on, and says so.
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]float64{}, gathered(t, registry)); diff != "" {
		t.Errorf("after closing (-want +got):\n%s", diff)
	}
}
